"""The site's pictures."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles import pictures
from articles.querysets import ImageQuerySet

KEY_BYTES = 16


def new_key() -> str:
    return secrets.token_hex(KEY_BYTES)


class Image(models.Model):
    """A picture of the library, in renditions of several widths (articles.pictures).

    Its files are named by ``key``, which tells nothing, and never change. ``width`` and ``height``
    are those of the largest rendition, in pixels.
    """

    key = models.CharField(max_length=2 * KEY_BYTES, unique=True, default=new_key, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField("alternative text", max_length=500)
    credit = models.CharField(max_length=200, blank=True)
    caption = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "picture"  # the desk's word
        ordering = ["-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="image_created")]
        constraints = [models.CheckConstraint(name="image_has_alt", condition=~Q(alt=""))]

    def __str__(self) -> str:
        return self.alt

    @property
    def names(self) -> list[str]:
        """The renditions, the largest last but for the one to share."""
        return [*map(pictures.file_name, pictures.widths(self.width)), pictures.SHARE]

    def path(self, name: str) -> str:
        """Where a rendition is in the storage."""
        return f"images/{self.key}/{name}"

    def address(self, name: str) -> str:
        """A rendition's path on this site."""
        return reverse("image", args=[self.key, name])

    @property
    def src(self) -> str:
        """The address that stands in bodies: the largest rendition's."""
        return self.address(pictures.file_name(self.width))

    @property
    def thumbnail(self) -> str:
        return self.address(pictures.file_name(pictures.widths(self.width)[0]))

    @property
    def share(self) -> str:
        return self.address(pictures.SHARE)
