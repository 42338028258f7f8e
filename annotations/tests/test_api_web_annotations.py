"""Annotations in the W3C's form: one alone, as readers and the desk get it."""

import copy
import json

import pytest
from django.core.management import call_command

from annotations.models import Annotation
from annotations.services import add_evidence, approve, edit_annotation
from annotations.tests.factories import annotate
from annotations.tests.web_annotations import RULES, broken
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
PROFILE = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'


def read_with(api: Api):
    """Reads the text at an address, once each."""
    known = {}

    def read(url: str) -> str:
        if url not in known:
            known[url] = api.get("/api/v1/" + url.partition("/api/v1/")[2]).content.decode()
        return known[url]

    return read


def get(api: Api, path: str, accept: str = PROFILE):
    return api.get(path, Accept=accept)


@pytest.fixture
def quote(editor):
    """Public, with a note, evidence and a character outside of the basic plane before it."""
    body = "<p>The 🌊 rose. “We were lucky,” said Ada Marl. “We were lucky,” she said again.</p>"
    article = make_article(body=body, by=editor, language="cy", published=True)
    quote = annotate(article, "“We were lucky,”", "quote", by=editor, note="She said it twice.")
    add_evidence(quote, by=editor, title="A tape", link="https://example.org/tape")
    return approve(quote, by=editor)


def test_as_readers_get_it(quote, editor):
    answer = get(Api(), f"annotations/{quote.pk}/")
    shown = done(answer)
    assert answer["Content-Type"] == PROFILE
    assert answer["Link"] == '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
    assert "Accept" in answer["Vary"]
    assert "GET" in answer["Allow"]
    assert broken(shown, read_with(Api())) == []
    assert shown["id"] == f"http://127.0.0.1:8000/api/v1/annotations/{quote.pk}/"
    assert shown["motivation"] == "identifying"
    assert shown["creator"]["type"] == "Organization"
    assert shown["generator"]["id"] == "http://127.0.0.1:8000/api/v1/"
    typed, note = shown["body"]
    native = done(Api().get(f"annotations/{quote.pk}/"))
    assert json.loads(typed["value"]) == {
        "kind": "quote",
        "quote": native["quote"],
        "evidence": [
            {name: value for name, value in item.items() if name not in ("id", "url", "annotation")}
            for item in native["evidence"]
        ],
    }
    assert (note["value"], note["language"], note["textDirection"]) == (
        "She said it twice.", "cy", "ltr",
    )  # fmt: skip
    words, place = shown["target"]["selector"]
    assert (place["start"], place["end"]) == (native["start"], native["end"]) == (12, 28)
    assert words["exact"] == "“We were lucky,”"
    assert "editor" not in answer.content.decode()
    assert get(Api(editor), f"annotations/{quote.pk}/").json()["creator"]["nickname"] == "editor"


def test_each_form_has_its_own_tag_with_the_same_version(quote, editor):
    path = f"annotations/{quote.pk}/"
    ours, theirs = Api().get(path), get(Api(), path)
    assert ours["ETag"] != theirs["ETag"]
    assert ours["ETag"].split("-")[0] == theirs["ETag"].split("-")[0]
    assert api_status(path, PROFILE, theirs["ETag"]) == 304
    assert api_status(path, PROFILE, ours["ETag"]) == 200
    done(Api(editor).patch(path, {"note": "Once more."}, tag=theirs["ETag"]))
    assert api_status(path, PROFILE, theirs["ETag"]) == 200


def api_status(path: str, accept: str, tag: str) -> int:
    return Api().get(path, **{"Accept": accept, "If-None-Match": tag}).status_code


@pytest.mark.parametrize(
    ("accept", "is_theirs"),
    [
        ("*/*", False),
        ("application/*", False),
        ("application/json; charset=utf-8", False),
        ("application/ld+json", True),
        ("Application/LD+JSON", True),
        ('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', True),
        ('application/ld+json; PROFILE="urn:x http://www.w3.org/ns/anno.jsonld"; q=0.1', True),
        ("application/ld+json, */*", False),
        ("application/ld+json, */*;q=0.1", True),
        ("application/json;q=0.4, application/ld+json;q=0.5", True),
        ("application/json;q=0.5, application/ld+json;q=0.4", False),
        ("application/*;q=0.2, application/json;q=0.1", True),
        ("application/ld+json;q=0, */*", False),
        ('application/ld+json;q=0.9, application/json;q=0.5, application/ld+json;'
         'profile="http://www.w3.org/ns/anno.jsonld";q=0.1', False),
        ('application/ld+json;profile="a,b", application/json', False),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
        ("application/ld+json;q=nonsense", True),
    ],
)  # fmt: skip
def test_which_form_an_answer_takes(quote, accept, is_theirs):
    answer = get(Api(), f"annotations/{quote.pk}/", accept)
    assert done(answer).get("type") == ("Annotation" if is_theirs else None)


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        'application/ld+json;profile="https://example.org/p"',
        "application/json;q=0",
        ",",
    ],
)
def test_forms_that_nobody_has(quote, accept):
    refused(get(Api(), f"annotations/{quote.pk}/", accept), 406, "not_acceptable")


def test_what_only_our_form_has(quote):
    for query in ("fields=id", "include=article", "offset_unit=utf16"):
        answer = get(Api(), f"annotations/{quote.pk}/?{query}")
        assert list(refused(answer, 400, "invalid")["errors"]) == [query.partition("=")[0]]


