"""Saying where: by words, by their context, by offsets."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import Span
from annotations.errors import Ambiguous, QuoteNotFound
from annotations.serializers.places import locate
from articles.errors import Invalid, Refusal
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

TEXT = "One fish, two fish.\nRed “fish” 🐟 two fish, he said. It’s e\u0301te\u0301."


def words(place) -> str:
    span = locate(TEXT, place)
    return TEXT[span.start : span.end]


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ({"exact": "One fish"}, 0),
        ({"exact": "fish", "start": 4}, 4),
        ({"exact": "fish", "prefix": "One "}, 4),
        ({"exact": "fish", "suffix": "”"}, 25),
        ({"exact": "two fish", "prefix": "🐟 "}, 33),
        ({"exact": " two fish", "suffix": "."}, 10),
        ({"start": 4, "end": 8}, 4),
        ({"start": 4, "end": 9, "exact": "fish,"}, 4),
        ({"start": 4, "end": 8, "exact": "fish", "prefix": "One "}, 4),
        ({"exact": 'Red "fish" 🐟 two'}, 20),
        ({"exact": "It's", "prefix": "said. "}, 52),
    ],
)
def test_found(place, start):
    assert locate(TEXT, place).start == start


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ({}, Invalid),
        ({"start": 4}, Invalid),
        ({"end": 4}, Invalid),
        ({"exact": "fish", "end": 8}, Invalid),
        ({"prefix": "One "}, Invalid),
        ({"start": 8, "end": 4}, Invalid),
        ({"start": 4, "end": 10**9}, Invalid),
        ({"start": 8, "end": 8}, Invalid),
        ({"start": 4, "end": 8, "exact": "dish"}, Invalid),
        ({"start": 4, "end": 8, "prefix": "Two "}, Invalid),
        ({"start": 4, "end": 8, "exact": "fish", "suffix": "."}, Invalid),
        ({"exact": "fish"}, Ambiguous),
        ({"exact": "two fish"}, Ambiguous),
        ({"exact": "dish"}, QuoteNotFound),
        ({"exact": "fish", "start": 5}, QuoteNotFound),
        ({"exact": "One fish", "prefix": "Not "}, QuoteNotFound),
        ({"exact": "e"}, Ambiguous),
        ({"exact": "t", "prefix": "e\u0301", "suffix": "a"}, QuoteNotFound),
        ({"exact": " "}, QuoteNotFound),
    ],
)
def test_refused(place, error):
    with pytest.raises(error):
        locate(TEXT, place)


def test_candidates_are_all_the_places_and_each_of_them_works():
    with pytest.raises(Ambiguous) as caught:
        locate(TEXT, {"exact": "fish"})
    candidates = caught.value.extra["candidates"]
    assert len(candidates) == 4
    for candidate in candidates:
        assert words(candidate) == words({"exact": "fish", **candidate}) == "fish"


def test_many_places_cost_little():
    with pytest.raises(Ambiguous):
        locate("a" * 200_000, {"exact": "a" * 1_000})


@given(st.text(), st.data())
def test_what_is_read_at_a_place_finds_it_again(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        span = locate(text, {"start": start, "end": end})
    except Invalid:
        return
    exact = text[span.start : span.end]
    assert locate(text, {"exact": exact, "start": span.start}) == span
    with contextlib.suppress(Ambiguous):  # the words may repeat within their own context
        assert locate(text, {"exact": exact, **_context(text, span)}) == span


def _context(text: str, span: Span) -> dict:
    return {"prefix": text[: span.start], "suffix": text[span.end :]}


@given(st.text(), st.text(min_size=1), st.text(), st.text(), st.none() | st.integers(0, 50))
def test_never_anything_but_a_place_or_a_refusal(text, exact, prefix, suffix, start):
    place = {"exact": exact, "prefix": prefix, "suffix": suffix}
    try:
        span = locate(text, place if start is None else {**place, "start": start})
    except Refusal:
        return
    assert 0 <= span.start < span.end <= len(text)


@pytest.mark.django_db
def test_over_http(reporter):
    article = make_article(body=f"<p>{TEXT.partition(chr(10))[0]}</p>")
    api = Api(reporter)

    def make(**place):
        return api.post("claims/", {"article": article.pk, **place})

    problem = refused(make(exact="fish"), 400, "ambiguous")
    assert problem["candidates"] == [{"start": 4, "end": 8}, {"start": 14, "end": 18}]
    assert done(make(exact="fish", prefix="two "), 201)["start"] == 14
    assert done(make(start=3, end=9), 201)["exact"] == "fish,"
    refused(make(exact="dish"), 400, "quote_not_found")
    for place in ({}, {"exact": ""}, {"exact": 3}, {"start": -1, "end": 3}, {"start": "x", "end": 3},
                  {"start": 2**80, "end": 2**81}, {"start": 0, "end": 900}, {"start": 0, "end": True},
                  {"exact": None}, {"start": None, "end": 3}, {"exact": "fish", "prefix": 3}):  # fmt: skip
        refused(make(**place), 400, "invalid")
