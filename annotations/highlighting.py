"""A body with its annotations marked: body and spans in, HTML out.

One sweep over the tokens of a cleaned body. That it is cleaned (all text in a paragraph, heading
or caption; tags and entities as `articles.text.clean` writes them) is what makes this safe.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.choices import Kind

_TAG = re.compile(r"(<[^>]*>)")  # a body writes ">" only at the end of a tag
_LETTER = re.compile(r"&[^;]+;|[^&]")  # one code point of the text, however it is written
# Each of these begins a line of the text; lines are joined by one "\n". They have no attributes.
_BREAKS = frozenset({"<p>", "<h2>", "<h3>", "<h4>", "<figcaption>", "<br>"})
_KINDS = frozenset(Kind.values)


@dataclass(frozen=True, slots=True)
class Mark:
    """The span of one annotation in the text of a body, in code points, half-open."""

    start: int
    end: int
    id: int
    kind: str  # a value of choices.Kind


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of text under the same marks."""

    start: int
    end: int
    opening: str
    closing: str


_NO_MORE = _Segment(sys.maxsize, sys.maxsize, "", "")
Tags = Callable[[list[Mark]], tuple[str, str]]  # the marks in order; their tags around a stretch


def highlight(body: str, marks: Sequence[Mark]) -> str:
    """The body with `<mark class="claim quote" data-annotation="12 15">` around marked text.

    `body` is a cleaned body, offsets are those of its projected text. Each stretch of text has
    one mark; its ids stand in one order (by start, longer first, then id), its classes in the
    order of the ids without repeats. Line breaks have no mark. Taking the marks out gives the
    body back, byte for byte. Raises ValueError for an unknown kind, an id that is no integer,
    and a span that is empty or out of range.
    """
    return _write(body, marks, _together)


def nest(body: str, marks: Sequence[Mark]) -> str:
    """The body with a `<mark data-annotation="12">` per annotation, nested where they overlap.

    What the editor reads: one mark per id. Otherwise like `highlight`.
    """
    return _write(body, marks, _nested)


def _write(body: str, marks: Sequence[Mark], tags: Tags) -> str:
    _check(marks)
    segments = iter([*_segments(marks, tags), _NO_MORE])
    segment = next(segments)
    offset = -1  # of the next code point of the text; the first line has no "\n" before it
    pieces = []
    for raw in _TAG.split(body):
        if raw in _BREAKS:
            offset += 1
        if not raw or raw[0] == "<":
            pieces.append(raw)
            continue
        letters = _LETTER.findall(raw) if "&" in raw else raw
        done, end = offset, offset + len(letters)
        while segment.start < end:
            start, stop = max(done, segment.start), min(end, segment.end)
            if start < stop:
                pieces.append("".join(letters[done - offset : start - offset]))
                pieces.append(segment.opening)
                pieces.append("".join(letters[start - offset : stop - offset]))
                pieces.append(segment.closing)
                done = stop
            if segment.end > end:
                break
            segment = next(segments)
        pieces.append("".join(letters[done - offset :]))
        offset = end
    if any(mark.end > offset for mark in marks):
        raise ValueError(f"A mark ends after the text, which has {max(offset, 0)} code points.")
    return "".join(pieces)


def _segments(marks: Iterable[Mark], tags: Tags) -> Iterator[_Segment]:
    """The stretches between neighbouring ends of marks, in order, those without a mark left out."""
    starting: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id)):
        starting.setdefault(mark.start, []).append(mark)
    active: list[Mark] = []
    for start, end in pairwise(sorted({*starting, *(mark.end for mark in marks)})):
        active = [mark for mark in active if mark.end > start] + starting.get(start, [])
        if active:
            yield _Segment(start, end, *tags(active))


def _together(marks: list[Mark]) -> tuple[str, str]:
    classes = " ".join(dict.fromkeys(mark.kind for mark in marks))
    ids = " ".join(dict.fromkeys(str(mark.id) for mark in marks))
    return f'<mark class="{classes}" data-annotation="{ids}">', "</mark>"


def _nested(marks: list[Mark]) -> tuple[str, str]:
    ids = dict.fromkeys(mark.id for mark in marks)
    return "".join(f'<mark data-annotation="{i}">' for i in ids), "</mark>" * len(ids)


def _check(marks: Iterable[Mark]) -> None:
    for mark in marks:
        if mark.kind not in _KINDS:
            raise ValueError(f"No such kind of annotation: {mark.kind!r}.")
        if not isinstance(mark.id, int):
            raise ValueError(f"The id of a mark is an integer, not {mark.id!r}.")
        if not 0 <= mark.start < mark.end:
            raise ValueError(f"No such span: {mark.start} to {mark.end}.")
