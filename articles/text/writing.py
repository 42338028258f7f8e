"""The tree written as a body, and the places of its marks counted on the way."""

from articles.text.escaping import escape
from articles.text.tree import BREAK, Block, Line, Run


def write(root: Block) -> str:
    """The body of the tree. One with nothing but empty paragraphs is "" (the editor always has
    one paragraph, even when there is no text)."""
    if all(isinstance(child, Line) and not child.runs for child in root.children):
        return ""
    parts: list[str] = []
    for child in root.children:
        _write(child, parts)
    return "".join(parts)


def lines_of(block: Block) -> list[Line]:
    """All lines in document order."""
    lines: list[Line] = []
    for child in block.children:
        if isinstance(child, Line):
            lines.append(child)
        else:
            lines += lines_of(child)
    return lines


def pieces_of(root: Block) -> dict[str, list[tuple[int, int]]]:
    """Where each mark stands, in code points of the projected text: its stretches in order."""
    pieces: dict[str, list[tuple[int, int]]] = {}
    position = 0
    for line in lines_of(root):
        for run in line.runs:
            end = position + len(run.text)
            for mark in run.marks:
                stretches = pieces.setdefault(mark, [])
                if stretches and stretches[-1][1] == position:
                    stretches[-1] = stretches[-1][0], end
                else:
                    stretches.append((position, end))
            position = end
        position += 1  # the "\n" between lines
    return pieces


def _write(node: Line | Block, parts: list[str]) -> None:
    """Depth is bounded by the reader, so recursion is safe."""
    if isinstance(node, Line):
        parts.append(f"<{node.tag}>{_runs(node.runs)}</{node.tag}>")
        return
    if node.tag == "hr":
        parts.append("<hr>")
        return
    if node.tag == "figure":  # its attributes are the image's
        opening, closing = f"<figure><img{node.attributes}>", "</figure>"
    elif node.tag == "table":
        opening, closing = "<table><tbody>", "</tbody></table>"
    else:
        opening, closing = f"<{node.tag}{node.attributes}>", f"</{node.tag}>"
    parts.append(opening)
    for child in node.children:
        _write(child, parts)
    parts.append(closing)


def _runs(runs: list[Run]) -> str:
    """Each run with its tags; a tag that the next run shares stays open, as in the editor's own
    serialiser (prosemirror-model, DOMSerializer)."""
    parts: list[str] = []
    standing: tuple[str, ...] = ()
    for run in runs:
        if run.tags != standing:
            shared = 0
            while run.tags[shared : shared + 1] == standing[shared : shared + 1] != ():
                shared += 1
            parts += [_closing(tag) for tag in reversed(standing[shared:])]
            parts += run.tags[shared:]
            standing = run.tags
        parts.append("<br>" if run.text == BREAK else escape(run.text))
    parts += [_closing(tag) for tag in reversed(standing)]
    return "".join(parts)


def _closing(tag: str) -> str:
    return "</" + tag[1:-1].partition(" ")[0] + ">"
