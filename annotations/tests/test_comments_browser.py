"""Comments in a card of the workspace: without a reload, by keyboard, and without losing a word."""

import pytest
from playwright.sync_api import expect

from annotations.models import Comment
from annotations.services import comment
from annotations.tests.desk import open_article, place_cursor
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def annotation(editor, reporter):
    annotation = annotate(make_article(by=editor), "two metres", "statistic", by=editor)
    comment(annotation, text="Where is this from?", by=reporter)
    return annotation


def chip(page) -> str:
    return page.locator(".card-commented").inner_text()


def test_added_and_resolved_by_keyboard_alone(page, annotation):
    open_article(page, annotation.article)
    assert chip(page) == "1 comment"
    place_cursor(page, "metres")
    page.keyboard.press("Alt+Shift+M")
    page.locator(".comments-new textarea:focus").wait_for()
    page.keyboard.type("The gauge at the bridge.")
    page.keyboard.press("Control+Enter")
    page.locator("[data-comment]", has_text="The gauge at the bridge.").wait_for()
    assert (chip(page), Comment.objects.count()) == ("2 comments", 2)
    assert page.evaluate("document.activeElement.value") == ""
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator(".card-commented", has_text="1 comment").wait_for()
    page.locator("[value^='resolve']:focus").wait_for()  # the next one
    page.keyboard.press("Enter")
    page.locator(".comments-new textarea:focus").wait_for()
    expect(page.locator("[data-comment-told]")).to_have_text("Resolved.", use_inner_text=True)
    expect(page.locator(".card-commented")).to_be_hidden()
    assert not Comment.objects.filter(resolved_at=None).exists()
    expect(page.locator("summary", has_text="2 resolved")).to_be_visible()
    assert not page.locator("[data-saved].is-dirty").count()  # nothing of the article changed
    assert axe_violations(page) == []


def test_nothing_typed_is_lost_while_the_server_is_away(page, annotation):
    page.expected.append("Failed to load resource")
    open_article(page, annotation.article)
    page.locator(".card-toggle").click()
    text = page.locator(".comments-new textarea")
    text.fill("Kept")
    page.context.set_offline(True)
    page.get_by_role("button", name="Comment", exact=True).click()
    page.locator("[data-comment-told]", has_text="could not be reached").wait_for()
    expect(text).to_have_value("Kept")
    page.context.set_offline(False)
    page.locator(".card-toggle").click()
    page.locator(".card-toggle").click()  # closed and opened again
    expect(text).to_have_value("Kept")
    page.get_by_role("button", name="Comment", exact=True).dblclick()
    page.locator("[data-comment]", has_text="Kept").wait_for()
    assert (text.input_value(), Comment.objects.filter(text="Kept").count()) == ("", 1)
