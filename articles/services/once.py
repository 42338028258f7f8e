"""Doing a program's request once, however often it is sent."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.errors import Refusal
from articles.models import DoneRequest

KEPT = timedelta(days=1)


class KeyReused(Refusal):
    """The key was sent with another request before; what it did stands."""

    code, status = "idempotency_key_reused", 422

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key belongs to another request. Choose a new one.")


def claim_request(key: str, *, fingerprint: str, by) -> DoneRequest:
    """The row of the key, to be called first in the transaction of the write.

    If its ``status`` is set, the request was done before. Whoever sends the same at the same time
    waits here for the first, and does it where that was refused. Raises KeyReused.
    """
    old = timezone.now() - KEPT
    DoneRequest.objects.filter(by=by, key=key, created_at__lt=old).delete()
    row, is_new = DoneRequest.objects.get_or_create(
        by=by, key=key, defaults={"fingerprint": fingerprint}
    )
    if row.fingerprint != fingerprint:
        raise KeyReused
    if is_new:
        # Afterwards, so that nobody waits for rows that this transaction has deleted.
        transaction.on_commit(_drop_old, robust=True)
    return row


def remember_answer(row: DoneRequest, *, status: int, headers: dict[str, str], body: str) -> None:
    """Keep what was answered, in the transaction of the write."""
    row.status, row.headers, row.body = status, headers, body
    row.save(update_fields=["status", "headers", "body"])


def _drop_old() -> None:
    DoneRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
