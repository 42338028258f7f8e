"""Plain text: the one-line fields of an article, and text files."""

import re

from articles.text.escaping import escape
from articles.text.vocabulary import without_controls

_WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")  # ASCII only: NBSP and its kin are content
_LINE_END = re.compile(r"\r\n|\r|\n")


def collapse(text: str) -> str:
    """Runs of ASCII white space become one space."""
    return _WHITE_SPACE.sub(" ", text)


def plain(value: str) -> str:
    """A one-line field (headline, standfirst, …) as it is stored.

    Lone surrogates and C0 controls go, runs of ASCII white space (line ends too) become one space,
    and the ends are trimmed of it. Nothing else changes.
    """
    return collapse(without_controls(value)).strip(" ")


def paragraphs(source: str) -> str:
    """Plain text as HTML: each line that is not blank is a paragraph (CRLF, CR or LF; a leading
    byte order mark is dropped; a line of only white space, NBSP included, is blank)."""
    lines = _LINE_END.split(without_controls(source.removeprefix("\ufeff")))
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line and not line.isspace())
