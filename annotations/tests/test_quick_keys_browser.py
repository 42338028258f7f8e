"""Keys pressed faster than the browser tells of a new selection: they count all the same."""

import pytest
from playwright.sync_api import expect

from annotations.tests.desk import place_cursor, select_words, spans
from annotations.tests.marked import CLAIM, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Under load the browser tells of a selection only after the next key; here it never does.
UNTOLD = "window.addEventListener('selectionchange', (e) => e.stopImmediatePropagation(), true)"


def select_with_arrows(page, words: str) -> None:
    for _letter in words:
        page.keyboard.press("Shift+ArrowRight")


def newest(page) -> str:
    now = spans(page)
    place = now["spans"]["new-1"]
    return now["text"][place["start"] : place["end"]]


def test_a_shortcut_tags_the_words_selected_at_that_moment(desk):
    place_cursor(desk, "she told")
    desk.evaluate(UNTOLD)
    select_with_arrows(desk, "she told")
    desk.keyboard.press("Alt+Shift+S")
    assert newest(desk) == "she told"


def test_the_toolbar_tags_the_words_selected_at_that_moment(desk):
    select_words(desk, "she told")
    desk.evaluate(UNTOLD)
    select_with_arrows(desk, " reporters")
    desk.locator(".tag-bar").get_by_role("button", name="Quote").click()
    assert newest(desk) == "she told reporters"


def test_the_toolbar_comes_to_all_the_words_that_the_mouse_went_over(desk):
    """Whatever the browser has told of the drag by the time that the mouse is let go."""
    desk.evaluate(UNTOLD)
    select_words(desk, "she told")
    desk.keyboard.press("Alt+Shift+C")
    assert newest(desk) == "she told"


def test_formatting_is_of_the_words_selected_at_that_moment(desk):
    place_cursor(desk, "she told")
    desk.evaluate(UNTOLD)
    select_with_arrows(desk, "she told")
    desk.keyboard.press("Control+b")
    expect(desk.locator("#id_body_editor strong")).to_have_text(["she told"], use_inner_text=True)


def test_reattaching_takes_the_words_selected_at_that_moment(desk):
    place_cursor(desk, "spent")
    desk.keyboard.press("Alt+Shift+R")
    desk.locator("[data-reattach]").wait_for()
    place_cursor(desk, "she told")
    desk.evaluate(UNTOLD)
    select_with_arrows(desk, "she told")
    desk.keyboard.press("Enter")
    desk.locator("[data-done]", has_text="Re-attached").wait_for()
    assert "she told" in [words(desk, CLAIM), words(desk, "4.2 million")]


def test_typing_and_then_a_shortcut_at_once(desk):
    """Letters that the editor has not read yet are in the text when the shortcut is carried out."""
    place_cursor(desk, "she told")
    desk.keyboard.type("then ")
    desk.evaluate(UNTOLD)
    for _letter in "then ":
        desk.keyboard.press("Shift+ArrowLeft")
    desk.keyboard.press("Alt+Shift+C")
    assert newest(desk) == "then"
