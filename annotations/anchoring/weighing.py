"""How much a stretch of text says: what is left of a span is weighed against what it said."""

import regex

from annotations.anchoring.wordlists import FUNCTION_WORDS

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def has_words(text: str) -> bool:
    return bool(_WORD.search(text))


def content(text: str) -> int:
    """How much the text says: code points of its words that are not function words."""
    return sum(len(word) for word in _WORD.findall(text.casefold()) if word not in FUNCTION_WORDS)


def ink(text: str) -> int:
    """Code points that are not white space, for a span without words of content."""
    return sum(not character.isspace() for character in text)
