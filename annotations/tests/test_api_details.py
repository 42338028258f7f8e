"""The typed fields over HTTP: decimals and sources."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from annotations.models import Annotation, Source, Statistic
from annotations.services import create_source
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
WORDS = "The river rose by two metres"


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def test_decimals_are_text_without_noise(editor, article):
    detail = {"value": 2.5, "lower": "100", "upper": "0.1230", "unit": "m"}
    body = {"article": article.pk, "kind": "statistic", "exact": WORDS, "statistic": detail}
    shown = done(Api(editor).post("annotations/", body), 201)["statistic"]
    assert (shown["value"], shown["lower"], shown["upper"]) == ("2.5", "100", "0.123")


def decimal(reporter, article, value):
    body = {"article": article.pk, "exact": WORDS, "statistic": {"value": value}}
    return Api(reporter).post("statistics/", body)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("123456789012345", "123456789012345"), ("0.1234567891", "0.1234567891"), ("-0", "0"),
        ("99999999999999900000", "99999999999999900000"), ("-12345.6789012345", "-12345.6789012345"),
        ("1e5", "100000"), (1e15, "1000000000000000"), (0, "0"), ("1.10", "1.1"), (None, None),
    ],
)  # fmt: skip
def test_decimals_come_back_as_they_were_written(reporter, article, value, shown):
    assert done(decimal(reporter, article, value), 201)["statistic"]["value"] == shown


@pytest.mark.parametrize(
    "value",
    ["99999999999999999999.9999999999", "1234567890123456", "0.12345678901", "1e400", 1e22, 2**70,
     "9" * 2000, True, [], {}, "NaN", "-Infinity", "five"],
)  # fmt: skip
def test_decimals_refused(reporter, article, value):
    problem = refused(decimal(reporter, article, value), 400, "invalid")
    assert "value" in problem["errors"]["statistic"]


def test_a_refused_choice_tells_those_there_are(reporter, article):
    body = {"article": article.pk, "exact": WORDS, "quote": {"verification": "yes"}}
    found = refused(Api(reporter).post("quotes/", body), 400, "invalid")["errors"]["quote"]
    told = "One of unverified, matches_source, differs_from_source, cannot_verify."
    for problem in (
        found,
        refused(Api().get("quotes/?verification=matches_source,yes"), 400, "invalid")["errors"],
    ):
        assert problem == {"verification": [told]}


NOBODY = 10**9  # no source gets this far


def test_sources_by_id_by_name_and_several_of_a_name(editor, article):
    api = Api(editor)

    def make(speaker):
        body = {"article": article.pk, "exact": WORDS, "quote": {"speaker": speaker}}
        return api.post("quotes/", body)

    one = done(make({"name": "Ada Marl"}), 201)["quote"]["speaker"]
    assert one == {"id": Source.objects.get().pk, "name": "Ada Marl"}
    for same in ({"name": "ADA  marl"}, {"id": one["id"]}, one["id"], one):
        assert done(make(same), 201)["quote"]["speaker"] == one
    create_source(name="Ada Marl", disambiguation="the goalkeeper", by=editor)
    problem = refused(make({"name": "Ada Marl"}), 400, "ambiguous_source")
    assert len(problem["candidates"]) == 2
    before = Annotation.objects.count()
    for wrong in ("Ada", 0, NOBODY, True, 2**70, {}, {"id": NOBODY}, {"name": " "}, {"name": 3},
                  {"id": one["id"], "name": "Other"}, {"id": one["id"], "age": 3}, [1]):  # fmt: skip
        refused(make(wrong), 400, "invalid")
    assert Annotation.objects.count() == before


def statistic(api, article, **detail):
    return api.post("statistics/", {"article": article.pk, "exact": WORDS, "statistic": detail})


def test_lists_dates_and_flags_come_back_as_they_were_written(editor, article):
    api = Api(editor)
    detail = {
        "population": "gauges on the river", "breakdown": ["Upper town", "In spring"],
        "period_start": "2025-03", "period_end": "2025", "method": "count",
        "obs_status": "provisional", "reported_by": "The Ferry Post",
        "archived_url": "https://example.org/kept",
    }  # fmt: skip
    shown = done(statistic(api, article, **detail), 201)
    assert detail.items() <= shown["statistic"].items()
    post = {
        "truncated": True, "media": ["https://example.org/a.jpg", "https://example.org/b.mp4"],
        "post_id": "1799", "language": "cy", "archived_on": "2026-11",
    }  # fmt: skip
    body = {"article": article.pk, "exact": WORDS, "social_embed": post}
    made = done(api.post("social-embeds/", body), 201)
    assert post.items() <= made["social_embed"].items()
    bare = done(statistic(api, article), 201)["statistic"]
    assert (bare["breakdown"], bare["period_end"], bare["obs_status"]) == ([], "", "")


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        *(("statistic", "breakdown", value) for value in (
            "Upper town", [""], [" "], [3], [["a"]], [None], {"a": "b"}, True, ["a\nb"],
            ["a" * 1001], ["a"] * 51, None)),
        *(("social_embed", "media", value) for value in (
            ["no link"], ["javascript:alert(1)"], ["https://example.org", "ftp://example.org"])),
        *(("social_embed", "truncated", value) for value in ("yes", 1, None, [])),
        ("statistic", "period_start", "spring"), ("statistic", "method", "guess"),
        ("social_embed", "language", "no language"), ("claim", "claim_date", "2026-13"),
        ("claim", "first_appearance", "javascript:alert(1)"), ("quote", "edited", "a bit"),
    ],
)  # fmt: skip
def test_values_refused(reporter, article, kind, name, value):
    body = {"article": article.pk, "kind": kind, "exact": WORDS, kind: {name: value}}
    problem = refused(Api(reporter).post("annotations/", body), 400, "invalid")
    assert name in problem["errors"][kind]
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("2025", "2025", True), ("2025-06", "2025", True), ("2025", "2025-01-01", True),
        ("2025-06-30", "2025-06", True), ("", "2025", True), ("2025", "", True),
        ("2025-06-30", "2025-06-29", False), ("2025", "2024", False), ("2025-02", "2025-01", False),
    ],
)  # fmt: skip
def test_a_period_does_not_end_before_it_starts(editor, article, start, end, fits):
    api = Api(editor)
    answer = statistic(api, article, period_start=start, period_end=end)
    if fits:
        done(answer, 201)
        return
    problem = refused(answer, 400, "invalid")
    assert list(problem["errors"]["statistic"]) == ["period_end"]
    row = done(statistic(api, article, period_end=end), 201)
    url = f"annotations/{row['id']}/"
    answer = api.patch(url, {"statistic": {"period_start": start}}, tag="*")
    refused(answer, 400, "invalid")  # one half of it is enough
    with pytest.raises(IntegrityError, match="statistic_period_in_order"), transaction.atomic():
        Statistic.objects.filter(pk=row["id"]).update(period_start_sort=date(2025, 12, 31))


def test_evidence_tells_whether_it_is_the_record_itself(editor, article):
    api = Api(editor)
    made = done(statistic(api, article), 201)
    body = {"annotation": made["id"], "title": "The gauge book", "source_type": "primary"}
    assert done(api.post("evidence/", body), 201)["source_type"] == "primary"
    refused(api.post("evidence/", body | {"source_type": "person"}), 400, "invalid")
