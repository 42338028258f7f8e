"""Notes between colleagues on an annotation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.models.annotation import Annotation


class Comment(models.Model):
    """What a colleague says of an annotation, until somebody resolves it. The desk's alone.

    It stays with its annotation whatever becomes of that: withdrawn, lost, in another place.
    """

    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="comments")
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="comment_newest"),
            models.Index(
                fields=["annotation"], name="comment_open", condition=Q(resolved_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_resolved_at_a_time",
                condition=Q(resolved_by__isnull=True) | Q(resolved_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"
