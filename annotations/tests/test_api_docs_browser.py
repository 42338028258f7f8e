"""The API's docs page, in Chromium, under the site's own Content-Security-Policy."""

import pytest

from annotations.tests.factories import annotate
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_docs_show_the_operations_and_try_one(open_page):
    annotate(make_article(published=True), "The river", approved=True)
    page = open_page()
    page.goto("/api/v1/docs/")
    page.locator("#operations-annotations-annotations_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text("The river").first.wait_for()
