"""The public pages in Chromium, at both widths, in every colour scheme."""

import re

import pytest
from playwright.sync_api import expect

from annotations.services import add_evidence, relate, withdraw
from annotations.tests.factories import COMPLETE, annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<h2>By the water</h2>"
    "<p>“The river rose by two metres on Monday,” said Ada Marl. It was the highest in years.</p>"
    "<p>Keep off the quay tonight 🌊 pic.twitter.com/AbCdEfGhIj</p>"
    "<p>— Ada 𝗠𝗮𝗿𝗹 ⚓ (@ada) November 3, 2026</p>"
    "<p>See <a href='https://example.org/levels'>the levels</a> for more.</p>"
)
POST = (
    "Keep off the quay tonight 🌊 pic.twitter.com/AbCdEfGhIj\n— Ada 𝗠𝗮𝗿𝗹 ⚓ (@ada) November 3, 2026"
)
SIZES = [{"width": 1360, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def article():
    article = make_article(body=BODY, published=True)
    quote = annotate(article, "“The river rose by two metres on Monday,”", "quote", approved=True)
    figure = annotate(article, "two metres", "statistic", approved=True)
    annotate(article, "the highest in years", "claim", approved=True)
    post = COMPLETE["social_embed"] | {"post_url": "https://example.org/1", "post_date": "2026-11"}
    annotate(article, POST, "social_embed", approved=True, detail=post)
    add_evidence(figure, by=None, title="Gauge", link="https://example.org/g", stance="supports")
    relate(figure, quote, type="part_of", by=None)
    return article


def test_the_page_is_read_aloud_in_order(article, page):
    """Headline, key, the words with a link to each note where they end, notes, then the rest."""
    page.goto(article.get_absolute_url())
    heard = page.locator("main").aria_snapshot()
    places = [
        heard.index(words)
        for words in (
            'heading "River rises"', 'complementary "Key to the marks"', 'button "statistic"',
            'heading "By the water"', "The river rose by", "two metres", 'link "Note 1: statistic"',
            'link "Note 2: quote"', "the highest in years", 'link "Note 3: claim"', 'figure',
            'link "Note 4: post"', 'heading "Notes"', 'link "Back to the text at note 1"',
            'link "Permanent link to note 4"', 'link "Report an error in this article"',
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert heard.count('link "Note 4: post"') == 1  # once, however many paragraphs it covers


def test_the_page_of_an_error_is_a_page(page):
    page.expected.append("404")
    page.goto("/articles/nothing/")
    expect(page.locator("h1")).to_be_visible()
    assert axe_violations(page) == []


@pytest.mark.parametrize("viewport", SIZES, ids=["wide", "phone"])
def test_a_click_on_words_opens_their_notes_in_place(article, open_page, viewport):
    page = open_page(viewport=viewport)
    page.goto(article.get_absolute_url())
    sheet = page.locator(".note-sheet")
    page.locator(".body mark.statistic").click()
    expect(sheet).to_be_visible()
    assert re.findall("Statistic|Quote", sheet.inner_text()) == ["Statistic", "Quote"]
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator('.note-ref[data-number="1"]')).to_be_focused()


def test_notes_one_after_the_other_by_keyboard(article, page):
    page.goto(article.get_absolute_url())
    page.locator(".note-ref").first.focus()
    page.keyboard.press("Enter")
    sheet = page.locator(".note-sheet")
    said = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        said.append(
            (sheet.locator(".note-count").inner_text(), sheet.locator(".kind-label").inner_text())
        )
        page.keyboard.press(key)
    assert said == [
        ("1 of 4", "Statistic"),
        ("2 of 4", "Quote"),
        ("3 of 4", "Claim"),
        ("4 of 4", "Post"),
        ("1 of 4", "Statistic"),
    ]
    expect(sheet.locator(".note-count")).to_have_text("4 of 4")
    page.keyboard.press("Escape")
    expect(page.locator('.note-ref[data-number="4"]')).to_be_focused()


def test_a_link_to_an_annotation_opens_it_at_its_words(article, open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"], viewport=SIZES[1])
    claim = article.annotations.get(kind="claim")
    page.goto(f"{article.get_absolute_url()}#annotation-{claim.pk}")
    sheet = page.locator(".note-sheet")
    expect(sheet).to_be_visible()
    expect(page.locator(".body mark.claim")).to_be_in_viewport()
    sheet.get_by_role("button", name="Copy link").click()
    sheet.get_by_role("button", name="Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    withdraw(claim, by=None)
    page.goto("/")
    page.goto(f"{article.get_absolute_url()}#annotation-{claim.pk}")
    page.wait_for_url(f"**/annotations/{claim.pk}/")
    expect(page.locator("main")).to_contain_text("withdrawn", use_inner_text=True)


def test_the_key_switches_kinds_off_and_remembers(article, page):
    page.goto(article.get_absolute_url())
    key = page.get_by_role("complementary", name="Key to the marks")
    switch = key.get_by_role("button", name="statistic")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".body mark.statistic")).to_have_count(0)
    page.reload()
    expect(page.locator(".body mark.statistic")).to_have_count(0)
    assert axe_violations(page) == []
    page.locator(".body mark.quote", has_text="two metres").click()
    expect(page.locator(".note-sheet .kind-label")).to_have_text(["Quote"], use_inner_text=True)
    page.keyboard.press("Escape")
    key.get_by_role("button", name="statistic").click()
    expect(page.locator(".body mark.statistic")).to_have_count(1)


def test_on_wide_screens_a_note_in_brief_stands_in_the_margin(article, open_page):
    brief = "getComputedStyle(document.querySelector('.note-ref'), '::after').float"
    for width, place in ((1360, "inline-end"), (390, "none")):
        page = open_page(viewport={"width": width, "height": 900})
        page.goto(article.get_absolute_url())
        assert page.evaluate(brief) == place
    assert page.locator(".note-ref").first.get_attribute("data-head").startswith("Statistic: ")


@pytest.mark.parametrize("viewport", [*SIZES, {"width": 390, "height": 500}])
def test_a_note_does_not_hide_the_words_it_is_about(article, open_page, viewport):
    page = open_page(viewport=viewport)
    page.goto(article.get_absolute_url())
    words = page.locator(".body mark.claim")
    words.evaluate("(mark) => mark.scrollIntoView({block: 'end'})")
    words.click()
    page.wait_for_timeout(400)  # for the sheet to come to rest
    lines = words.evaluate("(mark) => [...mark.getClientRects()].map((line) => line.toJSON())")
    sheet = page.locator(".note-sheet").evaluate("(s) => s.getBoundingClientRect().toJSON()")
    for line in lines:
        beside = line["right"] <= sheet["left"] or sheet["right"] <= line["left"]
        assert line["top"] >= 0
        assert beside or line["bottom"] <= sheet["top"] or sheet["bottom"] <= line["top"]


def test_the_keyboard_opens_and_closes_a_note(article, page):
    page.goto(article.get_absolute_url())
    page.locator(".note-ref").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".note-sheet")).to_be_visible()
    page.locator(".note-sheet").get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".note-sheet")).to_be_hidden()
    expect(page.locator('.note-ref[data-number="1"]')).to_be_focused()


def test_without_javascript_each_mark_leads_to_its_note_and_back(article, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    for annotation in article.annotations.all():
        page.locator(f"#ref-{annotation.pk}").click()
        assert page.url.endswith(f"#annotation-{annotation.pk}")
        note = page.locator(f"#annotation-{annotation.pk}")
        expect(note).to_be_visible()
        note.get_by_text("Back to the text").click()
        assert page.url.endswith(f"#ref-{annotation.pk}")


def test_the_numbers_are_not_in_the_words(article, page):
    page.goto(article.get_absolute_url())
    words = page.locator(".body").inner_text()
    assert "“The river rose by two metres on Monday,” said Ada Marl." in words
