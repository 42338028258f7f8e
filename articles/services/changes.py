"""Writing the desk's history."""

from typing import Any

from django.db import models, transaction

from articles.models import Article, Change
from articles.page_cache import drop_pages


def record_change(
    subject: models.Model,
    verb: str,
    *,
    by,
    article: Article | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Change:
    """Append one line to the history. Call it inside the transaction of the change itself.

    Whatever readers may see of it is forgotten with the commit: all that changes something for
    them passes here. An article that nobody ever published is none of theirs.
    """
    if article is None or article.published_at is not None:
        transaction.on_commit(drop_pages, robust=True)
    return Change.objects.create(
        article=article,
        subject=subject._meta.model_name,
        subject_id=subject.pk,
        verb=verb,
        reason=reason,
        before=before or {},
        after=after or {},
        by=by,
    )


def assign(instance: models.Model, fields: dict[str, Any]) -> tuple[dict, dict]:
    """Set ``fields`` on ``instance`` (unsaved); return what differs as (before, after) for Change."""
    before, after = {}, {}
    for name, value in fields.items():
        old = getattr(instance, name)
        if old != value:
            before[name], after[name] = _shown(old), _shown(value)
            setattr(instance, name, value)
    return before, after


def _shown(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
