"""Which stretches of the new text are stretches of the old one.

Cheapest proof first: equal lines, in order or moved; then equal sentences of the lines that are
left; then, between those, word by word; then sentences that moved and changed.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from annotations.anchoring.matching import SURE, Matching
from annotations.anchoring.moving import follow_changed
from annotations.anchoring.typography import SPACES
from annotations.anchoring.words import Piece, Run, match_words

# Where a sentence or line ends. Only a first cut: where it is wrong ("U.S. forces"), both texts
# are cut alike.
_UNIT_END = re.compile(r"[.!?…][\"'’”)]?\s|\n")


class Alignment(NamedTuple):
    """What is known of two texts.

    ``runs`` are the surviving stretches in the order of the old text; they overlap in neither.
    ``old_twins`` and ``new_twins`` are equal sentences that both texts have, and nothing tells
    which is which, or whether one is the other's copy.
    """

    runs: list[Run]
    old_twins: list[Piece]
    new_twins: list[Piece]


def align(old: str, new: str) -> Alignment:
    lines = Matching(old, new, _lines(old), _lines(new))
    lines.match()
    units = lines.refined(_sentences_of)
    units.match()
    old_twins, new_twins = units.twins()
    runs: list[Run] = []
    old_left: list[Piece] = []
    new_left: list[Piece] = []
    for old_gap, new_gap in units.gaps:
        old_units = [units.a[i] for i in old_gap if i not in old_twins]
        new_units = [units.b[j] for j in new_gap if j not in new_twins]
        runs += match_words(old, new, old_units, new_units)
        old_left += [unit for unit in old_units if len(unit.key) >= SURE]
        new_left += [unit for unit in new_units if len(unit.key) >= SURE]
    runs = follow_changed(old, new, sorted(old_left), sorted(new_left), runs)
    runs += [Run(a.start, a.end, b.start, b.end, True) for a, b in units.pairs()]
    return Alignment(
        _joined(old, new, sorted(runs)),
        [units.a[i] for i in sorted(old_twins)],
        [units.b[j] for j in sorted(new_twins)],
    )


def sentences(text: str) -> list[str]:
    """The text cut after sentences and lines; joined, the pieces are the text. Never empty."""
    ends = [match.end() for match in _UNIT_END.finditer(text)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]


def _lines(text: str) -> list[Piece]:
    """The lines that are not blank."""
    lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip(SPACES):
            lines.append(Piece(start, end, line))
        start = end + 1
    return lines


def _sentences_of(line: Piece) -> list[Piece]:
    """The sentences of a line, without the white space between them."""
    units = []
    start = line.start
    for raw in sentences(line.key):
        key = raw.rstrip(SPACES)
        if key:
            units.append(Piece(start, start + len(key), key))
        start += len(raw)
    return units


def _joined(old: str, new: str, runs: list[Run]) -> list[Run]:
    """Exact runs with the same white space between them become one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.exact and run.exact and last.new_end <= run.new_start:
            between = old[last.old_end : run.old_start]
            if between == new[last.new_end : run.new_start] and not between.strip(SPACES):
                joined[-1] = Run(last.old_start, run.old_end, last.new_start, run.new_end, True)
                continue
        joined.append(run)
    return joined
