"""Places where lost words may stand now, for a person to choose from. Nothing is taken by itself."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from annotations.anchoring.finding import context
from annotations.anchoring.spans import Quote, Span
from annotations.anchoring.typography import plain_dress
from annotations.anchoring.wordlists import FUNCTION_WORDS
from annotations.anchoring.words import Piece, words_of
from articles.text import tidy_span

SENSIBLE = 0.65  # similarity; of unrelated sentences, hardly one in twenty is as much alike
LONGEST = 2_000  # code points; longer words are looked for by hand
MOST_LOOKED_AT = 8  # parts of the text that are looked at closely; bounds the work
MOST_TWINS = 64  # places where the very words stand; only their surroundings tell them apart
EDGE = 120  # code points of an end that are aligned; more would take long and tell no more
STEM = 5  # letters of a word that count: "closed" and "closing" point to the same place
SLACK = 24  # code points on each side of a part, so that an end of the place is not cut off
STOPS = frozenset(",;:.!?")  # at an end of a place they are there by chance, unless quoted
DANGLING = STOPS | FUNCTION_WORDS
STEPS = (1, -1, 2, -2, 3, -3)  # words by which an end of a rough place moves to a better one
MOST_STEPS = 12

# A word, or one letter of a script that puts no space between words.
_UNSPACED = r"\p{lb=ID}\p{lb=CJ}\p{lb=SA}"
_WORD = regex.compile(rf"[{_UNSPACED}]|[\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]+", regex.V1)


def propose(text: str, quote: Quote, limit: int = 3) -> list[Span]:
    """Places in ``text`` where words similar to ``quote.exact`` stand, best first.

    At most ``limit``, none overlapping another and none below ``SENSIBLE``; of equals, the one
    whose surroundings are more like the quote's comes first. The work is linear in the text.
    """
    exact = quote.exact
    if not exact.strip() or len(exact) > LONGEST:
        return []
    alike = {
        span: likeness(exact, text[span.start : span.end])
        for span in {*_same(text, exact), *_similar(text, exact)}
    }
    taken: list[Span] = []
    for span in sorted(
        (span for span in alike if alike[span] >= SENSIBLE),
        key=lambda span: (-alike[span], -_fit(text, quote, span), span.start, span.end),
    ):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return taken[:limit]


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how much of two pieces of text is the same, up to typography and case."""
    return Indel.normalized_similarity(plain_dress(one).casefold(), plain_dress(other).casefold())


def _fit(text: str, quote: Quote, span: Span) -> float:
    """From 0 to 2: how much the surroundings are those that the words had."""
    prefix, suffix = context(text, span.start, span.end)
    return likeness(quote.prefix, prefix) + likeness(quote.suffix, suffix)


def _same(text: str, exact: str) -> Iterator[Span]:
    """Where the very words stand, though nothing tells which of them is meant."""
    at = text.find(exact)
    for _ in range(MOST_TWINS):
        if at < 0:
            return
        yield Span(*tidy_span(text, at, at + len(exact)))
        at = text.find(exact, at + 1)  # overlapping ones too: the context decides


def _similar(text: str, exact: str) -> Iterator[Span]:
    """The stretch most like the words in each part of the text that shares most with them."""
    for first, last in _parts(text, exact):
        room = len(exact) + SLACK
        start, end = max(0, first - room), min(len(text), last + room)
        words = _whole_words(text, start, end)
        rough = _aligned(text[start:end], exact)
        if words and rough:
            yield _best(text, exact, words, start + rough[0], start + rough[1])


def _parts(text: str, exact: str) -> list[tuple[int, int]]:
    """Stretches of the text that have the most of the quote's words, best first.

    A word counts the more, the rarer it is in the text.
    """
    wanted = {stem for _start, _end, stem in _stems(exact)}
    wanted = wanted - FUNCTION_WORDS or wanted
    hits = [word for word in _stems(text) if word[2] in wanted]
    weight = {stem: len(text) // n for stem, n in Counter(stem for *_, stem in hits).items()}
    room = len(exact) + len(exact) // 2
    inside: Counter[str] = Counter()
    stretches = []
    score = last = 0
    for start, _end, stem in hits:
        while last < len(hits) and hits[last][0] <= start + room:
            arriving = hits[last][2]
            score += 0 if inside[arriving] else weight[arriving]
            inside[arriving] += 1
            last += 1
        stretches.append((-score, start, hits[last - 1][1]))
        inside[stem] -= 1
        score -= 0 if inside[stem] else weight[stem]
    taken: list[tuple[int, int]] = []
    for _score, start, end in sorted(stretches):
        if all(end <= other_start or other_end <= start for other_start, other_end in taken):
            taken.append((start, end))
        if len(taken) == MOST_LOOKED_AT:
            break
    return taken


@lru_cache(maxsize=2)
def _stems(text: str) -> list[tuple[int, int, str]]:
    """Start, end and stem of each word; kept for the next quote that is looked for here."""
    return [(*match.span(), match[0].casefold()[:STEM]) for match in _WORD.finditer(text)]


def _whole_words(text: str, start: int, end: int) -> list[Piece]:
    """The words and signs of a part, without those that its ends cut."""
    return [
        word
        for word in words_of(text, Piece(start, end, ""))
        if not (word.start == start and text[max(0, start - 1) : start].isalnum())
        and not (word.end == end and text[end : end + 1].isalnum())
    ]


def _aligned(part: str, exact: str) -> tuple[int, int] | None:
    """From where the beginning of the words stands in this part to where their end does."""
    head = fuzz.partial_ratio_alignment(exact[:EDGE], part)
    tail = fuzz.partial_ratio_alignment(exact[-EDGE:], part)
    if head is None or tail is None or head.dest_start >= tail.dest_end:
        return None
    return head.dest_start, tail.dest_end


def _best(text: str, exact: str, words: list[Piece], start: int, end: int) -> Span:
    """The place of whole words around here that is most like the quote's, step by step."""
    first = max(n for n, word in enumerate(words) if word.start <= start or n == 0)
    last = min(n for n, word in enumerate(words) if word.end >= end or n == len(words) - 1)

    def alike(ends: tuple[int, int]) -> float:
        return likeness(exact, text[words[ends[0]].start : words[ends[1]].end])

    here = (first, max(first, last))
    score = alike(here)
    for _ in range(MOST_STEPS):
        first, last = here
        steps = [(first + step, last) for step in STEPS] + [(first, last + step) for step in STEPS]
        steps = [(a, b) for a, b in steps if 0 <= a <= b < len(words)]
        better = max(steps, key=alike, default=here)
        if alike(better) <= score:
            break
        here, score = better, alike(better)
    first, last = here
    own = {word.key for word in words_of(exact, Piece(0, len(exact), ""))}
    while first < last and words[last].key in DANGLING - own:
        last -= 1
    while first < last and words[first].key in STOPS - own:
        first += 1
    return Span(*tidy_span(text, words[first].start, words[last].end))
