"""A whole article out and in again: nothing is lost but ids, times and the slug."""

import copy
import os

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.models import Annotation, Rating, Source
from annotations.services import add_evidence, create_source, relate, withdraw
from annotations.services.integrity import find_problems
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.test_api_web_annotation_import import put_anything
from articles.models import Article, Author, Change, Section, Topic
from articles.services import create_token
from articles.tests.api import Api, done, refused
from articles.tests.factories import figure, make_article, make_image, make_user, rewrite

pytestmark = pytest.mark.django_db
IMPORT = "articles/import/"


def export(user, pk: int) -> dict:
    return done(Api(user).get(f"articles/{pk}/export/"))


def take(user, whole: dict):
    return Api(user).post(IMPORT, whole)


def without_slug(whole: dict) -> dict:
    return {**whole, "article": {**whole["article"], "slug": ""}}


@pytest.fixture
def article(editor):
    """With everything: kinds, states and statuses, filing, a picture, evidence and relations."""
    section = Section.objects.create(name="Town", slug="town")
    topics = [Topic.objects.create(name=name, slug=name.lower()) for name in ("River", "Harbour")]
    authors = [
        Author.objects.create(name=name, slug=name.split()[0].lower()) for name in ("Zoe Z", "Al A")
    ]
    body = (
        "<h2>The 🌊 again</h2><p>It rose. It rose. “We were lucky,” she said.</p>"
        "<table><tbody><tr><td><p>Rise</p></td><td><p>2 metres</p></td></tr></tbody></table>"
        "<p>All of this goes. Seven boats sank.</p>"
    )
    image = make_image(by=editor)
    article = make_article(
        "Wet", body + figure(image, "The <em>harbour</em>"), by=editor, section=section,
        topics=topics, authors=authors, language="cy", lead_image=image,
    )  # fmt: skip
    speaker = create_source(
        name="Ada Marl", disambiguation="the elder", type="person", by=editor,
        description="Harbour master", same_as="https://example.org/ada",
    )  # fmt: skip
    quote = annotate(article, "“We were lucky,”", "quote", by=editor, approved=True, note="Note 🐟",
                     desk_note="Desk", detail={**COMPLETE["quote"], "speaker": speaker})  # fmt: skip
    add_evidence(quote, by=editor, title="A tape", link="https://example.org/t", stance="disputes")
    rated = {"rating": Rating.objects.get(slug="false"), "explanation": "We looked."}
    claim = annotate(article, "It rose", "claim", by=editor, approved=True,
                     detail={**COMPLETE["claim"], **rated})  # fmt: skip
    changed = annotate(article, "Seven boats", "statistic", by=editor, detail={"value": "7.5"})
    lost = annotate(article, "All of this goes", "claim", by=editor)
    embed = annotate(article, "2 metres", "social_embed", by=editor)
    withdraw(embed, by=editor)
    relate(quote, claim, type="supports", note="So she says", by=editor)
    relate(changed, lost, type="qualifies", by=editor)
    old = article.latest_revision.body
    rewrite(article, old.replace("All of this goes. Seven", "Eight"), by=editor)
    return article


def test_everything_comes_back(article, editor):
    whole = export(editor, article.pk)
    states = [item["state"] for item in whole["annotations"]]
    assert states == ["intact", "intact", "changed", "lost", "intact"]
    answer = take(editor, whole)
    taken = done(answer, 201)
    assert answer["Location"] == taken["url"]
    assert (taken["slug"], taken["dropped_images"]) == ("wet-2", [])
    assert [item["reason"] for item in taken["annotations"]] == [""] * 5
    assert without_slug(export(editor, taken["id"])) == without_slug(whole)
    assert Source.objects.count() == 1
    assert done(Api(editor).get(f"articles/{taken['id']}/"))["state"] == "draft"
    assert list(find_problems()) == []


