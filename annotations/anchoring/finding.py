"""Looking for words in a text: up to typography, and only where there is no doubt."""

from collections.abc import Callable

from annotations.anchoring.spans import Span
from annotations.anchoring.typography import SPACES, Folded, folded, same
from annotations.anchoring.words import common_length
from articles.text import tidy_span

CONTEXT = 32  # code points kept on each side, design's "prefix" and "suffix"
SURE = 12  # a sole occurrence of this many code points is taken whatever its context
NEAR = 12  # a side agrees when its nearest 12 code points, or all of a shorter one, stand there
MOST_TWINS = 64  # with more look-alikes than this, nothing is singled out; bounds the work

Allowed = Callable[[Span], bool]


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words around `text[start:end]`: at most 32 code points on each side."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """The one place in `text` where `exact` stands, up to typography; None where in doubt.

    A sole occurrence of 12 code points or more is taken whatever its context, a shorter one only
    if a side agrees. Of several, the one that the context singles out. White space at the ends
    of `exact` does not count, and a place that cuts a grapheme cluster is not an occurrence.
    """
    return search(text, exact, prefix, suffix)


def search(
    text: str,
    exact: str,
    prefix: str,
    suffix: str,
    *,
    allowed: Allowed | None = None,
    context_needed: bool = False,
) -> Span | None:
    """`find` among the places that `allowed` lets through; `context_needed` whatever the length."""
    words = Folded(exact).text.strip(" ")  # folded: every kind of white space is this one
    if not words:
        return None
    page = folded(text)
    sides = Folded(prefix).text, Folded(suffix).text
    offsets = _candidates(page.text, words, sides)
    places = {}
    for offset in offsets:
        span = _confirmed(page, text, offset, words, exact)
        if span and (allowed is None or allowed(span)):
            places[offset] = span
    if len(places) == 1 and len(offsets) <= MOST_TWINS and not context_needed:
        (span,) = places.values()
        if len(words) >= SURE:
            return span
    # White space at the ends of the words is context.
    start, end = len(exact) - len(exact.lstrip(SPACES)), len(exact.rstrip(SPACES))
    sides = Folded(prefix + exact[:start]).text, Folded(exact[end:] + suffix).text
    offset = _singled_out(page.text, words, sides, list(places))
    return None if offset is None else places[offset]


def occurrences(text: str, exact: str) -> int:
    """How often the words stand in the text, up to typography; MOST_TWINS + 1 means more."""
    return len(_occurrences(folded(text).text, Folded(exact).text.strip(" ")))


def _candidates(page: str, words: str, sides: tuple[str, str]) -> list[int]:
    """Folded offsets of the words; where they are very common, only of those in their context."""
    offsets = _occurrences(page, words)
    if len(offsets) <= MOST_TWINS:
        return offsets
    prefix, suffix = sides
    near = prefix[-NEAR:]
    before = [at + len(near) for at in _occurrences(page, near + words)] if near else []
    after = _occurrences(page, words + suffix[:NEAR]) if suffix else []
    if len(before) > MOST_TWINS or len(after) > MOST_TWINS:
        return []
    return sorted({*before, *after})


def _occurrences(page: str, words: str) -> list[int]:
    """Where the words stand, overlapping ones too; one more than MOST_TWINS at most."""
    offsets: list[int] = []
    at = page.find(words)
    while at >= 0 and len(offsets) <= MOST_TWINS:
        offsets.append(at)
        at = page.find(words, at + 1)
    return offsets


def _confirmed(page: Folded, text: str, offset: int, words: str, exact: str) -> Span | None:
    """The place in the text itself, if the words there are the same and no character is cut."""
    start, end = page.source_offset(offset), page.source_offset(offset + len(words))
    if start is None or end is None:
        return None
    if text[start:end] != exact and not same(text[start:end], exact.strip(SPACES)):
        return None
    return Span(start, end) if tidy_span(text, start, end) == (start, end) else None


def _singled_out(page: str, words: str, sides: tuple[str, str], offsets: list[int]) -> int | None:
    """The offset whose surroundings agree and beat those of every other that agrees."""
    agreeing = {}
    for offset in offsets:
        agreement = _agreement(page, offset, offset + len(words), sides)
        if any(
            side and length >= min(len(side), NEAR)
            for side, length in zip(sides, agreement, strict=True)
        ):
            agreeing[offset] = agreement
    for offset, (before, after) in agreeing.items():
        others = [agreement for other, agreement in agreeing.items() if other != offset]
        if all(before >= b and after >= a and (before, after) != (b, a) for b, a in others):
            return offset
    return None


def _agreement(page: str, start: int, end: int, sides: tuple[str, str]) -> tuple[int, int]:
    """How many folded code points of each side stand there, counted away from the words."""
    prefix, suffix = sides
    before = common_length(prefix[::-1], page[max(0, start - len(prefix)) : start][::-1])
    return before, common_length(suffix, page[end : end + len(suffix)])
