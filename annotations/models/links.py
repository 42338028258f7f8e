"""What annotations point at: outside documents, and each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from annotations.choices import EvidenceType, RelationType, Stance
from annotations.fields import PartialDateField
from annotations.models.annotation import Annotation
from annotations.querysets import EvidenceQuerySet, RelationQuerySet


class Evidence(models.Model):
    """An outside document that supports, disputes or gives context to an annotation."""

    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=1000, blank=True)
    archived_link = models.URLField(max_length=1000, blank=True)
    published_on = PartialDateField()
    accessed_on = PartialDateField()
    source_type = models.CharField(
        max_length=20,
        choices=EvidenceType.choices,
        blank=True,
        help_text="Whether it is the record itself or tells of it.",
    )
    stance = models.CharField(max_length=20, choices=Stance.choices, default=Stance.CONTEXT)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["-created_at", "-id"], name="evidence_created")]
        constraints = [
            models.CheckConstraint(
                name="evidence_stance_known", condition=Q(stance__in=Stance.values)
            ),
            models.CheckConstraint(
                name="evidence_source_type_known",
                condition=Q(source_type__in=["", *EvidenceType.values]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Relation(models.Model):
    """A typed link, read from the first annotation to the second; across articles too."""

    type = models.CharField(max_length=20, choices=RelationType.choices)
    from_annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="relations_from")
    to_annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="relations_to")
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="relation_created")]
        constraints = [
            models.CheckConstraint(
                name="relation_not_to_itself",
                condition=~Q(from_annotation=F("to_annotation")),
                violation_error_message="An annotation cannot be related to itself.",
            ),
            models.CheckConstraint(
                name="relation_type_known", condition=Q(type__in=RelationType.values)
            ),
            models.UniqueConstraint(
                fields=["from_annotation", "to_annotation", "type"],
                condition=Q(withdrawn_at__isnull=True),
                name="relation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_annotation_id} {self.get_type_display()} {self.to_annotation_id}"
