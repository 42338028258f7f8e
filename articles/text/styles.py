"""What other programs say in styles and classes: Google Docs' bold, Word's lists, browsers' spaces.

`articles/static/articles/paste.js` reads the same before the editor parses a paste.
"""

import re
from dataclasses import dataclass

LEVELS = 9  # of a list in Word

# Word writes "mso-bidi-font-weight" too, which is about other scripts.
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)\b", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)
_NOT_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*normal\b", re.IGNORECASE)
_RAISED = re.compile(r"(?<![\w-])vertical-align\s*:\s*super\b", re.IGNORECASE)
_LOWERED = re.compile(r"(?<![\w-])vertical-align\s*:\s*sub\b", re.IGNORECASE)

_LIST = re.compile(r"(?<![\w-])mso-list\s*:\s*(l[0-9]{1,9})\s+level([1-9])\b", re.IGNORECASE)
_MARKER = re.compile(r"(?<![\w-])mso-list\s*:\s*ignore\b", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(?:([0-9]{1,9})|([a-zA-Z])|[ivxlcdmIVXLCDM]+)[.)]")


@dataclass(frozen=True, slots=True)
class Outline:
    """Where Word puts an item: the name of its list, the level in it, ul or ol."""

    name: str
    level: int
    tag: str = ""


def contradicts(source_tag: str, style: str) -> bool:
    """Whether the style takes back what a <b> or <i> says: Google Docs wraps all in such a <b>."""
    return bool(
        (source_tag == "b" and _NOT_BOLD.search(style))
        or (source_tag == "i" and _NOT_ITALIC.search(style))
    )


def tags_of(style: str) -> dict[str, str | None]:
    """The inline tags that a span's style means: the opening tag, or None where it takes one away."""
    tags: dict[str, str | None] = {}
    for tag, on, off in (("strong", _BOLD, _NOT_BOLD), ("em", _ITALIC, _NOT_ITALIC)):
        if on.search(style):
            tags[tag] = f"<{tag}>"
        elif off.search(style):
            tags[tag] = None
    for tag, on in (("sub", _LOWERED), ("sup", _RAISED)):
        if on.search(style):
            tags[tag] = f"<{tag}>"
    return tags


def outline_of(style: str) -> Outline | None:
    """The place in a list that Word gives a paragraph."""
    match = _LIST.search(style)
    return Outline(match[1].lower(), int(match[2])) if match else None


def is_marker(style: str) -> bool:
    """Whether it is the bullet or number that Word writes before an item."""
    return bool(_MARKER.search(style))


def list_of(marker: str) -> tuple[str, str]:
    """The tag of the list whose first item has this marker, and its attributes as written."""
    match = _NUMBER.match(marker.strip())
    if not match:
        return "ul", ""
    number, letter = match.groups()
    if number:
        return "ol", f' start="{int(number)}"' if int(number) != 1 else ""
    return "ol", f' type="{letter}"' if letter and letter in "aAiI" else ""
