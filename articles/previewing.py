"""Private links to a revision that is not public: signed, not stored, and good for some days."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

SALT = "articles.preview"


class Preview(NamedTuple):
    article: int
    revision: int
    until: datetime  # aware


def make_token(article: int, revision: int, *, now: datetime, days: int) -> str:
    """What a private link to this revision of this article ends with; fit for a URL's path."""
    until = int((now + timedelta(days=days)).timestamp())
    return Signer(salt=SALT).sign_object([article, revision, until])


def read_token(token: str, *, now: datetime) -> Preview | None:
    """What the link is to; None where nobody here made it or its days are over."""
    try:
        article, revision, until = Signer(salt=SALT).unsign_object(token)
    except BadSignature:
        return None
    preview = Preview(article, revision, datetime.fromtimestamp(until, tz=UTC))
    return preview if now < preview.until else None
