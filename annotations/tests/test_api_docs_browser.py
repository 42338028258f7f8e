"""The API's docs page, in Chromium, under the site's own Content-Security-Policy."""

import re

import pytest

from annotations.tests.factories import annotate
from articles.services import create_token
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def patient(page):
    """Swagger UI draws hundreds of shapes at a time, for which a busy machine needs long."""
    page.set_default_timeout(60_000)
    return page


def test_the_docs_show_the_operations_and_try_one(open_page):
    annotate(make_article(published=True), "The river", approved=True)
    page = patient(open_page())
    page.goto("/api/v1/docs/")
    page.locator("#operations-annotations-annotations_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text("The river").first.wait_for()


def test_whoever_has_a_token_tries_with_it_in_the_dark_too(open_page, editor):
    draft = make_article("Known to the desk alone", by=editor)
    _token, secret = create_token(editor, name="docs", scopes=["read_drafts"], days=1, by=editor)
    page = patient(open_page(color_scheme="dark"))
    page.goto("/api/v1/docs/")
    page.locator(".opblock").first.wait_for()
    page.get_by_role("button", name="Authorize").click()
    way = page.locator(".auth-container").filter(has_text="bearer")
    way.get_by_role("textbox").fill(secret)
    way.get_by_role("button", name="Apply credentials").click()
    page.locator(".close-modal").click()
    page.locator("#operations-articles-articles_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text(draft.headline).first.wait_for()
    shade = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(map(int, re.findall(r"\d+", shade))) < 60
