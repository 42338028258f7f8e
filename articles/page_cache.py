"""Whole public pages, kept in the shared cache until somebody changes what readers see.

Off unless CACHE_URL is set: the memory of one process would not hear of another's changes. Every
page is kept under the epoch that was read *before* it was made, and a change begins a new epoch
after its commit. So a page that was being made from old rows while they changed is kept under an
epoch that nobody asks for any more. Where the cache does not answer, pages are made each time.
"""

import hashlib
import logging
import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

EPOCH = "pages:epoch"
log = logging.getLogger(__name__)


def key_of(path: str, parameters: dict[str, str]) -> str:
    """Where a page is kept in this epoch; "" where the cache is off or does not answer."""
    if not settings.PAGE_CACHE_SECONDS:
        return ""
    try:
        epoch = cache.get_or_set(EPOCH, _new_epoch, timeout=None)
    except Exception:  # whatever a cache's client raises: readers get their page
        log.exception("The page cache does not answer.")
        return ""
    page = f"{path}?{urlencode(sorted(parameters.items()))}"
    return f"pages:{epoch}:{hashlib.sha256(page.encode()).hexdigest()}"


def kept_page(key: str) -> HttpResponse | None:
    try:
        kept = cache.get(key)
    except Exception:  # as above
        log.exception("The page cache does not answer.")
        return None
    return kept and HttpResponse(kept["content"], headers=kept["headers"])


def keep_page(key: str, response: HttpResponse, seconds: float) -> None:
    kept = {"content": response.content, "headers": dict(response.items())}
    try:
        cache.set(key, kept, seconds)
    except Exception:  # as above
        log.exception("The page cache does not answer.")


def drop_pages() -> None:
    """Forget every page. For after the commit of a change."""
    if settings.PAGE_CACHE_SECONDS:
        cache.set(EPOCH, _new_epoch(), timeout=None)


def _new_epoch() -> str:
    return uuid.uuid4().hex
