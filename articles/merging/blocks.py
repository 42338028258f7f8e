"""Blocks of three bodies side by side."""

from rapidfuzz.distance import LCSseq

from articles.difference import MOST_CELLS, pairs
from articles.merging.letters import letters, write
from articles.merging.result import Merged, Overlap, joined
from articles.merging.tree import Block, Places, blocks
from articles.merging.words import merge_line
from articles.text import project

Parts = list[str | Overlap]
_WHOLE = frozenset({"figure"})  # never put together of two


def merge(
    base: str,
    theirs: str,
    mine: str,
    *,
    their_marks: Places | None = None,
    my_marks: Places | None = None,
) -> Merged:
    """What both made of `base`, all three cleaned bodies.

    Marks are places in the text of their own body, by annotation. Where only one side changed
    anything the result is that side; no text of either side is left out, unless the other side
    took it out and nobody else touched it, or it is in an overlap.
    """
    merging = _Merging(their_marks or {}, my_marks or {})
    return Merged(joined(merging.children(blocks(base), blocks(theirs), blocks(mine))))


class _Merging:
    def __init__(self, their_marks: Places, my_marks: Places) -> None:
        self.their_marks, self.my_marks = their_marks, my_marks

    def children(self, base: list[Block], theirs: list[Block], mine: list[Block]) -> Parts:
        in_theirs, in_mine = _partners(base, theirs), _partners(base, mine)
        new_theirs, new_mine = _between(in_theirs, theirs), _between(in_mine, mine)
        parts: Parts = []
        for n in range(-1, len(base)):
            if n >= 0:
                one = theirs[in_theirs[n]] if n in in_theirs else None
                other = mine[in_mine[n]] if n in in_mine else None
                parts += self.one(base[n], one, other)
            parts += self.new(new_theirs.get(n, []), new_mine.get(n, []))
        return parts

    def new(self, theirs: list[Block], mine: list[Block]) -> Parts:
        """Blocks that were put in at one place."""
        if [block.html for block in theirs] == [block.html for block in mine]:
            return [
                part
                for one, other in zip(theirs, mine, strict=True)
                for part in self.one(one, one, other)
            ]
        return self.either(theirs, mine)

    def either(self, theirs: list[Block], mine: list[Block]) -> Parts:
        one = "".join(block.marked(self.their_marks) for block in theirs)
        other = "".join(block.marked(self.my_marks) for block in mine)
        return [Overlap(one, other)] if one and other else [one or other]

    def one(self, base: Block, theirs: Block | None, mine: Block | None) -> Parts:
        """A block of base, and what both made of it; None where it was taken out."""
        if theirs is None or mine is None:
            left = theirs or mine
            if left is None or left.html == base.html:
                return []
            marks = self.my_marks if theirs is None else self.their_marks
            html = left.marked(marks)
            return [Overlap("", html) if theirs is None else Overlap(html, "")]
        opening = theirs.opening if mine.opening == base.opening else mine.opening
        closing = theirs.closing if mine.opening == base.opening else mine.closing
        if mine.is_line:
            return self.line(base, theirs, mine, opening, closing)
        if base.name in _WHOLE and len({base.html, theirs.html, mine.html}) == 3:
            return self.either([theirs], [mine])
        if base.name in _WHOLE:
            side = mine if theirs.html == base.html else theirs
            return [side.marked(self.my_marks if side is mine else self.their_marks)]
        return [opening, *self.children(base.blocks, theirs.blocks, mine.blocks), closing]

    def line(self, base: Block, theirs: Block, mine: Block, opening: str, closing: str) -> Parts:
        their_marks, my_marks = theirs.within(self.their_marks), mine.within(self.my_marks)
        # Where an annotation of both stands is theirs to say: the server knows it.
        my_marks = {
            ref: place
            for ref, place in my_marks.items()
            if ref in their_marks or ref not in self.their_marks
        }
        if theirs.html == mine.html:
            own = {ref: theirs.moved(place, mine) for ref, place in my_marks.items()}
            return [theirs.marked(own | their_marks)]
        if not (their_marks or my_marks):
            if theirs.html == base.html:
                return [mine.html]
            if mine.html == base.html:
                return [theirs.html]
        merged = merge_line(
            letters(base.inner, base.start, {}),
            letters(theirs.inner, theirs.start, their_marks),
            letters(mine.inner, mine.start, my_marks),
        )
        one, other = (f"{opening}{write(side)}{closing}" for side in (merged.theirs, merged.mine))
        return [Overlap(one, other)] if merged.overlap else [other]


def _partners(old: list[Block], new: list[Block]) -> dict[int, int]:
    """Which blocks became which, by their numbers, in order: the same ones, and rewritten ones."""
    if len(old) * len(new) > MOST_CELLS:
        return {}
    found = {}
    opcodes = LCSseq.opcodes([block.html for block in old], [block.html for block in new])
    i = j = 0
    for op in [op for op in opcodes if op.tag == "equal"] + [None]:
        end = (op.src_start, op.dest_start) if op else (len(old), len(new))
        found |= _rewritten(old, new, (i, end[0]), (j, end[1]))
        if op:
            found |= {op.src_start + n: op.dest_start + n for n in range(op.src_end - op.src_start)}
            i, j = op.src_end, op.dest_end
    return found


def _rewritten(old, new, ours: tuple[int, int], theirs: tuple[int, int]) -> dict[int, int]:
    gone, come = old[slice(*ours)], new[slice(*theirs)]
    if len(gone) == len(come) == 1:
        found = [(0, 0)]
    else:
        found = pairs([project(b.html) for b in gone], [project(b.html) for b in come])
    return {ours[0] + x: theirs[0] + y for x, y in found if _alike(gone[x], come[y])}


def _alike(one: Block, other: Block) -> bool:
    return one.is_line if other.is_line else one.name == other.name


def _between(partners: dict[int, int], blocks: list[Block]) -> dict[int, list[Block]]:
    """The blocks without a partner, by the block of base that they come after (-1: none)."""
    back = {new: old for old, new in partners.items()}
    found: dict[int, list[Block]] = {}
    after = -1
    for number, block in enumerate(blocks):
        if number in back:
            after = back[number]
        else:
            found.setdefault(after, []).append(block)
    return found
