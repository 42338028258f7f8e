"""Who asks, by a token of theirs (RFC 6750) or by name and password."""

from django.conf import settings
from rest_framework.authentication import (
    BaseAuthentication,
    BasicAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed, Throttled

from articles.permissions import narrow
from articles.rest.throttling import RequestThrottle
from articles.services import find_token

BEARER = 'Bearer realm="api"'
BASIC = 'Basic realm="api", charset="UTF-8"'


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer nr_…``. A program that sends it is no browser: CSRF is not asked."""

    def authenticate(self, request) -> tuple | None:
        if not _is_bearer(request):
            return None
        _scheme, _space, secret = get_authorization_header(request).partition(b" ")
        token = find_token(secret.decode("latin-1").strip())
        if token is None:
            raise AuthenticationFailed("This token is unknown, has expired, or was revoked.")
        narrow(token.user, token.scopes)
        return token.user, token

    def authenticate_header(self, request) -> str:
        """The challenge of every 401, since REST framework asks the first class alone."""
        if _is_bearer(request):
            return f'{BEARER}, error="invalid_token"'
        return f"{BEARER}, {BASIC}" if settings.API_BASIC_AUTH else BEARER


class PasswordAuthentication(BasicAuthentication):
    """HTTP Basic. A password costs a slow hash to check, and may be guessed: not without end."""

    def authenticate(self, request) -> tuple | None:
        throttle = RequestThrottle()
        if _scheme(request) == b"basic" and not throttle.may_guess(request):
            raise Throttled(throttle.wait())
        return super().authenticate(request)


def _scheme(request) -> bytes:
    return get_authorization_header(request).lower().split(b" ")[0]


def _is_bearer(request) -> bool:
    return _scheme(request) == b"bearer"
