"""Requests of programs that were done, so that one whose answer was lost can be sent again."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DoneRequest(models.Model):
    """What a request with an ``Idempotency-Key`` was answered. Rows are dropped after a day.

    ``fingerprint`` tells whether another request is the same; ``body`` is JSON, "" where there was
    none. Before the answer is known ``status`` is 0; nobody but the request itself sees that.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="done_request_once")]

    def __str__(self) -> str:
        return self.key
