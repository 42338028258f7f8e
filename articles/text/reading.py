"""Sanitised HTML read into the tree, every oddity of structure put right on the way."""

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from articles.text.attributes import dropped_image, image, list_attributes, span
from articles.text.escaping import unescape
from articles.text.figures import paired
from articles.text.inline import Inline
from articles.text.lines import joined, tidy
from articles.text.styles import LEVELS, list_of, outline_of
from articles.text.tables import finish_table
from articles.text.tree import (
    BREAK,
    Block,
    Line,
    add_to_outline,
    begin_with_paragraph,
    is_in_table,
)
from articles.text.vocabulary import HEADING_LEVELS, READ_AS, image_source, sanitise

# Lists, quotes and tables nest this deep; what is deeper loses its frame and keeps its text. Real
# articles nest two or three deep; Chromium stops at 512 elements.
MAX_DEPTH = 24

_HEADINGS = frozenset(f"h{level}" for level in HEADING_LEVELS)
_LISTS = ("ul", "ol")
_NESTING = frozenset(("blockquote", "table", "figure", *_LISTS))
_GATHERED = "gathered figure"  # a source's figure, before its images and captions are paired

# The sanitiser's serialiser closes every tag and quotes every value, so tokens are the tree.
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^\">]|\"[^\"]*\")*+)>|([^<]+)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


@dataclass(slots=True)
class Reading:
    """The tree of a body; the addresses of the images in it and of those that were dropped."""

    tree: Block
    images: list[str]
    dropped: list[str]


def read(html: str, *, refused: Container[str] = ()) -> Reading:
    """Any HTML in. ``refused`` are addresses of images to drop, though a body might have them."""
    reader = _Reader(refused)
    for match in _TOKEN.finditer(sanitise(html)):
        closing, tag, attributes, text = match.groups()
        if text is not None:
            reader.text(text)
        elif closing:
            reader.end(READ_AS.get(tag, tag))
        else:
            reader.start(tag, attributes)
    reader.flush()
    return Reading(reader.root, reader.images, reader.dropped)


@dataclass(slots=True)
class _Frame:
    """An open block element: where its content goes, and what its lines are."""

    tag: str
    into: Block
    line: str
    placed: int  # the reader's count when the element began


