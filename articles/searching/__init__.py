"""Searching in words, the same on every database: what is asked for, and where it stands. Pure."""

from articles.searching.asking import MOST_CHARACTERS, MOST_TERMS, Asked, Term, TooLongError, ask
from articles.searching.showing import Piece, pieces, snippet

__all__ = [
    "MOST_CHARACTERS",
    "MOST_TERMS",
    "Asked",
    "Piece",
    "Term",
    "TooLongError",
    "ask",
    "pieces",
    "snippet",
]
