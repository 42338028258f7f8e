"""ETags ``"<version>-<hash of what is shown>"`` and the conditions that requests put on them."""

import hashlib
import json
import re
from typing import Any

from articles.errors import StaleVersion
from articles.rest.problems import PreconditionRequired

# RFC 9110, 8.8.3: an optional weakness mark and a quoted string without quotes in it.
ENTITY_TAG = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*')


def etag(version: int | str, shown: Any) -> str:
    """``shown`` is the JSON-ready answer (or text) that the tag stands for."""
    written = json.dumps(shown, sort_keys=True, separators=(",", ":"))
    return f'"{version}-{hashlib.sha256(written.encode()).hexdigest()[:20]}"'


def require_match(request, version: int | str) -> None:
    """Hold If-Match against the version alone; what else is shown may have changed.

    A weakened tag (``W/``) counts too: proxies that compress weaken tags on their way. Raises
    PreconditionRequired without the header, StaleVersion where no tag has this version.
    """
    header = request.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired
    versions = [tag.strip('"').split("-")[0] for tag in _tags(header)]
    if header.strip() != "*" and str(version) not in versions:
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
