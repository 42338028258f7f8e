"""What the attributes of an element mean for a body."""

import re

from articles.text.escaping import escape_attribute
from articles.text.plain import plain
from articles.text.styles import contradicts
from articles.text.tables import MAX_SPAN
from articles.text.vocabulary import link_target

_ANNOTATION = re.compile(r"[0-9]{1,18}|new-[0-9]{1,9}")
_SIZE = re.compile(r"[0-9]{1,5}")
_START = re.compile(r"-?[0-9]{1,9}")
_LONGEST_ADDRESS = 200  # of a dropped image, in a message for people


def opening(source_tag: str, tag: str, attributes: dict[str, str]) -> str | None:
    """The opening tag as written, or None if the element says nothing that a body keeps."""
    if contradicts(source_tag, attributes.get("style", "")):
        return None
    if tag != "a":
        return f"<{tag}>"
    href = link_target(attributes.get("href", ""))
    if href is None:
        return None
    title = plain(attributes.get("title", ""))
    written = f' title="{escape_attribute(title)}"' if title else ""
    return f'<a href="{escape_attribute(href)}"{written}>'


def annotations(value: str) -> list[str]:
    """The ids in `data-annotation`: saved ones, and "new-1" for those not saved yet."""
    return [id_ for id_ in value.split() if _ANNOTATION.fullmatch(id_)]


def list_attributes(attributes: dict[str, str]) -> str:
    """A numbered list's first number and style, as written."""
    start, style = attributes.get("start", ""), attributes.get("type", "")
    written = ""
    if _START.fullmatch(start) and int(start) != 1:
        written += f' start="{int(start)}"'
    if style in ("a", "A", "i", "I"):
        written += f' type="{style}"'
    return written


def span(attributes: dict[str, str], name: str) -> int:
    """How many columns or rows a cell covers; at least one."""
    value = attributes.get(name, "")
    return min(int(value), MAX_SPAN) or 1 if _SIZE.fullmatch(value) else 1


def image(attributes: dict[str, str], src: str) -> str:
    """An image's attributes as written, ``src`` being what `image_source` made of its own."""
    alt = plain(attributes.get("alt", ""))
    written = f' src="{escape_attribute(src)}" alt="{escape_attribute(alt)}"'
    for name in ("width", "height"):
        if _SIZE.fullmatch(attributes.get(name, "")):
            written += f' {name}="{attributes[name]}"'
    return written


def dropped_image(attributes: dict[str, str]) -> str:
    """What to call an image that was dropped: its address, or its text if it has no web address."""
    address = plain(attributes.get("src", ""))
    alt = plain(attributes.get("alt", "")) or "no text"
    return address[:_LONGEST_ADDRESS] or f"an image without a usable address ({alt})"
