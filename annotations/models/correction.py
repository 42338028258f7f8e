"""Public notices that something in an article was wrong."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from annotations.models.annotation import Annotation
from annotations.querysets import CorrectionQuerySet
from articles.models import Article


class Correction(models.Model):
    """What was wrong in an article and what is right; shown under it and among all corrections.

    May name the annotation it is about, and keep the wording before and after.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections")
    annotation = models.ForeignKey(
        Annotation, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    text = models.TextField(help_text="What readers are told: what was wrong, and what is right.")
    old_wording = models.TextField(blank=True, help_text="The words as they stood.")
    new_wording = models.TextField(blank=True, help_text="The words as they are now.")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["article", "-id"], name="correction_by_article"),
            models.Index(fields=["-created_at", "-id"], name="correction_created"),
        ]
        constraints = [
            models.CheckConstraint(
                name="correction_changes_wording",
                condition=~models.Q(old_wording=F("new_wording")) | models.Q(old_wording=""),
                violation_error_message="The old and the new wording are the same.",
            )
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"
