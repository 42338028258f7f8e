"""The desk's private, append-only history."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from articles.models.article import Article


class Change(models.Model):
    """What happened to which article, annotation, source …, by whom, when, before and after.

    ``subject`` is the model's name in lower case ("article", "annotation") and ``subject_id`` its
    id; ``before`` and ``after`` hold only the fields that differ.
    """

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="changes")
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["article", "-id"], name="change_of_article"),
            models.Index(fields=["subject", "subject_id", "-id"], name="change_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.verb}"
