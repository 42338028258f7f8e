"""Texts that are edited with known truth: every letter remembers where it came from.

Seeded, so that two runs are the same. Offsets count Unicode code points, half-open.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from bench.invented import Stock

NEW = -1  # the origin of a letter that an edit put in
SHORT = 12  # code points; a shorter span says too little to be told from others by itself
NEAR = 40  # code points between surviving letters that still make one place

_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")


@dataclass(frozen=True)
class Level:
    """How likely each edit is, for a sentence unless it says otherwise."""

    name: str
    repeated: float  # of the old text's sentences are copies of an earlier one
    typo: float = 0
    swapped_word: float = 0
    added_word: float = 0
    number: float = 0
    rewritten: float = 0  # about half of its words
    deleted: float = 0
    inserted: float = 0
    copied: float = 0  # a copy of an old sentence put in somewhere: a distractor
    sentence_moved: float = 0
    moved: float = 0  # of the paragraphs, one at least
    split: float = 0  # of the paragraphs
    merged: float = 0  # of the paragraphs


LEVELS = [
    Level("light", 0.08, typo=0.04, swapped_word=0.08, added_word=0.04, number=0.02,
          deleted=0.01, inserted=0.02),
    Level("revised", 0.08, typo=0.02, swapped_word=0.08, added_word=0.05, number=0.03,
          rewritten=0.08, deleted=0.05, inserted=0.05, sentence_moved=0.01, moved=0.06,
          split=0.05, merged=0.05),
    Level("heavy", 0.20, typo=0.04, swapped_word=0.12, added_word=0.08, number=0.04,
          rewritten=0.15, deleted=0.10, inserted=0.10, copied=0.03, sentence_moved=0.03,
          moved=0.12, split=0.08, merged=0.08),
]  # fmt: skip


@dataclass
class Sentence:
    text: str
    origins: list[int] = field(default_factory=list)
    original: str = ""

    def __post_init__(self) -> None:
        self.origins = self.origins or [NEW] * len(self.text)
        self.original = self.text

    def put(self, start: int, end: int, words: str) -> None:
        self.text = self.text[:start] + words + self.text[end:]
        self.origins[start:end] = [NEW] * len(words)


Paragraphs = list[list[Sentence]]


@dataclass(frozen=True)
class Trial:
    """One old text, what it was edited to, and spans with where their letters are now."""

    old: str
    new: str
    spans: list[tuple[int, int]]
    homes: list[int]  # for each code point of the old text its place in the new one, or NEW
    copied: frozenset[str] = frozenset()

    def kept(self, start: int, end: int) -> list[int]:
        return [
            home
            for home, letter in zip(self.homes[start:end], self.old[start:end], strict=True)
            if home != NEW and not letter.isspace()
        ]


def trial(rng: Random, level: Level, sentences: list[list[str]], count: int) -> Trial:
    """Repeat some sentences, edit the text at this level, and choose ``count`` spans."""
    stock = Stock(rng, 800)
    _repeat(rng, sentences, level.repeated)
    old = "\n".join(" ".join(line) for line in sentences)
    paragraphs: Paragraphs = []
    at = 0
    for line in sentences:
        paragraphs.append([])
        for text in line:
            paragraphs[-1].append(Sentence(text, list(range(at, at + len(text)))))
            at += len(text) + 1
    copied = _edit(rng, level, stock, paragraphs)
    new, homes = _rendered(paragraphs, len(old))
    return Trial(old, new, _spans(rng, old, sentences, count), homes, copied)


def _repeat(rng: Random, sentences: list[list[str]], share: float) -> None:
    places = [(x, y) for x, line in enumerate(sentences) for y in range(len(line))]
    for x, y in rng.sample(places, round(share * len(places))):
        a, b = rng.choice(places)
        at = places.index((x, y))
        beside = [sentences[c][d] for c, d in places[max(0, at - 1) : at + 2]]
        if sentences[a][b] not in beside:  # of two in a row nobody can tell which is which
            sentences[x][y] = sentences[a][b]


def _edit(rng: Random, level: Level, stock: Stock, paragraphs: Paragraphs) -> frozenset[str]:
    for line in paragraphs:
        for sentence in line:
            _reword(rng, level, stock, sentence)
    for line in paragraphs:
        line[:] = [sentence for sentence in line if rng.random() >= level.deleted]
        for at in range(len(line), -1, -1):
            if rng.random() < level.inserted:
                line.insert(at, Sentence(stock.sentence()))
    places = [(line, sentence) for line in paragraphs for sentence in line]
    copied = set()
    for line, sentence in places:
        if rng.random() < level.sentence_moved:
            line.remove(sentence)
            _drop(rng, paragraphs, sentence)
        if rng.random() < level.copied:
            copied.add(sentence.original)
            _drop(rng, paragraphs, Sentence(sentence.original))
    paragraphs[:] = [line for line in paragraphs if line]
    _split_and_merge(rng, level, paragraphs)
    if level.moved:
        for _ in range(max(1, round(level.moved * len(paragraphs)))):
            line = paragraphs.pop(rng.randrange(len(paragraphs)))
            paragraphs.insert(rng.randrange(len(paragraphs) + 1), line)
    return frozenset(copied)


def _drop(rng: Random, paragraphs: Paragraphs, sentence: Sentence) -> None:
    """Put it somewhere, but not beside its like: nobody could tell which is which."""
    line = rng.choice(paragraphs)
    at = rng.randrange(len(line) + 1)
    if all(other.original != sentence.original for other in line[max(0, at - 1) : at + 1]):
        line.insert(at, sentence)
    else:
        line.append(sentence)


def _reword(rng: Random, level: Level, stock: Stock, sentence: Sentence) -> None:
    words = list(_WORD.finditer(sentence.text))
    if not words:
        return
    if rng.random() < level.rewritten:
        for match in reversed(words):
            if rng.random() < 0.5:
                sentence.put(*match.span(), stock.word())
        return
    for chance, edit in (
        (level.typo, _misspell),
        (level.swapped_word, lambda *_: stock.word()),
        (level.added_word, lambda _rng, word: f"{word} {stock.word()}"),
    ):
        if rng.random() < chance:
            match = rng.choice(list(_WORD.finditer(sentence.text)))
            _replace(sentence, match, edit(rng, match[0]))
    numbers = [match for match in _WORD.finditer(sentence.text) if match[0][0].isdigit()]
    if numbers and rng.random() < level.number:
        match = rng.choice(numbers)
        _replace(sentence, match, str(int(match[0][0]) % 9 + 1) + match[0][1:])


def _replace(sentence: Sentence, match: re.Match[str], word: str) -> None:
    """Put a word in another's place; letters that both begin or end with stay."""
    was = match[0]
    head = next((n for n, (a, b) in enumerate(zip(was, word, strict=False)) if a != b), None)
    head = min(len(was), len(word)) if head is None else head
    sentence.put(match.start() + head, match.end(), word[head:])


