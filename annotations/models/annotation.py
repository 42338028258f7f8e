"""Annotations, the words they were made for, and where they stand in each revision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from annotations.choices import Kind, Reason, State, Status
from annotations.fields import WordsKeyField
from annotations.querysets import AnnotationQuerySet
from articles.models import Article, Revision


class Annotation(models.Model):
    """One editorial statement about a span of an article.

    ``latest_anchor`` stands in the article's latest revision and always exists; ``live_anchor``
    in the live one, null where there is none. ``is_public`` is kept by services.visibility and
    holds everything but the clock. ``version`` counts fields, status and baseline, not the place.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="annotations")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    note = models.TextField(blank=True, help_text="For readers.")
    desk_note = models.TextField(blank=True, help_text="For colleagues; never shown to readers.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    latest_anchor = models.ForeignKey("Anchor", models.PROTECT, null=True, related_name="+")
    live_anchor = models.ForeignKey("Anchor", models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField(default=False)
    first_public_at = models.DateTimeField(null=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        permissions = [
            ("approve_annotation", "Can approve, confirm, withdraw and edit approved annotations")
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="annotation_created"),
            models.Index(fields=["-updated_at", "-id"], name="annotation_updated"),
            models.Index(fields=["-first_public_at", "-id"], name="annotation_newest"),
            models.Index(
                fields=["kind", "status", "-created_at", "-id"], name="annotation_kind_status"
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="annotation_public",
                condition=Q(is_public=True),
            ),
            models.Index(
                fields=["kind", "-created_at", "-id"],
                name="annotation_public_kind",
                condition=Q(is_public=True),
            ),
            models.Index(
                fields=["kind", "-first_public_at", "-id"],
                name="annotation_public_newest",
                condition=Q(is_public=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="annotation_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="annotation_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="annotation_public_is_approved",
                condition=Q(is_public=False) | Q(status=Status.APPROVED, live_anchor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("annotation", args=[self.pk])

    @property
    def detail(self):
        """The typed fields: a Claim, Quote, Statistic or SocialEmbed."""
        return getattr(self, self.kind)


class Baseline(models.Model):
    """The words an annotation was made for or last confirmed on. Written once."""

    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="baselines")
    exact = models.TextField()
    exact_key = WordsKeyField(of="exact")
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.exact

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A baseline is written once.")
        super().save(*args, **kwargs)


class Anchor(models.Model):
    """Where an annotation stands in one revision: code points of its text, half-open.

    Only the anchor in the latest revision ever changes; all others are frozen.
    """

    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="anchors")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="anchors")
    baseline = models.ForeignKey(Baseline, models.PROTECT, related_name="anchors")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(  # what needs review: few of very many
                fields=["state", "reason"],
                name="anchor_troubled",
                condition=Q(state__in=[State.CHANGED, State.LOST]),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "revision"], name="anchor_once_per_revision"
            ),
            models.CheckConstraint(
                name="anchor_lost_has_no_place",
                condition=Q(state=State.LOST, start__isnull=True, end__isnull=True)
                | (
                    Q(state__in=[State.INTACT, State.CHANGED], start__isnull=False)
                    & Q(end__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="anchor_end_after_start",
                condition=Q(start__isnull=True) | Q(start__gte=0, end__gt=models.F("start")),
            ),
            models.CheckConstraint(
                name="anchor_reason_only_if_changed",
                condition=(Q(state=State.CHANGED) & ~Q(reason=""))
                | (~Q(state=State.CHANGED) & Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} ({self.state})"

    @property
    def words(self) -> str:
        """What stands there, read from the revision's text; "" when lost."""
        return "" if self.start is None else self.revision.text[self.start : self.end]
