"""Social embeds as quoted posts, and the links from marks to notes: pure functions on HTML."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.embeds import Post, wrap_posts
from annotations.excerpts import excerpt
from annotations.highlighting import Mark, highlight
from annotations.references import Reference, add_references
from articles.text import clean, project

POST = Post(
    id=7,
    start=0,
    end=0,
    platform="X",
    author_name="Ada Marl",
    handle="@ada",
    author_url="https://example.org/ada",
    post_date="2026-11-03",
    post_url="https://example.org/ada/1",
)
SIGNED = (
    "<p>Before.</p><p>Keep off the quay 🌊 pic.twitter.com/AbCdEfGhIj</p>"
    "<p>— Ada 𝗠𝗮𝗿𝗹 ⚓ (@ada) November 3, 2026</p><p>After.</p>"
)


def show(body: str, words: str, *, others=(), **fields) -> str:
    body = clean(body)
    text = project(body)
    start = text.index(words)
    post = replace(POST, start=start, end=start + len(words), **fields)
    marks = [Mark(start=post.start, end=post.end, id=post.id, kind="social_embed"), *others]
    return wrap_posts(highlight(body, marks), [post])


def bare(html: str) -> str:
    return re.sub("<[^>]*>", "", html)


def in_caption(html: str) -> str:
    return re.search("<figcaption.*</figcaption>", html)[0]


def in_quote(html: str) -> str:
    return re.search("<blockquote.*</blockquote>", html)[0]


SIGNED_WORDS = project(SIGNED)[len("Before.\n") : -len("\nAfter.")]


def test_a_post_is_a_figure_and_its_signature_stands_once():
    html = show(SIGNED, SIGNED_WORDS)
    assert '<blockquote cite="https://example.org/ada/1" lang="en" dir="auto">' in html
    assert bare(in_quote(html)) == "Keep off the quay 🌊 pic.twitter.com/AbCdEfGhIj"
    caption = in_caption(html)
    assert bare(caption) == "— Ada 𝗠𝗮𝗿𝗹 ⚓ (@ada) November 3, 2026Post on X"
    assert '<a href="https://example.org/ada" rel="nofollow noopener">' in caption
    assert '<time datetime="2026-11-03">November 3, 2026</time></a>' in caption
    assert html.startswith("<p>Before.</p><figure")
    assert html.endswith("</figure><p>After.</p>")


def test_without_a_signature_the_fields_say_who():
    html = show("<p>Keep off the quay</p>", "Keep off the quay")
    assert bare(in_caption(html)) == "Ada Marl @ada 3 November 2026Post on X"


def test_a_date_unknown_leaves_the_link():
    html = show("<p>Keep off</p>", "Keep off", post_date="")
    assert ">See the post</a>" in in_caption(html)


@pytest.mark.parametrize("date", ["2026", "2026-11"])
def test_a_partial_date_is_a_time(date):
    html = show("<p>Keep off</p>", "Keep off", post_date=date)
    assert f'<time datetime="{date}">' in in_caption(html)


def test_signature_after_a_break_in_the_same_paragraph():
    html = show("<p>Keep off<br>— Ada (@ada) 2026</p>", "Keep off\n— Ada (@ada) 2026")
    assert bare(in_quote(html)) == "Keep off"
    assert bare(in_caption(html)).startswith("— Ada (@ada) 2026")


def test_signature_on_the_line_of_the_post():
    html = show("<p>Keep off — Ada (@ada) 2026</p>", "Keep off — Ada (@ada) 2026")
    assert bare(in_quote(html)) == "Keep off"
    assert bare(in_caption(html)).startswith("— Ada (@ada) 2026")


def test_a_name_with_dashes_and_brackets_is_one_name():
    words = "Keep off\n— Ada – Marl (she/her) (@ada) May 13, 2025 at 11:37 PM"
    html = show("<p>Keep off</p><p>" + words.split("\n")[1] + "</p>", words)
    assert bare(in_quote(html)) == "Keep off"
    assert '<bdi class="post-author">Ada – Marl (she/her)</bdi>' in in_caption(html)


def test_a_signature_of_somebody_else_stays_in_the_quote():
    html = show("<p>Keep off</p><p>— Bo (@bo) 2026</p>", "Keep off\n— Bo (@bo) 2026")
    assert "@bo" in in_quote(html)
    assert "@ada" in in_caption(html)


def test_part_of_a_block_stays_a_mark():
    html = show("<p>She wrote: Keep off the quay.</p>", "Keep off the quay")
    assert "<figure" not in html
    assert '<mark class="social_embed" data-annotation="7">' in html


def test_a_pasted_block_quote_is_not_quoted_twice():
    html = show("<blockquote><p>Keep off</p><p>now</p></blockquote>", "Keep off\nnow")
    assert html.count("<blockquote") == 1


def test_blocks_in_a_list_are_covered_whole_or_not_at_all():
    body = "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"
    assert "<figure" not in show(body, "One")
    assert "<figure" in show(body, "One\nTwo")


def test_marks_inside_a_post_stay():
    inside = Mark(start=8, end=12, id=9, kind="claim")
    html = show(SIGNED, SIGNED_WORDS, others=[inside])
    assert '<mark class="social_embed claim" data-annotation="7 9">Keep</mark>' in html


@pytest.mark.parametrize("field", ["author_url", "post_url"])
def test_an_address_that_is_no_web_address_is_no_link(field):
    html = show(SIGNED, SIGNED_WORDS, **{field: "javascript:alert(1)"})
    assert "javascript" not in html


def test_hostile_fields_are_escaped():
    html = show("<p>Keep</p>", "Keep", author_name="<script>", handle='@"><img src=x>')
    assert "<script>" not in html
    assert "<img" not in html


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["p", "h2", "ul", "blockquote", "hr", "table"]), min_size=1, max_size=6
    ),
    st.data(),
)
def test_no_word_is_lost_or_said_twice(kinds, data):
    shapes = {
        "p": "<p>Word 🌊{0}<br>&lt;more&gt;</p>",
        "h2": "<h2>Head {0}</h2>",
        "ul": "<ul><li><p>Item {0}</p></li></ul>",
        "blockquote": "<blockquote><p>Said {0}</p></blockquote>",
        "hr": "<hr>",
        "table": "<table><tbody><tr><td><p>Cell {0}</p></td></tr></tbody></table>",
    }
    body = clean("".join(shapes[kind].format(number) for number, kind in enumerate(kinds)))
    text = project(body)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mark = Mark(start=start, end=end, id=7, kind="social_embed")
    html = wrap_posts(highlight(body, [mark]), [replace(POST, start=start, end=end)])
    without = re.sub("<figcaption.*?</figcaption>", "", html)
    assert bare(without) == bare(body)


REFERENCES = {
    7: Reference(2, "claim", "Claim", ("Claim: checked", "Ada")),
    9: Reference(1, "quote", "Quote"),
}


def test_each_annotation_has_one_link_after_its_last_piece():
    body = clean("<p>One <em>two</em> three</p><p>four</p>")
    marks = [Mark(start=4, end=18, id=7, kind="claim"), Mark(start=4, end=7, id=9, kind="quote")]
    html = add_references(highlight(body, marks), REFERENCES)
    assert re.sub('<a class="note-ref"[^>]*></a>', "", html) == highlight(body, marks)
    assert html.index('id="ref-9"') < html.index("three") < html.index('id="ref-7"')
    assert html.count('id="ref-7"') == 1


def test_a_reference_never_stands_in_a_link():
    body = clean('<p>See <a href="https://example.org/">the levels of today</a> there</p>')
    html = add_references(highlight(body, [Mark(start=8, end=14, id=7, kind="claim")]), REFERENCES)
    assert "today</a><a class=" in html


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One. Two is here now. Three.", "is here", ("Two ", "is here", " now.")),
        ("“Two,” she said. Three.", "“Two,”", ("", "“Two,”", " she said.")),
        ("Two is here. Three.", "Two is here.", ("", "Two is here.", "")),
        ("Line\nTwo lines\nhere, too", "lines\nhere", ("Two ", "lines\nhere", ", too")),
    ],
)
def test_an_excerpt_is_the_sentence(text, words, expected):
    start = text.index(words)
    assert excerpt(text, start, start + len(words)) == expected


def test_an_excerpt_of_endless_words_is_cut():
    text = "word " * 500
    cut = excerpt(text, 1000, 1004)
    assert cut.before.startswith("… ")
    assert cut.after.endswith(" …")
    assert len("".join(cut)) < 600
