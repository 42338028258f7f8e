"""Taking Web Annotations of ours and of other systems."""

import json
import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.models import Annotation, Source
from annotations.services import add_evidence, create_source
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.test_api_web_annotations import PROFILE, get
from articles.models import Change
from articles.services import create_token
from articles.tests.api import Api, done, hold_to_description, refused
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
TEXT = "One fish, two fish.\nRed “fish” 🐟 two fish, he said. It’s a short sentence about nothing much."
ROOT = "/api/v1/"


@pytest.fixture
def article(editor):
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    return make_article(body=body, by=editor, published=True)


def send(api: Api, document, path: str = "annotations/", **headers):
    """POST it as JSON-LD, and hold the answer to the description."""
    headers = {"content-type": PROFILE, **headers}
    data = document if isinstance(document, bytes) else json.dumps(document)
    kind = headers.pop("content-type")
    response = api.client.post(ROOT + path, data, content_type=kind, headers=headers)
    hold_to_description("post", ROOT + path, response)
    return response


def quote(exact: str, prefix: str | None = None, suffix: str | None = None, **more) -> dict:
    words = {"exact": exact, "prefix": prefix, "suffix": suffix}
    kept = {name: value for name, value in words.items() if value is not None}
    return {"type": "TextQuoteSelector", **kept, **more}


def position(start: int, end: int, **more) -> dict:
    return {"type": "TextPositionSelector", "start": start, "end": end, **more}


def wanted(article, *selectors, source: str = "", **more) -> dict:
    """As another system might send it."""
    source = source or f"http://127.0.0.1:8000/articles/{article.slug}/"
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example.org/a/7",
        "type": "Annotation",
        "motivation": "assessing",
        "target": {"source": source, "selector": list(selectors)},
        **more,
    }


def text_of(article, number: int = 1) -> str:
    return f"http://testserver/api/v1/articles/{article.pk}/revisions/{number}/text"


@pytest.mark.parametrize("kind", COMPLETE)
def test_ours_come_back_as_they_were(article, editor, kind):
    first = annotate(article, "two fish", kind, by=editor, approved=True, note="For “readers” 🐟")
    add_evidence(
        first, by=editor, title="A tape", link="https://example.org/tape", stance="disputes"
    )
    Annotation.objects.filter(pk=first.pk).update(desk_note="For the desk")
    exported = done(get(Api(editor), f"annotations/{first.pk}/"))
    answer = send(Api(editor), exported)
    new = done(answer, 201)
    assert answer["Location"] == new["url"]
    old = done(Api(editor).get(f"annotations/{first.pk}/"))
    assert new["id"] != old["id"]
    assert (new["status"], new["desk_note"]) == ("draft", "")
    same = ("kind", "start", "end", "exact", "revision", "note", kind)
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    for item in (*new["evidence"], *old["evidence"]):
        del item["id"], item["url"], item["annotation"]
    assert new["evidence"] == old["evidence"]
    again = done(send(Api(editor), exported, Accept=PROFILE), 201)
    assert again["body"] == exported["body"]
    assert again["target"] == exported["target"]


def test_a_source_is_known_by_id_only_where_the_name_is_the_same(article, editor):
    exported = done(
        get(Api(editor), f"annotations/{annotate(article, 'two fish', 'quote', by=editor).pk}/")
    )
    typed = json.loads(exported["body"][0]["value"])
    other = create_source(name="Somebody Else", by=editor)
    for source, name in (({"id": other.pk, "name": "New Here"}, "New Here"),
                         ({"id": other.pk, "name": "Somebody Else"}, "Somebody Else"),
                         ({"id": 2**70, "name": "Ada Marl"}, "Ada Marl")):  # fmt: skip
        typed["quote"]["speaker"] = source
        exported["body"][0]["value"] = json.dumps(typed)
        assert done(send(Api(editor), exported), 201)["quote"]["speaker"]["name"] == name
    assert Source.objects.filter(name="Somebody Else").count() == 1


@pytest.mark.parametrize(
    ("selectors", "start"),
    [
        ([quote("One fish")], 0),
        ([quote("two fish", prefix="One fish, ")], 10),
        ([quote("two fish", suffix=", he")], 33),
        ([position(33, 41), quote("two fish")], 33),
        ([quote("two fish"), position(10, 99)], 10),
        ([position(0, 3), quote("short sentence")], 59),
        ([quote("a short sentence about", prefix="It's\n", suffix="\n\nnothing")], 57),
        ([quote('Red "fish" 🐟 two')], 20),
        ([quote("two fish", prefix="of those ", suffix=" there"), position(33, 41)], 33),
        ([quote("Red “fish” 🐟 two fish, he said.", refinedBy=quote("two fish"))], 33),
        ([quote("🐟 two fish, he said.", refinedBy=position(2, 5, refinedBy=quote("wo")))], 34),
        ([{"type": "RangeSelector", "startContainer": "/p"}, quote("he said")], 43),
        ([{"type": ["TextQuoteSelector"], "exact": "he said", "prefix": None}], 43),
    ],
)
def test_the_place_is_found_by_its_words(article, editor, selectors, start):
    assert done(send(Api(editor), wanted(article, *selectors)), 201)["start"] == start


