"""A body as a tree of blocks whose leaves are lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.merging.letters import letters, write
from articles.text import project

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
LINES = frozenset({"p", "h2", "h3", "h4", "figcaption"})
_ALONE = frozenset({"hr", "img"})

Places = Mapping[str, tuple[int, int]]  # ref → start, end in code points of the text


@dataclass
class Block:
    """`html` is the block as it stands in its body; `start` its place in the text, if it has any.

    A line has `inner`, a container has `blocks`.
    """

    name: str
    opening: str
    start: int
    html: str = ""
    inner: str = ""
    blocks: list["Block"] = field(default_factory=list)

    @property
    def is_line(self) -> bool:
        return self.name in LINES

    @property
    def closing(self) -> str:
        return "" if self.name in _ALONE else f"</{self.name}>"

    @property
    def end(self) -> int:
        """Where the text of a line ends."""
        return self.start + len(project(f"<p>{self.inner}</p>"))

    def within(self, places: Places) -> dict[str, tuple[int, int]]:
        """Those of a line."""
        if not places:
            return {}
        end = self.end
        return {ref: (a, b) for ref, (a, b) in places.items() if a < end and b > self.start}

    def moved(self, place: tuple[int, int], other: "Block") -> tuple[int, int]:
        """A place in another line, as one in this."""
        by = self.start - other.start
        return place[0] + by, place[1] + by

    def marked(self, places: Places) -> str:
        """The block with its marks."""
        if self.is_line:
            here = self.within(places)
            inner = write(letters(self.inner, self.start, here)) if here else self.inner
        else:
            inner = "".join(block.marked(places) for block in self.blocks)
        return f"{self.opening}{inner}{self.closing}"


def blocks(body: str) -> list[Block]:
    """The blocks of a cleaned body."""
    root = Block("", "", 0)
    above, begun, at = [root], [0], 0
    line_end = 0  # inside a line its inline tags are no blocks
    for tag in _TAG.finditer(body):
        if tag.start() < line_end:
            continue
        closes, name = tag.groups()
        if closes:
            block = above.pop()
            block.html = body[begun.pop() : tag.end()]
            continue
        block = Block(name, tag.group(), at)
        above[-1].blocks.append(block)
        if name in LINES:
            line_end = body.index(f"</{name}>", tag.end())
            block.inner = body[tag.end() : line_end]
            line_end += len(block.closing)
            block.html = body[tag.start() : line_end]
            at = block.end + 1
        elif name in _ALONE:
            block.html = tag.group()
        else:
            above.append(block)
            begun.append(tag.start())
    return root.blocks
