"""The meaning alarm: what an edit did to the words of an annotation.

Restyling is intact. Everything else is changed, with the first reason that applies. The words are
English; in other languages numbers, symbols, names in capitals and quotation marks still tell.
"""

from collections import Counter
from collections.abc import Iterable

import regex

from annotations.anchoring.typography import (
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    measure_changed,
    plain_dress,
)
from annotations.anchoring.wordlists import (
    COMMON_ENDINGS,
    FUNCTION_WORDS,
    HEDGES,
    NEGATING_PREFIXES,
    NEGATIONS,
    NUMBER_WORDS,
    UNIT_LETTERS,
    UNITS,
)
from annotations.choices import Reason, State


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*")
_NUMBER = regex.compile(
    # a minus, digits in groups of three or as they come, decimals and times; fractions; words
    r"[-−]?(?:\p{Nd}{1,3}(?: \p{Nd}{3})+(?!\p{Nd})|\p{Nd}+)(?:[.,:/]\p{Nd}+)*|\p{No}"
    rf"|\b(?:{_any_of(NUMBER_WORDS)})\b|(?<=\p{{Nd}})(?:bn|mn|tn|trn)\b"
)
_GROUPING = regex.compile(r"(?<=\p{Nd})[ ,](?=\p{Nd}{3}(?!\p{Nd}))")
_UNIT = regex.compile(
    rf"(?<=\p{{Nd}} ?)(?P<letter>[{UNIT_LETTERS}])(?!\p{{L}})"
    rf"|(?<!\p{{L}})(?:{_any_of(UNITS)})(?!\p{{L}})"
)
_HEDGE = regex.compile(rf"\b(?:{_any_of(hedge.replace('_', ' ') for hedge in HEDGES)})\b")
_HEDGING_WORDS = {word for hedge in HEDGES for word in hedge.split("_")}
# Where a capital says nothing: after a full stop, a colon or an opening mark, or at the very start.
_SENTENCE_START = regex.compile(r"(?:^|[.!?:][')\]]*\s|(?<=\s)['(\[])[^\p{L}\p{N}]*")
_DOUBLE = regex.compile(f"[{DOUBLE_QUOTES}]")
# A pair of single marks around words; an apostrophe stands after a letter, so it opens nothing.
_SINGLE_PAIR = regex.compile(
    rf"(?<!\w)[{SINGLE_QUOTES}](?=\S).*?(?<=\S)[{SINGLE_QUOTES}](?!\w)", regex.DOTALL
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
        return State.CHANGED.value, _reason(before, after, old, new).value
    if measure_changed(before, after):
        return State.CHANGED.value, Reason.UNIT.value
    return State.INTACT.value, ""


def _reason(before: str, after: str, old: str, new: str) -> Reason:
    lower_old, lower_new = old.casefold(), new.casefold()
    if _numbers(lower_old) != _numbers(lower_new):
        return Reason.NUMBER
    if _units(lower_old) != _units(lower_new):
        return Reason.UNIT
    if _negation_changed(lower_old, lower_new):
        return Reason.NEGATION
    if _name_changed(old, new):
        return Reason.NAME
    if Counter(_HEDGE.findall(lower_old)) != Counter(_HEDGE.findall(lower_new)):
        return Reason.HEDGE
    if _quotation_marks(before) != _quotation_marks(after):
        return Reason.QUOTATION_MARKS
    return Reason.WORDING


def _numbers(text: str) -> list[str]:
    """The numbers in order, in one spelling: 1,000 and 1 000 are 1000, seven is 7."""
    found = _NUMBER.findall(text)
    return [NUMBER_WORDS.get(number) or _GROUPING.sub("", number) for number in found]


def _units(text: str) -> list[str]:
    return [match["letter"] or UNITS[match[0]] for match in _UNIT.finditer(text)]


def _negation_changed(old: str, new: str) -> bool:
    words = _WORD.findall(old), _WORD.findall(new)
    if _negations(words[0]) != _negations(words[1]):
        return True
    gone, come = set(words[0]) - set(words[1]), set(words[1]) - set(words[0])
    return any(
        prefix + stem in opposites
        for stems, opposites in ((gone, come), (come, gone))
        for stem in stems
        for prefix in NEGATING_PREFIXES
    )


def _negations(words: list[str]) -> int:
    """How many words negate; "n't" and "cannot" count like "not"."""
    return sum(word in NEGATIONS or word.endswith("n't") for word in words)


def _name_changed(old: str, new: str) -> bool:
    """Whether a name went, came or moved past another; a name in other case is still there."""
    old_words = [word.casefold() for word in _words(old)]
    new_words = [word.casefold() for word in _words(new)]
    ordinary = {word for word in _words(old) + _words(new) if word.islower()}
    old_names, new_names = _names(old, ordinary), _names(new, ordinary)
    if set(old_names) - set(new_words) or set(new_names) - set(old_words):
        return True
    both = set(old_names) & set(new_names)
    return [name for name in old_names if name in both] != [
        name for name in new_names if name in both
    ]


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


def _names(text: str, ordinary: set[str]) -> list[str]:
    """Words with a capital, case-folded; at the start of a sentence only those that look it."""
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    names = []
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("'s")
        name = word.casefold()
        if not any(letter.isupper() for letter in word) or name == "i":
            continue
        if match.start() in starts and (name in ordinary or _is_common(name)):
            continue
        names.append(name)
    return names


def _is_common(word: str) -> bool:
    """Whether a word that begins a sentence is a common one, as far as its looks tell."""
    known = word in FUNCTION_WORDS or word in NEGATIONS or word in _HEDGING_WORDS
    return known or word in NUMBER_WORDS or word in UNITS or word.endswith(COMMON_ENDINGS)


def _quotation_marks(text: str) -> int:
    """How many quotation marks there are; single ones count in pairs, apostrophes not at all."""
    return len(_DOUBLE.findall(text)) + 2 * len(_SINGLE_PAIR.findall(text))
