"""The main job, as an editor does it: real mouse, real keyboard, the real admin in Chromium."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.services import approve
from annotations.tests.desk import (
    field,
    log_in,
    open_article,
    paste,
    save,
    select_words,
    spans,
    tag,
    wait_until_saved,
)
from annotations.tests.factories import annotate
from articles.models import Article
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = (
    "<p>The Marl rose by 2.4 metres on Monday night, the council says.</p>"
    "<p>“We were lucky 👩‍👩‍👧, the wind had turned,” said Ada Marl, the harbour master.</p>"
    "<p>The old bridge will never reopen, according to the mayor.</p>"
    "<p>Water is over the quay 🌊 stay away!</p>"
    "<p>— Harbour Office (@marl_harbour) 3 November 2026</p>"
)


def test_write_tag_fill_save_approve_and_publish(page, editor):
    log_in(page, "editor", "/admin/articles/article/add/")
    page.locator("#id_headline").click()
    page.keyboard.type("Marl bursts its banks")
    page.locator("#id_body_editor").click()
    paste(page, PASTED)

    select_words(page, "2.4 metres")
    page.get_by_role("button", name="Statistic").click()
    expect(field(page, "value")).to_have_value("2.4")
    field(page, "unit").fill("metres")
    field(page, "measure").fill("rise of the Marl")

    select_words(page, "“We were lucky 👩‍👩‍👧, the wind had turned,”")
    page.keyboard.press("Alt+Shift+Q")
    expect(field(page, "text")).to_have_value("We were lucky 👩‍👩‍👧, the wind had turned,")
    field(page, "speaker").fill("Ada Marl")
    field(page, "verification").select_option("matches_source")

    select_words(page, "The old bridge will never reopen")
    tag(page, "Claim")
    page.keyboard.press("Alt+Shift+P")
    page.keyboard.type("The old bridge stays shut")
    field(page, "attribution").select_option("attributed")
    field(page, "review_status").select_option("in_progress")

    select_words(page, "Water is over", "3 November 2026")
    tag(page, "Social embed")
    expect(field(page, "handle")).to_have_value("@marl_harbour")
    expect(field(page, "author_name")).to_have_value("Harbour Office")
    expect(field(page, "post_date")).to_have_value("2026-11-03")
    field(page, "platform").select_option("x")

    save(page)
    article = Article.objects.get()
    assert page.url.endswith(f"/admin/articles/article/{article.pk}/change/")
    assert article.slug == "marl-bursts-its-banks"
    assert "<mark" not in article.latest_revision.body

    before = spans(page)
    assert before["text"] == article.latest_revision.text
    page.reload()
    assert spans(page) == before
    words = {item.kind: item.latest_anchor.words for item in Annotation.objects.all()}
    assert words == {
        "statistic": "2.4 metres",
        "quote": "“We were lucky 👩‍👩‍👧, the wind had turned,”",
        "claim": "The old bridge will never reopen",
        "social_embed": "Water is over the quay 🌊 stay away!\n"
        "— Harbour Office (@marl_harbour) 3 November 2026",
    }

    for card in page.locator(".card").all():
        card.locator(".card-toggle").click()
        card.get_by_role("button", name="Approve").click()
        card.locator(".chip.status-approved").wait_for()

    page.get_by_role("link", name="Publish").click()
    page.get_by_text("there is no evidence").wait_for()
    page.get_by_role("button", name="Publish anyway").click()
    page.get_by_text("This field is required").wait_for()
    page.get_by_label("Reason").fill("The evidence follows")
    page.get_by_role("button", name="Publish anyway").click()
    page.get_by_text("Published.").wait_for()

    page.goto(f"/articles/{article.slug}/")
    for annotation in Annotation.objects.all():
        kind = f"[data-annotation~='{annotation.pk}']"
        assert page.locator(kind).count(), annotation
    answer = page.request.get(f"/api/v1/annotations/?article={article.pk}")
    facts = {item["kind"]: item for item in answer.json()["results"]}
    assert {kind: item["exact"] for kind, item in facts.items()} == words
    assert facts["quote"]["quote"]["speaker"]["name"] == "Ada Marl"
    assert facts["statistic"]["statistic"]["unit"] == "metres"


def test_saving_keeps_the_page_the_cursor_and_the_history_of_undoing(page, editor):
    article = make_article(by=editor)
    open_article(page, article)
    page.evaluate("window.untouched = true")
    select_words(page, "two metres")
    tag(page, "Statistic")
    save(page)
    page.keyboard.press("Control+End")
    page.keyboard.type(" More.")
    save(page)
    assert page.evaluate("window.untouched")
    assert Article.objects.get().latest_revision.text.endswith(" More.")
    page.keyboard.press("Control+z")
    save(page)
    assert not Article.objects.get().latest_revision.text.endswith("More.")
    [annotation] = Annotation.objects.all()
    assert list(spans(page)["spans"]) == [str(annotation.pk)]
    assert annotation.latest_anchor.words == "two metres"


def test_two_editors_the_second_is_told_and_loses_nothing(open_page, editor):
    article = make_article(by=editor)
    page = open_page()
    page.expected += ["409"]
    open_article(page, article)
    rewrite(article, "<p>The river fell again on Tuesday.</p>", by=editor)

    page.locator("#id_body_editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And mine.")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("The river fell again on Tuesday.").wait_for()
    expect(dialog).to_contain_text("And mine.", use_inner_text=True)
    assert Article.objects.get().latest_revision.number == 2

    dialog.get_by_role("button", name="Back to my text").click()
    expect(page.locator("#id_body_editor")).to_contain_text("And mine.", use_inner_text=True)
    expect(page.locator("[data-saved]")).to_contain_text("Unsaved changes", use_inner_text=True)

    page.keyboard.press("Control+s")
    for place in dialog.locator(".conflict-place").all():
        place.locator("input[value=mine]").check()
    dialog.get_by_role("button", name="Save both together").click()
    wait_until_saved(page)
    latest = Article.objects.get().latest_revision
    assert (latest.number, "And mine." in latest.text) == (3, True)
    assert "Tuesday" in article.revisions.get(number=2).text


def test_an_annotation_approved_meanwhile_does_not_stop_a_save(open_page, editor):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", "statistic", by=editor)
    page = open_page()
    page.expected += ["409"]
    open_article(page, article)
    approve(annotation, by=editor)
    page.locator("#id_body_editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" More.")
    save(page)
    assert Article.objects.get().latest_revision.text.endswith("More.")
    page.locator(".chip.status-approved").wait_for()


def test_without_javascript_the_form_saves_the_text_and_keeps_annotations(open_page, editor):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", "statistic", by=editor)
    page = open_page(java_script_enabled=False)
    log_in(page, "editor", f"/admin/articles/article/{article.pk}/change/")
    body = page.locator("textarea#id_body")
    body.fill("<p>Yes. " + body.input_value().removeprefix("<p>"))
    page.locator("[data-save]").click()
    annotation.refresh_from_db()
    assert article.revisions.count() == 2
    assert annotation.latest_anchor.words == "two metres"
    assert annotation.latest_anchor.start == annotation.anchors.earliest("pk").start + 5


def test_a_refused_save_says_what_and_where(open_page, editor):
    article = make_article(by=editor)
    page = open_page()
    page.expected += ["400"]
    open_article(page, article)
    select_words(page, "We were lucky")
    tag(page, "Quote")
    page.locator(".card").get_by_role("button", name="Approve").click()
    page.locator(".card-error", has_text="Needed before it can be approved").first.wait_for()
    expect(page.locator(":focus")).to_have_attribute("name", "speaker")
    assert Annotation.objects.count() == 0
    field(page, "speaker").fill("Ada Marl")
    field(page, "verification").select_option("unverified")
    more = page.locator(".card summary", has_text="More")
    more.click()
    field(page, "verified_on").fill("2019-13")
    more.click()
    page.locator(".card").get_by_role("button", name="Approve").click()
    page.locator(".card-error", has_text="Give a year, a month or a day").wait_for()
    expect(page.locator(":focus")).to_have_attribute("name", "verified_on")  # "More" is open again
    assert axe_violations(page) == []
    page.keyboard.press("Control+a")
    page.keyboard.type("2019-11")
    page.locator(".card").get_by_role("button", name="Approve").click()
    page.locator(".chip.status-approved").wait_for()
    annotation = Annotation.objects.get()
    assert (annotation.status, annotation.quote.verified_on) == ("approved", "2019-11")


def test_words_that_go_are_told_and_can_be_put_back(page, editor):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", "statistic", by=editor)
    open_article(page, article)
    select_words(page, "two metres")
    page.keyboard.type("a lot")
    page.locator(".chip", has_text="Not in the text").wait_for()
    save(page)
    annotation.refresh_from_db()
    assert annotation.latest_anchor.state in ("changed", "lost")
    select_words(page, "a lot")
    if not page.locator(".card.is-open").count():
        page.locator(".card-toggle").click()
    page.get_by_role("button", name="Re-attach to other words").click()
    page.get_by_role("button", name="Re-attach here").click()
    page.locator("[data-done]", has_text="Re-attached").wait_for()
    wait_until_saved(page)
    annotation.refresh_from_db()
    assert (annotation.latest_anchor.words, annotation.latest_anchor.state) == ("a lot", "intact")


def test_a_fact_checker_annotates_locked_text(page, factchecker):
    article = make_article()
    open_article(page, article, "factchecker")
    text = spans(page)["text"]
    page.locator("#id_body_editor").click()
    page.keyboard.type("Tampered.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+b")
    assert spans(page)["text"] == text
    page.keyboard.press("ArrowLeft")
    select_words(page, "two metres")
    tag(page, "Statistic")
    save(page)
    assert Annotation.objects.get().latest_anchor.words == "two metres"
    assert Article.objects.get().latest_revision.number == 1
