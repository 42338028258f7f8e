"""The workspace on a touch screen: the toolbar is docked, and its targets are large enough."""

import pytest
from playwright.sync_api import expect

from annotations.tests.desk import SETTLED, open_article, spans
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TARGET = 48  # CSS pixels
# What a long press on a word does.
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector("#id_body_editor"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words)
    if (at < 0) continue
    const range = document.createRange()
    range.setStart(walker.currentNode, at)
    range.setEnd(walker.currentNode, at + words.length)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    return
  }
  throw new Error(`not in the text: ${words}`)
}"""
# A virtual keyboard makes what is seen of the page smaller, and not the page.
KEYBOARD = """(height) => {
  Object.defineProperty(visualViewport, "height", {value: innerHeight - height, configurable: true})
  visualViewport.dispatchEvent(new Event("resize"))
}"""


@pytest.fixture(params=[390, 820], ids=["phone", "tablet"])
def touch(open_page, editor, request):
    page = open_page(
        viewport={"width": request.param, "height": 844}, has_touch=True, is_mobile=True
    )
    paragraphs = "".join(f"<p>Paragraph {number} of a long text.</p>" for number in range(40))
    article = make_article(body=f"<p>The river rose by two metres.</p>{paragraphs}", by=editor)
    annotate(article, "Paragraph 3", by=editor)
    open_article(page, article)
    page.locator("#id_body_editor p").first.tap()
    page.evaluate(SETTLED)
    return page


def test_tagging_from_the_docked_toolbar(touch):
    touch.evaluate(SELECT, "two metres")
    bar = touch.locator(".tag-bar")
    bar.wait_for()
    page_end = touch.viewport_size["height"]
    desk_bar = touch.locator(".desk-bar").bounding_box()["y"]
    box = bar.bounding_box()
    assert box["width"] == touch.viewport_size["width"]
    assert desk_bar - 2 <= box["y"] + box["height"] <= page_end
    for button in bar.get_by_role("button").all():
        size = button.bounding_box()
        assert min(size["width"], size["height"]) >= TARGET
    assert axe_violations(touch) == []
    bar.get_by_role("button", name="Statistic").tap()
    assert "new-1" in spans(touch)["spans"]


def test_the_virtual_keyboard_does_not_cover_it(touch):
    touch.evaluate(KEYBOARD, 320)
    touch.evaluate(SELECT, "two metres")
    bar = touch.locator(".tag-bar")
    bar.wait_for()
    box = bar.bounding_box()
    assert box["y"] + box["height"] == pytest.approx(844 - 320, abs=1)
    touch.evaluate(KEYBOARD, 0)
    assert bar.bounding_box()["y"] > box["y"]


def test_it_goes_when_the_words_are_scrolled_out_of_sight(touch):
    touch.evaluate(SELECT, "two metres")
    bar = touch.locator(".tag-bar")
    bar.wait_for()
    touch.locator("[data-help]").tap()
    sheet = touch.get_by_role("dialog", name="Keyboard shortcuts")
    sheet.wait_for()
    expect(bar).to_be_hidden()
    sheet.get_by_role("button", name="Close").tap()


def test_selecting_by_typing(touch):
    touch.locator("[data-find-open]").tap()
    touch.keyboard.type("paragraph 7")
    for part in touch.locator("[data-find] :is(input, button)").all():
        assert part.bounding_box()["height"] >= TARGET
    assert axe_violations(touch) == []
    touch.locator("[data-find-take]").tap()
    touch.locator(".tag-bar").get_by_role("button", name="Claim").tap()
    now = spans(touch)
    place = now["spans"]["new-1"]
    assert now["text"][place["start"] : place["end"]] == "Paragraph 7"
