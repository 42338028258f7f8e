"""Where the article stands, told from the bar below it and kept true while working."""

import pytest
from playwright.sync_api import expect

from annotations.tests.desk import open_article, place_cursor, save
from annotations.tests.factories import annotate
from articles.services import save_revision
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

COVERED = """() => {
  const {activeElement: item} = document
  const bar = document.querySelector('.desk-bar')
  if (item === document.body || bar.contains(item) || item.closest('.ProseMirror')) return ''
  const box = item.getBoundingClientRect()
  return box.top < bar.getBoundingClientRect().top ? '' : item.outerHTML
}"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_opened_by_keyboard_and_true_after_a_save(page, editor):
    article = make_article(by=editor, published=True)
    annotate(article, "two metres", "statistic", by=editor)
    open_article(page, article)
    pill = page.get_by_role("button", name="Published")
    pill.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Published")
    expect(panel).to_contain_text("Readers see it, since", use_inner_text=True)
    expect(panel).not_to_contain_text("its words have changed", use_inner_text=True)
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    place_cursor(page, "metres")
    page.keyboard.type("and a half ")
    save(page)
    page.get_by_role("button", name="Published, with unpublished changes").click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text(
        "Readers see revision 1, not what was saved since.", use_inner_text=True
    )
    expect(panel).to_contain_text("its words have changed (a number changed)", use_inner_text=True)
    preview = page.get_by_role("link", name="Preview", exact=True)
    assert preview.get_attribute("href").endswith("/2/preview/")


@pytest.mark.parametrize("width", [1360, 1024, 390])
def test_the_bar_is_one_row_and_keeps_the_rest_in_a_menu(open_page, editor, width):
    article = make_article(by=editor, published=True)
    save_revision(article, headline="A", standfirst="", body="<p>B</p>", by=editor, base=1)
    phone = width < 500
    page = open_page(viewport={"width": width, "height": 844}, has_touch=phone, is_mobile=phone)
    open_article(page, article)
    page.locator("#id_headline").fill("Another headline")
    for name in (".desk-bar", ".format-bar"):
        assert page.locator(name).bounding_box()["height"] < 70
    menu = page.locator("#desk-menu")
    page.get_by_role("button", name="More").click()
    shown = [item.inner_text() for item in menu.locator("a, button").all() if item.is_visible()]
    links = ["Preview", "Revisions", "History"] if width < 1200 else []
    state = ["Published, with unpublished changes …"] if phone else []
    more = ["View on site", "Correct", "Unpublish", "Archive"]
    assert shown == [*state, *links, *more]
    assert axe_violations(page) == []
    bar = page.locator(".desk-bar").locator("a, button")
    boxes = [item.bounding_box() for item in bar.all() if item.is_visible()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    if phone:
        assert min(box["height"] for box in boxes) >= 48
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    # Whatever gets the focus, the bar does not stand over it.
    page.locator("#id_headline").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == ""


def test_no_menu_where_it_would_be_empty(page, editor, factchecker):
    open_article(page, make_article(by=editor), "factchecker")
    expect(page.get_by_role("link", name="History")).to_be_visible()
    expect(page.get_by_role("button", name="More")).to_have_count(0)
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 800, "height": 800})
    page.get_by_role("button", name="More").click()
    expect(page.locator("#desk-menu").get_by_role("link", name="History")).to_be_visible()
