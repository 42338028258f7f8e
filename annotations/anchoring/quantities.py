"""The numbers in a text and the units they count, in one spelling each."""

import regex

from annotations.anchoring.wordlists import (
    BEFORE_PRONOUN_ONE,
    NUMBER_WORDS,
    UNIT_PREFIXES,
    UNITS,
    UNITS_AFTER_NUMBERS,
)

# Numbers: a minus, digits in groups of three or as they come, decimals and times; fractions.
# Signs: of currencies (US$ is another than $), per cent, degrees, squares (km²). Words: also right
# behind a number (5km).
_QUANTITY = regex.compile(
    r"(?P<number>(?:(?<![\p{L}\p{N}])-|− ?)?"
    r"(?:\p{Nd}{1,3}(?: \p{Nd}{3})+(?!\p{Nd})|\p{Nd}+)(?:[.,:/]\p{Nd}+)*)"
    r"|(?P<sign>°[CFcf](?!\p{L})|[%‰°]|\p{L}{0,3}\p{Sc}|\p{L}{1,2}[²³])|(?P<fraction>\p{No})"
    r"|(?P<word>[Pp]er cent(?:age[ -]points?)?(?!\p{L})|[Pp]ercentage[ -]points?|basis points?"
    r"|km/h|[ap]\.m\.|\p{L}+)"
)
_GROUPING = regex.compile(r"(?<=\p{Nd})[ ,](?=\p{Nd}{3}(?!\p{Nd}))")


def quantities(text: str) -> tuple[list[str], list[str]]:
    """The numbers in order (1,000 is 1000, seven is 7) and the units in order, by their names."""
    numbers: list[str] = []
    units: list[str] = []
    before = ""  # the word before, in small letters
    counted = False  # whether a number or a unit stands before
    for match in _QUANTITY.finditer(text):
        kind, token = match.lastgroup, match[0]
        word = token.casefold()
        if kind in ("number", "fraction"):
            number, unit = _GROUPING.sub("", token), None
        elif kind == "sign":
            number, unit = None, UNITS.get(word, word)
        else:
            word = word.replace(".", "")
            number, unit = _written_number(word, before, counted), None
            # "Day" with a capital is a name, but at the start and in "5 Miles", "degrees Celsius".
            if number is None and (counted or not match.start() or not token.istitle()):
                unit = _unit(word, counted)
        if number:
            numbers.append(number)
        elif unit:
            units.append(unit)
        before, counted = word, bool(number or unit)
    return numbers, units


def _written_number(word: str, before: str, counted: bool) -> str | None:
    """What a word is worth as a number; None for a pronoun "one" and seconds that are counted."""
    if word == "one" and before in BEFORE_PRONOUN_ONE:
        return None
    if word == "second" and (counted or before == "per"):
        return None
    return NUMBER_WORDS.get(word)


def _unit(word: str, counted: bool) -> str | None:
    """The name of the unit that a word is, if it is one."""
    if word in UNITS:
        return UNITS[word]
    if counted and word in UNITS_AFTER_NUMBERS:
        return word
    if word.startswith(UNIT_PREFIXES):
        for prefix in UNIT_PREFIXES:
            base = UNITS.get(word.removeprefix(prefix))
            if base:
                return prefix + base
    return None
