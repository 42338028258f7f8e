"""People and organisations that say, claim or count something."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from annotations.choices import SourceType
from annotations.folding import fold
from annotations.querysets import SourceQuerySet


class Source(models.Model):
    """Two sources may share a name if ``disambiguation`` tells them apart."""

    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=800, editable=False)
    disambiguation = models.CharField(
        max_length=200, blank=True, help_text="Tells two of the same name apart: “the goalkeeper”."
    )
    type = models.CharField(max_length=20, choices=SourceType.choices, blank=True)
    description = models.TextField(blank=True)
    same_as = models.URLField(
        max_length=500, blank=True, help_text="A page that says who this is, such as Wikidata's."
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["folded_name", "id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="source_created"),
            models.Index(fields=["-updated_at", "-id"], name="source_updated"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["folded_name", "disambiguation"],
                name="source_name_unique",
                violation_error_message="There is a source of this name. Give both a "
                "disambiguation if they are two.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.disambiguation})" if self.disambiguation else self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.pk])

    def clean(self) -> None:
        self.folded_name = fold(self.name)  # before validate_constraints looks at it