def test_a_fresh_site_makes_what_it_lacks(article, editor, reporter):
    whole = export(editor, article.pk)
    whole["article"] |= {"section": {"slug": "new", "name": "New"}, "slug": "else",
                         "topics": [{"slug": "n", "name": "N"}, {"slug": "river", "name": "Other"}]}  # fmt: skip
    whole["annotations"][0]["quote"]["speaker"] |= {"disambiguation": "the younger"}
    whole["article"]["lead_image"] = "/media/images/0123456789abcdef/600.webp"
    taken = done(take(editor, whole), 201)
    assert (taken["slug"], taken["dropped_images"]) == ("else", [whole["article"]["lead_image"]])
    whole["article"]["lead_image"] = None
    whole["article"]["topics"][1]["name"] = "River"
    assert export(editor, taken["id"]) == whole
    whole["article"]["section"] = {"slug": "newer", "name": "Newer"}
    del whole["annotations"][1]["claim"]["rating"]
    problem = refused(take(reporter, whole), 400, "invalid")
    assert problem["errors"].keys() == {"section"}
    assert not Section.objects.filter(slug="newer").exists()


def test_a_status_takes_the_right_and_the_fields(article, editor, reporter):
    whole = export(editor, article.pk)
    before = Change.objects.count()
    refused(take(reporter, whole), 403, "bulk_failed")  # a rating is not theirs to give
    assert Change.objects.count() == before
    del whole["annotations"][1]["claim"]["rating"]
    taken = done(take(reporter, whole), 201)["annotations"]
    assert [(item["status"], item["reason"]) for item in taken] == [
        ("draft", "permission_denied"), ("draft", "permission_denied"), ("draft", ""), ("draft", ""),
        ("draft", "permission_denied"),
    ]  # fmt: skip
    whole["annotations"][1]["claim"]["summary"] = ""
    taken = done(take(editor, whole), 201)["annotations"]
    assert [(item["status"], item["reason"]) for item in taken[:2]] == [
        ("approved", ""), ("draft", "incomplete"),
    ]  # fmt: skip


def test_what_has_no_place_is_told_and_nothing_is_written(article, editor):
    whole, articles = export(editor, article.pk), Article.objects.count()
    moved = copy.deepcopy(whole)
    moved["article"]["body"] = "<p>Before it all.</p>" + moved["article"]["body"]
    taken = export(editor, done(take(editor, moved), 201)["id"])
    words = [(item["exact"], item["state"]) for item in taken["annotations"]]
    assert words == [(item["exact"], item["state"]) for item in whole["annotations"]]
    gone = copy.deepcopy(whole)
    gone["article"]["body"] = "<p>It was dry. It was dry.</p>"
    before = Change.objects.count()
    problem = refused(take(editor, gone), 400, "bulk_failed")
    codes = [result["problem"]["code"] for result in problem["results"]]
    assert codes == ["quote_not_found"] * 3 + ["not_done", "quote_not_found"]
    assert (Article.objects.count(), Change.objects.count()) == (articles + 1, before)


def test_who_may(article, editor, reporter, factchecker, outsider):
    path = f"articles/{article.pk}/export/"
    for user in (None, outsider):
        refused(Api(user).get(path), 404, "not_found")
    refused(Api(editor).get("articles/999999999/export/"), 404, "not_found")
    whole = export(factchecker, article.pk)
    refused(Api().post(IMPORT, whole), 401, "not_authenticated")
    refused(take(outsider, whole), 403, "permission_denied")
    refused(take(factchecker, whole), 403, "permission_denied")
    _token, secret = create_token(editor, name="x", scopes=["annotate"], days=1, by=editor)
    refused(Api(token=secret).post(IMPORT, whole), 403, "insufficient_scope")
    tag = Api(editor).get(path)["ETag"]
    assert Api(editor).get(path, **{"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda whole: whole.update(format="other"), "format"),
        (lambda whole: whole.update(version=2), "version"),
        (lambda whole: whole.update(more=1), "more"),
        (lambda whole: whole["article"].update(headline=""), "article"),
        (lambda whole: whole["article"].update(slug="a b"), "article"),
        (lambda whole: whole["article"].update(slug=7), "article"),
        (lambda whole: whole["article"].update(section="town"), "article"),
        (lambda whole: whole["annotations"].append(3), "annotations"),
        (lambda whole: whole["annotations"][0].update(kind="rumour"), "annotations"),
        (lambda whole: whole["annotations"][0].update(key=2), "annotations"),
        (lambda whole: whole["annotations"][0].update(start=None), "annotations"),
        (lambda whole: whole["annotations"][0].update(end=0), "annotations"),
        (lambda whole: whole["annotations"][0].update(exact=None), "annotations"),
        (lambda whole: whole["annotations"][0].update(baseline=None), "annotations"),
        (lambda whole: whole["annotations"][0]["baseline"].update(prefix="x" * 65), "annotations"),
        (lambda whole: whole["annotations"][0]["quote"].update(quote_type="loud"), "annotations"),
        (lambda whole: whole["annotations"][0]["quote"].update(speaker=3), "annotations"),
        (lambda whole: whole["annotations"][0].update(claim={}), "annotations"),
        (lambda whole: whole["relations"][0].update(to=77), "relations"),
        (lambda whole: whole["relations"][0].update(type="likes"), "relations"),
        (lambda whole: whole["relations"][0].update(to=1), "to"),
        (lambda whole: whole["relations"].append(whole["relations"][0]), "to"),
        (lambda whole: whole.update(annotations=whole["annotations"] * 1001), "annotations"),
    ],
)  # fmt: skip
def test_what_is_not_an_export(article, editor, change, field):
    whole, before = export(editor, article.pk), Change.objects.count()
    change(whole)
    problem = refused(take(editor, whole), 400, "invalid")
    assert field in problem["errors"]
    assert Change.objects.count() == before


