"""The site's own scale for claims that were checked."""

from django.core.exceptions import ValidationError
from django.db import models

from annotations.choices import Tone


class Rating(models.Model):
    """One step of the scale. The scale is the newsroom's: its labels, numbers, order and meaning.

    ``value`` is its number on the scale, for programs (schema.org's ratingValue); empty for a step
    that stands beside it, such as "unproven". The highest is best.
    """

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0, help_text="Where it stands in lists.")
    value = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        unique=True,
        help_text="Its number on the scale, the best highest. Empty beside the scale: “unproven”.",
    )
    meaning = models.TextField(help_text="What readers are told it means, in one sentence.")
    tone = models.CharField(
        max_length=10,
        choices=Tone.choices,
        default=Tone.OPEN,
        help_text="Its colour. The label says the same in words.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if not self.meaning.strip():
            raise ValidationError({"meaning": "Readers are told what each rating means."})
