"""One line that both changed, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from articles.difference import MOST_CELLS, tokens
from articles.merging.letters import Letter, in_order, name_of

Word = list[Letter]
Line = list[Letter]


@dataclass
class Lines:
    """The merged line; the two differ where they could not both be had."""

    theirs: Line
    mine: Line
    overlap: bool


def merge_line(base: Line, theirs: Line, mine: Line) -> Lines:
    """Changes of different words are both taken; changes of the same words are an overlap."""
    words = [_words(line) for line in (base, theirs, mine)]
    merged = Lines([], [], False)
    all_theirs = frozenset().union(*(letter.marks for letter in theirs))
    for kept, chunk in _chunks(*words):
        if kept:
            _keep(merged, *chunk, all_theirs)
        else:
            _change(merged, *chunk)
    for side in (merged.theirs, merged.mine):
        _fill(side)
    return merged


def _words(line: Line) -> list[Word]:
    found, at = [], 0
    for token in tokens("".join(letter.char for letter in line)):
        found.append(line[at : at + len(token)])
        at += len(token)
    return found


def text_of(letters: Line) -> str:
    return "".join(letter.char for letter in letters)


def _kept(base: list[Word], other: list[Word]) -> dict[int, int]:
    """The words of base that stand in the other one too, by their numbers."""
    if len(base) * len(other) > MOST_CELLS:
        return {}
    old, new = ([text_of(word) for word in words] for words in (base, other))
    return {
        op.src_start + n: op.dest_start + n
        for op in LCSseq.opcodes(old, new)
        if op.tag == "equal"
        for n in range(op.src_end - op.src_start)
    }


def _chunks(base, theirs, mine) -> Iterator[tuple[bool, tuple[Line, Line, Line]]]:
    """Words that all three have, and what stands between them, in order."""
    in_theirs, in_mine = _kept(base, theirs), _kept(base, mine)
    i = j = k = 0
    for n in (*(n for n in in_theirs if n in in_mine), None):
        ends = (len(base), len(theirs), len(mine)) if n is None else (n, in_theirs[n], in_mine[n])
        between = (base[i : ends[0]], theirs[j : ends[1]], mine[k : ends[2]])
        if any(between):
            yield False, tuple([letter for word in words for letter in word] for words in between)
        if n is not None:
            i, j, k = (end + 1 for end in ends)
            yield True, (base[i - 1], theirs[j - 1], mine[k - 1])


def _keep(merged: Lines, base: Word, theirs: Word, mine: Word, all_theirs: frozenset) -> None:
    """A word that nobody changed: formatting of both, and marks of both; of an annotation that
    both have, the place is theirs, which the server knows."""
    for b, t, m in zip(base, theirs, mine, strict=True):
        tags, agreed = _tags(b.tags, t.tags, m.tags)
        marks = t.marks | (m.marks - all_theirs)
        merged.mine.append(Letter(m.char, tags, marks))
        merged.theirs.append(Letter(t.char, tags if agreed else t.tags, marks))
        merged.overlap |= not agreed


def _tags(base, theirs, mine) -> tuple[tuple[str, ...], bool]:
    """The tags after both changes, and whether none was changed to two different ones."""
    named = [{name_of(tag): tag for tag in tags} for tags in (base, theirs, mine)]
    merged, agreed = [], True
    for name in dict.fromkeys(name for tags in named for name in tags):
        b, t, m = (tags.get(name) for tags in named)
        agreed &= t == m or b in (t, m)
        merged.append(t if b == m else m)
    return in_order(tag for tag in merged if tag), agreed


def _change(merged: Lines, base: Line, theirs: Line, mine: Line) -> None:
    old, one, other = text_of(base), text_of(theirs), text_of(mine)
    if other == old:
        mine = theirs
    elif one in (old, other):
        theirs = mine
    else:
        merged.overlap = True
    merged.theirs += theirs
    merged.mine += mine


def _fill(line: Line) -> None:
    """A mark that words of the other side now stand in is whole again."""
    last: dict[str, int] = {}
    for at, letter in enumerate(line):
        for ref in letter.marks:
            for hole in range(last.get(ref, at) + 1, at):
                line[hole] = line[hole]._replace(marks=line[hole].marks | {ref})
            last[ref] = at
