"""Doing a save once, however often it is sent."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from annotations.models import IdempotencyKey
from annotations.services.workspace import Saved
from articles.errors import Invalid
from articles.models import Article

KEPT = timedelta(days=14)  # as long as a browser keeps a draft


def claim_key(key: UUID, *, by) -> IdempotencyKey:
    """The row of the key, to be called first in the transaction of a save.

    If its article is set, the save was done before. Whoever sends the same at the same time waits
    here for the first. Raises Invalid for a key of somebody else's.
    """
    row, is_new = IdempotencyKey.objects.get_or_create(key=key, defaults={"by": by})
    if row.by_id != by.pk:
        raise Invalid("This key is another person's.")
    if is_new:
        IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return row


def remember_save(row: IdempotencyKey, article: Article, saved: Saved) -> None:
    """Note what the save made, in its transaction."""
    row.article, row.version = article, article.version
    row.revision, row.ids = saved.revision.number, saved.ids
    row.save()
