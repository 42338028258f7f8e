"""What a reader asks for: words, "words that stand together", -words to leave out, OR between two."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

MOST_CHARACTERS, MOST_TERMS = 200, 16
SHORTEST_BEGINNING = 3  # shorter words are looked for as they are

# A minus sign, then words in quotation marks (which may be left open) or up to the next white space.
_PART = re.compile(r"(-?)(?:[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?|([^\s\"“”„«»]+))")
_LETTERS = "LMN"  # categories of Unicode: letters, marks, numbers; all else parts words


class TooLongError(ValueError):
    """More is asked for than is looked for at once."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words with one space between them; unless ``exact`` they are the beginnings of words."""

    words: str
    exact: bool = False

    @property
    def tsquery(self) -> str:
        """For PostgreSQL's ``to_tsquery``; the words hold nothing that it would need quoted."""
        return f"'{self.words}'" + ("" if self.exact else ":*")

    @property
    def pattern(self) -> str:
        """For ``re``, without regard to case; composed and decomposed letters alike."""
        forms = dict.fromkeys(unicodedata.normalize(form, self.words) for form in ("NFC", "NFD"))
        words = "|".join(r"[\W_]{1,3}".join(map(re.escape, form.split(" "))) for form in forms)
        return rf"(?<![^\W_])(?:{words})" + (r"(?![^\W_])" if self.exact else "")


@dataclass(frozen=True)
class Asked:
    """Texts with one of each of ``wanted``, and nothing of ``unwanted``."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def tsquery(self) -> str:
        parts = ["(" + " | ".join(term.tsquery for term in group) + ")" for group in self.wanted]
        return " & ".join(parts + [f"!{term.tsquery}" for term in self.unwanted])

    @cached_property
    def wanted_words(self) -> re.Pattern:
        """Finds what is wanted, to the end of each word."""
        terms = [term for group in self.wanted for term in group]
        return re.compile("|".join(rf"{term.pattern}[^\W_]*" for term in terms), re.IGNORECASE)


def ask(query: str) -> Asked:
    """Read what somebody typed. Nothing is an error but its length: raises TooLongError.

    What has neither letters nor digits asks for nothing.
    """
    if len(query) > MOST_CHARACTERS:
        raise TooLongError
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    either = False
    for minus, quoted, plain in _PART.findall(query):
        if plain in ("OR", "|"):
            either = bool(wanted)
            continue
        words = _words(quoted or plain)
        if not words:
            continue
        term = Term(words, exact=bool(quoted) or len(words) < SHORTEST_BEGINNING)
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1] += (term,)
        else:
            wanted.append((term,))
        either = False
    if sum(map(len, wanted)) + len(unwanted) > MOST_TERMS:
        raise TooLongError
    return Asked(tuple(wanted), tuple(unwanted))


def _words(text: str) -> str:
    even = unicodedata.normalize("NFKC", text)
    letters = "".join(one if unicodedata.category(one)[0] in _LETTERS else " " for one in even)
    return " ".join(letters.split())
