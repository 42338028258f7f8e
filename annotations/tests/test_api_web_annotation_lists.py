"""Lists of annotations in the W3C's form: collections and their pages."""

import copy

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.tests.factories import annotate
from annotations.tests.test_api_web_annotations import PROFILE, get, read_with
from annotations.tests.web_annotations import RULES, broken
from articles.models import Article
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
LISTS = ("annotations/", "claims/", "quotes/", "statistics/", "social-embeds/")
WORDS = ("The river", "rose", "by two metres", "on Monday", "harbour master")


@pytest.fixture
def article(editor):
    article = make_article(by=editor, published=True)
    for words in WORDS:
        annotate(article, words, by=editor, approved=True)
    return article


def prefer(api: Api, path: str, what: str) -> dict:
    headers = {"Accept": PROFILE, "Prefer": f'return=representation;include="{what}"'}
    return done(api.get(path, **headers))


def test_a_collection_has_its_first_page_within(article):
    answer = get(Api(), "claims/?ordering=created_at&page_size=2")
    shown = done(answer)
    assert answer["Content-Type"] == PROFILE
    assert 'rel="type"' in answer["Link"]
    assert "Prefer" in answer["Vary"]
    assert broken(shown, read_with(Api())) == []
    assert shown["id"] == f"{HOST}/api/v1/claims/?ordering=created_at"
    assert shown["label"] == "Claims"
    assert "total" not in shown
    first = shown["first"]
    assert (first["id"], first["startIndex"]) == (f"{shown['id']}&page_size=2&cursor=first", 0)
    assert done(get(Api(), first["id"].removeprefix(HOST))) == first
    assert first["partOf"]["id"] == shown["id"]
    assert "prev" not in first


def test_pages_lead_through_all_of_it_and_back(article):
    read = read_with(Api())
    shown = done(get(Api(), "annotations/?ordering=created_at&page_size=2"))
    page, words = shown["first"], []
    while True:
        words += [item["target"]["selector"][0]["exact"] for item in page["items"]]
        if "next" not in page:
            break
        url = page["next"]
        page = done(get(Api(), url.removeprefix(HOST)))
        assert page["id"] == url
        assert broken(page, read) == []
        assert (page["type"], page["partOf"]["id"]) == ("AnnotationPage", shown["id"])
    assert words == list(WORDS)
    back = done(get(Api(), page["prev"].removeprefix(HOST)))
    assert [item["id"] for item in back["items"]] == [
        item["id"] for item in done(get(Api(), shown["first"]["next"].removeprefix(HOST)))["items"]
    ]


def test_what_all_stands_on_one_page_is_counted(article):
    shown = done(get(Api(), "annotations/"))
    assert (shown["total"], len(shown["first"]["items"])) == (5, 5)
    empty = done(get(Api(), "quotes/"))
    assert (empty["total"], "first" in empty) == (0, False)
    assert broken(empty, read_with(Api())) == []


def test_of_a_collection_less_may_be_asked_for(article):
    minimal = prefer(Api(), "annotations/", "http://www.w3.org/ns/ldp#PreferMinimalContainer")
    page = done(get(Api(), minimal["first"].removeprefix(HOST)))
    assert (page["id"], page["type"]) == (minimal["first"], "AnnotationPage")
    assert (page["partOf"]["id"], len(page["items"])) == (minimal["id"], 5)
    iris = prefer(Api(), "annotations/", "http://www.w3.org/ns/oa#PreferContainedIRIs")
    whole = prefer(Api(), "annotations/", "http://www.w3.org/ns/oa#PreferContainedDescriptions")
    assert iris["first"]["items"] == [item["id"] for item in whole["first"]["items"]]
    for shown in (minimal, iris, whole):
        assert broken(shown, read_with(Api())) == []


def test_an_article_is_a_collection_of_its_own(article, editor):
    other = make_article("Elsewhere", by=editor)
    annotate(other, "two metres", "statistic", by=editor)
    path = f"articles/{article.pk}/annotations/"
    shown = done(get(Api(), path))
    assert (shown["label"], shown["total"]) == ("Annotations of “River rises”", 5)
    assert [item["url"] for item in done(Api().get(path))["results"]] == [
        item["id"] for item in shown["first"]["items"]
    ]
    assert done(get(Api(editor), f"{path}?revision=1&kind=claim"))["total"] == 5
    hidden = f"articles/{other.pk}/annotations/"
    assert done(get(Api(editor), hidden))["total"] == 1
    refused(get(Api(), hidden), 404, "not_found")
    refused(Api().get("articles/999999999/annotations/"), 404, "not_found")


def test_a_list_takes_as_many_queries_for_many_as_for_one(article):
    for path in ("annotations/", f"articles/{article.pk}/annotations/"):
        asked = []
        for size in (1, 5):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                done(get(Api(), f"{path}?page_size={size}"))
            asked.append(len(queries))
        assert asked[0] == asked[1], path


MUTANTS = {
    "3.1 context": lambda node: node.update({"@context": ["http://example.org/"]}),
    "3.1 id": lambda node: node.update(id="here"),
    "3.3.1 moments": lambda node: node.update(modified="yesterday"),
    "3.3.6 rights": lambda node: node.update(rights="ours"),
    "5.1 label": lambda node: node.update(label=3),
    "5.1 total": lambda node: node.update(total="5"),
    "5.1 first": lambda node: node.update(first="here"),
    "5.1 last": lambda node: node.update(last="there"),
    "5.2 items": lambda node: node.update(items=["here"]),
    "5.2 partOf": lambda node: node.update(partOf=node["partOf"]["id"]),
    "5.2 next and prev": lambda node: node.update(next=None, prev="?page=1"),
    "5.2 startIndex": lambda node: node.update(startIndex=-1),
    "+ no member is null": lambda node: node.update(next=None),
}


def test_every_rule_sees_what_it_is_for(article):
    read = read_with(Api())
    collection = done(get(Api(), "annotations/"))
    for good in (collection, collection["first"]):
        for name, _holds in RULES[good["type"]]:
            mutant = copy.deepcopy(good)
            MUTANTS[name](mutant)
            assert name in broken(mutant, read), (good["type"], name)


def test_everything_in_the_demo(editor, settings):
    settings.DEBUG = True
    call_command("load_demo")
    of_articles = [
        f"articles/{pk}/annotations/" for pk in Article.objects.values_list("pk", flat=True)
    ]
    for api in (Api(), Api(editor)):
        read, seen = read_with(api), 0
        for path in (*LISTS, *of_articles):
            answer = get(api, f"{path}?page_size=7")
            node = answer.json() if answer.status_code == 200 else {}
            while node:
                assert broken(node, read) == [], path
                page = node.get("first", node)
                seen += len(page.get("items", ()))
                url = page.get("next")
                node = done(get(api, url.removeprefix(HOST))) if url else {}
        assert seen > 60