def test_a_position_alone_counts_in_the_text_that_it_is_of(article, editor):
    source = text_of(article)
    answer = send(Api(editor), wanted(article, position(33, 41), source=source))
    assert done(answer, 201)["exact"] == "two fish"
    second = TEXT.split("\n")[1]
    rewrite(article, f"<p>All new.</p><p>{second}</p>", by=editor)
    carried = send(Api(editor), wanted(article, position(33, 50), source=source))
    assert done(carried, 201)["exact"] == "two fish, he said"
    assert carried.json()["start"] == 22


@pytest.mark.parametrize(
    ("selectors", "code"),
    [
        ([], "invalid"),
        (["https://example.org/selector"], "invalid"),
        ([{"type": "XPathSelector", "value": "/p[1]"}], "invalid"),
        ([{"type": "FragmentSelector", "value": "p1", "refinedBy": quote("two")}], "invalid"),
        ([position(33, 41)], "invalid"),
        ([quote("")], "invalid"),
        ([quote(" ")], "invalid"),
        ([quote(3)], "invalid"),
        ([{"type": "TextQuoteSelector"}], "invalid"),
        ([quote("two fish", prefix=3)], "invalid"),
        ([quote("two fish"), position(-1, 3)], "invalid"),
        ([quote("two fish"), position(True, 3)], "invalid"),
        ([quote("two fish"), position(2**80, 2**81)], "invalid"),
        ([quote("two fish", refinedBy="https://example.org/selector")], "ambiguous"),
        ([quote("One fish", refinedBy="https://example.org/selector")], "invalid"),
        ([quote("two fish")], "ambiguous"),
        ([quote("two fish"), position(11, 19)], "ambiguous"),
        ([quote("dish of the day, as ever")], "quote_not_found"),
        ([quote("One fish, two fish", refinedBy=quote("Red"))], "quote_not_found"),
        ([quote("One fish", prefix="Not ", suffix=" at all")], "quote_not_found"),
    ],
)
def test_a_place_that_nobody_can_find(article, editor, selectors, code):
    problem = refused(send(Api(editor), wanted(article, *selectors)), 400, code)
    if code == "ambiguous":
        assert [place["start"] for place in problem["candidates"]] == [10, 33]
    assert not Annotation.objects.exists()


def test_which_source_is_an_article(article, editor, reporter):
    api, words = Api(editor), quote("One fish")
    draft = make_article("A draft", body="<p>One fish</p>", by=editor)
    here = f"http://testserver/api/v1/articles/{article.pk}/"
    good = [
        here, f"{here}revisions/1/", f"{here}revisions/1/text", f"{here}?x=1#annotation-3",
        f"HTTP://127.0.0.1:8000/articles/{article.slug}/", f"https://testserver:443/articles/{draft.slug}/",
    ]  # fmt: skip
    for source in good:
        done(send(api, wanted(article, words, source=source)), 201)
    bad = [
        "http://example.org/articles/river-rises/", "http://testserver/", f"{here}revisions/1",
        "http://[", "//testserver/articles/river-rises/", "javascript:alert(1)", " ", "x" * 5000,
        "http://testserver/api/v1/articles/99999999999999999999999/", "http://testserver/articles/none/",
    ]  # fmt: skip
    for source in bad:
        problem = refused(send(api, wanted(article, words, source=source)), 400, "invalid")
        assert problem["errors"].keys() == {"target"}, source
    away = wanted(article, words, source=text_of(article, 7))
    refused(send(api, away), 409, "wrong_state")
    inside = f"articles/{draft.pk}/annotations/"
    elsewhere = wanted(article, words, source="https://example.org/story")
    assert done(send(api, elsewhere, inside), 201)["article"]["id"] == draft.pk
    refused(send(api, wanted(article, words, source=here), inside), 400, "invalid")
    refused(send(api, elsewhere, "articles/999999999/annotations/"), 404, "not_found")


