"""ETags, dates of change, and the conditions that requests put on them.

An item's ETag is ``"<version>-<hash of what is shown>"``, a list's the hash alone.
"""

import hashlib
import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.http import http_date, parse_http_date_safe

from articles.errors import StaleVersion
from articles.rest.problems import PreconditionRequired

# RFC 9110, 8.8.3: an optional weakness mark and a quoted string without quotes in it.
ENTITY_TAG = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*')


# So old is a date of change that is told: HTTP's are of whole seconds, and a transaction that is
# still open may have taken its time a while ago.
SETTLED = timedelta(minutes=1)


def etag(version: int | str, shown: Any) -> str:
    """``shown`` is the JSON-ready answer (or text) that the tag stands for."""
    return f'"{version}-{_digest(shown)}"'


def list_etag(shown: Any) -> str:
    return f'"{_digest(shown)}"'


def _digest(shown: Any) -> str:
    written = json.dumps(shown, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:20]


def last_modified(changed_at: datetime | None) -> dict[str, str]:
    """The header, where a date can be told by which a later change is sure to be known."""
    if changed_at is None or timezone.now() - changed_at < SETTLED:
        return {}
    return {"Last-Modified": http_date(changed_at.timestamp())}


def is_fresh(request, response) -> bool:
    """Whether the request says that its sender has this answer already, so that 304 will do.

    An ETag wins: where If-None-Match is sent, If-Modified-Since is not read (RFC 9110, 13.1.3).
    """
    if "If-None-Match" in request.headers:
        return "ETag" in response and is_known(request, response["ETag"])
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    told = parse_http_date_safe(response.get("Last-Modified", ""))
    return since is not None and told is not None and told <= since


def require_match(request, version: int | str) -> None:
    """Hold If-Match against the version alone; what else is shown may have changed.

    A weakened tag (``W/``) counts too: proxies that compress weaken tags on their way. Raises
    PreconditionRequired without the header, StaleVersion where no tag has this version.
    """
    header = request.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired
    if header.strip() == "*":
        return
    versions = [tag.strip('"').split("-")[0] for tag in _tags(header)]
    if not versions:
        raise StaleVersion("This is no ETag. Send that of what you have read, in its quotes, or *.")
    if str(version) not in versions:
        raise StaleVersion("It was changed by somebody else since you read it; read it again.")


def is_known(request, tag: str) -> bool:
    """Whether If-None-Match names this tag, so that 304 is the answer."""
    header = request.headers.get("If-None-Match")
    if header is None:
        return False
    return header.strip() == "*" or tag in _tags(header)


def _tags(header: str) -> list[str]:
    """The quoted tags of a list; what is not one matches nothing."""
    tags = [ENTITY_TAG.fullmatch(part) for part in header.split(",")]
    return [tag.group(1) for tag in tags if tag]
