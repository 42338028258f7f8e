"""Which stretches of the new text are stretches of the old one.

Cheapest proof first: sentences that both texts have once, in order or moved; the unchanged ones
beside them; then, between those, words through the longest common subsequence. Chance meetings
("the", "of" between two unrelated sentences) are thrown out again.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from annotations.anchoring.typography import SPACES, word_key
from annotations.anchoring.wordlists import FUNCTION_WORDS, NUMBER_WORDS

# A sentence or line, without the white space after it. Only a first cut: where it is wrong
# ("U.S. forces"), both texts are cut alike.
_UNIT_END = re.compile(r"(?<=[.!?…]\s)|(?<=[.!?…][\"'’”)]\s)|(?<=\n)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*|\.\.\.|[^\w\s]")

SURE = 12  # a moved sentence shorter than this may be somebody else's "Yes."
MOST_CELLS = 200_000_000  # of one word comparison (old × new words): about 25 MB and 20 ms
MOST_REPLACED = 6  # words on each side of an edit in which single words are still paired off
ALIKE = 0.5  # similarity of two words of which one replaced the other: "Smyth" and "Smith"


class Run(NamedTuple):
    """old[old_start:old_end] stands at new[new_start:new_end]; if exact, letter for letter."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    exact: bool


class Piece(NamedTuple):
    """A sentence or a word with its place in its text; equal keys match."""

    start: int
    end: int
    key: str


class Block(NamedTuple):
    """Words a[i:i_end] are words b[j:j_end]."""

    i: int
    i_end: int
    j: int
    j_end: int


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
        runs += _match_words(
            old,
            new,
            [old_units[k] for k in range(i + head, i_next - tail) if k not in taken_old],
            [new_units[k] for k in range(j + head, j_next - tail) if k not in taken_new],
        )
        i, j = i_next + 1, j_next + 1
    for a, b in ((old_units[i], new_units[j]) for i, j in pairs):
        runs.append(Run(a.start, a.end, b.start, b.end, True))
    return _joined(old, new, sorted(runs))


def sentences(text: str) -> list[str]:
    """The text cut after sentences and lines; joined, the pieces are the text. Never empty."""
    return _UNIT_END.split(text)


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


def _match_words(old: str, new: str, old_units: list[Piece], new_units: list[Piece]) -> list[Run]:
    """Runs of words that survive between changed sentences."""
    if not old_units or not new_units:
        return []
    a, b = _words(old, old_units), _words(new, new_units)
    if len(a) * len(b) > MOST_CELLS:
        return []  # too different to be told apart in bounded time; `find` may still help
    blocks = _without_chance(a, b, _common(a, b))
    return _runs(old, new, a, b, blocks) + _runs(old, new, a, b, _replaced_words(a, b, blocks))


def _words(text: str, units: list[Piece]) -> list[Piece]:
    return [
        Piece(match.start(), match.end(), word_key(match[0]))
        for unit in units
        for match in _TOKEN.finditer(text, unit.start, unit.end)
    ]


def _common(a: Sequence[Piece], b: Sequence[Piece]) -> list[Block]:
    opcodes = LCSseq.opcodes([word.key for word in a], [word.key for word in b])
    return [
        Block(op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in opcodes
        if op.tag == "equal"
    ]


def _without_chance(a: list[Piece], b: list[Piece], blocks: list[Block]) -> list[Block]:
    """The blocks that say more than the edits around them: the rest meet by chance."""
    a_sizes, b_sizes = _sizes(a), _sizes(b)

    def edit(before: Block, after: Block) -> int:
        return max(
            a_sizes[after.i] - a_sizes[before.i_end], b_sizes[after.j] - b_sizes[before.j_end]
        )

    def by_chance(before: Block, block: Block, after: Block) -> bool:
        around = min(edit(before, block), edit(block, after))
        content = sum(len(word.key) for word in a[block.i : block.i_end] if _tells(word.key))
        if content:
            return 2 * content <= around
        return a_sizes[block.i_end] - a_sizes[block.i] <= around

    kept = [Block(0, 0, 0, 0)]
    last = Block(len(a), len(a), len(b), len(b))
    for block, after in pairwise([*blocks, last]):
        if not by_chance(kept[-1], block, after):
            kept.append(block)
            continue
        while len(kept) > 1 and by_chance(kept[-2], kept[-1], after):
            kept.pop()
    return kept[1:]


def _sizes(words: list[Piece]) -> list[int]:
    """How many code points the words before each index have."""
    return [0, *accumulate(word.end - word.start for word in words)]


def _tells(word: str) -> bool:
    """Whether a word has content: it is no function word and no punctuation."""
    return word not in FUNCTION_WORDS and word[0].isalnum()


def _replaced_words(a: list[Piece], b: list[Piece], blocks: list[Block]) -> list[Block]:
    """Words of small edits that took each other's place: numbers, forms of a word, misspellings."""
    found = []
    ends = [Block(0, 0, 0, 0), *blocks, Block(len(a), len(a), len(b), len(b))]
    for before, after in pairwise(ends):
        i, j = before.i_end, before.j_end
        if not 0 < after.i - i <= MOST_REPLACED or not 0 < after.j - j <= MOST_REPLACED:
            continue
        old_words = [word._replace(key=_stem(word.key)) for word in a[i : after.i]]
        new_words = [word._replace(key=_stem(word.key)) for word in b[j : after.j]]
        if len(old_words) == len(new_words) == 1 and _alike(a[i].key, b[j].key):
            found.append(Block(i, i + 1, j, j + 1))
            continue
        found += [
            Block(i + block.i, i + block.i_end, j + block.j, j + block.j_end)
            for block in _common(old_words, new_words)
        ]
    return found


def _stem(word: str) -> str:
    if word[0].isdigit() or word in NUMBER_WORDS:
        return "0"
    return word[:4]


def _alike(one: str, other: str) -> bool:
    return _stem(one) == _stem(other) or Indel.normalized_similarity(one, other) >= ALIKE


def _runs(old: str, new: str, a: list[Piece], b: list[Piece], blocks: list[Block]) -> list[Run]:
    """The blocks as stretches of text: whole where letter for letter, else word by word."""
    runs = []
    for block in blocks:
        i, j = block.i, block.j
        whole = Run(a[i].start, a[block.i_end - 1].end, b[j].start, b[block.j_end - 1].end, True)
        if old[whole.old_start : whole.old_end] == new[whole.new_start : whole.new_end]:
            runs.append(whole)
            continue
        for x, y in zip(a[i : block.i_end], b[j : block.j_end], strict=True):
            exact = old[x.start : x.end] == new[y.start : y.end]
            runs.append(Run(x.start, x.end, y.start, y.end, exact))
    return runs


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
