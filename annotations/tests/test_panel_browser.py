"""The workspace's panel: filters, and evidence and relations in the cards."""

import pytest
from playwright.sync_api import expect

from annotations.models import Evidence, Relation
from annotations.services import add_evidence
from annotations.tests.desk import open_article
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>The river rose by two metres on Monday.</p>"
    "<p>“We were lucky,” the harbour master said.</p>"
    "<p>The quay cost 4 million. Nobody was hurt.</p>"
)


@pytest.fixture
def article(editor):
    article = make_article(body=BODY, by=editor)
    article.rose = annotate(article, "rose by two metres", "statistic", by=editor, approved=True)
    article.lucky = annotate(article, "“We were lucky,”", "quote", by=editor, approved=True)
    article.cost = annotate(article, "The quay cost 4 million", by=editor)
    article.hurt = annotate(article, "Nobody was hurt", by=editor)
    return article


def card(page, annotation):
    return page.locator(f"#annotation-{annotation.pk}")


def open_card(page, annotation):
    card(page, annotation).locator(".card-toggle").click()
    card(page, annotation).locator("[data-links]").wait_for()


def wait_for_cards(page, *annotations) -> None:
    """Until the panel lists these and no others, in this order."""
    cards = page.locator(".panel .card:visible")
    expect(cards).to_have_count(len(annotations))
    for at, annotation in enumerate(annotations):
        expect(cards.nth(at)).to_have_id(f"annotation-{annotation.pk}")


def test_cards_of_one_kind_and_in_one_state(page, article):
    open_article(page, article)
    bar = page.get_by_role("group", name="Show annotations")
    bar.get_by_role("button", name="Claim 2").click()
    wait_for_cards(page, article.cost, article.hurt)
    expect(page.locator("[data-count]")).to_have_text("2 of 4", use_inner_text=True)
    bar.get_by_role("button", name="All 4").click()
    bar.get_by_label("State").select_option("approved")
    wait_for_cards(page, article.rose, article.lucky)
    expect(bar.get_by_role("button", name="Claim 0")).to_be_visible()
    page.locator("#id_body_editor mark", has_text="Nobody was hurt").click()
    wait_for_cards(page, article.rose, article.lucky, article.hurt)
    bar.get_by_role("button", name="Social embed 0").click()
    page.keyboard.press("Escape")
    assert axe_violations(page) == []


def test_what_is_to_review_is_told_though_it_is_filtered_out(page, article, editor):
    rewrite(article, BODY.replace("two metres", "nine metres"), by=editor)
    open_article(page, article)
    page.get_by_role("group", name="Show annotations").get_by_role("button", name="Quote").click()
    expect(page.locator("[data-review]")).to_be_hidden()
    expect(page.locator(".review-link")).to_have_text("To review: 1", use_inner_text=True)
    page.locator(".review-link").click()
    expect(card(page, article.rose)).to_be_visible()


def test_evidence_in_the_card(page, article, editor):
    page.expected.append("status of 400")  # what has to be corrected
    add_evidence(article.cost, title="The harbour's accounts", stance="supports", by=editor)
    open_article(page, article)
    open_card(page, article.cost)
    links = card(page, article.cost).locator("[data-links]")
    expect(links).to_contain_text("Supports The harbour's accounts", use_inner_text=True)
    links.get_by_text("Add evidence").click()
    links.get_by_label("Link", exact=True).last.fill("no address")
    links.get_by_role("button", name="Add", exact=True).click()
    links.get_by_text("This field is required.").wait_for()
    expect(page.locator(":focus")).to_have_attribute("name", "add-title")
    page.keyboard.type("A letter to the council")
    links.get_by_label("Link", exact=True).last.fill("https://example.com/letter")
    page.keyboard.press("Enter")
    links.get_by_text("Added.").wait_for()
    letter = Evidence.objects.get(title="A letter to the council")
    assert (letter.annotation_id, letter.link) == (article.cost.pk, "https://example.com/letter")

    edit = links.get_by_label("Edit A letter to the council")
    edit.click()
    box = links.locator("li", has_text="A letter to the council")
    box.get_by_label("Publisher").fill("The council")
    box.get_by_role("button", name="Save the evidence").click()
    links.get_by_text("Changed.").wait_for()
    letter.refresh_from_db()
    assert letter.publisher == "The council"

    links.get_by_label("Edit A letter to the council").click()
    withdraw = box.get_by_role("button", name="Withdraw")
    withdraw.click()
    expect(withdraw).to_have_text("Withdraw?", use_inner_text=True)
    withdraw.click()
    links.get_by_text("Withdrawn.").wait_for()
    letter.refresh_from_db()
    assert letter.withdrawn_at
    assert axe_violations(page) == []
    assert page.locator("[data-saved]").inner_text().find("Unsaved") < 0


def test_relations_by_choosing_two_cards(page, article):
    page.expected.append("status of 400")  # what has to be corrected
    open_article(page, article)
    open_card(page, article.cost)
    links = card(page, article.cost).locator("[data-links]")
    links.get_by_text("Relate to another").click()
    links.get_by_label("How").select_option("disputes")
    links.get_by_role("button", name="Choose a card").click()
    assert page.locator(".picking").inner_text().startswith("Choose the other card for the claim")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Cancel").last.click()
    expect(page.locator(".picking")).to_have_count(0)
    links.get_by_role("button", name="Choose a card").click()
    card(page, article.lucky).locator(".card-toggle").focus()
    page.keyboard.press("Enter")
    chosen = f"{article.lucky.pk} · quote “We were lucky”"
    assert page.evaluate("document.activeElement.value") == chosen
    links.get_by_role("button", name="Relate", exact=True).click()
    links.get_by_text("Related.").wait_for()
    relation = Relation.objects.get()
    assert (relation.from_annotation, relation.type) == (article.cost, "disputes")
    assert relation.to_annotation == article.lucky
    expect(links).to_contain_text("disputes the quote: “We were lucky,”", use_inner_text=True)

    links.get_by_text("Relate to another").click()
    links.get_by_label("How").select_option("updates")
    to = links.get_by_label("To which annotation")
    to.fill("quay cost")  # words find it, there or in another article
    offered = links.locator("datalist option").first
    offered.wait_for(state="attached")
    to.fill(offered.get_attribute("value"))
    links.get_by_role("button", name="Relate", exact=True).click()
    links.get_by_text("cannot be related to itself").wait_for()

    open_card(page, article.lucky)
    other = card(page, article.lucky).locator("[data-links]")
    other.get_by_text("The quay cost 4 million").wait_for()

    card(page, article.cost).locator(".card-toggle").click()
    links.get_by_text("cannot be related to itself").wait_for(state="detached")  # drawn anew
    away = links.get_by_role("button", name="Take the relation away")
    away.click()
    away.click()
    links.get_by_text("Taken away.").wait_for()
    relation.refresh_from_db()
    assert relation.withdrawn_at


def test_a_factchecker_of_a_draft_and_a_reporter_of_what_is_approved(page, article, reporter):
    open_article(page, article, "reporter")
    open_card(page, article.lucky)
    links = card(page, article.lucky).locator("[data-links]")
    expect(links.get_by_text("Add evidence")).to_have_count(0)
    open_card(page, article.cost)
    expect(card(page, article.cost).get_by_text("Add evidence")).to_be_visible()
