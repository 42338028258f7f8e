"""The meaning alarm: what an edit did to the words of an annotation.

Restyling is intact. Everything else is changed, with the first reason that applies. The words are
English; in other languages numbers, symbols, names in capitals and quotation marks still tell.
"""

from collections import Counter

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
    HEDGING_PHRASES,
    NEGATING_PREFIXES,
    NEGATIONS,
    NUMBER_WORDS,
    UNITS,
    UNITS_AFTER_NUMBERS,
    UNITS_IN_PARTS,
)
from annotations.choices import Reason, State

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*")
# What counts and what is counted: a minus, digits in groups of three or as they come, decimals
# and times; fractions; signs; words, also right behind a number (5km).
_QUANTITY = regex.compile(
    r"(?:-|− ?)?(?:\p{Nd}{1,3}(?: \p{Nd}{3})+(?!\p{Nd})|\p{Nd}+)(?:[.,:/]\p{Nd}+)*"
    r"|\p{No}|°[cf](?!\p{L})|[%‰°\p{Sc}]|\p{L}+"
)
_GROUPING = regex.compile(r"(?<=\p{Nd})[ ,](?=\p{Nd}{3}(?!\p{Nd}))")
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
    """The first reason that applies; `old` and `new` are the words without their dress."""
    old_numbers, old_units = _quantities(old.casefold())
    new_numbers, new_units = _quantities(new.casefold())
    if old_numbers != new_numbers:
        return Reason.NUMBER
    if old_units != new_units:
        return Reason.UNIT
    old_words, new_words = _words(old.casefold()), _words(new.casefold())
    if _negation_changed(old_words, new_words):
        return Reason.NEGATION
    if _name_changed(old, new):
        return Reason.NAME
    if _hedges(old_words) != _hedges(new_words):
        return Reason.HEDGE
    if _quotation_marks(before) != _quotation_marks(after):
        return Reason.QUOTATION_MARKS
    return Reason.WORDING


def _quantities(text: str) -> tuple[list[str], list[str]]:
    """The numbers in order, in one spelling (1,000 is 1000, seven is 7), and the units."""
    for parts, unit in UNITS_IN_PARTS.items():
        text = text.replace(parts, unit)
    numbers, units = [], []
    after_number = False
    for token in _QUANTITY.findall(text):
        number = NUMBER_WORDS.get(token)
        if number is None and (token[0] in "-−" or token[-1].isnumeric()):
            number = _GROUPING.sub("", token)
        if number is not None:
            numbers.append(number)
        elif token in UNITS or (after_number and token in UNITS_AFTER_NUMBERS):
            units.append(UNITS.get(token, token))
        after_number = number is not None
    return numbers, units


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


def _negation_changed(old_words: list[str], new_words: list[str]) -> bool:
    """Whether a "not" came or went, or a word turned into its opposite (likely, unlikely)."""
    if _negations(old_words) != _negations(new_words):
        return True
    gone, come = set(old_words) - set(new_words), set(new_words) - set(old_words)
    return any(
        prefix + stem in opposites
        for stems, opposites in ((gone, come), (come, gone))
        for stem in stems
        for prefix in NEGATING_PREFIXES
    )


def _negations(words: list[str]) -> int:
    """How many words negate; "n't" and "cannot" count like "not"."""
    return sum(word in NEGATIONS or word.endswith("n't") for word in words)


def _hedges(words: list[str]) -> Counter[str]:
    """The words and phrases that leave room for doubt, and how often each stands there."""
    line = f" {' '.join(words)} "
    phrases = {phrase: line.count(f" {phrase} ") for phrase in HEDGING_PHRASES}
    return Counter(word for word in words if word in HEDGES) + Counter(phrases)


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


def _names(text: str, ordinary: set[str]) -> list[str]:
    """Words with a capital, case-folded; at the start of a sentence only those that look it."""
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    names = []
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("'s")
        name = word.casefold()
        if word.lower() == word or name == "i":
            continue
        if match.start() in starts and (name in ordinary or _is_common(name)):
            continue
        names.append(name)
    return names


def _is_common(word: str) -> bool:
    """Whether a word that begins a sentence is a common one, as far as its looks tell."""
    known = word in FUNCTION_WORDS or word in NEGATIONS or word in HEDGES
    return known or word in NUMBER_WORDS or word in UNITS or word.endswith(COMMON_ENDINGS)


def _quotation_marks(text: str) -> int:
    """How many quotation marks there are; single ones count in pairs, apostrophes not at all."""
    return len(_DOUBLE.findall(text)) + 2 * len(_SINGLE_PAIR.findall(text))