def test_one_target_of_a_list(article, editor):
    document = wanted(article, quote("One fish"))
    target = document["target"]
    elsewhere = {"source": "https://example.org/", "selector": quote("x")}
    whole = {"id": target["source"]}
    for targets in ([target], [elsewhere, target, whole, "https://example.org/"]):
        assert done(send(Api(editor), {**document, "target": targets}), 201)["start"] == 0
    for targets in ([target, target], [elsewhere, elsewhere], [], None, [whole, whole], 3, [[]]):
        refused(send(Api(editor), {**document, "target": targets}), 400, "invalid")


@pytest.mark.parametrize(
    ("more", "path", "kind"),
    [
        ({"motivation": "assessing"}, "annotations/", "claim"),
        ({"motivation": ["bookmarking", "oa:identifying"]}, "annotations/", "quote"),
        ({"motivation": "describing"}, "annotations/", "statistic"),
        ({"motivation": "linking"}, "annotations/", "social_embed"),
        ({"motivation": "commenting"}, "quotes/", "quote"),
        ({"body": {"type": "TextualBody", "purpose": "tagging", "value": "Statistic"}}, "annotations/", "statistic"),
        ({"motivation": "commenting"}, "annotations/", None),
        ({"motivation": None}, "annotations/", None),
        ({"motivation": {"a": 1}, "body": 3}, "annotations/", None),
        ({"body": {"type": "TextualBody", "format": "application/json",
                   "value": '{"kind": "claim", "claim": {}}'}}, "quotes/", None),
    ],
)  # fmt: skip
def test_what_kind_it_is(article, editor, more, path, kind):
    answer = send(Api(editor), wanted(article, quote("One fish"), **more), path)
    if kind is None:
        assert refused(answer, 400, "invalid")["errors"].keys() == {"kind"}
    else:
        assert done(answer, 201)["kind"] == kind


def test_what_others_wrote_is_for_the_desk(article, editor):
    bodies = [
        {"type": "TextualBody", "value": "Not so sure."},
        {"type": "TextualBody", "format": "text/html", "value": "<p>See <b>here</b></p><script>x()</script>"},
        {"type": "TextualBody", "purpose": "tagging", "value": "fish"},
        {"type": "Choice", "items": [{"type": "TextualBody", "value": "Or so?"}]},
        "https://example.org/doc",
        {"source": {"id": "https://example.org/other"}, "purpose": "linking"},
        {"type": "TextualBody", "format": "application/json", "value": "[[["},
        {"value": 3}, None, 7, [], {},
    ]  # fmt: skip
    new = done(send(Api(editor), wanted(article, quote("One fish"), body=bodies)), 201)
    assert new["note"] == ""
    assert new["desk_note"].split("\n\n") == [
        "Not so sure.", "See here", "Tag: fish", "Or so?", "https://example.org/doc",
        "https://example.org/other", "[[[", "From https://notes.example.org/a/7",
    ]  # fmt: skip
    short = wanted(article, quote("One fish"), bodyValue="In short")
    assert done(send(Api(editor), short), 201)["desk_note"].startswith("In short\n\n")


def test_a_collection_is_taken_whole(article, editor):
    for words in ("One fish", "he said", "short"):
        annotate(article, words, by=editor, approved=True)
    collection = done(get(Api(), f"articles/{article.pk}/annotations/"))
    before = Annotation.objects.count()
    for document, number in ((collection, 3), (collection["first"], 3)):
        made = done(send(Api(editor), document))["results"]
        assert [item["exact"] for item in made] == ["short", "he said", "One fish"]
        assert len(made) == number
    assert Annotation.objects.count() == before + 6


def test_a_collection_is_taken_whole_or_not_at_all(article, editor):
    good = wanted(article, quote("One fish"))
    bad = wanted(article, quote("two fish"))
    items = [
        good,
        bad,
        "https://example.org/a",
        wanted(article, quote("gone, all of it"), body=3),
        good,
    ]
    page = {"type": "AnnotationPage", "items": items}
    changes = Change.objects.count()
    problem = refused(send(Api(editor), page), 400, "bulk_failed")
    assert [item["status"] for item in problem["results"]] == [424, 424, 400, 424, 424]
    items[2] = good
    problem = refused(send(Api(editor), page), 400, "bulk_failed")
    assert [item["problem"]["code"] for item in problem["results"]] == [
        "not_done", "ambiguous", "not_done", "quote_not_found", "not_done",
    ]  # fmt: skip
    assert (Change.objects.count(), Annotation.objects.count()) == (changes, 0)
    for document in ({"type": "AnnotationPage", "items": []}, {"type": "AnnotationPage"},
                     {"type": "AnnotationPage", "items": [good] * 1001},
                     {"type": "AnnotationCollection", "first": "https://example.org/page"},
                     {"type": "AnnotationCollection"}, [good], "x", None, {}):  # fmt: skip
        refused(send(Api(editor), document), 400, "invalid")


