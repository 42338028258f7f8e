"""Reading what is asked for, and showing where it stands. Strings only."""

import re

import pytest

from articles.searching import MOST_CHARACTERS, MOST_TERMS, Asked, Term, TooLongError, ask, pieces
from articles.searching import snippet as snippet_of

FLOOD, WALL = Term("flood"), Term("wall")


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("flood wall", Asked(((FLOOD,), (WALL,)))),
        ("flood OR wall", Asked(((FLOOD, WALL),))),
        ("OR flood OR", Asked(((FLOOD,),))),
        ("flood -wall", Asked(((FLOOD,),), (WALL,))),
        ('"flood wall"', Asked(((Term("flood wall", exact=True),),))),
        ("“flood wall” x", Asked(((Term("flood wall", exact=True),), (Term("x", exact=True),)))),
        ('-"flood wall" wall', Asked(((WALL,),), (Term("flood wall", exact=True),))),
        ('flood"wall', Asked(((FLOOD,), (Term("wall", exact=True),)))),
        ("covid-19", Asked(((Term("covid 19"),),))),
        ("𝗳𝗹𝗼𝗼𝗱", Asked(((FLOOD,),))),
        ("-flood", Asked((), (FLOOD,))),
        ("🌊 !! '\\ \x00 & | <> :* ()", Asked()),
        ("flood\x00wall", Asked(((Term("flood wall"),),))),
        ("", Asked()),
    ],
)
def test_what_is_typed_is_read(query, asked):
    assert ask(query) == asked


@pytest.mark.parametrize("query", ["x" * (MOST_CHARACTERS + 1), "a " * (MOST_TERMS + 1)])
def test_too_much_is_refused(query):
    with pytest.raises(TooLongError):
        ask(query)


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("flood", "Floods flood the unflooded", ["Floods", "flood"]),
        ("ÄRZTE", "Drei Ärzte, zwei A\u0308rzte", ["Ärzte", "A\u0308rzte"]),
        ('"were lucky"', "We were\nlucky. Were — lucky", ["were\nlucky", "Were — lucky"]),
        ('"flood"', "flood floods", ["flood"]),
        ("don't", "They don’t", ["don’t"]),
        ("नमस्ते", "नमस्ते दुनिया", ["नमस्ते"]),
        ("flood -wall", "flood wall", ["flood"]),
        ("4.2", "4.2 million", ["4.2"]),
    ],
)
def test_hits_are_whole_words(query, text, hits):
    found = pieces(text, ask(query))
    assert [piece.text for piece in found if piece.is_hit] == hits
    assert "".join(piece.text for piece in found) == text


def test_a_snippet_shows_the_place_with_most_of_the_words():
    text = f"Flood. {'Nothing of note. ' * 40}The flood wall stands. {'And so on. ' * 40}"
    found = snippet_of(text, ask("flood wall"))
    assert [piece.text for piece in found if piece.is_hit] == ["flood", "wall"]
    assert found[0].text == "… "
    assert found[-1].text == " …"
    assert len("".join(piece.text for piece in found)) < 250


@pytest.mark.parametrize("text", ["", "Short.", "x" * 5000, "Long words. " * 100])
def test_a_text_without_any_is_shown_from_its_beginning(text):
    shown = "".join(piece.text for piece in snippet_of(text, ask("flood")))
    assert text.startswith(shown.removesuffix(" …"))


def test_a_long_text_is_looked_through_quickly():
    text = "flood " * 50_000
    assert re.match("flood", snippet_of(text, ask("flood OR f OR fl"))[0].text)
