"""What readers say is wrong."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.models.annotation import Annotation
from articles.models import Article, Revision


class Report(models.Model):
    """An error that a reader saw, until somebody at the desk resolves it. The desk's alone.

    ``words`` are what it is about as the reader saw them, in ``revision``; "" where it is about
    the whole article. Nothing is kept of who wrote it.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="reports")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    annotation = models.ForeignKey(
        Annotation, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    words = models.TextField(max_length=1000, blank=True)
    text = models.TextField(max_length=3000)
    at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "reader's report"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="report_newest"),
            models.Index(fields=["-id"], name="report_open", condition=Q(resolved_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="report_resolved_at_a_time",
                condition=Q(resolved_by__isnull=True) | Q(resolved_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}"
