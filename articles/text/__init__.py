"""The text of articles: HTML in, body out; body in, canonical text out. See `cleaning`."""

from articles.text.cleaning import (
    Cleaned,
    Marked,
    clean,
    clean_report,
    from_plain_text,
    project,
    read_marks,
)
from articles.text.figures import images
from articles.text.plain import plain
from articles.text.spans import tidy_span
from articles.text.vocabulary import HEADING_LEVELS, INLINE, LINK_SCHEMES, MEDIA_PREFIX, VOCABULARY

__all__ = [
    "HEADING_LEVELS",
    "INLINE",
    "LINK_SCHEMES",
    "MEDIA_PREFIX",
    "VOCABULARY",
    "Cleaned",
    "Marked",
    "clean",
    "clean_report",
    "from_plain_text",
    "images",
    "plain",
    "project",
    "read_marks",
    "tidy_span",
]
