import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from annotations.choices import Kind
from annotations.highlighting import Mark, highlight, nest
from articles.tests.soups import FRAGMENTS
from articles.text import clean, project, read_marks

steady = settings(derandomize=True, deadline=None, max_examples=300)
bodies = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join).map(clean)

BODY = clean(
    "<p>Taxes fell by 4% &amp; rents <strong>rose by 9%</strong>, she said.<br>Nobody agreed.</p>"
    "<h2>Who said it?</h2><ul><li><p>The minister</p></li></ul><hr><p>That is all.</p>"
)
TEXT = project(BODY)


def mark(words, number, kind="claim"):
    start = TEXT.index(words)
    return Mark(start, start + len(words), number, kind)


def without_marks(html):
    return re.sub(r"</?mark\b[^>]*>", "", html)


def marked(html, number):
    """The pieces of text that carry the id, as an HTML parser reads them."""
    pieces = LexborHTMLParser(html).css("mark[data-annotation]")
    return [
        piece.text()
        for piece in pieces
        if str(number) in piece.attributes["data-annotation"].split()
    ]


def test_words_are_marked_with_class_and_id():
    html = highlight(BODY, [mark("Nobody agreed", 12, "quote")])
    assert '<mark class="quote" data-annotation="12">Nobody agreed</mark>.' in html
    assert without_marks(html) == BODY


def test_where_two_overlap_both_are_named_in_order():
    marks = [mark("by 9%, she", 7, "claim"), mark("4% & rents rose by", 31, "quote")]
    html = highlight(BODY, marks)
    assert '<mark class="quote" data-annotation="31">4% &amp; rents </mark>' in html
    assert '<strong><mark class="quote" data-annotation="31">rose </mark>' in html
    assert '<mark class="quote claim" data-annotation="31 7">by</mark>' in html
    assert '<mark class="claim" data-annotation="7"> 9%</mark></strong>' in html
    assert '<mark class="claim" data-annotation="7">, she</mark>' in html


def test_the_longer_comes_first_then_the_smaller_id_and_no_class_twice():
    marks = [mark("Taxes", 9), mark("Taxes", 4), mark("Taxes fell", 11)]
    html = highlight(BODY, marks)
    assert '<mark class="claim" data-annotation="11 4 9">Taxes</mark>' in html
    assert html == highlight(BODY, marks[::-1])


def test_a_span_over_blocks_has_a_piece_in_each():
    html = highlight(BODY, [mark("agreed.\nWho said it?\nThe minister\nThat", 5)])
    assert marked(html, 5) == ["agreed.", "Who said it?", "The minister", "That"]


def test_a_span_over_a_line_break_leaves_the_break_alone():
    html = highlight(BODY, [mark("said.\nNobody", 5)])
    assert '">said.</mark><br><mark' in html


def test_without_marks_the_body_comes_back():
    assert highlight(BODY, []) == BODY
    assert highlight("", []) == ""


def test_nested_marks_are_one_per_id_and_can_be_read_back():
    marks = [mark("by 9%, she", 7), mark("4% & rents rose by", 31), mark("by 9%, she", 8)]
    html = nest(BODY, marks)
    assert (
        '<mark data-annotation="31"><mark data-annotation="7"><mark data-annotation="8">by<' in html
    )
    assert without_marks(html) == BODY
    places = read_marks(html).places
    assert places == {str(item.id): (item.start, item.end) for item in marks}


@pytest.mark.parametrize(
    "bad",
    [
        Mark(0, 5, 1, 'claim" onclick="x'),
        Mark(0, 5, "1", "claim"),
        Mark(5, 5, 1, "claim"),
        Mark(6, 5, 1, "claim"),
        Mark(-1, 5, 1, "claim"),
        Mark(0, len(TEXT) + 1, 1, "claim"),
    ],
)
@pytest.mark.parametrize("write", [highlight, nest])
def test_a_bad_mark_is_an_error(write, bad):
    with pytest.raises(ValueError, match=r"kind|integer|span|ends after"):
        write(BODY, [bad])


def test_no_text_has_no_place_for_a_mark():
    with pytest.raises(ValueError, match="0 code points"):
        highlight("", [Mark(0, 1, 1, "claim")])


@st.composite
def marked_bodies(draw):
    body = draw(bodies.filter(project))
    length = len(project(body))
    marks = []
    for number in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, length - 1))
        end = draw(st.integers(start + 1, length))
        marks.append(Mark(start, end, number + 1, draw(st.sampled_from(Kind.values))))
    return body, marks


@steady
@given(marked_bodies())
def test_marks_hold_just_the_words_of_their_spans(case):
    body, marks = case
    text = project(body)
    for write in (highlight, nest):
        html = write(body, marks)
        assert without_marks(html) == body
        for item in marks:
            words = text[item.start : item.end].replace("\n", "")
            if write is highlight:
                assert "".join(marked(html, item.id)) == words
            else:
                nested = LexborHTMLParser(html).css(f'mark[data-annotation="{item.id}"]')
                assert "".join(piece.text() for piece in nested) == words


@steady
@given(marked_bodies())
def test_no_mark_is_empty_and_cleaning_gives_the_body_back(case):
    body, marks = case
    html = highlight(body, marks)
    assert "></mark>" not in html
    assert clean(html) == body
    assert project(without_marks(html)) == project(body)


def test_a_thousand_marks_on_a_long_body_are_a_matter_of_one_sweep():
    """Twice the text and twice the marks take about twice the pieces, not four times."""
    rng = Random(1)
    pieces = []
    for size in (500, 1000):
        body = clean("<p>A sentence &amp; <em>another one</em> of this paragraph.</p>" * size)
        starts = [rng.randrange(len(project(body)) - 60) for _ in range(size)]
        marks = [Mark(start, start + 50, n, "claim") for n, start in enumerate(starts)]
        html = highlight(body, marks)
        assert without_marks(html) == body
        pieces.append(html.count("<mark "))
    assert pieces[1] < 2.5 * pieces[0]
