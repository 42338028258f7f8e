"""A body with its annotations marked: body and spans in, HTML out.

One sweep over the tokens of a cleaned body. That it is cleaned (all text in a paragraph, heading
or caption; tags and entities as `articles.text.clean` writes them) is what makes this safe.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from annotations.choices import Kind

_TAG = re.compile(r"(<[^>]*>)")  # a body writes ">" only at the end of a tag
_ENTITY = re.compile(r"&[^;]+;")  # one code point of the text, written as several
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


# A stretch of text under the same marks: its start and end, and the tags around it.
_Segment = tuple[int, int, str, str]
_NO_ENTITIES: tuple[list[int], list[int]] = ([], [0])
_NO_MORE: _Segment = (sys.maxsize, sys.maxsize, "", "")
Tags = Callable[
    [Iterable[str], Iterable[str]], tuple[str, str]
]  # ids and kinds of the marks, in order


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
    segments = chain(_segments(marks, tags), [_NO_MORE])
    start, end, opening, closing = next(segments)
    offset = -1  # of the next code point of the text; the first line has no "\n" before it
    pieces: list[str] = []
    for raw in _TAG.split(body):
        if raw in _BREAKS:
            offset += 1
        if not raw or raw[0] == "<":
            pieces.append(raw)
            continue
        places, longer = _entities(raw) if "&" in raw else _NO_ENTITIES
        done, begin, offset = 0, offset, offset + len(raw) - longer[-1]  # done: of raw
        while start < offset:
            at, stop = max(start - begin, 0), min(end, offset) - begin
            if places:
                at += longer[bisect_left(places, at)]
                stop += longer[bisect_left(places, stop)]
            if at < stop:
                pieces += (raw[done:at], opening, raw[at:stop], closing)
                done = stop
            if end > offset:
                break
            start, end, opening, closing = next(segments)
        pieces.append(raw[done:])
    if any(mark.end > offset for mark in marks):
        raise ValueError(f"A mark ends after the text, which has {max(offset, 0)} code points.")
    return "".join(pieces)


def _entities(raw: str) -> tuple[list[int], list[int]]:
    """Where the entities of a piece of text stand, in code points of the text; and by how many
    characters the piece as written is longer up to the first, second … of them, and in all."""
    places, longer = [], [0]
    for match in _ENTITY.finditer(raw):
        places.append(match.start() - longer[-1])
        longer.append(longer[-1] + len(match[0]) - 1)
    return places, longer


def _segments(marks: Iterable[Mark], tags: Tags) -> Iterator[_Segment]:
    """The stretches between neighbouring ends of marks, in order, those without a mark left out."""
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    in_order = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
    for number, mark in enumerate(in_order):
        starting.setdefault(mark.start, []).append(number)
        ending.setdefault(mark.end, []).append(number)
    # By the mark's number, in order: with many marks at once no loop of ours runs over them.
    ids: dict[int, str] = {}
    kinds: dict[int, str] = {}
    for start, end in pairwise(sorted(starting.keys() | ending.keys())):
        for number in ending.get(start, ()):
            del ids[number], kinds[number]
        for number in starting.get(start, ()):
            ids[number], kinds[number] = str(in_order[number].id), in_order[number].kind
        if ids:
            yield start, end, *tags(ids.values(), kinds.values())


def _together(ids: Iterable[str], kinds: Iterable[str]) -> tuple[str, str]:
    classes, together = " ".join(dict.fromkeys(kinds)), " ".join(dict.fromkeys(ids))
    return f'<mark class="{classes}" data-annotation="{together}">', "</mark>"


def _nested(ids: Iterable[str], kinds: Iterable[str]) -> tuple[str, str]:
    ids = dict.fromkeys(ids)
    return "".join(f'<mark data-annotation="{i}">' for i in ids), "</mark>" * len(ids)


def _check(marks: Iterable[Mark]) -> None:
    for mark in marks:
        if mark.kind not in _KINDS:
            raise ValueError(f"No such kind of annotation: {mark.kind!r}.")
        if not isinstance(mark.id, int):
            raise ValueError(f"The id of a mark is an integer, not {mark.id!r}.")
        if not 0 <= mark.start < mark.end:
            raise ValueError(f"No such span: {mark.start} to {mark.end}.")
