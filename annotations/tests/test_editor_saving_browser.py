"""What the editor saves, pastes, locks and leaves as it was."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.tests.desk import (
    body,
    open_article,
    paste,
    place_cursor,
    save,
    select_words,
    spans,
    tag,
)
from annotations.tests.factories import annotate
from annotations.tests.marked import CLAIM, MARKS, words
from articles.models import Article
from articles.tests.clipboards import CLIPBOARDS
from articles.tests.factories import make_article
from articles.text import read_marks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_29_30_saving_verifies_every_span(desk):
    place_cursor(desk, "Smoke")
    desk.keyboard.type("Two  spaces. ")
    save(desk)
    article = Article.objects.get()
    assert "<mark" not in article.latest_revision.body
    for marked, _kind in MARKS:
        anchor = Annotation.objects.get(pk=desk.refs[marked]).latest_anchor
        assert (anchor.words, anchor.state) == (marked, "intact")
    desk.reload()
    assert spans(desk)["text"] == article.latest_revision.text
    assert all(words(desk, marked) == marked for marked, _kind in MARKS)


def test_locked_text_can_only_be_annotated(desk):
    desk.get_by_role("button", name="Lock text").click()
    place_cursor(desk, "spent")
    desk.keyboard.type("x")
    desk.keyboard.press("Delete")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+b")
    assert spans(desk) == desk.first
    for _ in range(5):
        desk.keyboard.press("Shift+ArrowRight")
    desk.locator(".tag-bar").wait_for()
    desk.keyboard.press("Alt+Shift+C")
    assert len(spans(desk)["spans"]) == len(MARKS) + 1
    desk.keyboard.press("Control+z")
    desk.get_by_role("button", name="Lock text").click()
    place_cursor(desk, "spent")
    desk.keyboard.type("x")
    assert words(desk, CLAIM) == CLAIM.replace("spent", "xspent")


def test_an_input_method_changes_nothing_in_locked_text(desk):
    desk.get_by_role("button", name="Lock text").click()
    place_cursor(desk, "spent")
    session = desk.context.new_cdp_session(desk)
    for text in ("に", "日本"):
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    session.send("Input.insertText", {"text": "日本"})
    desk.wait_for_timeout(100)
    assert spans(desk) == desk.first
    expect(desk.locator("#id_body_editor")).not_to_contain_text("日", use_inner_text=True)
    select_words(desk, "she told")
    tag(desk, "Quote")
    now = spans(desk)
    place = now["spans"]["new-1"]
    assert now["text"][place["start"] : place["end"]] == "she told"


def test_a_fact_checker_annotates_and_saves_but_cannot_edit(page, editor, factchecker):
    article = make_article(by=editor)
    open_article(page, article, "factchecker")
    expect(page.get_by_role("button", name="Lock text")).to_have_count(0)
    before = article.latest_revision.body
    place_cursor(page, "two metres")
    page.keyboard.type("x")
    page.keyboard.press("Control+b")
    for _letter in "two metres":
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Alt+Shift+S")
    page.keyboard.press("Alt+Shift+P")
    page.locator(".card.is-open [name=measure]").fill("rise of the river")
    save(page)
    assert Annotation.objects.get().latest_anchor.words == "two metres"
    article.refresh_from_db()
    assert article.latest_revision.body == before


def test_what_is_pasted_from_other_programs_is_saved_as_python_cleans_it(page, editor):
    article = make_article(by=editor)
    open_article(page, article)
    for name, html, expected in CLIPBOARDS:
        page.locator("#id_body_editor").focus()
        page.keyboard.press("Control+a")
        paste(page, html)
        shown = body(page)
        save(page)
        article.refresh_from_db()
        assert article.latest_revision.body == expected, name
        assert read_marks(shown).places == {}, name
        assert body(page) == shown, name


def test_annotations_of_elsewhere_do_not_come_along(page, editor):
    """Not of another article's workspace, named alike or not, nor of a public page."""
    other = make_article("Other", by=editor, published=True)
    annotate(other, "two metres", "statistic", by=editor, approved=True)
    article = make_article(body="<p>Here first.</p>", by=editor)
    open_article(page, article)
    place_cursor(page, "Here")
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+Shift+C")
    page.keyboard.press("Control+z")  # new-1 is known here, and stands nowhere
    there = page.context.new_page()
    there.goto(f"/admin/articles/article/{other.pk}/change/")
    place_cursor(there, "The river")
    for _letter in "The river":
        there.keyboard.press("Shift+ArrowRight")
    there.keyboard.press("Alt+Shift+C")
    assert set(spans(there)["spans"]) == {"new-1", str(Annotation.objects.get().pk)}
    there.keyboard.press("Control+a")
    there.keyboard.press("Control+c")
    there.expected.append("")
    page.bring_to_front()
    place_cursor(page, "first.", at_end=True)
    page.keyboard.press("Control+v")
    assert spans(page)["text"].endswith("the harbour master said.")
    assert spans(page)["spans"] == {}
    there.close(run_before_unload=False)
    reader = page.context.new_page()
    reader.goto(other.get_absolute_url())
    reader.locator("mark").first.wait_for()
    reader.keyboard.press("Control+a")
    reader.keyboard.press("Control+c")
    page.bring_to_front()
    page.keyboard.press("Control+v")
    assert spans(page)["text"].count("two metres") >= 2
    assert spans(page)["spans"] == {}


def test_pasted_plain_text_makes_no_empty_paragraphs(desk):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.evaluate(
        "navigator.clipboard.writeText('One 🚨\\r\\n\\n\\u00a0\\nTwo\\u2028three\\n\\n\\n')"
    )
    place_cursor(desk, "ends here.", at_end=True)
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+v")
    assert "<p>One 🚨</p><p>Two\u2028three</p>" in body(desk)
    assert "three</p><p></p>" not in body(desk)


def test_the_editor_has_what_we_import(desk):
    names = desk.evaluate(
        """async () => {
          const editor = await import("django-prose-editor/editor")
          return ["Editor", "Mark", "Extension", "Plugin", "posToDOMRect", "Figure", "Caption",
            "Image", "History", "Table"].filter((name) => !(name in editor))
            .concat(["state", "view", "model", "history"].filter((name) => !(name in editor.pm)))
        }"""
    )
    assert names == []


def test_an_editing_round_trip_is_the_same_bytes(desk):
    """Body → editor → marks taken out → clean is the body, so that opening changes nothing."""
    assert read_marks(body(desk)).body == desk.article.latest_revision.body
