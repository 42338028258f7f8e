"""Where the words that were asked for stand in a text, for showing them. Code points."""

from typing import NamedTuple

from articles.searching.asking import Asked

ROOM = 240  # code points of a snippet, about three lines


class Piece(NamedTuple):
    text: str
    is_hit: bool


def pieces(text: str, asked: Asked) -> list[Piece]:
    """The whole text, cut where what was asked for begins and ends."""
    found, end = [], 0
    for match in asked.wanted_words.finditer(text) if asked else ():
        found += [Piece(text[end : match.start()], False), Piece(match[0], True)]
        end = match.end()
    return [piece for piece in (*found, Piece(text[end:], False)) if piece.text]


def snippet(text: str, asked: Asked) -> list[Piece]:
    """The part of the text with the most different words of those asked for; else its beginning."""
    spans = [(hit.start(), hit.end(), hit[0].lower()) for hit in asked.wanted_words.finditer(text)]
    start = 0
    if spans:
        first = max(range(len(spans)), key=lambda index: (_variety(spans, index), -index))
        start = _word_start(text, max(0, spans[first][0] - ROOM // 4))
    part = text[start : start + ROOM]
    if start + ROOM < len(text) and " " in part:
        part = part.rpartition(" ")[0]
    before = [Piece("… ", False)] if start else []
    after = [Piece(" …", False)] if start + len(part) < len(text) else []
    return before + pieces(part.replace("\n", " "), asked) + after


def _variety(spans: list[tuple[int, int, str]], index: int) -> int:
    """How many different words stand in the snippet that begins about here."""
    limit = spans[index][0] + ROOM * 3 // 4
    words = set()
    for _start, end, word in spans[index : index + 20]:
        if end > limit:
            break
        words.add(word)
    return len(words)


def _word_start(text: str, place: int) -> int:
    if place == 0:
        return 0
    space = text.find(" ", place, place + ROOM // 4)
    return space + 1 if space >= 0 else place
