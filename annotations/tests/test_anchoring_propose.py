"""Proposing places for lost words: similar, best first, never nonsense, in bounded time."""

import time
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from annotations.anchoring import Quote, Span, propose
from annotations.anchoring.proposing import LONGEST, SENSIBLE
from annotations.anchoring.typography import plain_dress
from annotations.tests.hard_text import PIECES, article, sentence
from articles.text import tidy_span

TEXT = (
    "The council will close three of its nine libraries by May, the mayor said on Monday. "
    "Nobody was asked. The river had gone up by nearly two metres overnight. “We were lucky,” "
    "said the harbour master, who had slept in his boat.\n"
    "Later, rents rose by nine per cent. The 会议 said 河水上涨了两米。"
)


def proposed(exact, prefix="", suffix="", text=TEXT, **options):
    spans = propose(text, Quote(exact, prefix, suffix), **options)
    return [text[span.start : span.end] for span in spans]


def alike(one, other):
    return Indel.normalized_similarity(plain_dress(one).casefold(), plain_dress(other).casefold())


@pytest.mark.parametrize(
    ("exact", "there"),
    [
        ("said the master", "said the harbour master"),
        ("“We were very lucky”", "“We were lucky,”"),
        ("Rents went up by 7 per cent", "rents rose by nine per cent"),
        ("By May the council will close 3 of its libraries", "The council will close three of its nine libraries"),
        ("NOBODY WAS ASKED", "Nobody was asked"),
        ("河水上涨了三米", "河水上涨了两米"),
    ],
)  # fmt: skip
def test_similar_words_are_proposed_first(exact, there):
    assert proposed(exact)[0] == there


@pytest.mark.parametrize(
    "exact", ["the sky fell on Chicken Licken", "", " ", "\n\n", "x" * (LONGEST + 1)]
)
def test_nothing_is_proposed_where_nothing_is_like_it(exact):
    assert propose(TEXT, Quote(exact)) == []
    assert propose("", Quote(exact)) == []


def test_of_twins_the_one_in_the_right_surroundings_comes_first():
    twins = "Rents rose in Holmby. Later, rents fell in Ferris. At last rents rose in Ferris."
    spans = propose(twins, Quote("rents rose", "At last ", " in Ferris."))
    assert [span.start for span in spans] == [twins.index("rents rose"), 0]
    assert spans == propose(twins, Quote("rents rose", "At last ", " in Ferris."), limit=2)
    assert len(propose(twins, Quote("rents rose"), limit=1)) == 1


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.integers(0, 4),
)
def test_every_proposal_keeps_the_promise(text, exact, limit):
    spans = propose(text, Quote(exact), limit)
    assert len(spans) <= limit
    for span in spans:
        assert tidy_span(text, span.start, span.end) == (span.start, span.end)
        assert alike(exact, text[span.start : span.end]) >= SENSIBLE
    scores = [alike(exact, text[span.start : span.end]) for span in spans]
    assert scores == sorted(scores, reverse=True)
    in_order = sorted(spans, key=lambda span: span.start)
    assert all(a.end <= b.start for a, b in pairwise(in_order))
    assert spans == propose(text, Quote(exact), limit)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(12, 400))
@example(921572, 12)  # the words of a word that stands there three times
def test_the_very_words_are_proposed_wherever_they_stand(seed, length):
    rng = Random(seed)
    text = article(rng, 3_000)
    start = rng.randrange(len(text) - length)
    try:
        start, end = tidy_span(text, start, start + length)
    except ValueError:
        return
    spans = propose(
        text, Quote(text[start:end], text[max(0, start - 32) : start], text[end : end + 32])
    )
    assert spans[0] == Span(start, end)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6))
def test_a_sentence_with_a_few_other_words_is_found_again(seed):
    rng = Random(seed)
    lost = sentence(rng)
    words = lost.split(" ")
    for _ in range(2):
        words[rng.randrange(1, len(words) - 1)] = rng.choice(["yellow", "tremendous", "12"])
    rewritten = " ".join(words)
    if alike(lost, rewritten) < 0.8:
        return
    text = "\n".join([article(rng, 2_000), rewritten, article(rng, 2_000)])
    best = propose(text, Quote(lost))[0]
    start = text.index(rewritten)
    assert best.start < start + len(rewritten)
    assert start < best.end
    assert alike(lost, text[best.start : best.end]) >= alike(lost, rewritten) - 0.05


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("a " * 250_000, "a a a a b"),
        ("a" * 500_000, "a" * LONGEST),
        ("漢字" * 250_000, "漢字漢"),
        (article(Random(1), 500_000), sentence(Random(2)) * 20),
    ],
    ids=["words", "letters", "unspaced", "prose"],
)
def test_hostile_texts_take_no_long_time(text, exact):
    began = time.process_time()
    propose(text, Quote(exact[:LONGEST]))
    assert time.process_time() - began < 5
