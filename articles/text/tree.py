"""The little tree between the HTML that comes in and the body that goes out."""

from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text.styles import Outline

BREAK = "\n"


class Run(NamedTuple):
    """A stretch of one line: its text (BREAK alone is a line break), its tags and its marks."""

    text: str
    tags: tuple[str, ...]  # opening tags, outermost first
    marks: tuple[str, ...]  # ids of the annotations that stand here


@dataclass(slots=True)
class Line:
    """A paragraph, heading or caption: one line of the text (or more, if it has breaks)."""

    tag: str
    runs: list[Run]


@dataclass(slots=True)
class Block:
    """Whatever holds lines and other blocks."""

    tag: str
    attributes: str = ""  # as written, with a leading space
    parent: "Block | None" = None
    children: list["Line | Block"] = field(default_factory=list)
    depth: int = 0
    implied: bool = False  # a list that was made for stray items
    spans: tuple[int, int] = (1, 1)  # columns and rows of a cell
    outline: Outline | None = None  # of a list that Word wrote as paragraphs, and of its items


def is_in_table(block: Block | None) -> bool:
    """Whether the block is a cell or stands in one."""
    while block is not None and block.tag not in ("td", "th"):
        block = block.parent
    return block is not None


def begin_with_paragraph(item: Block) -> None:
    """The editor's list item is a paragraph and then blocks. A heading there becomes one."""
    first = item.children[0] if item.children else None
    if isinstance(first, Line):
        first.tag = "p"
    else:
        item.children.insert(0, Line("p", []))


def add_to_outline(host: Block, item: Block, attributes: str) -> None:
    """Put an item of Word's in the list of its level: the last one in the host, or one in that
    list's last item, or a new one with these attributes."""
    last = host.children[-1] if host.children else None
    if isinstance(last, Block) and last.outline:
        if last.outline.level < item.outline.level:
            add_to_outline(last.children[-1], item, attributes)
            return
        if last.outline == item.outline:
            last.children.append(item)
            return
    list_ = Block(item.outline.tag, attributes, host, [item], host.depth + 1)
    list_.outline = item.outline
    host.children.append(list_)
