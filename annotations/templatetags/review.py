"""How much waits in the review tray, for the pages that lead there."""

from django import template

from annotations.models import Annotation
from articles.models import Article
from articles.permissions import may_see_drafts
from articles.querysets import MOST_COUNTED, capped_count

register = template.Library()


@register.simple_tag(takes_context=True)
def to_review(context: dict, article: Article | None = None) -> int:
    """How many annotations need a decision, in one article or all; 0 outside the desk.

    At most MOST_COUNTED + 1, which the pages show as "1000+".
    """
    if not may_see_drafts(context["request"].user):
        return 0
    waiting = Annotation.objects.needs_review()
    return capped_count(waiting.filter(article=article) if article else waiting)


@register.filter
def capped(number: int) -> str:
    """What capped_count found, to be read."""
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"
