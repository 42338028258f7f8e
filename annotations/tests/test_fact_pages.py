"""The pages of one fact and of one source: where else it stands, and what became of it."""

import pytest

from annotations.models import Source
from annotations.services import relate, withdraw
from annotations.services.corrections import add_correction, withdraw_correction
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE, text
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(published=True)


@pytest.fixture
def claim(article):
    return annotate(article, "The river rose", approved=True)


@pytest.fixture
def other():
    article = make_article("Upstream", slug="upstream", published=True)
    detail = COMPLETE["claim"] | {"summary": "Water came"}
    return annotate(article, "The river rose", approved=True, detail=detail)


HEADINGS = [
    ("same_claim_as", "The same claim elsewhere", "The same claim elsewhere"),
    ("similar_to", "Similar to it", "Similar to it"),
    ("updates", "It updates", "Updated by"),
    ("corrects", "It corrects", "Corrected by"),
    ("continues", "It continues", "Continued by"),
]


@pytest.mark.parametrize(("kind", "here", "there"), HEADINGS)
def test_what_stands_for_the_same_is_told_from_both_ends(client, claim, other, kind, here, there):
    relate(claim, other, type=kind, note="See both", by=None)
    for path, heading, shown, headline in (
        (claim.get_absolute_url(), here, "Water came", "Upstream"),
        (other.get_absolute_url(), there, "A claim", "River rises"),
    ):
        page = text(client, path).partition(f">{heading}</h2>")[2]
        for words in (shown, headline, "See both"):
            assert words in page
        assert text(client, path).count("See both") == 1


def test_other_relations_stay_in_the_note(client, claim, other):
    relate(claim, other, type="disputes", by=None)
    page = text(client, claim.get_absolute_url())
    assert "disputes" in page
    assert "elsewhere" not in page.replace('class="elsewhere"', "")


def test_what_readers_may_not_see_stands_nowhere_else(client, claim, other):
    relate(claim, other, type="same_claim_as", by=None)
    withdraw(other, by=None)
    page = text(client, claim.get_absolute_url())
    assert "The same claim elsewhere" not in page
    assert "Water came" not in page


def test_its_history_is_its_public_corrections(client, article, claim):
    assert "No correction since." in text(client, claim.get_absolute_url())
    fields = {"by": None, "annotation": claim}
    add_correction(article, text="It rose less", old_wording="x", new_wording="y", **fields)
    gone = add_correction(article, text="Never mind", **fields)
    withdraw_correction(gone, by=None)
    page = text(client, claim.get_absolute_url())
    for words in ("First published on", "It rose less", "<del>x</del>", "<ins>y</ins>"):
        assert words in page
    assert "Never mind" not in page
    assert "No correction since." not in page


def test_one_or_many_elsewhere_take_as_many_queries(
    client, claim, other, django_assert_num_queries
):
    relate(claim, other, type="same_claim_as", by=None)
    for _ in range(2):
        with django_assert_num_queries(QUERIES):
            page = text(client, claim.get_absolute_url())
        for _ in range(20 if page.count('class="fact"') == 1 else 0):
            more = annotate(other.article, "The river rose", approved=True)
            relate(more, claim, type="same_claim_as", by=None)
    assert page.count('class="fact"') == 21


# the annotation, evidence, relations, their far ends, corrections, sections of the frame
QUERIES = 6


def test_a_source_shows_one_kind_or_all(client, article):
    detail = COMPLETE["statistic"] | {"publisher": "Ada Marl"}
    rows = [
        annotate(article, QUOTE, "quote", approved=True),
        annotate(article, "two metres", "statistic", approved=True, detail=detail),
    ]
    path = Source.objects.get().get_absolute_url()
    assert client.get(path).context["annotations"] == rows[::-1]
    assert client.get(f"{path}?kind=quote").context["annotations"] == rows[:1]
    assert "There are none here." in text(client, f"{path}?kind=claim")
    for kind in ("social_embed", "x", "\x00"):
        assert client.get(path, {"kind": kind}).status_code == 404
