"""Links from marked words to their notes, so that a page works without JavaScript. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

TOKEN = re.compile(r'<mark [^>]*data-annotation="([0-9 ]+)">|(</mark>)|(<a )|(</a>)')


@dataclass(frozen=True, slots=True)
class Reference:
    """What the link to a note says of it; ``brief`` is the note in two lines, for the margin."""

    number: int
    kind: str
    label: str
    brief: tuple[str, str] = ("", "")


def add_references(html: str, references: Mapping[int, Reference]) -> str:
    """Put a link to its note after the last marked piece of each annotation.

    ``references`` are by the annotation's id. The link has no text of its own (the style sheet
    writes the number, and beside the line what stands in the margin), so the words of the article
    stay what they are for finding, copying and reading aloud. A link of the body is ended first:
    links do not nest.
    """
    last: dict[int, int] = {}
    for match in TOKEN.finditer(html):
        for pk in (match[1] or "").split():
            last[int(pk)] = match.start()
    ending: dict[int, list[int]] = {}
    for pk, position in last.items():
        ending.setdefault(position, []).append(pk)
    pieces, done, due, depth = [], 0, [], 0
    for match in TOKEN.finditer(html):
        depth += 1 if match[1] or match[3] else -1
        if match[1]:
            due += ending.get(match.start(), ())
        if due and not depth:
            pieces.append(html[done : match.end()])
            done = match.end()
            due.sort(key=lambda pk: references[pk].number)
            pieces += [_link(pk, references[pk]) for pk in due]
            due = []
    return "".join(pieces) + html[done:]


def _link(pk: int, note: Reference) -> SafeString:
    return format_html(
        '<a class="note-ref" id="ref-{0}" href="#annotation-{0}" data-number="{1}" data-kind="{2}"'
        ' data-head="{4}" data-below="{5}" aria-label="Note {1}: {3}"></a>',
        pk,
        note.number,
        note.kind,
        note.label.lower(),
        *note.brief,
    )