def test_who_may(article, editor, reporter, outsider):
    document = wanted(article, quote("One fish"))
    refused(send(Api(), document), 401, "not_authenticated")
    refused(send(Api(outsider), document), 403, "permission_denied")
    _token, secret = create_token(reporter, name="x", scopes=["edit"], days=1, by=reporter)
    refused(send(Api(token=secret), document), 403, "insufficient_scope")
    done(send(Api(reporter), document), 201)
    body = {"type": "TextualBody", "format": "application/json"}
    rated = {"kind": "claim", "claim": {"rating": {"slug": "false"}}}
    document["body"] = {**body, "value": json.dumps(rated)}
    answer = send(Api(reporter), document)
    assert answer.status_code in (400, 403)
    assert Annotation.objects.count() == 1


def test_what_is_no_json_and_what_takes_no_json_ld(article, editor):
    api = Api(editor)
    for data in (b"", b"{", b"\xff", b'{"a":1,"a":2}', b"[" * 100_000, b'{"x":"\\u0000"}'):
        refused(send(api, data), 400, "invalid")
    annotation = annotate(article, "One fish", by=editor)
    response = api.client.patch(
        f"{ROOT}annotations/{annotation.pk}/", "{}", content_type=PROFILE, headers={"If-Match": "*"}
    )
    assert response.status_code == 415
    refused(api.post(f"articles/{article.pk}/annotations/", {}), 415, "unsupported_media_type")
    collection = get(api, f"articles/{article.pk}/annotations/")
    assert "application/ld+json" in collection["Accept-Post"]


NAMES = st.sampled_from(
    ["type", "id", "body", "bodyValue", "target", "source", "selector", "exact", "prefix", "suffix",
     "start", "end", "refinedBy", "items", "first", "value", "format", "purpose", "motivation", "kind",
     "claim", "evidence"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(NAMES, inside, max_size=6),
    max_leaves=12,
)  # fmt: skip
TYPES = st.sampled_from(
    ["Annotation", "AnnotationPage", "AnnotationCollection", "TextQuoteSelector", "TextPositionSelector",
     "TextualBody", "Choice", ["Annotation"]]
)  # fmt: skip


@settings(
    max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.data())
def test_never_a_failure_of_ours(article, editor, data):
    """A good document with anything in the place of some of its parts."""
    document = wanted(
        article, quote("One fish"), position(0, 8),
        body=[{"type": "TextualBody", "format": "application/json", "purpose": "assessing",
               "value": json.dumps({"kind": "claim", "claim": {"summary": "x"}, "evidence": []})}],
    )  # fmt: skip
    for _change in range(data.draw(st.integers(1, 3))):
        put_anything(document, data)
    if data.draw(st.booleans()):
        document = {"type": "AnnotationPage", "items": [document, document]}
    answer = send(Api(editor), document)
    assert answer.status_code in (200, 201, 400, 403, 409), answer.content


def put_anything(node, data) -> None:
    """Change something somewhere in it."""
    while True:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        if not keys:
            return
        key = data.draw(st.sampled_from(list(keys)))
        inside = node[key]
        if isinstance(inside, dict | list) and data.draw(st.integers(0, 3)):
            node = inside
            continue
        if key == "value" and data.draw(st.booleans()):
            node[key] = json.dumps(data.draw(VALUES))
        else:
            node[key] = data.draw(TYPES if key == "type" else VALUES)
        return


def test_words_of_another_article_are_told_where_they_belong(article, editor):
    other = make_article("Elsewhere", by=editor)
    answer = send(
        Api(editor), wanted(article, quote("two fish")), f"articles/{other.pk}/annotations/"
    )
    [message] = refused(answer, 400, "invalid")["errors"]["target"]
    assert f"article {article.pk}, not {other.pk}" in message


def test_no_document_makes_us_look_up_thousands_of_addresses(article, editor):
    api = Api(editor)
    page = f"http://127.0.0.1:8000/articles/{article.slug}/"

    def looked_up(document) -> tuple[dict, int]:
        with CaptureQueriesContext(connection) as asked:
            response = send(api, document)
        return response.json(), sum(query["sql"].startswith("SELECT") for query in asked)

    many = wanted(article, quote("two fish"))
    many["target"] = [{"source": f"{page}?{number}"} for number in range(500)]
    answer, count = looked_up(many)
    assert "at most 20" in answer["errors"]["target"][0]
    assert count < 10
    # Nor the same address again and again.
    items = [wanted(article, quote("no such words")) for _ in range(30)]
    answer, count = looked_up({"type": "AnnotationPage", "items": items})
    assert len(answer["results"]) == 30
    assert count < 12
