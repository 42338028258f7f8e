"""Words that survive between changed sentences, through the longest common subsequence.

Chance meetings ("the", "of" between two unrelated sentences) are thrown out again.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from annotations.anchoring.typography import word_key
from annotations.anchoring.wordlists import FUNCTION_WORDS, NUMBER_WORDS

# Scripts that put no space between words (Thai to Lao, Burmese, Khmer, Japanese, Chinese) are
# compared letter by letter.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['’][^\W{_UNSPACED}]+)*|\.\.\.|[^\w\s]"
)

MOST_CELLS = 200_000_000  # of one word comparison (old × new words): about 25 MB and 20 ms
MOST_REPLACED = 6  # words on each side of an edit in which single words are still paired off
LONGEST_WORD = 64  # code points; what is longer is no word that somebody misspelt
FULL_STOPS = frozenset({".", "!", "?", "..."})
FARTHEST_SLIDE = 12  # words
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


def match_words(
    old: str, new: str, a: list[Piece], b: list[Piece], known: Callable[[Block], bool]
) -> list[Run]:
    """Runs of words that survive between changed sentences, given as words.

    ``known`` tells whether a block lies in a sentence and in what it is known to have become.
    """
    if not a or not b or len(a) * len(b) > MOST_CELLS:
        return []  # too much to compare in bounded time is left alone; `find` may still help
    blocks = _without_chance(a, b, _common(a, b), known)
    return _runs(old, new, a, b, blocks) + _runs(old, new, a, b, _replaced_words(a, b, blocks))


def common_length(one: str, other: str) -> int:
    """The length of the common beginning, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def words_of(text: str, unit: Piece) -> list[Piece]:
    """The words and signs of a sentence."""
    return [
        Piece(*match.span(), word_key(match[0]))
        for match in _TOKEN.finditer(text, unit.start, unit.end)
    ]


def _common(a: Sequence[Piece], b: Sequence[Piece]) -> list[Block]:
    opcodes = LCSseq.opcodes([word.key for word in a], [word.key for word in b])
    blocks = [
        Block(op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in opcodes
        if op.tag == "equal"
    ]
    return _slid(a, b, blocks)


def _slid(a: Sequence[Piece], b: Sequence[Piece], blocks: list[Block]) -> list[Block]:
    """What was put in or taken out begins after a full stop, where it may as well begin there.

    Of "mill [. It closed] ." and "mill . [It closed .]" the second is what an editor did.
    """
    slid = [Block(0, 0, 0, 0), *blocks, Block(len(a), len(a), len(b), len(b))]
    for index, (before, after) in enumerate(pairwise(slid)):
        before = slid[index]  # which the step before may have cut
        if before.j_end == after.j:
            words, start, stop = a, before.i_end, after.i
        elif before.i_end == after.i:
            words, start, stop = b, before.j_end, after.j
        else:
            continue
        step = _to_full_stop(words, start, stop, before.i_end - before.i, after.i_end - after.i)
        slid[index] = before._replace(i_end=before.i_end + step, j_end=before.j_end + step)
        slid[index + 1] = after._replace(i=after.i + step, j=after.j + step)
    return [block for block in slid if block.i < block.i_end]


def _to_full_stop(words: Sequence[Piece], start: int, stop: int, left: int, right: int) -> int:
    """How far words[start:stop] may slide to begin after a full stop; 0 if it does or cannot."""
    if start and words[start - 1].key in FULL_STOPS:
        return 0
    for step in range(min(right, FARTHEST_SLIDE)):
        if words[start + step].key != words[stop + step].key:
            break
        if words[start + step].key in FULL_STOPS:
            return step + 1
    for step in range(1, min(left, FARTHEST_SLIDE) + 1):
        if words[start - step].key != words[stop - step].key:
            break
        if start - step == 0 or words[start - step - 1].key in FULL_STOPS:
            return -step
    return 0


def _without_chance(
    a: list[Piece], b: list[Piece], blocks: list[Block], known: Callable[[Block], bool]
) -> list[Block]:
    """The blocks that say more than the edits around them, or lie in known sentences.

    The rest meet by chance.
    """
    a_sizes, b_sizes = _sizes(a), _sizes(b)

    def edit(before: Block, after: Block) -> int:
        return max(
            a_sizes[after.i] - a_sizes[before.i_end], b_sizes[after.j] - b_sizes[before.j_end]
        )

    def by_chance(before: Block, block: Block, after: Block) -> bool:
        around = min(edit(before, block), edit(block, after))
        content = sum(len(word.key) for word in a[block.i : block.i_end] if tells(word.key))
        if content:
            return 2 * content <= around and not known(block)
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


def tells(word: str) -> bool:
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
    return word[:4] if len(word) <= LONGEST_WORD else word


def _alike(one: str, other: str) -> bool:
    if max(len(one), len(other)) > LONGEST_WORD:
        return False
    return _stem(one) == _stem(other) or Indel.normalized_similarity(one, other) >= ALIKE


def _runs(old: str, new: str, a: list[Piece], b: list[Piece], blocks: list[Block]) -> list[Run]:
    """The blocks as stretches of text: whole where letter for letter, else word by word."""
    runs = []
    for block in blocks:
        i, j = block.i, block.j
        whole = Run(a[i].start, a[block.i_end - 1].end, b[j].start, b[block.j_end - 1].end, True)
        words = old[whole.old_start : whole.old_end]
        # Between two words of a block may stand a sentence that went elsewhere.
        ink = sum(word.end - word.start for word in a[i : block.i_end])
        if words == new[whole.new_start : whole.new_end] and len("".join(words.split())) == ink:
            runs.append(whole)
            continue
        for x, y in zip(a[i : block.i_end], b[j : block.j_end], strict=True):
            exact = old[x.start : x.end] == new[y.start : y.end]
            runs.append(Run(x.start, x.end, y.start, y.end, exact))
    return runs
