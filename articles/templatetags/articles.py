"""What the frame of every public page needs."""

from urllib.parse import urlencode

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from articles.models import Section

register = template.Library()


@register.simple_tag
def public_sections() -> QuerySet[Section]:
    """The sections with something to read, for the navigation."""
    return Section.objects.visible_to(AnonymousUser())


@register.simple_tag(takes_context=True)
def page_path(context) -> str:
    """The address of this page on the site, with the part of a list that it shows and no more.

    Whatever else stands in the query makes no other page of it (canonical links).
    """
    request = context["request"]
    before = request.GET.get("before")
    return request.path if before is None else f"{request.path}?{urlencode({'before': before})}"
