"""The workspace's save over HTTP: what it answers, and that nothing is lost."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Source
from annotations.services import edit_annotation, reattach, withdraw
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.posting import MARKED, NEW, item_of
from articles.models import Article, Revision
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def test_a_new_annotation_gets_its_id_and_the_page_all_it_needs(workspace, article):
    workspace.log_in("editor")
    answer = workspace.save(article, NEW, body=MARKED.format("new-1"))
    [annotation] = Annotation.objects.all()
    facts = answer.json()
    assert answer.status_code == 200
    assert facts["ids"] == {"new-1": annotation.pk}
    assert (facts["base"], facts["version"]) == (1, 1)
    assert facts["body"] == MARKED.format(annotation.pk)
    [card] = facts["annotations"]
    assert (card["exact"], card["state"], card["start"]) == ("two metres", "intact", 18)
    assert card["detail"]["value"] == "2"
    assert {"edit", "approve", "withdraw"} <= set(card["may"])
    assert "<mark" not in Article.objects.get().latest_revision.body


def test_an_article_is_made_with_its_annotations(workspace):
    workspace.log_in("reporter")
    data = {
        "headline": "River rises", "body": MARKED.format("new-1"), "language": "en", "base": 0,
        "version": 0, "annotations_loaded": "1", "annotations": json.dumps([NEW]),
    }  # fmt: skip
    answer = workspace.post("/admin/articles/article/add/", data)
    article = Article.objects.get()
    assert answer.json()["url"] == f"/admin/articles/article/{article.pk}/change/"
    assert article.annotations.get().latest_anchor.words == "two metres"


def test_without_the_sign_of_the_script_annotations_are_carried(workspace, article, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor)
    workspace.log_in("editor")
    data = {
        "headline": "H", "body": "<p>Now two metres.</p>", "slug": article.slug, "language": "en",
        "base": 1, "version": 1,
    }  # fmt: skip
    workspace.client.post(f"/admin/articles/article/{article.pk}/change/", data)
    annotation.refresh_from_db()
    assert annotation.latest_anchor.revision.number == 2
    workspace.post(f"/admin/articles/article/{article.pk}/change/", {**data, "base": 2})
    assert Annotation.objects.get().status == "draft"


def test_fields_actions_and_sources(workspace, article, editor):
    quote = annotate(article, "“We were lucky,”", "quote", by=editor)
    workspace.log_in("editor")
    detail = {**COMPLETE["quote"], "speaker": "  Bo Reed "}
    answer = workspace.save(article, item_of(quote, detail=detail, note="N", action="approve"))
    assert answer.status_code == 200, answer.json()
    quote = Annotation.objects.get()
    assert (quote.status, quote.note, quote.quote.speaker.name) == ("approved", "N", "Bo Reed")
    workspace.save(article, item_of(quote, action="withdraw"))
    assert Annotation.objects.get().status == "withdrawn"
    answer = workspace.save(article, item_of(quote, detail=detail))
    assert answer.status_code in (403, 409)


def test_errors_come_by_annotation_and_field(workspace, article, editor):
    Source.objects.create(name="Ada Marl", disambiguation="the goalkeeper")
    twin = Source.objects.create(name="Ada Marl")
    quote = annotate(article, "“We were lucky,”", "quote", by=editor, detail={})
    workspace.log_in("editor")
    detail = {"speaker": "Ada Marl", "said_on": "yesterday", "source_url": "javascript:alert(1)"}
    answer = workspace.save(
        article,
        item_of(quote, detail=detail),
        {**NEW, "detail": {"value": "many"}, "action": "approve"},
        body=MARKED.format("new-1"),
        headline="Changed",
    )
    errors = answer.json()["errors"]["annotations"]
    assert answer.status_code == 400
    assert set(errors[str(quote.pk)]) == {"speaker", "said_on", "source_url"}
    assert "the goalkeeper" in errors[str(quote.pk)]["speaker"][0]
    assert f"#{twin.pk}" in errors[str(quote.pk)]["speaker"][0]
    assert "value" in errors["new-1"]
    assert Revision.objects.count() == 1

    for name in (f"Ada Marl #{twin.pk}", "ada marl (the goalkeeper)"):
        answer = workspace.save(article, item_of(quote, detail={"speaker": name}))
        assert answer.status_code == 200, answer.json()
        assert Annotation.objects.get().quote.speaker.name == "Ada Marl"
    assert Source.objects.count() == 2


def test_approving_needs_the_required_fields(workspace, article, editor):
    quote = annotate(article, "“We were lucky,”", "quote", by=editor, detail={})
    workspace.log_in("editor")
    answer = workspace.save(
        article, item_of(quote, action="approve", detail={"speaker": "New Name"})
    )
    assert set(answer.json()["errors"]["annotations"][str(quote.pk)]) == {
        "text", "quote_type", "verification",
    }  # fmt: skip
    answer = workspace.save(article, item_of(quote, action="approve"))
    assert answer.status_code == 400
    assert answer.json()["errors"]["annotations"]
    assert Source.objects.count() == 0
    assert Annotation.objects.get().status == "draft"


def test_a_stale_text_is_a_conflict_with_the_other_text(workspace, article, editor):
    rewrite(article, "<p>Theirs.</p>", by=editor)
    workspace.log_in("editor")
    answer = workspace.save(article, body="<p>Mine.</p>", base="1")
    assert answer.status_code == 409
    assert answer.json()["code"] == "stale"
    latest, merge = answer.json()["latest"], answer.json()["merge"]
    assert (latest["by"], latest["base"]) == ("editor", 2)
    assert [(part["theirs"], part["mine"]) for part in merge["parts"]] == [
        ("<p>Theirs.</p>", "<p>Mine.</p>")
    ]
    assert merge["base"]["headline"] == "River rises"
    assert not merge["same"]
    assert Article.objects.get().latest_revision.text == "Theirs."


def test_a_stale_annotation_is_a_conflict_too(workspace, article, editor):
    quote = annotate(article, "“We were lucky,”", "quote", by=editor)
    item = item_of(quote, note="mine", detail=None)
    edit_annotation(quote, by=editor, note="theirs")
    workspace.log_in("editor")
    answer = workspace.save(article, item, headline="Mine")
    assert answer.status_code == 409
    assert answer.json()["annotation"] == quote.pk
    assert answer.json()["annotations"][0]["note"] == "theirs"
    assert Revision.objects.count() == 1


def test_sources_are_suggested_to_the_desk(workspace, article):
    Source.objects.create(name="Ada Marl", disambiguation="the goalkeeper")
    twin = Source.objects.create(name="Ada Marl")
    Source.objects.create(name="Marl Council")
    workspace.log_in("reporter")
    url = reverse("admin:annotations_sources")
    found = workspace.client.get(url, {"q": "ada"}).json()
    assert [item["label"] for item in found] == [
        "Ada Marl (the goalkeeper)", f"Ada Marl #{twin.pk}",
    ]  # fmt: skip
    assert workspace.client.get(url, {"q": "MARL"}).json()[0]["name"] == "Marl Council"
    assert workspace.client.get(url, {"q": "\x00%_"}).json() == []
    assert len(workspace.client.get(url).json()) == 3
    workspace.client.logout()
    assert workspace.client.get(url).status_code == 302


def test_what_changed_is_told_word_by_word(workspace, article, editor):
    changed = annotate(article, "rose by two metres", by=editor)
    lost = annotate(article, "We were lucky", by=editor)
    rewrite(article, "<p>The river rose by nine metres on Monday.</p>", by=editor)
    workspace.log_in("editor")
    told = {card["id"]: card for card in workspace.save(article).json()["annotations"]}
    assert told[changed.pk]["difference"] == [
        ["same", "rose by "], ["gone", "two"], ["come", "nine"], ["same", " metres"],
    ]  # fmt: skip
    assert told[changed.pk]["reason"] == "a number changed"
    facts = told[lost.pk]
    assert (facts["state"], facts["baseline"], facts["exact"]) == ("lost", "We were lucky", None)
    assert facts["difference"] is None
    assert "confirm" in told[changed.pk]["may"]
    assert "confirm" not in facts["may"]
    assert "reattach" in facts["may"]


def test_a_decision_is_offered_to_be_undone_and_undone(workspace, article, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor, approved=True)
    workspace.log_in("editor")
    [card] = workspace.save(article).json()["annotations"]
    assert (card["last"], "undo" in card["may"]) == (None, False)
    [card] = workspace.save(article, item_of(annotation, action="withdraw")).json()["annotations"]
    assert (card["status"], card["last"], "undo" in card["may"]) == ("withdrawn", "withdrawn", True)
    [card] = workspace.save(article, item_of(annotation, action="undo")).json()["annotations"]
    assert (card["status"], card["last"]) == ("approved", None)
    answer = workspace.save(article, item_of(annotation, action="undo"))
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


def test_undoing_takes_the_right_to_what_is_undone(workspace, article, editor):
    draft = annotate(article, "two metres", "statistic", by=editor)
    approved = annotate(article, "We were lucky", "quote", by=editor, approved=True)
    for annotation in (draft, approved):
        reattach(annotation, start=0, end=3, by=editor)
    withdrawn = annotate(article, "Monday", by=editor)
    withdraw(withdrawn, by=editor)
    workspace.log_in("reporter")
    may = {card["id"]: card["may"] for card in workspace.save(article).json()["annotations"]}
    assert [pk for pk, actions in may.items() if "undo" in actions] == [draft.pk]
    for annotation in (approved, withdrawn):
        assert workspace.save(article, item_of(annotation, action="undo")).status_code == 403
    assert workspace.save(article, item_of(draft, action="undo")).status_code == 200
    draft.refresh_from_db()
    assert draft.latest_anchor.baseline.exact == "two metres"
    assert Annotation.objects.get(pk=withdrawn.pk).status == "withdrawn"


def test_the_page_asks_as_often_for_many_annotations_as_for_few(workspace, editor):
    workspace.log_in("editor")
    asked = []
    for count in (2, 40):
        words = [f"word{number}" for number in range(count)]
        article = make_article(f"With {count}", body=f"<p>{' '.join(words)}</p>", by=editor)
        notes = [annotate(article, word, "quote", by=editor) for word in words]
        for note in notes[::2]:
            reattach(note, start=0, end=3, by=editor)
        rewrite(article, f"<p>{' '.join(words[1:])}ish</p>", by=editor)
        with CaptureQueriesContext(connection) as queries:
            url = reverse("admin:articles_article_change", args=[article.pk])
            assert workspace.client.get(url).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 17
