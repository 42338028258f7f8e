"""Links from marked words to their notes, so that a page works without JavaScript. Pure."""

import re
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString

TOKEN = re.compile(r'<mark [^>]*data-annotation="([0-9 ]+)">|(</mark>)|(<a )|(</a>)')


def add_references(html: str, numbers: Mapping[int, tuple[int, str]]) -> str:
    """Put a link to its note after the last marked piece of each annotation.

    ``numbers`` maps ids to the note's number and the kind's label. The link has no text of its
    own (the style sheet writes the number), so the words of the article stay what they are for
    finding, copying and reading aloud. A link of the body is ended first: links do not nest.
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
            pieces += [_link(pk, *numbers[pk]) for pk in sorted(due, key=numbers.get)]
            due = []
    return "".join(pieces) + html[done:]


def _link(pk: int, number: int, label: str) -> SafeString:
    return format_html(
        '<a class="note-ref" id="ref-{0}" href="#annotation-{0}" data-number="{1}"'
        ' aria-label="Note {1}: {2}"></a>',
        pk,
        number,
        label.lower(),
    )
