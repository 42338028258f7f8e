"""Making, finding and revoking the tokens of programs."""

import hashlib
import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from articles.choices import Scope
from articles.errors import Invalid
from articles.models import Token
from articles.services.changes import record_change
from articles.text import plain

MARK = "nr_"  # so that a secret that got lost is known for what it is, by people and scanners
BYTES = 32
SHOWN = len(MARK) + 8  # characters; 224 of its 256 bits stay unknown
USED_EVERY = timedelta(minutes=5)
log = logging.getLogger(__name__)


def digest_of(secret: str) -> str:
    """SHA-256. A slow hash guards what people choose; nobody guesses 256 random bits at any speed,
    and every request of a program would wait for it."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create_token(
    user, *, name: str, scopes: Iterable[str] = (), days: int, by
) -> tuple[Token, str]:
    """The token, and its secret, which nobody can tell ever again.

    ``days`` is 1 to API_TOKEN_MAX_DAYS. Raises Invalid, also for the name of a token that the
    user still has: they are told apart by it.
    """
    most, known, name = settings.API_TOKEN_MAX_DAYS, set(scopes), plain(name)
    if not 0 < len(name) <= Token.name.field.max_length:
        raise _wrong("name", f"A name has 1 to {Token.name.field.max_length} characters.")
    if user.tokens.valid().filter(name=name).exists():
        raise _wrong("name", "There is a token of this name already.")
    if not 1 <= days <= most:
        raise _wrong("days", f"A token lasts 1 to {most} days.")
    if unknown := known - set(Scope):
        raise _wrong("scopes", f"Not known: {', '.join(sorted(unknown))}.")
    secret = MARK + secrets.token_hex(BYTES)
    now = timezone.now()
    token = user.tokens.create(
        name=name,
        scopes=[scope.value for scope in Scope if scope in known],
        shown=secret[:SHOWN],
        digest=digest_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    shown = {"user": user.get_username(), "name": name, "scopes": token.scopes}
    record_change(token, "created", by=by, after={**shown, "expires_at": token.expires_at})
    return token, secret


def _wrong(field: str, line: str) -> Invalid:
    return Invalid(line, {field: [line]})


def find_token(secret: str) -> Token | None:
    """The valid token of this secret with its user, one query; None for all others alike.

    That it was used is noted if that was not done of late, so that reading stays reading.
    """
    token = Token.objects.valid().select_related("user").filter(digest=digest_of(secret)).first()
    now = timezone.now()
    if token and (token.last_used_at is None or token.last_used_at < now - USED_EVERY):
        try:
            Token.objects.filter(pk=token.pk).update(last_used_at=now)
        except OperationalError:  # somebody writes for long: a note is not worth a request
            log.warning("It was not noted that token %s was used.", token.pk)
    return token


@transaction.atomic
def revoke_token(token: Token, *, by) -> None:
    """It is refused from now on. Doing it twice changes nothing."""
    now = timezone.now()
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        token.revoked_at = now
        record_change(token, "revoked", by=by, after={"name": token.name})


class PasswordEndsTokens:
    """One of AUTH_PASSWORD_VALIDATORS, for what Django tells these when a password was changed.

    Whoever changes a password wants everybody out who had it, as Django ends the sessions. That
    Django hashes a password anew as somebody logs in is no change, and does not come here.
    """

    def validate(self, password: str, user=None) -> None:
        """Every password will do."""

    def get_help_text(self) -> str:
        return "Your API tokens stop working when the password is changed."

    def password_changed(self, password: str, user=None) -> None:
        for token in Token.objects.filter(user=user, revoked_at=None):
            revoke_token(token, by=None)
