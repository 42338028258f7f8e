"""A line letter by letter, each with the inline tags and the annotations that are on it."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from articles.text import INLINE
from articles.text.escaping import escape, unescape

_PIECE = re.compile(r"<(/?)([a-z]+)[^>]*>|[^<]+")


class Letter(NamedTuple):
    """A code point, or "\\n" for a break. `tags` are opening tags from the outermost in."""

    char: str
    tags: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()


def letters(inner: str, start: int, places: Mapping[str, tuple[int, int]]) -> list[Letter]:
    """The letters of a line whose text begins at `start`."""
    found: list[Letter] = []
    open_tags: list[str] = []
    for piece in _PIECE.finditer(inner):
        closes, name = piece.groups()
        if name == "br":
            found.append(Letter("\n", tuple(open_tags)))
        elif closes:
            open_tags.pop()
        elif name:
            open_tags.append(piece.group())
        else:
            found += [Letter(char, tuple(open_tags)) for char in unescape(piece.group())]
    end = start + len(found)
    for ref, (first, last) in places.items():
        for at in range(max(first, start), min(last, end)):
            letter = found[at - start]
            found[at - start] = letter._replace(marks=letter.marks | {ref})
    return found


def write(line: Iterable[Letter]) -> str:
    """The HTML of letters; marks stand innermost."""
    html = ""
    open_tags: tuple[str, ...] = ()
    for (tags, marks), run in groupby(line, key=lambda letter: (letter.tags, letter.marks)):
        shared = _shared(open_tags, tags)
        html += _closing(open_tags[shared:]) + "".join(tags[shared:])
        open_tags = tags
        words = escape("".join(letter.char for letter in run)).replace("\n", "<br>")
        refs = sorted(marks)
        html += "".join(f'<mark data-annotation="{ref}">' for ref in refs)
        html += words + "</mark>" * len(refs)
    return html + _closing(open_tags)


def name_of(tag: str) -> str:
    return tag[1:-1].split(" ", 1)[0]


def in_order(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(tags, key=lambda tag: INLINE.index(name_of(tag))))


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> int:
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _closing(tags: tuple[str, ...]) -> str:
    return "".join(f"</{name_of(tag)}>" for tag in reversed(tags))