def test_an_export_takes_as_many_queries_for_many_as_for_few(article, editor):
    asked = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            export(editor, article.pk)
        asked.append(len(queries))
        for _each in range(5):
            quote = annotate(article, "It rose", "quote", by=editor)
            add_evidence(quote, by=editor, title="A tape")
    assert asked[0] == asked[1]


def test_the_demo_comes_back(editor, settings):
    settings.DEBUG = True
    call_command("load_demo")
    for article in Article.objects.exclude(latest_revision=None):
        whole = export(editor, article.pk)
        taken = done(take(editor, whole), 201)
        assert taken["dropped_images"] == []
        again = export(editor, taken["id"])
        for one, other in zip(whole["annotations"], again["annotations"], strict=True):
            told = next(item for item in taken["annotations"] if item["key"] == other["key"])
            assert told["reason"] == "" or told["status"] == other["status"] == "draft"
            assert {**one, "status": ""} == {**other, "status": ""}
        for document in (whole, again):
            document["annotations"], document["article"]["slug"] = [], ""
        assert whole == again


@settings(
    max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.data())
def test_never_a_failure_of_ours(article, editor, data):
    """An export with anything in the place of some of its parts."""
    whole = export(editor, article.pk)
    for _change in range(data.draw(st.integers(1, 3))):
        put_anything(whole, data)
    answer = take(editor, whole)
    assert answer.status_code in (201, 400), answer.content


PIECES = st.sampled_from(
    ["It rose. ", "It rose. ", "“We were lucky,” ", "🌊", "👩‍👩‍👧 ", "e\u0301te\u0301 ", "\u00a0", "&amp;", "&lt;b&gt; ",
     "−5 ", "א ב ", "<strong>bold </strong>", "<em>it</em>", "<br>", "a\u2028b", "ﬁ "]
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=6).map("".join)
BLOCKS = st.one_of(
    LINES.map("<p>{}</p>".format),
    LINES.map("<h2>{}</h2>".format),
    LINES.map("<blockquote><p>{}</p></blockquote>".format),
    LINES.map("<ul><li><p>{0}</p></li><li><p>{0}</p></li></ul>".format),
    LINES.map(
        "<table><tbody><tr><td><p>{0}</p></td><td><p>{0}</p></td></tr></tbody></table>".format
    ),
)


@settings(
    max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.lists(BLOCKS, max_size=4), st.data())
def test_any_article_comes_back(first, then, data):
    """Annotated anywhere, and perhaps rewritten since, so that some changed and some are lost."""
    by = make_user(f"editor{Article.objects.count()}", "Editor")
    article = make_article("Any", "".join(first), by=by)
    text = article.latest_revision.text
    for kind in data.draw(st.lists(st.sampled_from(list(COMPLETE)), max_size=4)):
        words = [word for word in text.split() if text.count(word)]
        if words:
            start = text.index(data.draw(st.sampled_from(words)))
            end = min(len(text), start + data.draw(st.integers(1, 20)))
            if text[start:end].strip():
                annotate(article, text[start:end], kind, by=by, approved=data.draw(st.booleans()))
    if then:
        rewrite(article, "".join(then), by=by)
    whole = export(by, article.pk)
    taken = done(take(by, whole), 201)
    assert without_slug(export(by, taken["id"])) == without_slug(whole)
    assert Annotation.objects.filter(article=taken["id"]).count() == len(whole["annotations"])