def test_what_acts_on_an_annotation_answers_in_our_form(quote, editor):
    path = f"annotations/{quote.pk}/withdraw/"
    answer = Api(editor).post(path, {}, tag="*", Accept="application/ld+json")
    refused(answer, 406, "not_acceptable")
    assert not quote.article.annotations.filter(status="withdrawn").exists()
    refused(get(Api(), "annotations/999999/"), 404, "not_found")


def test_a_header_may_be_hostile(quote):
    for header in ('"' * 9000, "," * 9000, "*/*;" * 3000, 'a/b;q="' + "," * 8000, "/", ";q=1"):
        answer = get(Api(), f"annotations/{quote.pk}/", header + ", application/ld+json")
        assert answer.status_code in (200, 406)


def test_a_lost_one_has_the_words_that_it_was_made_for_and_no_position(quote, editor):
    rewrite(quote.article, "<p>Nothing is left of it all.</p>", by=editor)
    shown = done(get(Api(editor), f"annotations/{quote.pk}/"))
    [words] = shown["target"]["selector"]
    assert words["exact"] == "“We were lucky,”"
    assert shown["target"]["source"].endswith("/revisions/2/text")
    assert broken(shown, read_with(Api(editor))) == []
    before = done(get(Api(), f"annotations/{quote.pk}/"))
    assert before["target"]["source"].endswith("/revisions/1/text")
    assert broken(before, read_with(Api())) == []
    there = done(get(Api(editor), f"annotations/{quote.pk}/?revision=1"))
    assert there["target"] == before["target"]


# One change to a good document for each rule, which has to see it.
MUTANTS = {
    "3.1 context": lambda node: node.update({"@context": "http://example.org/"}),
    "3.1 id": lambda node: node.update(id="annotations/12"),
    "3.1 target": lambda node: node.update(target=[]),
    "3.2 targets are addresses or resources": lambda node: node.update(target="here"),
    "3.2 bodies are addresses, texts or resources": lambda node: node["body"].append({"type": "Text"}),
    "3.2.1 format": lambda node: node["body"][1].update(format="plain"),
    "3.2.1 language": lambda node: node["body"][1].update(language="English, more or less"),
    "3.2.1 textDirection": lambda node: node["body"][1].update(textDirection="down"),
    "3.2.2 classes of bodies": lambda node: node["body"][1].update(type="Note"),
    "3.2.4 textual bodies have one value": lambda node: node["body"][1].update(value=["a", "b"]),
    "3.2.5 body or bodyValue": lambda node: node.update(bodyValue="x"),
    "3.3.1 moments": lambda node: node.update(created="2026-01-31T12:00:00+00:00"),
    "3.3.2 agents": lambda node: node["creator"].update(type="Newsroom"),
    "3.3.5 purposes are motivations": lambda node: node["body"][0].update(purpose="quoting"),
    "3.3.6 rights": lambda node: node.update(rights="ours"),
    "3.3.7 canonical and via": lambda node: node.update(via="there"),
    "4 a specific resource has one source": lambda node: node["target"].update(source=["a:b", "a:c"]),
    "4.2 selectors are known": lambda node: node["target"]["selector"].append({"type": "Words"}),
    "4.2.4 text quote": lambda node: selector(node, 0).update(prefix=3),
    "4.2.5 text position": lambda node: selector(node, 1).update(start="12"),
    "4.6 scope": lambda node: node["target"].update(scope="the article"),
    "+ one known motivation": lambda node: node.update(motivation="quoting"),
    "+ only the context's own terms": lambda node: node.update(kind="quote"),
    "+ no member is null": lambda node: node.update(rights=None),
    "+ a quote has words, prefix and suffix": lambda node: selector(node, 0).update(exact=" "),
    "+ a position starts before it ends": lambda node: selector(node, 1).update(start=28),
    "+ modified after it was created": lambda node: node.update(modified="2001-01-01T00:00:00Z"),
    "+ the words stand at the position in the source": lambda node: selector(node, 1).update(start=13),
}  # fmt: skip


def selector(node: dict, index: int) -> dict:
    return node["target"]["selector"][index]


def test_every_rule_sees_what_it_is_for(quote):
    shown, read = done(get(Api(), f"annotations/{quote.pk}/")), read_with(Api())
    assert MUTANTS.keys() == {name for name, _holds in RULES["Annotation"]}
    for name, change in MUTANTS.items():
        mutant = copy.deepcopy(shown)
        change(mutant)
        assert name in broken(mutant, read), name
    assert broken({**shown, "type": "Note"}, read) == ["3.1 type"]


def test_everything_in_the_demo(editor, settings):
    settings.DEBUG = True
    call_command("load_demo")
    for api in (Api(), Api(editor)):
        read, seen = read_with(api), 0
        for pk in Annotation.objects.values_list("pk", flat=True):
            answer = get(api, f"annotations/{pk}/")
            if answer.status_code == 200:
                assert broken(answer.json(), read) == [], pk
                seen += 1
        assert seen > 20


def test_the_desk_gets_changed_words_where_they_stand_now(quote, editor):
    edit_annotation(quote, by=editor, note="")
    body = "<p>The 🌊 rose. “We were so lucky,” said Ada Marl, twice.</p>"
    rewrite(quote.article, body, by=editor)
    shown = done(get(Api(editor), f"annotations/{quote.pk}/"))
    assert selector(shown, 0)["exact"] == "“We were so lucky,”"
    assert [body["format"] for body in shown["body"]] == ["application/json"]
    assert broken(shown, read_with(Api(editor))) == []
