"""Two edits of one body put together."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.merging import Merged, Overlap, merge
from articles.text import clean, project, read_marks


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def merged(base: str, theirs: str, mine: str) -> str:
    result = merge(base, theirs, mine)
    assert result.overlaps == []
    return result.html()


def test_different_paragraphs():
    assert merged(
        paragraphs("One rose.", "Two fell.", "Three stood."),
        paragraphs("One sank.", "Two fell.", "Three stood."),
        paragraphs("One rose.", "Two fell.", "Four stood.", "And more."),
    ) == paragraphs("One sank.", "Two fell.", "Four stood.", "And more.")


def test_neighbouring_paragraphs():
    assert merged(
        paragraphs("The river rose.", "The mill stood."),
        paragraphs("The river rose fast.", "The mill stood."),
        paragraphs("The river rose.", "The old mill stood."),
    ) == paragraphs("The river rose fast.", "The old mill stood.")


def test_different_words_of_one_paragraph():
    assert merged(
        "<p>The quick fox jumps over the dog.</p>",
        "<p>The slow fox jumps over the dog.</p>",
        "<p>The quick fox jumps over the lazy cat.</p>",
    ) == ("<p>The slow fox jumps over the lazy cat.</p>")


def test_the_same_words_are_an_overlap():
    result = merge("<p>It rose by 4.1%.</p>", "<p>It rose by 4.2%.</p>", "<p>It rose by 9.1%.</p>")
    assert result.overlaps == [Overlap("<p>It rose by 4.2%.</p>", "<p>It rose by 9.1%.</p>")]


def test_an_overlap_has_what_can_be_merged_of_the_paragraph():
    result = merge("<p>One two three four</p>", "<p>One TWO x four</p>", "<p>1 two y four</p>")
    assert result.overlaps == [Overlap("<p>1 TWO x four</p>", "<p>1 TWO y four</p>")]


def test_taken_out_here_and_changed_there():
    base, theirs = paragraphs("One.", "Two fell."), paragraphs("One.", "Two fell far.")
    result = merge(base, theirs, paragraphs("One."))
    assert result.parts == ["<p>One.</p>", Overlap("<p>Two fell far.</p>", "")]
    assert merge(base, paragraphs("One."), theirs).overlaps == [Overlap("", "<p>Two fell far.</p>")]


def test_two_paragraphs_put_in_at_one_place():
    result = merge("<p>One.</p>", paragraphs("One.", "Theirs."), paragraphs("One.", "Mine."))
    assert result.html("theirs", "mine") == paragraphs("One.", "Theirs.", "Mine.")


def test_items_and_formatting_and_headings():
    assert merged(
        "<ul><li><p>one thing</p></li><li><p>two</p></li></ul><p>The end came.</p>",
        "<ul><li><p>one thing more</p></li><li><p>two</p></li></ul><h2>The end came.</h2>",
        "<ul><li><p>one thing</p></li><li><p><em>two</em></p></li></ul><p>The <strong>end</strong> came.</p>",
    ) == (
        "<ul><li><p>one thing more</p></li><li><p><em>two</em></p></li></ul>"
        "<h2>The <strong>end</strong> came.</h2>"
    )


def test_formatting_by_both_on_the_same_word():
    theirs, mine = "<p>a <strong>word</strong></p>", "<p>a <em>word</em></p>"
    assert merged("<p>a word</p>", theirs, mine) == "<p>a <strong><em>word</em></strong></p>"


def test_two_addresses_for_one_link_are_an_overlap():
    theirs, mine = (
        '<p><a href="https://one.example/">word</a></p>',
        '<p><a href="/two/">word</a></p>',
    )
    assert merge("<p>word</p>", theirs, mine).overlaps == [Overlap(theirs, mine)]


def test_figures_and_breaks_and_entities():
    picture = '<figure><img src="/media/a.png" alt="A"><figcaption>{}</figcaption></figure><hr>'
    assert merged(
        picture.format("Old") + "<p>a &amp; b<br>c</p>",
        picture.format("New &lt;1&gt;") + "<p>a &amp; b<br>c</p>",
        picture.format("Old") + "<p>a &amp; b<br>c&nbsp;d</p>",
    ) == (picture.format("New &lt;1&gt;") + "<p>a &amp; b<br>c&nbsp;d</p>")


def marked(base: str, theirs: str, mine: str) -> Merged:
    """Merge bodies with marks."""
    one, other = read_marks(theirs), read_marks(mine)
    return merge(base, one.body, other.body, their_marks=one.places, my_marks=other.places)


def places(html: str) -> dict[str, str]:
    read = read_marks(html)
    return {ref: read.text[start:end] for ref, (start, end) in read.places.items()}


def test_annotations_of_both_stay_on_their_words():
    base = paragraphs("The river rose by two metres.", "The mill stood.")
    theirs = (
        '<p>The <mark data-annotation="1">river Skell rose</mark> by two metres.</p><p>New.</p>'
        '<p>The <mark data-annotation="2">mill</mark> stood.</p>'
    )
    mine = (
        '<p>The <mark data-annotation="1">river rose</mark> by '
        '<mark data-annotation="new-1">about two metres</mark>.</p><p>The mill stood.</p>'
    )
    result = marked(base, theirs, mine)
    assert result.overlaps == []
    assert places(result.html()) == {
        "1": "river Skell rose",
        "2": "mill",
        "new-1": "about two metres",
    }


def test_a_mark_is_whole_though_the_other_side_wrote_into_it():
    theirs, mine = (
        "<p>We are all glad.</p>",
        '<p><mark data-annotation="new-1">We are glad</mark>.</p>',
    )
    assert places(marked("<p>We are glad.</p>", theirs, mine).html()) == {
        "new-1": "We are all glad"
    }
    base, theirs = "<p>We are glad.</p>", '<p><mark data-annotation="7">We are glad</mark>.</p>'
    mine = '<p><mark data-annotation="7">We are very glad</mark>.</p>'
    assert places(marked(base, theirs, mine).html()) == {"7": "We are very glad"}


def test_of_an_annotation_that_both_have_the_place_is_theirs():
    base = "<p>The river rose.</p>"
    theirs = '<p>The river <mark data-annotation="7">rose</mark>.</p>'
    mine = '<p>The <mark data-annotation="7">river</mark> rose high.</p>'
    assert places(marked(base, theirs, mine).html()) == {"7": "rose"}


@pytest.mark.parametrize("size", [200_000])
def test_hostile_sizes_are_bounded(size):
    base, theirs, mine = (f"<p>{word * (size // 2)}</p>" for word in ("a ", "b ", "c "))
    base, theirs, mine = clean(base), clean(theirs), clean(mine)
    assert merge(base, theirs, mine).overlaps == [Overlap(theirs, mine)]
    many = paragraphs(*("x" for _ in range(20_000)))
    other = paragraphs(*("y" for _ in range(20_000)))
    assert merge(many, other, many).html("theirs") == other


# Bodies of a few blocks of numbered words; edits put in words of their own.
LINES = st.lists(st.lists(st.integers(0, 99), max_size=6), max_size=5)
WRAPPERS = [
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<ul><li><p>{}</p></li><li><p>x</p></li></ul>",
    "<p><em>{}</em> y</p>",
]
WRAPS = st.lists(st.sampled_from(WRAPPERS), min_size=9, max_size=9)


@st.composite
def bodies(draw):
    lines = draw(LINES)
    wraps = draw(WRAPS)
    return clean("".join(wraps[n].format(" ".join(map(str, line))) for n, line in enumerate(lines)))


@given(bodies(), bodies())
@settings(max_examples=300, deadline=None)
def test_what_only_one_side_changed_is_that_side(base, other):
    for theirs, mine in [(base, other), (other, base), (other, other)]:
        result = merge(base, theirs, mine)
        assert (result.html(), result.overlaps) == (other, [])


@st.composite
def edits(draw):
    """A base of words that stand once each, and two edits of it that put in words of their own."""
    words = iter(range(1000))
    lines = [[f"w{next(words)}" for _ in line] for line in draw(LINES)]
    sides = []
    for name in ("t", "m"):
        side = [line.copy() for line in lines]
        for n, (what, at, where) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(["word", "drop", "swap", "line", "gone", "split", "move"]),
                        st.integers(0, 99),
                        st.integers(0, 99),
                    ),
                    max_size=5,
                )
            )
        ):
            edit(side, what, at, where, f"{name}{n}")
        sides.append(side)
    return [clean(paragraphs(*map(" ".join, side))) for side in (lines, *sides)]


def edit(side, what, at, where, new):
    if what == "line" or not side:
        side.insert(at % (len(side) + 1), [new])
        return
    line = side[at % len(side)]
    if what == "gone":
        side.remove(line)
    elif what == "split":
        side.insert(at % len(side) + 1, line[where % (len(line) + 1) :])
        del line[where % (len(line) + 1) :]
    elif what == "move":
        side.insert(where % len(side), side.pop(at % len(side)))
    elif what == "word" or not line:
        line.insert(where % (len(line) + 1), new)
    elif what == "swap":
        line[where % len(line)] = new
    else:
        del line[where % len(line)]


def words_of(body: str) -> set[str]:
    return set(re.findall(r"\w+", project(body)))


@given(edits())
@settings(max_examples=500, deadline=None)
def test_no_text_of_either_side_vanishes_silently(bodies):
    base, theirs, mine = bodies
    result = merge(base, theirs, mine)
    old, one, other = (words_of(body) for body in bodies)
    found = words_of(clean(result.html("theirs", "mine")))
    assert (one - old) | (other - old) | (old & one & other) <= found
