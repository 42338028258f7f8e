"""The names in a text, as far as capitals tell."""

from collections import Counter
from collections.abc import Iterable

import regex

from annotations.anchoring.wordlists import (
    COMMON_ENDINGS,
    COMMON_STARTS,
    FUNCTION_WORDS,
    HEDGES,
    NAME_PARTICLES,
    NEGATIONS,
    NUMBER_WORDS,
    UNITS,
)

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*")
# Where a capital says nothing: after a full stop (not that of a title), a colon or an opening mark,
# or at the very start.
_SENTENCE_START = regex.compile(
    r"(?:^|[.!?:](?<!\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Capt|Prof)\.)[')\]]*\s"
    r"|['(\[](?<=\s.))[^\p{L}\p{N}]*"
)


def names_changed(old: str, new: str) -> bool:
    """Whether a name went, came or moved past another; a name in other case is still there."""
    old_words, new_words = _words(old), _words(new)
    small = {word for word in (*old_words, *new_words) if word.islower()}
    old_names, new_names = _names(old, small), _names(new, small)
    if old_names == new_names:
        return False
    old_count, new_count = _count(old_words), _count(new_words)
    gone = (Counter(old_names) - Counter(new_names)) & (old_count - new_count)
    come = (Counter(new_names) - Counter(old_names)) & (new_count - old_count)
    return bool(gone or come) or sorted(old_names) == sorted(new_names)


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


def _count(words: Iterable[str]) -> Counter[str]:
    return Counter(word.casefold() for word in words)


def _names(text: str, small: set[str]) -> list[str]:
    """Words with a capital or an @, and the particles before them, in small letters.

    At the start of a sentence only words that look it; `small` are those that also stand without
    a capital.
    """
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    names: list[str] = []
    matches = list(_WORD.finditer(text))
    named = len(matches) == 1  # whether the word behind is part of a name, or there is none
    for match in reversed(matches):
        word = match[0].removesuffix("'s")
        name = word.casefold()
        if word.lower() == word:
            handle = text.startswith("@", match.start() - 1)
            named = handle or (named and name in NAME_PARTICLES)
        elif match.start() in starts:
            named = name not in small and not _is_common(name, named)
        else:
            named = name != "i"
        if named:
            names.append(name)
    return names[::-1]


def _is_common(word: str, before_name: bool) -> bool:
    """Whether a word that begins a sentence is a common one, as far as its looks tell."""
    known = word in FUNCTION_WORDS or word in COMMON_STARTS or word in NEGATIONS or word in HEDGES
    if known or word in NUMBER_WORDS or word in UNITS:
        return True
    return not before_name and word.endswith(COMMON_ENDINGS)
