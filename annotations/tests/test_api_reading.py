"""How much of items is shown, and whole lists in one answer."""

import csv
import io
import json

import pytest
from django.db import OperationalError, connection

from annotations.models import Annotation
from annotations.services import add_evidence, relate
from annotations.tests.factories import COMPLETE, annotate
from articles.models import Author, Section, Topic
from articles.rest.streaming import AT_ONCE, cell
from articles.tests.api import Api, description, done, refused
from articles.tests.factories import make_article
from newsroom.api import COLLECTIONS

pytestmark = pytest.mark.django_db
WORDS = "The river rose by two metres"


@pytest.fixture
def article(editor):
    section = Section.objects.create(name="Water", slug="water")
    topic = Topic.objects.create(name="Floods", slug="floods")
    author = Author.objects.create(name="Bo Tarn", slug="bo")
    return make_article(
        by=editor, published=True, section=section, topics=[topic], authors=[author]
    )


@pytest.fixture
def claim(article, editor):
    return annotate(article, WORDS, by=editor, approved=True)


@pytest.fixture
def quote(article, editor, claim):
    quote = annotate(article, "We were lucky", "quote", by=editor, approved=True)
    relate(claim, quote, type="supports", note="Same man.", by=editor)
    return quote


def body(response) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows(user, address: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body(Api(user).get(address)), newline="")))


def lines(user, address: str) -> list[dict]:
    return [json.loads(line) for line in body(Api(user).get(address)).split("\n")[:-1]]


def test_only_the_fields_that_are_asked_for(editor, claim):
    item = done(Api().get(f"annotations/{claim.pk}/"))
    response = Api().get(f"annotations/{claim.pk}/?fields=exact,id,desk_note")
    assert done(response) == {"id": claim.pk, "exact": WORDS}
    assert done(Api(editor).get(f"claims/{claim.pk}/?fields=desk_note")) == {"desk_note": ""}
    tag = response["ETag"]
    assert Api().get(f"annotations/{claim.pk}/")["ETag"] != tag
    same = Api().get(f"annotations/{claim.pk}/?fields=exact,id,desk_note", **{"If-None-Match": tag})
    assert same.status_code == 304
    for name, value in item.items():
        assert done(Api().get(f"claims/?fields={name}"))["results"] == [{name: value}]
    assert done(Api().get("articles/?fields=slug"))["results"] == [{"slug": "river-rises"}]
    for path in (f"claims/{claim.pk}/", "claims/", "claims/?format=jsonl&kind=quote"):
        mark = "&" if "?" in path else "?"
        for names in ("colour", "id,", "quote", "id, kind"):
            problem = refused(Api().get(f"{path}{mark}fields={names}"), 400, "invalid")
            assert set(problem["errors"]) == {"fields"}
    refused(Api().get("articles/?fields=body"), 400, "invalid")  # only an item has it
    refused(Api(editor).patch(f"annotations/{claim.pk}/?fields=id", {}, tag="*"), 400, "invalid")


def test_what_is_named_in_full(editor, article, claim, quote):
    draft = annotate(article, "on Monday", by=editor)
    relate(claim, draft, type="supports", by=editor)
    for user in (None, editor):
        api = Api(user)
        in_list = {item["id"]: item for item in done(api.get("articles/"))["results"]}
        alone = {pk: done(api.get(f"annotations/{pk}/")) for pk in (claim.pk, quote.pk)}
        for path in (f"annotations/{claim.pk}/", f"claims/?id={claim.pk}"):
            plain, mark = done(api.get(path)), "&" if "?" in path else "?"
            full = done(api.get(f"{path}{mark}include=article,relations"))
            plain, full = (data.get("results", [data])[0] for data in (plain, full))
            assert full["article"] == in_list[article.pk]
            assert len(full["relations"]) == (2 if user else 1)
            assert full["relations"][0].pop("annotation") == alone[quote.pk]
            for relation in full["relations"]:
                relation.pop("annotation", None)
            assert full == {**plain, "article": full["article"]}
        [relation] = done(api.get(f"quotes/{quote.pk}/?include=relations"))["relations"]
        assert relation["annotation"] == alone[claim.pk]
        streamed = lines(user, "quotes/?include=relations&format=jsonl&fields=relations,id")
        assert streamed == [{"id": quote.pk, "relations": [relation]}]
    for path in ("claims/", f"claims/{claim.pk}/"):
        refused(Api().get(f"{path}?include=source"), 400, "invalid")
    refused(Api().get("articles/?include=article"), 400, "invalid")
    refused(Api().get("claims/?include=article&format=csv"), 400, "invalid")