def _misspell(rng: Random, word: str) -> str:
    at = rng.randrange(len(word))
    return rng.choice(
        (
            word[:at] + word[at + 1 :] or "x",
            word[:at] + rng.choice("aeiourstn") + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        )
    )


def _split_and_merge(rng: Random, level: Level, paragraphs: Paragraphs) -> None:
    at = 0
    while at < len(paragraphs):
        line = paragraphs[at]
        if len(line) > 1 and rng.random() < level.split:
            where = rng.randrange(1, len(line))
            paragraphs[at : at + 1] = [line[:where], line[where:]]
            at += 1
        elif at and rng.random() < level.merged:
            paragraphs[at - 1 : at + 1] = [paragraphs[at - 1] + line]
            continue
        at += 1


def _rendered(paragraphs: Paragraphs, length: int) -> tuple[str, list[int]]:
    homes = [NEW] * length
    lines = []
    at = 0
    for line in paragraphs:
        for sentence in line:
            for step, origin in enumerate(sentence.origins):
                if origin != NEW:
                    homes[origin] = at + step
            at += len(sentence.text) + 1
        lines.append(" ".join(sentence.text for sentence in line))
    return "\n".join(lines), homes


def _spans(rng: Random, old: str, sentences: list[list[str]], count: int) -> list[tuple[int, int]]:
    """From word to word: a quarter on repeated sentences, a fifth short, the rest anywhere."""
    times = Counter(text for line in sentences for text in line)
    repeated, at = [], 0
    for line in sentences:
        for text in line:
            if times[text] > 1:
                repeated.append((at, at + len(text)))
            at += len(text) + 1
    words = [match.span() for match in _WORD.finditer(old)]
    spans = []
    while len(spans) < count:
        kind = rng.random()
        if kind < 0.25 and repeated:
            start, end = rng.choice(repeated)
            if rng.random() < 0.5:
                start, end = _part(rng, words, start, end)
        else:
            first = rng.randrange(len(words))
            most = 1 if kind < 0.45 else rng.randrange(2, 30)
            start, end = words[first][0], words[min(first + most, len(words)) - 1][1]
            if kind < 0.45 and end - start >= SHORT:
                continue
        if kind >= 0.45 and end - start < SHORT:
            continue
        spans.append((start, end))
    return spans


def _part(rng: Random, words: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Some of the words of a sentence."""
    first, last = bisect_left(words, (start,)), bisect_left(words, (end,))
    one, other = sorted(rng.choices(range(first, last), k=2))
    return words[one][0], words[other][1]


def groups(places: list[int]) -> list[tuple[int, int]]:
    """Surviving letters, in order of the new text, parted where many others lie between."""
    places = sorted(places)
    found = [[places[0], places[0] + 1]]
    for before, place in pairwise(places):
        if place - before > NEAR:
            found.append([place, place])
        found[-1][1] = place + 1
    return [tuple(group) for group in found]
