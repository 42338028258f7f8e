"""How much waits in the review tray, for the pages that lead there."""

from django import template

from annotations.models import Annotation
from articles.models import Article
from articles.permissions import may_see_drafts

register = template.Library()


@register.simple_tag(takes_context=True)
def to_review(context: dict, article: Article | None = None) -> int:
    """How many annotations need a decision, in one article or all; 0 outside the desk."""
    if not may_see_drafts(context["request"].user):
        return 0
    waiting = Annotation.objects.needs_review()
    return (waiting.filter(article=article) if article else waiting).count()
