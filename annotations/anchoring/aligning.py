"""Which stretches of the new text are stretches of the old one.

Cheapest proof first: sentences that both texts have once, in order or moved; the unchanged ones
beside them; then what is left between, word by word; then sentences that moved and changed.
"""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from annotations.anchoring.moving import follow_changed
from annotations.anchoring.typography import SPACES
from annotations.anchoring.words import Piece, Run, match_words

# Where a sentence or line ends. Only a first cut: where it is wrong ("U.S. forces"), both texts
# are cut alike.
_UNIT_END = re.compile(r"[.!?…][\"'’”)]?\s|\n")

SURE = 12  # a moved sentence shorter than this may be somebody else's "Yes."


def align(old: str, new: str) -> list[Run]:
    """The surviving stretches in the order of the old text. They overlap in neither text."""
    old_units, new_units = _units(old), _units(new)
    in_order, moved = _unique_pairs(old_units, new_units)
    pairs = in_order + moved
    taken_old, taken_new = {i for i, _ in moved}, {j for _, j in moved}
    runs = []
    i = j = 0
    for i_next, j_next in [*in_order, (len(old_units), len(new_units))]:
        head, tail = _trim(old_units[i:i_next], new_units[j:j_next])
        pairs += [(i + step, j + step) for step in range(head)]
        pairs += [(i_next - step, j_next - step) for step in range(1, tail + 1)]
        runs += match_words(
            old,
            new,
            [old_units[k] for k in range(i + head, i_next - tail) if k not in taken_old],
            [new_units[k] for k in range(j + head, j_next - tail) if k not in taken_new],
        )
        i, j = i_next + 1, j_next + 1
    for a, b in ((old_units[i], new_units[j]) for i, j in pairs):
        runs.append(Run(a.start, a.end, b.start, b.end, True))
    long_old, long_new = (
        [unit for unit in units if len(unit.key) >= SURE] for units in (old_units, new_units)
    )
    runs = follow_changed(old, new, long_old, long_new, runs)
    return _joined(old, new, sorted(runs))


def sentences(text: str) -> list[str]:
    """The text cut after sentences and lines; joined, the pieces are the text. Never empty."""
    ends = [match.end() for match in _UNIT_END.finditer(text)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]


def _units(text: str) -> list[Piece]:
    """The text cut into sentences, without the white space between them."""
    units = []
    start = 0
    for raw in sentences(text):
        key = raw.rstrip(SPACES)
        if key:
            units.append(Piece(start, start + len(key), key))
        start += len(raw)
    return units


def _unique_pairs(
    old_units: list[Piece], new_units: list[Piece]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Indexes of the units that both texts have exactly once: those in order, those that moved."""
    old_counts = Counter(unit.key for unit in old_units)
    new_index = {}
    for index, unit in enumerate(new_units):
        new_index[unit.key] = None if unit.key in new_index else index
    pairs = [
        (index, new_index[unit.key])
        for index, unit in enumerate(old_units)
        if old_counts[unit.key] == 1 and new_index.get(unit.key) is not None
    ]
    in_order = _longest_rise(pairs)
    stay = set(in_order)
    return in_order, [
        pair for pair in pairs if pair not in stay and len(old_units[pair[0]].key) >= SURE
    ]


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, in the order given, whose second numbers rise (patience sorting)."""
    tops: list[int] = []  # the smallest last number of a rise of each length
    ends: list[int] = []  # the pair it belongs to
    previous: list[int] = []
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(tops, number)
        previous.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    rise = []
    index = ends[-1] if ends else -1
    while index >= 0:
        rise.append(pairs[index])
        index = previous[index]
    return rise[::-1]


def _trim(old_units: list[Piece], new_units: list[Piece]) -> tuple[int, int]:
    """How many units are equal at the beginning, and at the end of what is left."""
    most = min(len(old_units), len(new_units))
    head = 0
    while head < most and old_units[head].key == new_units[head].key:
        head += 1
    tail = 0
    while tail < most - head and old_units[-1 - tail].key == new_units[-1 - tail].key:
        tail += 1
    return head, tail


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
