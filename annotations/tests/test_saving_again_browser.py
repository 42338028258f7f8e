"""Saving when something stands in the way: an ended session, another person, a server that is down."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.tests.desk import (
    body,
    open_article,
    place_cursor,
    save,
    select_words,
    tag,
    wait_until_saved,
)
from articles.models import Revision
from articles.tests.browser import axe_violations
from articles.tests.factories import PASSWORD, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIALOG = "dialog.desk-dialog"


@pytest.fixture
def article(editor):
    return make_article(by=editor)


class Wire:
    """Lies between the page and the server from the first: put in later, it comes too late for a
    request that follows at once. ``fault`` is what happens to each post, None lets it through."""

    fault = None

    def __call__(self, route) -> None:
        if self.fault is None or route.request.method != "POST":
            route.continue_()
        else:
            self.fault(route)


def lose_the_answer(route) -> None:
    """The server gets and does what is sent, but its answer never arrives."""
    route.fetch()
    route.abort()


@pytest.fixture
def typed(page, article):
    """The article open, with an annotation and a word that are not saved; ``wire`` beneath it."""
    page.wire = Wire()
    page.route("**/change/", page.wire)
    open_article(page, article)
    page.expected += ["Failed to load resource"]
    select_words(page, "two metres")
    tag(page, "Statistic")
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    return page


def log_in_again(page, name: str, password: str = PASSWORD) -> None:
    page.locator(DIALOG).get_by_label("Username").fill(name)
    page.locator(DIALOG).get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def saved(page, article) -> None:
    """Wait, and check that it was saved once."""
    wait_until_saved(page)
    article.refresh_from_db()
    assert "again on Monday" in article.latest_revision.text
    assert article.latest_revision.number == 2
    assert Annotation.objects.get().latest_anchor.words == "two metres"


def test_an_ended_session_is_begun_again_in_place(typed, article, editor):
    Session.objects.all().delete()
    typed.keyboard.press("Control+s")
    typed.locator(DIALOG).wait_for()
    assert axe_violations(typed) == []
    log_in_again(typed, "editor", "wrong")
    typed.locator(".desk-dialog-error", has_text="correct username and password").wait_for()
    assert Revision.objects.count() == 1
    log_in_again(typed, "editor")
    saved(typed, article)
    typed.get_by_role("button", name="Submit for review").click()  # its form has the new token
    typed.get_by_text("The article is now: In review.").wait_for()


def test_not_now_keeps_the_work(typed, article):
    Session.objects.all().delete()
    typed.keyboard.press("Control+s")
    typed.locator(DIALOG).wait_for()
    typed.keyboard.press("Escape")
    typed.locator("[data-message]", has_text="kept in this browser").wait_for()
    assert "again on Monday" in body(typed)
    typed.keyboard.press("Control+s")
    log_in_again(typed, "editor")
    saved(typed, article)


def test_another_person_is_asked_first(typed, article, editor):
    make_user("second", "Editor")
    Session.objects.all().delete()
    typed.keyboard.press("Control+s")
    log_in_again(typed, "second")
    typed.get_by_role("heading", name="Save as another person?").wait_for()
    assert axe_violations(typed) == []
    assert Revision.objects.count() == 1
    typed.keyboard.press("Enter")  # on "Do not save"
    typed.locator("[data-message]", has_text="You are logged in as second now.").wait_for()
    assert Revision.objects.count() == 1
    typed.keyboard.press("Control+s")
    typed.get_by_role("button", name="Save as second").click()
    saved(typed, article)
    assert Revision.objects.latest("pk").created_by.username == "second"


def test_a_lost_cookie_is_fetched_again(typed, article):
    typed.context.clear_cookies(name="csrftoken")
    typed.keyboard.press("Control+s")
    saved(typed, article)


def test_a_lost_permission_is_told(typed, editor):
    editor.groups.clear()
    typed.keyboard.press("Control+s")
    typed.locator("[data-message]", has_text="You may not").wait_for()
    assert "again on Monday" in body(typed)
    assert Revision.objects.count() == 1


def test_a_server_that_is_down_is_tried_again(typed, article):
    typed.wire.fault = lambda route: route.abort()
    typed.keyboard.press("Control+s")
    typed.locator("[data-message]", has_text="trying again in 2 seconds").wait_for()
    typed.locator("[data-message]", has_text="trying again in 4 seconds").wait_for()
    expect(typed.locator("[data-message]")).to_contain_text(
        "kept in this browser", use_inner_text=True
    )
    typed.wire.fault = None
    saved(typed, article)
    expect(typed.locator("[data-message]")).to_be_hidden()


def test_an_error_of_the_server_is_tried_again(typed, article):
    typed.wire.fault = lambda route: route.fulfill(status=503, body="<h1>Down</h1>")
    typed.keyboard.press("Control+s")
    typed.locator("[data-message]", has_text="error 503").wait_for()
    typed.wire.fault = None
    typed.keyboard.press("Control+s")  # without waiting
    saved(typed, article)


def test_a_save_whose_answer_was_lost_is_done_once(typed, article):
    typed.wire.fault = lose_the_answer
    typed.keyboard.press("Control+s")
    typed.locator("[data-message]", has_text="trying again").wait_for()
    typed.wire.fault = None
    saved(typed, article)
    expect(typed.locator("dialog[open]")).to_have_count(0)
    save(typed)
    assert (Revision.objects.count(), Annotation.objects.count()) == (2, 1)


def test_what_was_typed_after_it_is_saved_too(typed, article):
    typed.wire.fault = lose_the_answer
    typed.keyboard.press("Control+s")
    typed.locator("[data-message]", has_text="trying again").wait_for()
    typed.keyboard.type("and ")
    typed.wire.fault = None
    wait_until_saved(typed)
    article.refresh_from_db()
    assert "again and on Monday" in article.latest_revision.text
    assert article.latest_revision.number == 3
    assert Annotation.objects.count() == 1


def test_a_crash_after_it_makes_nothing_twice(typed, article):
    typed.wire.fault = lose_the_answer
    typed.keyboard.press("Control+s")
    typed.locator("[data-message]", has_text="trying again").wait_for()
    context, address = typed.context, typed.url
    typed.close()
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Bring back what you wrote").click()
    saved(page, article)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert Annotation.objects.count() == 1
    expect(page.locator(".card")).to_have_count(1)
