"""The panel and the text: other places of the same words, words that are gone, and what is pointed at."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.tests.desk import (
    WORKSPACE,
    field,
    open_article,
    place_cursor,
    save,
    select_words,
    spans,
    tag,
    wait_until_saved,
)
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>The keeper’s lamp burnt for 12 nights. The <em>keeper's</em> lamp was new.</p>"
    "<p>Nobody saw the keepers lamp, but the keeper‘s lamp burnt 12.5 hours on 12 days, 2,012 in all.</p>"
)


@pytest.fixture
def article(editor):
    article = make_article(body=BODY, by=editor)
    article.lamp = annotate(article, "keeper’s lamp", by=editor)
    article.twelve = annotate(article, "12", "statistic", by=editor, approved=True)
    return article


def card(page, annotation):
    return page.locator(f"#annotation-{annotation.pk}")


def said(page, words: str) -> None:
    page.locator("[data-live]", has_text=words).wait_for(state="attached")


def delete(page, words: str) -> None:
    select_words(page, words)
    page.keyboard.press("Backspace")


def marked(page) -> list[str]:
    found = spans(page)
    places = sorted((span["start"], span["end"]) for span in found["spans"].values())
    return [found["text"][start:end] for start, end in places]


def test_every_other_place_of_the_words_is_marked_in_one_step(page, article):
    open_article(page, article)
    card(page, article.lamp).locator(".card-toggle").click()
    before = spans(page)
    offer = page.get_by_role("button", name="Mark all 2 other places of these words")
    offer.click()
    said(page, "2 more places marked as claim “keeper’s lamp”")
    assert marked(page) == ["keeper’s lamp", "12", "keeper's lamp", "keeper‘s lamp"]
    expect(offer).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == "card-toggle"
    place_cursor(page, "Nobody")
    page.keyboard.press("Control+z")
    assert spans(page) == before
    expect(page.locator(".card")).to_have_count(2)
    page.keyboard.press("Control+y")
    expect(page.locator(".card")).to_have_count(4)
    save(page)
    made = Annotation.objects.exclude(pk__in=[article.lamp.pk, article.twelve.pk])
    assert [item.latest_anchor.words for item in made.order_by("id")] == [
        "keeper's lamp", "keeper‘s lamp",
    ]  # fmt: skip
    assert {item.claim.summary for item in made} == {"A claim"}
    assert {item.status for item in made} == {"draft"}


def test_pieces_of_other_words_and_numbers_are_no_places(page, article):
    open_article(page, article)
    card(page, article.twelve).locator(".card-toggle").click()
    page.get_by_role("button", name="Mark the other place of these words").click()
    assert marked(page).count("12") == 2
    text = spans(page)
    assert text["text"][: text["spans"]["new-1"]["start"]].endswith("hours on ")


def test_the_forms_of_an_ellipsis_are_alike(page, editor):
    body = "<p>Wait… no.</p><p>Wait... no (or so).</p><p>Wait.. no</p>"
    annotation = annotate(make_article(body=body, by=editor), "Wait… no", "claim", by=editor)
    open_article(page, annotation.article)
    card(page, annotation).locator(".card-toggle").click()
    page.get_by_role("button", name="Mark the other place of these words").click()
    assert marked(page) == ["Wait… no", "Wait... no"]
    page.keyboard.press("Alt+Shift+F")
    page.keyboard.type("no (or so")
    page.locator("[data-find-count]", has_text="1").wait_for()


def test_words_that_go_are_listed_told_and_come_back(page, article):
    open_article(page, article)
    delete(page, "keeper’s lamp")
    gone = page.get_by_role("region", name="Gone from the text: 1")
    gone.wait_for()
    said(page, "The words of the claim “keeper’s lamp” are no longer in the text.")
    assert axe_violations(page) == []
    gone.get_by_role("button", name="Claim keeper’s lamp").click()
    expect(card(page, article.lamp).locator(".card-toggle")).to_have_attribute(
        "aria-expanded", "true"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    gone.wait_for(state="hidden")


def test_what_is_gone_is_reattached_to_the_selection(page, article):
    open_article(page, article)
    delete(page, "keeper’s lamp")
    select_words(page, "burnt for")
    page.get_by_role("button", name="Re-attach: claim").click()
    expect(page.locator("[data-reattach-chosen]")).to_have_text("“burnt for”", use_inner_text=True)
    page.locator("[data-reattach-apply]").click()
    page.locator("[data-gone]").wait_for(state="hidden")
    wait_until_saved(page)
    anchor = Annotation.objects.get(pk=article.lamp.pk).latest_anchor
    assert (anchor.words, anchor.state) == ("burnt for", "intact")


def test_what_is_gone_is_withdrawn_or_discarded_only_when_somebody_says_so(page, article):
    open_article(page, article)
    select_words(page, "burnt for")
    tag(page, "Claim")
    field(page, "summary").fill("It burnt")
    delete(page, "burnt for")
    delete(page, "keeper’s lamp")
    page.get_by_role("region", name="Gone from the text: 2").wait_for()
    page.get_by_role("button", name="Discard: claim “burnt for”").click()
    page.get_by_role("region", name="Gone from the text: 1").wait_for()
    page.get_by_role("button", name="Withdraw: claim").click()
    page.locator("[data-gone]").wait_for(state="hidden")
    page.locator("[data-withdrawn] .card").wait_for(state="attached")
    assert Annotation.objects.get(pk=article.lamp.pk).status == "withdrawn"
    assert Annotation.objects.count() == 2


def test_saving_keeps_what_is_gone_for_review(page, article):
    open_article(page, article)
    delete(page, "keeper’s lamp")
    save(page)
    page.locator("[data-gone]").wait_for(state="hidden")
    page.locator("[data-review-cards] .card").wait_for()
    assert Annotation.objects.get(pk=article.lamp.pk).latest_anchor.state == "lost"


def test_pointer_and_focus_show_the_other_side(page, article):
    open_article(page, article)
    pointed = "[...CSS.highlights.get('pointed')].map(String)"
    card(page, article.lamp).hover()
    assert page.evaluate(pointed) == ["keeper’s lamp"]
    page.locator("#id_body_editor mark.statistic").hover()
    assert page.evaluate(pointed) == []
    expect(page.locator(".card.is-pointed")).to_have_attribute(
        "id", f"annotation-{article.twelve.pk}"
    )
    page.mouse.move(5, 5)
    expect(page.locator(".card.is-pointed")).to_have_count(0)
    card(page, article.twelve).locator(".card-toggle").focus()
    assert page.evaluate(pointed) == ["12"]


def test_a_card_selects_its_words_and_the_cursor_tells_its_card(page, article):
    open_article(page, article)
    card(page, article.twelve).locator(".card-toggle").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("String(getSelection())") == "12"
    page.keyboard.press("ArrowLeft")
    for _ in range(9):
        page.keyboard.press("ArrowLeft")
    place_cursor(page, "eeper’s")
    said(page, "In the claim “keeper’s lamp”.")
    expect(card(page, article.lamp).locator(".card-toggle")).to_have_attribute(
        "aria-expanded", "true"
    )


def test_an_annotation_is_announced_once_however_many_paragraphs_it_covers(page, editor):
    body = (
        "<p>One <em>long</em> claim</p><ul><li>over two</li></ul><p>and three blocks, and on.</p>"
    )
    article = make_article(body=body, by=editor)
    annotate(article, "One long claim\nover two\nand three blocks", by=editor)
    open_article(page, article)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = [node for node in nodes if not node["ignored"]]
    role = lambda node: node["role"]["value"]  # noqa: E731
    assert not [node for node in told if role(node) == "mark"]
    named = [node for node in told if role(node) == "button" and "and three" in _name(node)]
    assert len(named) == 1
    assert len(page.evaluate(f"Object.values({WORKSPACE}.places())")) == 1


def _name(node) -> str:
    return node.get("name", {}).get("value", "")
