"""HTML to body, body to text: the only place in Python that does either."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from articles.text.escaping import unescape
from articles.text.plain import paragraphs
from articles.text.reading import Reading, read
from articles.text.spans import hull, tidy_span
from articles.text.vocabulary import HEADING_LEVELS
from articles.text.writing import pieces_of, write

_HEADINGS = "|".join(f"h{level}" for level in HEADING_LEVELS)
_LINE = re.compile(rf"<(p|{_HEADINGS}|figcaption)>(.*?)</\1>")
_TAG = re.compile(r"<[^>]*>")  # a body writes ">" only at the end of a tag

# Of these addresses of images, which are the site's own.
Known = Callable[[list[str]], Collection[str]]


@dataclass(frozen=True)
class Cleaned:
    """A body, and the addresses of the images that it may not show."""

    body: str
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A body without its marks, its text, and where in the text each mark stood.

    `places` has code points, half-open, by the id as it was posted ("12", "new-1"). A mark without
    words has no place.
    """

    body: str
    text: str
    places: dict[str, tuple[int, int]]
    dropped: tuple[str, ...]


def clean(html: str) -> str:
    """Any HTML in, the body of an article out: cleaned up, sanitised, normalised.

    Doing it twice changes nothing. A text of nothing but empty paragraphs is "".
    """
    return clean_report(html).body


def clean_report(html: str, *, known: Known = frozenset) -> Cleaned:
    """As `clean`, and tells which images were dropped, being no media of this site.

    `known` is given the addresses that could be ours and returns those that are; without it all
    count. The caption of a dropped image stays, as a paragraph.
    """
    reading = _read(html, known)
    return Cleaned(write(reading.tree), tuple(reading.dropped))


def _read(html: str, known: Known) -> Reading:
    reading = read(html)
    ours = known(reading.images) if reading.images else ()
    unknown = {address for address in reading.images if address not in ours}
    return read(html, refused=unknown) if unknown else reading


def project(body: str) -> str:
    """The canonical text of a body (what `clean` returned): one line for each paragraph, heading
    and caption, joined by "\\n"; a break is "\\n"; nothing else is added or dropped."""
    lines = "\n".join(line for _, line in _LINE.findall(body))
    return unescape(_TAG.sub("", lines.replace("<br>", "\n")))


def read_marks(html: str, *, known: Known = frozenset) -> Marked:
    """Read `<mark data-annotation="12 new-1">` out of a posted body.

    The body is what `clean_report` makes of the same HTML without marks. A mark in pieces counts as its
    hull if only white space lies between, else as its longest piece; its ends are tidied as by
    `tidy_span`. Ids other than up to 18 digits, or "new-" and up to 9, are ignored.
    """
    reading = _read(html, known)
    body = write(reading.tree)
    text = project(body)
    places = {}
    for id_, pieces in pieces_of(reading.tree).items():
        start, end = hull(text, pieces)
        words = text[start:end]
        if words and not words.isspace():
            places[id_] = tidy_span(text, start, end)
    return Marked(body, text, places, tuple(reading.dropped))


def from_plain_text(source: str) -> str:
    """A text file as a body: each line that is not blank is one paragraph."""
    return clean(paragraphs(source))
