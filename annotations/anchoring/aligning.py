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
from annotations.anchoring.words import (
    MOST_CELLS,
    Block,
    Piece,
    Run,
    common_length,
    match_words,
    words_of,
)

MOST_LETTERS = 25 * MOST_CELLS  # at five letters a word: known before the words are cut

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
    old_twins, new_twins = _twins(units)
    runs = [
        Run(*units.a[i][:2], *units.b[j][:2], True)
        for i, j in enumerate(units.there)
        if j is not None
    ]
    apart = _stragglers(units)
    for i in apart:
        runs += _match(units, [i], [units.became[i]])
    come = {units.became[i] for i in apart}
    for old_gap, new_gap in units.left():
        old_rest = [i for i in old_gap if i not in old_twins and i not in apart]
        new_rest = [j for j in new_gap if j not in new_twins and j not in come]
        runs += _match(units, old_rest, new_rest)
    return Alignment(
        _joined(old, new, sorted(runs)),
        [units.a[i] for i in sorted(old_twins)],
        [units.b[j] for j in sorted(new_twins)],
    )


def _twins(units: Matching) -> tuple[set[int], set[int]]:
    """Equal sentences that nothing tells apart; one that was changed where it stood is none."""
    old_twins: set[int] = set()
    new_twins: set[int] = set()
    for key, (old_left, new_left) in units.twins().items():
        if len(key) >= SURE:
            old_twins.update(i for i in old_left if i not in units.became)
            new_twins.update(new_left)
    return old_twins, new_twins


def _match(units: Matching, old_units: list[int], new_units: list[int]) -> list[Run]:
    """Runs of words that survive between these sentences."""
    if len(old_units) == 1 and [units.became.get(old_units[0])] == new_units:
        return _match_pair(units, units.a[old_units[0]], units.b[new_units[0]])
    letters = [sum(len(pieces[n].key) for n in chosen)
               for pieces, chosen in ((units.a, old_units), (units.b, new_units))]  # fmt: skip
    if not all(letters) or letters[0] * letters[1] > MOST_LETTERS:
        return []
    a = [(word, i) for i in old_units for word in units.old_words(i)]
    b = [(word, j) for j in new_units for word in units.new_words(j)]

    def known(block: Block) -> bool:
        return units.became.get(a[block.i][1]) == b[block.j][1]

    old_words, new_words = [word for word, _ in a], [word for word, _ in b]
    return match_words(units.old, units.new, old_words, new_words, known)


def _match_pair(units: Matching, old_unit: Piece, new_unit: Piece) -> list[Run]:
    """The same for a sentence and what it became: equal words at both ends need no search."""
    (i, i_end, old), (j, j_end, new) = old_unit, new_unit
    head = old.rfind(" ", 0, common_length(old, new)) + 1
    tail = common_length(old[head:][::-1], new[head:][::-1])
    tail = len(old[len(old) - tail :].partition(" ")[2])
    words = [
        words_of(text, Piece(start + head, end - tail, ""))
        for text, start, end in ((units.old, i, i_end), (units.new, j, j_end))
    ]
    runs = match_words(units.old, units.new, *words, known=lambda block: True)
    if head:
        runs.append(Run(i, i + len(old[:head].rstrip()), j, j + len(old[:head].rstrip()), True))
    if tail:
        runs.append(Run(i_end - tail, i_end, j_end - tail, j_end, True))
    return runs


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