class _Reader:
    def __init__(self, refused: Container[str]) -> None:
        self.root = Block("body")
        self.images: list[str] = []
        self.dropped: list[str] = []
        self._refused = refused
        self._frames = [_Frame("body", self.root, "p", 0)]
        self._placed = 0
        self._pre = 0
        self._inline = Inline()

    # Tokens

    def text(self, html: str) -> None:
        self._inline.text(html, pre=self._pre > 0)

    def start(self, source_tag: str, written: str) -> None:
        tag = READ_AS.get(source_tag, source_tag)
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}
        if self._inline.start(source_tag, tag, attributes):
            return
        if tag == "img":
            self._image(attributes)
        elif tag == "hr":
            self.flush()
            self._place(Block("hr"), self._frames[-1].into)
        else:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        if not self._inline.end(tag):
            self._close()

    # Blocks

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self.flush()
        outer = self._frames[-1]
        into = self._container(tag, attributes, outer.into)
        line = "p" if into is not outer.into else outer.line
        if tag in _HEADINGS:
            line = tag
        self._pre += tag == "pre"
        self._frames.append(_Frame(tag, into, line, self._placed))

    def _container(self, tag: str, attributes: dict[str, str], into: Block) -> Block:
        """The block that the element's content goes into: a new one, or the same as before if the
        element may not make one here."""
        if tag in _NESTING:
            return self._nested(tag, attributes, into)
        outline = outline_of(attributes.get("style", "")) if tag == "p" else None
        if outline and into.depth + LEVELS < MAX_DEPTH and into.tag != "li":
            self._inline.marker = ""
            return Block("li", parent=into, depth=into.depth + LEVELS, outline=outline)
        if tag == "li":
            list_ = into if into.tag in _LISTS else self._implied_list(into)
            return Block("li", parent=list_, depth=list_.depth) if list_ else into
        if tag == "tr" and into.tag == "table":
            return Block("tr", parent=into, depth=into.depth)
        if tag in ("td", "th") and into.tag == "tr":
            cell = Block(tag, parent=into, depth=into.depth)
            cell.spans = span(attributes, "colspan"), span(attributes, "rowspan")
            return cell
        if tag == "figcaption" and into.tag == _GATHERED:
            return Block(tag, parent=into, depth=into.depth)
        return into

    def _nested(self, tag: str, attributes: dict[str, str], into: Block) -> Block:
        if tag in _LISTS and into.tag in _LISTS and not into.children:
            return into  # a list in a list before any item: its items are the outer list's
        if into.depth >= MAX_DEPTH or (tag == "table" and is_in_table(into)):
            return into
        written = list_attributes(attributes) if tag == "ol" else ""
        name = _GATHERED if tag == "figure" else tag
        return Block(name, written, into, depth=into.depth + 1)

    def _implied_list(self, into: Block) -> Block | None:
        """The list for an item that stands in none; items in a row share one."""
        host = self._host(into)
        if host.depth >= MAX_DEPTH:
            return None
        last = host.children[-1] if host.children else None
        if isinstance(last, Block) and last.implied:
            return last
        list_ = Block("ul", parent=host, depth=host.depth + 1, implied=True)
        host.children.append(list_)
        return list_

    def _close(self) -> None:
        self.flush()
        frame = self._frames.pop()
        self._pre -= frame.tag == "pre"
        outer = self._frames[-1]
        if frame.into is not outer.into:
            self._finish(frame.into)
        elif (frame.tag == "p" or frame.tag in _HEADINGS) and frame.placed == self._placed:
            self._place(Line(frame.line, []), frame.into)

    def _finish(self, block: Block) -> None:
        """Put a block that is complete where it belongs."""
        parent = block.parent
        if block.tag in ("tr", "td", "th"):
            if block.tag != "tr" and not block.children:
                block.children.append(Line("p", []))
            parent.children.append(block)
        elif block.tag == "li":
            begin_with_paragraph(block)
            if block.outline:
                tag, written = list_of(self._inline.marker)
                block.outline = replace(block.outline, tag=tag)
                add_to_outline(self._host(parent), block, written)
            else:
                parent.children.append(block)
        elif block.tag == "table":
            for child in finish_table(block):
                self._place(child, parent)
        elif block.tag == _GATHERED:
            for child in paired(block.children):
                self._place(child, parent)
        elif block.tag == "figcaption":
            lines = [child for child in block.children if isinstance(child, Line)]
            parent.children += [child for child in block.children if isinstance(child, Block)]
            parent.children.append(Line("figcaption", joined(lines)))
        elif block.tag == "blockquote":
            block.children = block.children or [Line("p", [])]
            self._place(block, parent)
        elif block.children:  # a list without items is nothing
            self._place(block, parent)
        self._placed += 1

    def flush(self) -> None:
        """End the line that is being read, if it has anything."""
        runs = self._inline.take()
        if not runs:
            return
        runs = tidy(runs, bare=self._pre > 0)
        if len(runs) == 1 and runs[0].text == BREAK:
            runs = []  # how browsers write an empty line
        elif not runs:
            return
        frame = self._frames[-1]
        self._place(Line(frame.line, runs), frame.into)

    def _place(self, node: Line | Block, into: Block) -> None:
        host = self._host(into)
        host.children.append(node)
        if host.tag == "li":
            begin_with_paragraph(host)
        self._placed += 1

    def _host(self, into: Block) -> Block:
        """Where a line or block may stand: beside a table, not between its rows; in a list's last
        item, not between items."""
        while into.tag in ("table", "tr"):
            into = into.parent
        if into.tag not in _LISTS:
            return into
        if not into.children:
            into.children.append(Block("li", parent=into, depth=into.depth))
        return into.children[-1]

    def _image(self, attributes: dict[str, str]) -> None:
        address = image_source(attributes.get("src", ""))
        if address is None or address in self._refused:
            self.dropped.append(dropped_image(attributes))
            self._placed += 1  # so that the paragraph that held it does not stay behind empty
            return
        self.images.append(address)
        self.flush()
        self._place(Block("figure", image(attributes, address)), self._frames[-1].into)
