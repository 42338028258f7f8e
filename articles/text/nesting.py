"""A guard in front of the parser, whose time grows with the square of how deep tags nest."""

import re
from collections import Counter

MAX_OPEN = 2000  # far beyond any document; a megabyte nested this deep still takes under a second

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")

# Void elements, and those that need no end tag: the parser closes them, so they do not add up.
_NOT_COUNTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "dd",
        "dt",
        "li",
        "optgroup",
        "option",
        "p",
        "rp",
        "rt",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)


def shallow(html: str) -> str:
    """The HTML without the tags that are nested deeper than MAX_OPEN; their text stays."""
    if html.count("<") <= MAX_OPEN:
        return html
    open_tags: Counter[str] = Counter()
    total = 0
    kept: list[str] = []
    start = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _NOT_COUNTED or (match[1] and not open_tags[name]):
            continue
        if total >= MAX_OPEN + bool(match[1]):
            kept.append(html[start : match.start()])
            start = match.end()
        change = -1 if match[1] else 1
        open_tags[name] += change
        total += change
    kept.append(html[start:])
    return "".join(kept)
