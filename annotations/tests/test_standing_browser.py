"""Where the article stands, told from the bar below it and kept true while working."""

import pytest

from annotations.tests.desk import open_article, place_cursor, save
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_opened_by_keyboard_and_true_after_a_save(page, editor):
    article = make_article(by=editor, published=True)
    annotate(article, "two metres", "statistic", by=editor)
    open_article(page, article)
    pill = page.get_by_role("button", name="Published")
    pill.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Published")
    assert "Readers see it, since" in panel.inner_text()
    assert "its words have changed" not in panel.inner_text()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    place_cursor(page, "metres")
    page.keyboard.type("and a half ")
    save(page)
    page.get_by_role("button", name="Published, with unpublished changes").click()
    panel = page.get_by_role("dialog")
    assert "Readers see revision 1, not what was saved since." in panel.inner_text()
    assert "its words have changed (a number changed)" in panel.inner_text()
