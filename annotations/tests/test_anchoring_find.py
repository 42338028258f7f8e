"""Looking for words: up to typography, and never where in doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import Span, context, find
from annotations.anchoring.typography import same
from annotations.tests.hard_text import PIECES
from articles.text import tidy_span

TEXT = (
    "“We can’t wait,” said Ilse Vandorp. Rents rose by 7 per cent… and she agreed.\n"
    "The well–known mill closed. Rents rose by 7 per cent in Holmby too.\n"
    "She left. He agreed. The oﬃce stays open until May."
)


def found(exact, prefix="", suffix="", text=TEXT):
    span = find(text, exact, prefix, suffix)
    return span and text[span.start : span.end]


@pytest.mark.parametrize(
    ("exact", "there"),
    [
        ("The well–known mill closed", "The well–known mill closed"),
        ("The well-known mill", "The well–known mill"),
        ('"We can\'t wait," said', "“We can’t wait,” said"),
        ("cent... and she agreed", "cent… and she agreed"),
        ("cent. . . and she agreed", "cent… and she agreed"),
        ("agreed. The well-known", "agreed.\nThe well–known"),
        ("The office stays", "The oﬃce stays"),
        ("  The office stays\u00a0", "The oﬃce stays"),
    ],
)
def test_a_sole_occurrence_is_found_up_to_typography(exact, there):
    assert found(exact) == there
    assert found(exact, "nothing like it", "nor this") == there


@pytest.mark.parametrize("exact", ["", " ", "\n", "Nowhere to be seen", "the well-known mill"])
def test_what_does_not_stand_there_is_none(exact):
    assert find(TEXT, exact, "a", "b") is None
    assert find("", exact, "a", "b") is None


def test_a_short_one_needs_a_side_that_agrees():
    assert find(TEXT, "Vandorp") is None
    assert find(TEXT, "Vandorp", "a quite different", "context") is None
    assert found("Vandorp", 'wait," said Ilse ') == "Vandorp"
    assert found("Vandorp", "said Anna ", ". Rents rose") == "Vandorp"


def test_of_several_the_context_singles_one_out():
    exact = "Rents rose by 7 per cent"
    first, second = TEXT.index(exact), TEXT.rindex(exact)
    assert find(TEXT, exact) is None
    assert find(TEXT, exact, "some words that", "stand nowhere") is None
    assert find(TEXT, exact, suffix="... and she") == Span(first, first + len(exact))
    assert find(TEXT, exact, "mill closed. ") == Span(second, second + len(exact))
    assert find(TEXT, exact, *context(TEXT, second, second + len(exact))) == Span(
        second, second + len(exact)
    )


def test_white_space_at_the_ends_of_the_words_is_context():
    text = "...Nobody agreed. Nobody agreed. "
    assert find(text, " N", *context(text, 17, 19)) == Span(18, 19)
    assert find(text, "d. ", *context(text, 30, 33)) == Span(30, 32)


def test_when_the_sides_name_different_places_it_is_none():
    assert find(TEXT, "Rents rose by 7 per cent", "mill closed. ", "... and she") is None


def test_a_typographic_twin_is_a_second_occurrence():
    text = "It is a so-called win. Later: it is a so—called win."
    assert find(text, "a so-called win") is None
    assert found("a so-called win", "It is ", ". Later", text) == "a so-called win"


def test_a_minus_is_no_hyphen_and_case_counts():
    assert find("a change of −5 degrees", "a change of -5 degrees") is None
    assert find("The Minister Of State", "The minister of state") is None


def test_a_character_is_never_cut():
    assert find("the family 👩‍👩‍👧 came", "the family 👩") is None
    assert find("a long cafe\u0301", "a long cafe", "", "\u0301") is None
    assert find("suﬃcient evidence", "cient evidence is", "", "") is None
    assert find("very suﬃcient evidence", "icient evidence", "", "") is None


def test_one_of_many_is_found_by_what_is_beside_it():
    text = "the cat and " * 300 + "the dog and " + "the cat and " * 300
    span = find(text, "and ", "cat and the dog ", "the cat")
    assert span == Span(text.index("dog") + 4, text.index("dog") + 7)
    assert find(text, "cat", "and the ", " and the") is None


def test_context_is_at_most_32_on_each_side():
    text = "".join(chr(0x100 + n) for n in range(100))
    assert context(text, 50, 60) == (text[18:50], text[60:92])
    assert context(text, 3, 99) == (text[:3], text[99:])
    assert context("abc", 0, 3) == ("", "")


pieces = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
steady = settings(derandomize=True, deadline=None, max_examples=500)


@steady
@given(pieces, pieces, pieces, pieces)
def test_what_is_found_are_the_words(text, exact, prefix, suffix):
    span = find(text, exact, prefix, suffix)
    if span:
        assert 0 <= span.start < span.end <= len(text)
        words = text[span.start : span.end]
        assert not words[0].isspace()
        assert not words[-1].isspace()
        assert same(words, exact[len(exact) - len(exact.lstrip()) :].rstrip())


@steady
@given(pieces, st.data())
def test_words_with_their_own_context_are_found_at_home_or_not_at_all(text, data):
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].isspace():
        return
    home = tidy_span(text, start, end)
    if start <= home[0] and home[1] <= end:  # else it cuts a character, and is no annotation's
        assert find(text, text[start:end], *context(text, start, end)) in (None, Span(*home))
