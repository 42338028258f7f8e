"""Figures: one image, one caption."""

import re

from articles.text.escaping import unescape
from articles.text.tree import Block, Line

_IMAGE = re.compile(r'<figure><img src="([^"]*)"')


def paired(children: list[Line | Block]) -> list[Line | Block]:
    """A figure's content with each caption in an image: the one before it, or else the one after
    it. The editor's figure is one image with one caption; a caption without an image is a
    paragraph, one without words is nothing."""
    image: Block | None = None  # the last image, while it has no caption
    waiting: Line | None = None  # a caption that stands before its image
    used = set()
    for child in children:
        if isinstance(child, Block) and child.tag == "figure" and not child.children:
            image = child
        elif _is_caption(child) and child.runs:
            waiting = child
        else:
            continue
        if image is not None and waiting is not None:
            image.children = [waiting]
            used.add(id(waiting))
            image = waiting = None
    rest = []
    for child in children:
        if not _is_caption(child):
            rest.append(child)
        elif child.runs and id(child) not in used:
            rest.append(Line("p", child.runs))
    return rest


def _is_caption(node: Line | Block) -> bool:
    return isinstance(node, Line) and node.tag == "figcaption"


def images(body: str) -> list[str]:
    """The addresses of the images of a body, in order."""
    return [unescape(address) for address in _IMAGE.findall(body)]
