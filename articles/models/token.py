"""Keys with which a program does what a person may do."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class TokenQuerySet(models.QuerySet):
    def valid(self) -> "TokenQuerySet":
        """Neither revoked nor expired, and of somebody who may still log in."""
        unexpired = Q(revoked_at=None, expires_at__gt=timezone.now())
        return self.filter(unexpired, user__is_active=True)


class Token(models.Model):
    """A named key of one person's, with scopes and an end; never its secret, only a digest of it.

    ``shown`` is how the secret begins, so that people tell their tokens apart. ``last_used_at`` is
    right to within services.tokens.USED_EVERY.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)  # of articles.choices.Scope
    shown = models.CharField("begins with", max_length=20)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, in hexadecimal
    created_at = models.DateTimeField("created", default=timezone.now)
    expires_at = models.DateTimeField("expires")
    last_used_at = models.DateTimeField("last used", null=True)
    revoked_at = models.DateTimeField("revoked", null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "API token"

    def __str__(self) -> str:
        return self.name
