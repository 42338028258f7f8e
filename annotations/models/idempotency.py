"""Saves that were done, so that a save whose answer was lost can be sent again."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article


class IdempotencyKey(models.Model):
    """What a save with this key made: the revision, the metadata version, the new annotations.

    No content and no history; rows are dropped after some days.
    """

    key = models.UUIDField(primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    revision = models.PositiveIntegerField(null=True)  # its number
    version = models.PositiveIntegerField(null=True)
    ids = models.JSONField(default=dict)  # "new-1": 27
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.key)
