"""What counts as the same words in another typographic dress.

The same: kinds of quotation marks, primes and apostrophes, forms of the ellipsis, hyphen or dash
between letters, the hyphens that keep a line together, white space for white space, ligatures.
Everything else is another text: case, invisible characters, and a minus sign (U+2212, or a hyphen
before a digit), which is not a hyphen.
"""

from bisect import bisect_right
from functools import lru_cache

import regex

DOUBLE_QUOTES = '"“”„‟«»〝〞〟＂″'
SINGLE_QUOTES = "'‘’‚‛‹›ʼʻ`´＇′"
DASHES = "-‐‑‒–—―"

# One code point for one code point.
_QUOTES = dict.fromkeys(map(ord, DOUBLE_QUOTES + SINGLE_QUOTES), "'")
_DASHES = dict.fromkeys(map(ord, DASHES), "-")
# Unicode's Latin ligatures, U+FB00 to U+FB06; æ, œ and ĳ are letters, not dress.
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))

SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_SPACE_TABLE = dict.fromkeys(map(ord, SPACES), " ")
_DRESS = _QUOTES | _SPACE_TABLE
_WORD_DRESS = _QUOTES | _DASHES | {ord("…"): "..."}  # casefold() takes ligatures apart itself

_ONE_FOR_ONE = tuple((chr(code), plain) for code, plain in (_DRESS | _DASHES).items())
_MAYBE_RESIZED = ("  ", "…", ". .", *_LIGATURES)
# What the fold resizes: ellipses (also spaced ones), ligatures, runs of white space.
_RESIZED = regex.compile(rf"…|\.(?:[ \u00a0\u2009\u202f]\.){{2,}}|[ﬀ-ﬆ]|[{SPACES}]{{2,}}")
# Spaced dots, once white space is levelled; a stop beside an ellipsis too: "end. …" is "end. . . .".
_SPACED_DOTS = regex.compile(r"\.(?: ?\.){2,}")
_DASH_CLASS = regex.escape(DASHES)
# Between letters, or what stands around words: quotation marks, brackets, stops. Before a digit a
# dash may be a minus; the other hyphens (U+2010, U+2011) never are inside a word or number.
_DASH_BETWEEN_LETTERS = regex.compile(
    rf"(?<=[\p{{L}}\p{{M}}\p{{P}}] ?)[{_DASH_CLASS}](?= ?[\p{{L}}\p{{P}}])"
    rf"|(?<=[\p{{N}}\p{{S}}] )[{_DASH_CLASS}](?= [\p{{L}}\p{{P}}])"
    r"|(?<=[\p{L}\p{M}\p{N}])[‐‑](?=[\p{L}\p{N}])"
)
# After a digit, a single mark may mean feet or minutes and a double one inches or seconds; after a
# year it does not.
_AFTER_DIGIT = regex.compile(rf"(?<=\d)(?<!\d{{4}})[{DOUBLE_QUOTES}{SINGLE_QUOTES}]")
# The same in plain dress, and the marks that may open or close a quotation ('90s opens nothing).
_MARK = regex.compile(
    r"(?P<digit>(?<=\d)(?<!\d{4})')|(?P<opening>(?<!\w)'(?=\S)(?!\d0s))|(?P<closing>(?<=\S)'(?!\w))"
)


def same(before: str, after: str) -> bool:
    """Whether two pieces of text are equal up to typography."""
    if before == after:
        return True
    return plain_dress(before) == plain_dress(after) and not measure_changed(before, after)


def plain_dress(text: str) -> str:
    """The text with its typography levelled; equal results mean equal words."""
    level = text.translate(_DRESS)
    if level.isascii() and "  " not in level and ". ." not in level:
        return level  # nothing below has anything to level
    level = _RESIZED.sub(_levelled, text).translate(_DRESS)
    level = _SPACED_DOTS.sub(lambda match: match[0].replace(" ", ""), level)
    return _DASH_BETWEEN_LETTERS.sub("-", level)


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """One word or sign without its dress and case: where it may stand, not what it says."""
    return word.translate(_WORD_DRESS).casefold()


def measure_changed(before: str, after: str) -> bool:
    """Whether 5' became 5" or the reverse: dress on a word, but a unit on a lone number.

    Where a quotation is open, the sign after a digit is taken for the mark that closes it.
    """
    old, new = _AFTER_DIGIT.findall(before), _AFTER_DIGIT.findall(after)
    return any(
        measures and (one in DOUBLE_QUOTES) != (other in DOUBLE_QUOTES)
        for measures, one, other in zip(_measures(plain_dress(before)), old, new, strict=True)
    )


def _measures(text: str) -> list[bool]:
    """Of each mark after a digit: whether no quotation is open there. The text is in plain dress."""
    found = []
    opened = 0
    for match in _MARK.finditer(text):
        if match.lastgroup == "digit":
            found.append(not opened)
        opened = opened + 1 if match.lastgroup == "opening" else max(0, opened - 1)
    return found


def _levelled(match: regex.Match[str]) -> str:
    found = match[0]
    if found == "…":
        return "..."
    if found[0] == ".":
        return "." * found.count(".")
    return _LIGATURES.get(found, " ")


class Folded:
    """A text with its typography levelled, for searching, and the way back to its offsets.

    Coarser than `plain_dress` (every dash is a hyphen, whatever stands beside it), but for a full
    stop beside an ellipsis, which it keeps apart. What is found here is a candidate that `same` has to confirm on the words themselves.
    """

    def __init__(self, text: str) -> None:
        self._folded_starts: list[int] = []  # of the pieces that the fold resized
        self._pieces: list[tuple[int, int, int]] = []  # folded length, source start, source end
        # Sign by sign: str.translate takes 20 times as long where a text is not all ASCII.
        level = text
        for sign, plain in _ONE_FOR_ONE:
            if sign in level:
                level = level.replace(sign, plain)
        if any(sign in level for sign in _MAYBE_RESIZED):
            level = self._resized(level)
        self.text = level

    def _resized(self, level: str) -> str:
        pieces: list[str] = []
        done = length = 0
        for match in _RESIZED.finditer(level):
            plain = _levelled(match)
            length += match.start() - done
            self._folded_starts.append(length)
            self._pieces.append((len(plain), match.start(), match.end()))
            pieces += (level[done : match.start()], plain)
            length += len(plain)
            done = match.end()
        return "".join((*pieces, level[done:]))

    def source_offset(self, offset: int) -> int | None:
        """The source offset of a border between two folded code points; None inside a piece."""
        index = bisect_right(self._folded_starts, offset) - 1
        if index < 0:
            return offset
        length, start, end = self._pieces[index]
        into = offset - self._folded_starts[index]
        if into == 0:
            return start
        return None if into < length else end + into - length


@lru_cache(maxsize=8)
def folded(text: str) -> Folded:
    """`Folded(text)`, kept for the next question about the same text (folding 50 kB is 1 ms)."""
    return Folded(text)
