"""The typed fields over HTTP: decimals and sources."""

import pytest

from annotations.models import Annotation, Source
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
    for wrong in ("Ada", 0, 99, True, 2**70, {}, {"id": 99}, {"name": " "}, {"name": 3},
                  {"id": one["id"], "name": "Other"}, {"id": one["id"], "age": 3}, [1]):  # fmt: skip
        refused(make(wrong), 400, "invalid")
    assert Annotation.objects.count() == before
