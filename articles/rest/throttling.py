"""How often somebody may ask: so many requests a minute, told with every answer.

The header fields are those of the IETF's draft as it is now (draft-ietf-httpapi-ratelimit-headers,
from its eighth version on): ``RateLimit-Policy: "read";q=1200;w=60`` is the rule, and
``RateLimit: "read";r=1199;t=31`` what is left of it, and seconds until it is whole again.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import BaseThrottle

WINDOW = 60  # seconds
REST = 10  # seconds for which a cache that does not answer is not asked again
NETWORK = 64  # bits of an IPv6 address: what one household or machine is given
HEAVY_ACTIONS, HEAVY_FORMATS = {"bulk", "take"}, {"csv", "jsonl"}
log = logging.getLogger(__name__)
_silent_until = 0.0


@dataclass(frozen=True)
class Limit:
    """What somebody has used of a minute; ``rate`` is a key of settings.API_RATES."""

    rate: str
    quota: int
    used: int
    seconds: int  # until the next minute begins

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.quota

    @property
    def headers(self) -> dict[str, str]:
        left = max(self.quota - self.used, 0)
        return {
            "RateLimit-Policy": f'"{self.rate}";q={self.quota};w={WINDOW}',
            "RateLimit": f'"{self.rate}";r={left};t={self.seconds}',
        }


class RequestThrottle(BaseThrottle):
    """Counts every request; RateLimitMiddleware (newsroom) tells the limit with the answer."""

    def allow_request(self, request, view) -> bool:
        user = request.user
        who = f"user {user.pk}" if user.is_authenticated else self._address(request)
        return self._take(request, _rate(request, view), who)

    def has_counted(self, request) -> bool:
        return hasattr(request._request, "rate_limit")

    def allow_failure(self, request, *, wrong_credentials: bool) -> bool:
        """For what fails before anybody is known: the address is counted."""
        rate = "failed" if wrong_credentials else "anonymous"
        return self._take(request, rate, self._address(request))

    def may_guess(self, request) -> bool:
        """Whether a password from this address is looked at; nothing is counted yet."""
        limit = self.limit = _used("failed", self._address(request), ask=_look)
        if limit is None or limit.used < limit.quota:
            return True
        request._request.rate_limit = limit
        return False

    def wait(self) -> int:
        return self.limit.seconds

    def _take(self, request, rate: str, who: str) -> bool:
        self.limit = request._request.rate_limit = _used(rate, who, ask=_increase)
        return self.limit is None or not self.limit.is_exceeded

    def _address(self, request) -> str:
        """The caller's, as far as NUM_PROXIES trusts the proxies' word; of IPv6 the network."""
        told = self.get_ident(request) or ""  # a Unix socket has no address
        try:
            address = ip_address(told)
        except ValueError:
            return told
        return str(address if address.version == 4 else ip_network((address, NETWORK), False))


def _rate(request, view) -> str:
    """Streams, bulk writes and imports are heavy; anonymous are the other reads of strangers."""
    action, told = getattr(view, "action", None), request.query_params.get("format")
    negotiated = getattr(getattr(request, "accepted_renderer", None), "format", None)
    if action in HEAVY_ACTIONS or {told, negotiated} & HEAVY_FORMATS:
        return "heavy"
    if not request.user.is_authenticated:
        return "anonymous"
    return "read" if request.method in SAFE_METHODS else "write"


def _used(rate: str, who: str, *, ask: Callable[[str], int]) -> Limit | None:
    """What ``who`` has used of this minute; None where there is no limit, or where nobody counts.

    ``ask`` puts the question to the cache.
    """
    quota = settings.API_RATES[rate]
    if not quota:
        return None
    minute, passed = divmod(int(timezone.now().timestamp()), WINDOW)
    name = hashlib.sha256(who.encode()).hexdigest()[:32]
    used = _answered(ask, f"rate:{rate}:{name}:{minute}")
    return None if used is None else Limit(rate, quota, used, WINDOW - passed)


def _answered(ask: Callable[[str], int], key: str) -> int | None:
    """None where the cache does not answer: nobody waits for a limit."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return None
    try:
        return ask(key)
    except Exception:  # whatever a cache's client raises
        _silent_until = time.monotonic() + REST
        log.exception("The cache that counts requests does not answer.")
        return None


def _look(key: str) -> int:
    return cache.get(key, 0)


def _increase(key: str) -> int:
    """One more. Where two begin a minute at once, one of them sets it to 1, and the other adds to that."""
    try:
        return cache.incr(key)
    except ValueError:  # the first of this minute
        return 1 if cache.add(key, 1, WINDOW) else cache.incr(key)
