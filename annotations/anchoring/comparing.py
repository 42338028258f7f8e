"""The meaning alarm: what an edit did to the words of an annotation.

Restyling is intact. Everything else is changed, with the first reason that applies. The words are
English; in other languages numbers, symbols, names in capitals and quotation marks still tell.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

import regex

from annotations.anchoring.names import names_changed
from annotations.anchoring.quantities import quantities
from annotations.anchoring.typography import (
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    measure_changed,
    plain_dress,
)
from annotations.anchoring.wordlists import (
    HEDGES,
    HEDGES_BEFORE_NUMBERS,
    HEDGING_PHRASES,
    NAME_PARTICLES,
    NEGATING_PHRASES,
    NEGATING_PREFIXES,
    NEGATIONS,
    NUMBER_WORDS,
    UNIT_PREFIXES,
    UNITS,
    UNITS_AFTER_NUMBERS,
)
from annotations.choices import Reason, State

BESIDE = 4  # words and signs beside an edit that it may have put in another light
LONGEST = 50_000  # code points; what became of more than these is not read (this much takes 0.15 s)

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_PUNCTUATION = frozenset(".,;:!?'()-&/*#@_")
_COUNTING = frozenset(
    (*NUMBER_WORDS, *UNITS, *UNITS_AFTER_NUMBERS, "per", "cent", "percentage", "basis", "km", "m")
)
_NEGATING = NEGATIONS | {"t", "cannot"}
_NAMING = NAME_PARTICLES | {"@"}
_HEDGING = HEDGES | HEDGES_BEFORE_NUMBERS
_NEGATING_TOGETHER = [frozenset(phrase.split()) for phrase in NEGATING_PHRASES]
_HEDGING_TOGETHER = [frozenset(phrase.split()) for phrase in HEDGING_PHRASES]
_INVISIBLE = regex.compile(r"\p{Cf}+")
_APART = (("cannot", "can not"), ("can't", "can not"), ("won't", "will not"), ("n't", " not"))
_ENDING = regex.compile(r"'(?:s|ve|ll|d)$")
# An apostrophe stands after a letter, so it opens nothing.
_MARK_OR_WORD = regex.compile(
    rf"(?P<double>[{DOUBLE_QUOTES}])|(?P<opening>(?<!\w)[{SINGLE_QUOTES}](?=\S))"
    rf"|(?P<closing>(?<=\S)[{SINGLE_QUOTES}](?!\w))"
    rf"|(?P<word>[\p{{L}}\p{{M}}\p{{N}}]+(?:[{SINGLE_QUOTES}][\p{{L}}\p{{M}}]+)*)"
)


def compare(before: str, after: str) -> tuple[str, str]:
    """What became of the words: (state, reason), values of choices.State and choices.Reason.

    ("intact", "") up to typography, else ("changed", reason). Never "lost": that there is no
    place is not seen from the words.
    """
    if before == after:
        return State.INTACT.value, ""
    old, new = plain_dress(before), plain_dress(after)
    if old != new:
        return State.CHANGED.value, _reason(old, new, before, after).value
    if measure_changed(before, after):
        return State.CHANGED.value, Reason.UNIT.value
    return State.INTACT.value, ""


def _reason(old: str, new: str, before: str, after: str) -> Reason:
    """The first reason that applies; `old` and `new` are the words without their dress."""
    if not (old.isascii() and new.isascii()):
        before, after, old, new = (_INVISIBLE.sub("", text) for text in (before, after, old, new))
    if old.casefold() == new.casefold() or max(len(old), len(new)) > LONGEST:
        return Reason.WORDING
    edit = _Edit(old, new)
    if _may_count(edit.near):
        old_numbers, old_units = quantities(old)
        new_numbers, new_units = quantities(new)
        if old_numbers != new_numbers:
            return Reason.NUMBER
        if old_units != new_units:
            return Reason.UNIT
    if edit.is_near(_NEGATING, _NEGATING_TOGETHER) and _differ(
        _negations, _words(old), _words(new)
    ):
        return Reason.NEGATION
    if _opposite(edit.gone, edit.come):
        return Reason.NEGATION
    if edit.may_be_of_names and names_changed(old, new):
        return Reason.NAME
    if edit.is_near(_HEDGING, _HEDGING_TOGETHER) and _differ(_hedges, _words(old), _words(new)):
        return Reason.HEDGE
    if "'" in edit.near and _quotation_marks_changed(before, after, _words(old) == _words(new)):
        return Reason.QUOTATION_MARKS
    return Reason.WORDING


class _Edit:
    """The words and signs between the first and the last difference of two texts.

    ``gone`` and ``come`` are those of the old and the new text, ``near`` both and those beside
    them, all in small letters. A question about a whole text that is about none of ``near`` has
    the same answer before and after, so it need not be asked.
    """

    def __init__(self, old: str, new: str) -> None:
        a, b = _TOKEN.findall(old), _TOKEN.findall(new)
        most = min(len(a), len(b))
        head = next((n for n in range(most) if a[n] != b[n]), most)
        tail = next((n for n in range(most - head) if a[-1 - n] != b[-1 - n]), most - head)
        gone, come = a[head : len(a) - tail], b[head : len(b) - tail]
        self.capitals_changed = _capitals(gone) != _capitals(come)
        self.gone, self.come = ([token.casefold() for token in side] for side in (gone, come))
        beside = a[max(0, head - BESIDE) : head] + a[len(a) - tail :][:BESIDE]
        self.near = {*self.gone, *self.come, *(token.casefold() for token in beside)}

    def is_near(self, single: frozenset[str], together: list[frozenset[str]]) -> bool:
        """Whether one of the words, or all words of a phrase, stand there."""
        near = self.near
        return not near.isdisjoint(single) or any(phrase <= near for phrase in together)

    @property
    def may_be_of_names(self) -> bool:
        return self.capitals_changed or not self.near.isdisjoint(_NAMING)


def _capitals(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token.lower() != token]


def _may_count(near: set[str]) -> bool:
    """Whether a number or a unit may be among the words and signs, which are in small letters."""
    return not near.isdisjoint(_COUNTING) or any(
        token.startswith(UNIT_PREFIXES) if token.isalpha() else token not in _PUNCTUATION
        for token in near
    )


def _words(text: str) -> list[str]:
    """The words in small letters; "can't", "cannot" and "can not" are the same two."""
    text = text.casefold()
    for short, long in _APART:
        text = text.replace(short, long)
    return [_ENDING.sub("", word) if "'" in word else word for word in _WORD.findall(text)]


def _differ(
    pick: Callable[[list[str]], list[str]], old_words: list[str], new_words: list[str]
) -> bool:
    """Whether the words of one sort came, went, or are the only ones that moved."""
    old, new = pick(old_words), pick(new_words)
    if old != new:
        return True
    if not old or old_words == new_words:
        return False
    sort = set(old)
    rest = [[word for word in words if word not in sort] for words in (old_words, new_words)]
    return rest[0] == rest[1]


def _negations(words: list[str]) -> list[str]:
    return _picked(words, NEGATIONS, NEGATING_PHRASES)


def _opposite(gone: list[str], come: list[str]) -> bool:
    """Whether a word turned into its opposite: likely, unlikely."""
    old, new = set(gone) - set(come), set(come) - set(gone)
    return any(
        prefix + stem in opposites
        for stems, opposites in ((old, new), (new, old))
        for stem in stems
        for prefix in NEGATING_PREFIXES
    )


def _hedges(words: list[str]) -> list[str]:
    """The words and phrases that leave room for doubt, each as often as it stands there."""
    before_numbers = [
        word
        for word, number in pairwise(words)
        if word in HEDGES_BEFORE_NUMBERS and (number[0].isdigit() or number in NUMBER_WORDS)
    ]
    return before_numbers + _picked(words, HEDGES, HEDGING_PHRASES)


def _picked(words: list[str], single: frozenset[str], phrases: Iterable[str]) -> list[str]:
    line = f" {' '.join(words)} "
    found = [phrase for phrase in phrases for _ in range(line.count(f" {phrase} "))]
    return found + sorted(word for word in words if word in single)


def _quotation_marks_changed(before: str, after: str, same_words: bool) -> bool:
    """Whether there are more or fewer quotation marks or, around the same words, others."""
    old, new = _quotation_marks(before), _quotation_marks(after)
    return old != new if same_words else len(old) != len(new)


def _quotation_marks(text: str) -> list[int]:
    """How many words stand before each; single ones count in pairs, apostrophes not at all."""
    places: list[int] = []
    words = 0
    opened: int | None = None
    for match in _MARK_OR_WORD.finditer(text):
        if match.lastgroup == "word":
            words += 1
        elif match.lastgroup == "double":
            places.append(words)
        elif match.lastgroup == "opening" and opened is None:
            opened = words
        elif match.lastgroup == "closing" and opened is not None:
            places += (opened, words)
            opened = None
    return places