@pytest.mark.parametrize("path", [name for name, view in COLLECTIONS.items() if view.streams])
@pytest.mark.parametrize("who", ["reader", "editor"])
def test_streams_have_what_the_pages_have(path, who, editor, claim, quote):
    for kind in ("statistic", "social_embed"):
        annotate(claim.article, WORDS, kind, by=editor, approved=True)
    add_evidence(claim, title="Gauge", by=editor)
    annotate(claim.article, WORDS, by=editor)
    user = editor if who == "editor" else None
    listed = done(Api(user).get(f"{path}/"))["results"]
    assert lines(user, f"{path}/?format=jsonl") == listed
    table = rows(user, f"{path}/?format=csv")
    assert [row["id"] for row in table] == [str(item["id"]) for item in listed]
    for row, item in zip(table, listed, strict=True):
        for name, value in row.items():
            inner = item
            for part in name.split("."):
                inner = inner.get(part) if isinstance(inner, dict) else None
            assert value == cell(inner), name
    response = Api(user).get(f"{path}/?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{path}.csv"'
    text = body(response)
    assert text.endswith("\r\n")
    described = description()["paths"][f"/api/v1/{path}/"]["get"]["responses"]["200"]["content"]
    assert text.startswith(described["text/csv"]["example"])
    for name in ("page_size=2", "cursor=x"):
        refused(Api(user).get(f"{path}/?format=csv&{name}"), 400, "invalid")
    refused(Api(user).get(f"{path}/?format=xml"), 400, "invalid")
    assert Api(user).client.head(f"/api/v1/{path}/?format=csv").content == b""


def test_a_stream_narrows_and_takes_what_it_is_asked_for(claim, quote):
    assert [row["id"] for row in rows(None, "annotations/?format=csv&kind=quote")] == [
        str(quote.pk)
    ]
    assert body(Api().get("quotes/?format=csv&fields=quote,id&kind=claim")).startswith("id,quote.")
    assert body(Api().get("quotes/?format=jsonl&kind=claim")) == ""
    response = Api().client.get(
        "/api/v1/claims/?format=csv", headers={"Accept": "text/csv"}
    )  # nothing else is accepted
    assert response.status_code == 200
    refused(Api().get(f"claims/{claim.pk}/?format=csv"), 400, "invalid")
    refused(Api().get("claims/?format=csv&state=x"), 400, "invalid")


def test_a_long_stream_skips_and_repeats_nothing_while_others_write(article, editor):
    made = [annotate(article, WORDS, approved=True).pk for _ in range(AT_ONCE + 20)]
    response = Api().get("annotations/?format=jsonl")
    content = iter(response.streaming_content)
    seen = [json.loads(next(content))["id"]]
    late = annotate(article, WORDS, approved=True)
    Annotation.objects.filter(pk__in=made[::7]).update(note="Touched.")
    seen += [json.loads(line)["id"] for line in content]
    assert seen == made[::-1]
    assert late.pk not in seen


def test_a_stream_that_fails_does_not_end_as_if_it_were_whole(article):
    for _ in range(AT_ONCE + 1):
        annotate(article, WORDS, approved=True)

    def fail(execute, sql, params, many, context):
        raise OperationalError("The server is gone.")

    response = Api().get("annotations/?format=csv")
    content = iter(response.streaming_content)
    assert len([next(content) for _ in range(AT_ONCE + 1)]) == AT_ONCE + 1  # with the header
    with pytest.raises(OperationalError), connection.execute_wrapper(fail):
        next(content)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"), ("+441632", "+441632"), ("-3.50", "-3.50"), ("-3-3", "'-3-3"),
        ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\r=x", "'\r=x"), ("−5", "−5"), ("-", "'-"),
        ("+1\n", "'+1\n"), ("+١", "'+١"), ("a=b", "a=b"), ("", ""), (None, ""), (True, "true"),
        (3, "3"), ([{"a": "é"}], '[{"a":"é"}]'),
    ],
)  # fmt: skip
def test_nothing_that_a_spreadsheet_would_run(value, shown):
    assert cell(value) == shown


def test_words_of_all_kinds_survive_a_csv(article):
    text = '=HYPERLINK("x"),\n“Ünï” 🐟\u2028;\''
    annotate(
        article, WORDS, "quote", approved=True, note=text, detail={**COMPLETE["quote"], "text": "+a"}
    )  # fmt: skip
    [row] = rows(None, "quotes/?format=csv")
    assert row["note"] == f"'{text}"
    assert row["quote.text"] == "'+a"
    assert row["quote.speaker.name"] == "Ada Marl"
