"""Which stretches of the new text are stretches of the old one.

Cheapest proof first: equal lines, in order or moved; then equal sentences of the lines that are
left; then, between those, word by word; then sentences that moved and changed.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from annotations.anchoring.matching import SURE, Matching, longest_rise
from annotations.anchoring.moving import follow_changed
from annotations.anchoring.twins import FAR, NEAR, tell_apart
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
    units = Matching(old, new, _units(old), _units(new))
    units.match()
    tell_apart(units, FAR)
    follow_changed(units)
    if tell_apart(units, NEAR):
        follow_changed(units)  # which have more neighbours now
    a, b = units.a, units.b
    twins = units.twins().items()
    old_twins = {
        i for key, (old, _) in twins for i in old if len(key) >= SURE and i not in units.became
    }
    new_twins = {j for key, (_, new) in twins for j in new if len(key) >= SURE}
    runs: list[Run] = []
    became = {a[i].start: b[j].start for i, j in units.became.items()}
    apart = _stragglers(units)
    for i in apart:
        runs += match_words(old, new, [a[i]], [b[units.became[i]]], became)
    come = {units.became[i] for i in apart}
    for old_gap, new_gap in units.left():
        old_units = [a[i] for i in old_gap if i not in old_twins and i not in apart]
        new_units = [b[j] for j in new_gap if j not in new_twins and j not in come]
        runs += match_words(old, new, old_units, new_units, became)
    runs += [
        Run(a[i].start, a[i].end, b[j].start, b[j].end, True)
        for i, j in enumerate(units.there)
        if j is not None
    ]
    return Alignment(
        _joined(old, new, sorted(runs)),
        [a[i] for i in sorted(old_twins)],
        [b[j] for j in sorted(new_twins)],
    )


def _stragglers(units: Matching) -> set[int]:
    """Changed sentences that left their gap, or passed another in it."""
    apart = set(units.became)
    for old_gap, new_gap in units.left():
        here = set(new_gap)
        pairs = [(i, units.became[i]) for i in old_gap if units.became.get(i) in here]
        apart.difference_update(i for i, _j in longest_rise(pairs))
    return apart


def sentences(text: str) -> list[str]:
    """The text cut after sentences and lines; joined, the pieces are the text. Never empty."""
    ends = [match.end() for match in _UNIT_END.finditer(text)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]


def _units(text: str) -> list[Piece]:
    """The sentences and lines that are not blank, without the white space behind them."""
    units = []
    start = 0
    for raw in sentences(text):
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
