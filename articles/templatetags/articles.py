"""What the frame of every public page needs."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from articles.models import Section

register = template.Library()


@register.simple_tag
def public_sections() -> QuerySet[Section]:
    """The sections with something to read, for the navigation."""
    return Section.objects.visible_to(AnonymousUser())
