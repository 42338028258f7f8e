"""Many operations in one request, and nested writes."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Evidence, Relation, Source
from annotations.serializers.bulk import MOST_OPERATIONS
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.test_two_writers import in_threads
from articles.models import Change
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, make_user, rewrite

pytestmark = pytest.mark.django_db
URL = "annotations/bulk/"
WORDS = "two metres"


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def create(article, **more) -> dict:
    return {
        "op": "create", "article": article.pk, "kind": "statistic", "exact": WORDS,
        "statistic": COMPLETE["statistic"], **more,
    }  # fmt: skip


def act(op: str, annotation, version="*", **more) -> dict:
    return {"op": op, "id": annotation.pk, "version": version, **more}


def send(user, *operations, **more):
    return Api(user).post(URL, {"operations": list(operations), **more})


def statuses(results) -> list[int]:
    assert [result["index"] for result in results] == list(range(len(results)))
    return [result["status"] for result in results]


def test_every_operation(article, editor):
    drafts = [annotate(article, WORDS, "statistic", by=editor) for _ in range(6)]
    edited, approved, withdrawn, restored, moved, changed = drafts
    done(send(editor, act("withdraw", restored)))
    other = make_article("Other", by=editor, body="<p>The sea fell by six feet.</p>")
    changed = annotate(other, "six feet", "statistic", by=editor)
    rewrite(other, "<p>The sea fell by seven feet.</p>", by=editor)
    results = done(
        send(
            editor,
            create(article, note="New"),
            act("update", edited, 1, note="Edited"),
            act("approve", approved, 1),
            act("withdraw", withdrawn, reason="Wrong"),
            act("restore", restored, 2),
            act("reattach", moved, exact="The river"),
            act("confirm", changed),
        )
    )["results"]
    assert statuses(results) == [201, 200, 200, 200, 200, 200, 200]
    shown = [result["annotation"] for result in results]
    assert (shown[0]["note"], shown[1]["note"]) == ("New", "Edited")
    states = [item["status"] for item in shown[2:5]]
    assert states == ["approved", "withdrawn", "draft"]
    assert (shown[5]["exact"], shown[6]["exact"]) == ("The river", "seven feet")
    assert Change.objects.get(verb="withdrawn", subject_id=withdrawn.pk).reason == "Wrong"
    for item in shown:
        assert done(Api(editor).get(f"annotations/{item['id']}/")) == item


def test_the_later_sees_what_the_earlier_did(article, editor):
    draft = annotate(article, WORDS, "statistic", by=editor)
    two = [act("approve", draft, 1), act("update", draft, 2, note="x"), act("withdraw", draft, 2)]
    results = done(send(editor, *two, atomic=False))["results"]
    assert statuses(results) == [200, 200, 412]
    assert results[0]["annotation"] == results[1]["annotation"]
    assert results[1]["annotation"]["version"] == 3
    assert results[2]["problem"]["code"] == "stale"


def test_all_or_none(article, editor):
    draft = annotate(article, WORDS, "statistic", by=editor)
    before = Change.objects.count()
    answer = send(editor, create(article), act("approve", draft, 7), create(article, exact="No!"))
    problem = refused(answer, 412, "bulk_failed")
    assert statuses(problem["results"]) == [424, 412, 400]
    codes = [result["problem"]["code"] for result in problem["results"]]
    assert codes == ["not_done", "stale", "quote_not_found"]
    assert Change.objects.count() == before
    assert list(Annotation.objects.all()) == [draft]


def test_each_by_itself(article, editor):
    """What fails writes nothing, not even the source that it named."""
    draft = annotate(article, WORDS, "statistic", by=editor)
    quote = {"kind": "quote", "quote": {"speaker": {"name": "Nobody Yet"}}, "statistic": None}
    bad = {key: value for key, value in (create(article) | quote).items() if value is not None}
    bad["relations"] = [{"type": "supports", "to": draft.pk}] * 2  # the same twice
    results = done(send(editor, bad, create(article), atomic=False))["results"]
    assert statuses(results) == [400, 201]
    assert results[0]["problem"]["code"] == "invalid"
    assert not Source.objects.filter(name="Nobody Yet").exists()
    assert Annotation.objects.count() == 2


def test_each_is_judged_as_alone(article, editor, reporter, factchecker):
    draft = annotate(article, WORDS, "statistic", by=editor)
    approved = annotate(article, WORDS, "statistic", by=editor, approved=True)
    empty = annotate(article, WORDS, "statistic", by=editor, detail={})
    asked = [
        (act("approve", draft), 403, "permission_denied"),
        (act("update", approved, note="x"), 403, "permission_denied"),
        ({"op": "update", "id": draft.pk, "note": "x"}, 428, "precondition_required"),
        (act("update", draft, "1"), 400, "invalid"),
        (act("update", draft, True), 400, "invalid"),
        (act("update", draft, notes="x"), 400, "invalid"),
        (act("update", draft, note=3), 400, "invalid"),
        ({"op": "update", "version": "*"}, 400, "invalid"),
        ({"op": "update", "id": 10**30, "version": "*"}, 400, "invalid"),
        ({"op": "update", "id": 999999999, "version": "*"}, 404, "not_found"),
        ({"op": "update", "id": {"x": 1}, "version": "*"}, 400, "invalid"),
        ({"op": "explode", "id": draft.pk}, 400, "invalid"),
        ({"op": ["create"]}, 400, "invalid"),
        ({}, 400, "invalid"),
        (create(article, id=3), 400, "invalid"),
        (create(article) | {"article": {"x": 1}}, 400, "invalid"),
        (create(article) | {"article": "nowhere"}, 400, "invalid"),
        (create(article, kind="rumour"), 400, "invalid"),
        (create(article, exact="e"), 400, "ambiguous"),
    ]
    results = done(send(reporter, *(data for data, _, _ in asked), atomic=False))["results"]
    told = [(result["status"], result["problem"]["code"]) for result in results]
    assert told == [(status, code) for _, status, code in asked]
    assert results[-1]["problem"]["candidates"]
    checker = send(factchecker, act("approve", empty), act("restore", draft), atomic=False)
    told = [(item["status"], item["problem"]["code"]) for item in done(checker)["results"]]
    assert told == [(400, "incomplete"), (409, "wrong_state")]


@pytest.mark.parametrize(
    "body",
    [{}, {"operations": []}, {"operations": {}}, {"operations": [3]}, {"operations": None},
     {"operations": [{}] * (MOST_OPERATIONS + 1)}, {"operations": [{}], "atomic": "yes"},
     {"operations": [{}], "atomic": 1}, {"operations": [{}], "dry": True}, []],
)  # fmt: skip
def test_what_is_no_bulk(editor, body):
    refused(Api(editor).post(URL, body), 400, "invalid")


def test_who_may(article, outsider):
    refused(send(None, create(article)), 401, "not_authenticated")
    results = done(send(outsider, create(article), atomic=False))["results"]
    assert results[0]["problem"]["code"] == "permission_denied"
    hidden = annotate(article, WORDS, "statistic")
    results = done(send(outsider, act("approve", hidden), atomic=False))["results"]
    assert results[0]["problem"]["code"] == "not_found"


def test_queries_per_operation(article, editor):
    """Beside a fixed number, each costs what its service does, and a savepoint."""

    def count(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            done(send(editor, *[create(article) for _ in range(number)]), 200)
        return len(queries)

    few, many = count(2), count(22)
    assert (many - few) / 20 <= 24
    drafts = list(Annotation.objects.filter(article=article))

    def approve(some) -> int:
        with CaptureQueriesContext(connection) as queries:
            done(send(editor, *[act("approve", item) for item in some]), 200)
        return len(queries)

    few, many = approve(drafts[:2]), approve(drafts[2:22])
    assert (many - few) / 18 <= 18  # four of them tell the events


def test_nested_writes(article, editor):
    shown = annotate(article, "The river", by=editor, approved=True)
    body = create(
        article, kind="quote", exact="We were lucky",
        quote={"speaker": {
            "name": "Ada Marl", "disambiguation": "the diver", "type": "person",
            "same_as": "https://example.org/ada",
        }},
        evidence=[{"title": "Tape"}],
        relations=[{"type": "supports", "to": shown.pk, "note": "Says it."}],
    )  # fmt: skip
    body = {name: value for name, value in body.items() if name not in ("op", "statistic")}
    data = done(Api(editor).post("annotations/", body), 201)
    assert [item["title"] for item in data["evidence"]] == ["Tape"]
    [relation] = data["relations"]
    assert (relation["from"], relation["to"], relation["note"]) == (
        data["id"],
        shown.pk,
        "Says it.",
    )
    source = Source.objects.get()
    assert (source.disambiguation, source.type) == ("the diver", "person")
    again = done(Api(editor).post("annotations/", body), 201)
    assert again["quote"]["speaker"] == {"id": source.pk, "name": "Ada Marl"}
    two = {"speaker": {"name": "Ada Marl", "disambiguation": ""}}
    done(Api(editor).post("annotations/", body | {"quote": two}), 201)
    assert Source.objects.count() == 2
    for speaker in (
        {"name": "Ada Marl", "type": "robot"},
        {"disambiguation": "x"},
        {"id": source.pk, "type": "person"},
        {"name": "Bo", "same_as": "x"},
        {"name": "Bo", "age": 3},
    ):
        wrong = Api(editor).post("annotations/", body | {"quote": {"speaker": speaker}})
        assert "quote" in refused(wrong, 400, "invalid")["errors"]
    for relations in ([{"type": "supports", "to": 999}], [{"to": shown.pk}], {}, [3]):
        wrong = Api(editor).post("annotations/", body | {"relations": relations})
        assert "relations" in refused(wrong, 400, "invalid")["errors"]
    assert (Evidence.objects.count(), Relation.objects.count()) == (3, 3)


def test_evidence_and_relations_are_edited_where_they_are(article, editor):
    draft = annotate(article, WORDS, "statistic", by=editor, evidence=[{"title": "Gauge"}])
    path = f"annotations/{draft.pk}/"
    shown = done(Api(editor).get(path))
    done(Api(editor).patch(path, {"evidence": shown["evidence"]}, tag="*"))  # as it is: nothing
    errors = refused(Api(editor).patch(path, {"evidence": []}, tag="*"), 400, "invalid")["errors"]
    assert "evidence/ID/" in errors["evidence"][0]
    errors = refused(Api(editor).put(path, {"relations": [1]}, tag="*"), 400, "invalid")["errors"]
    assert "relations/ID/" in errors["relations"][0]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_over_the_same_articles_in_opposite_order(editor):
    articles = [make_article(f"No. {number}", by=editor, published=True) for number in range(6)]
    barrier, told = threading.Barrier(2), []

    def work(order):
        user = make_user(f"editor{id(order)}", "Editor")
        api = Api(user)
        for _ in range(5):
            barrier.wait(timeout=30)
            body = {"operations": [create(article) for article in order]}
            told.append(api.post(URL, body).status_code)

    in_threads(lambda: work(articles), lambda: work(articles[::-1]))
    assert told == [200] * 10
    assert Annotation.objects.count() == 60
