"""Readers' reports of errors."""

from django.db import transaction
from django.utils import timezone

from annotations.models import Annotation, Report
from articles.errors import WrongState
from articles.models import Article
from articles.services import record_change


def report(
    article: Article, *, text: str, words: str = "", annotation: Annotation | None = None
) -> Report:
    """Keep what a reader of the live revision says is wrong: with ``words``, or an annotation.

    It is no line of the history, and no page changes by it.
    """
    return Report.objects.create(
        article=article,
        revision=article.live_revision,
        annotation=annotation,
        words=words,
        text=text,
    )


@transaction.atomic
def resolve_report(item: Report, *, by) -> Report:
    """It is dealt with. Raises WrongState where somebody has said so already."""
    item.refresh_from_db(from_queryset=Report.objects.select_for_update())
    if item.resolved_at:
        raise WrongState(f"{item.resolved_by or 'A command'} has resolved this report already.")
    item.resolved_by, item.resolved_at = by, timezone.now()
    item.save(update_fields=["resolved_by", "resolved_at"])
    record_change(item, "resolved", by=by, article=item.article)
    return item
