"""Spans of the canonical text: white space off the ends, grapheme clusters whole."""

import regex

_CLUSTER = regex.compile(r"\X")
# Between two such characters there is always a border (UAX #29: only GB999 can apply).
_TWO_PLAIN = regex.compile(r"\p{GCB=Other}{2}")


def tidy_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span (code points, half-open) as an annotation may have it.

    Unicode white space at both ends is trimmed, and an end inside a grapheme cluster moves out to
    its border. Raises ValueError if the span is out of range or nothing is left of it.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(
            f"The span {start}–{end} is not within the text of {len(text)} characters."
        )
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise ValueError("The span has no words in it.")
    return _cluster_at(text, start)[0], _cluster_at(text, end)[1]


def hull(text: str, pieces: list[tuple[int, int]]) -> tuple[int, int]:
    """One span for a mark in pieces: pieces with only white space between them count as one, and
    the longest (the first of equals) is the mark's place."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        gap = text[joined[-1][1] : start] if joined else ""
        if joined and (not gap or gap.isspace()):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return max(joined, key=lambda piece: piece[1] - piece[0])


def _cluster_at(text: str, position: int) -> tuple[int, int]:
    """The cluster that has `position` inside it, or (position, position) at a border."""
    if _is_plain_border(text, position):
        return position, position
    start = position - 1
    while not _is_plain_border(text, start):
        start -= 1
    for cluster in _CLUSTER.finditer(text, start):
        if cluster.end() == position:
            break
        if cluster.end() > position:
            return cluster.start(), cluster.end()
    return position, position


def _is_plain_border(text: str, position: int) -> bool:
    """True where a border is certain without what stands around: at the text's ends, beside a line
    feed, and between two characters that never join."""
    if position in (0, len(text)) or "\n" in text[position - 1 : position + 1]:
        return True
    return _TWO_PLAIN.match(text, position - 1) is not None
