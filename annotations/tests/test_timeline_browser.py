"""The history as people at the desk see it."""

import pytest
from playwright.sync_api import expect

from annotations.services import comment, edit_annotation
from annotations.tests.desk import log_in, open_article
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIEWS = [
    {"viewport": {"width": 1360, "height": 900}},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    {"viewport": {"width": 1360, "height": 900}, "forced_colors": "active"},
]


@pytest.fixture
def quote(editor):
    quote = annotate(make_article(by=editor), "We were lucky", "quote", by=editor)
    edit_annotation(quote, by=editor, detail={"speaker": "Bo Reed"})
    comment(quote, text="Sure?", by=editor)
    return quote


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_accessible_and_fits(open_page, quote, view):
    page = open_page(**view)
    for kind, pk in (("articles/article", quote.article_id), ("annotations/annotation", quote.pk)):
        address = f"/admin/{kind}/{pk}/history/"
        if page.url == "about:blank":
            log_in(page, "editor", address)
        page.goto(address)
        expect(page.locator("ins", has_text="Bo Reed")).to_be_visible()
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_workspace_to_what_was_said(page, quote):
    open_article(page, quote.article)
    page.get_by_role("link", name="History").click()
    page.get_by_label("What").select_option("Comments")
    page.get_by_role("button", name="Filter").click()
    entry = page.locator(".timeline-entry")
    expect(entry).to_contain_text(
        "editor commented on the quote “We were lucky”", use_inner_text=True
    )
    entry.get_by_role("link").click()
    expect(page.locator("#comments").get_by_text("Sure?")).to_be_visible()
