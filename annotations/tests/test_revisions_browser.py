"""The revisions at the desk, in the browser: for everybody's eyes, and without the mouse."""

import pytest
from playwright.sync_api import expect

from annotations.tests.desk import log_in
from annotations.tests.factories import annotate
from articles.models import Article
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = "".join(f"<p>Line {number} stays as it is.</p>" for number in range(12))
FIRST = f"<p>The river rose by two metres.</p><p>Nobody was told.</p>{LINES}<p>This moves.</p>"
SECOND = f"<p>This moves.</p><p>The river rose by three metres.</p>{LINES}<p>Put in.</p>"


@pytest.fixture
def article(editor):
    article = make_article(body=FIRST, by=editor, published=True)
    annotate(article, "two metres", "statistic", by=editor, approved=True)
    annotate(article, "Nobody was told.", by=editor)
    annotate(article, "Line 3 stays as it is.", "quote", by=editor)
    rewrite(article, SECOND)
    return article


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_nothing_and_nothing_sticks_out(open_page, article, look, width):
    page = open_page(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none",
    )
    base = f"/admin/articles/article/{article.pk}/"
    log_in(page, "editor", f"{base}revisions/")
    for address in ("revisions/", "revisions/1/", "revisions/2/", "compare/?from=1&to=2"):
        page.goto(base + address)
        assert axe_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_compare_and_restore_without_the_mouse(page, article):
    log_in(page, "editor", f"/admin/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Revisions").press("Enter")
    expect(page.get_by_label("From revision 1")).to_be_checked()
    page.get_by_label("To revision 2").press("Enter")  # sends the form
    page.get_by_role("heading", name="From revision 1 to revision 2").wait_for()
    page.get_by_text("unchanged lines").press("Enter")
    expect(page.get_by_text("Line 7 stays as it is.").first).to_be_visible()
    page.get_by_role("link", name="Revision 1").press("Enter")
    page.get_by_role("button", name="Restore revision 1").press("Enter")
    page.get_by_text("Revision 1 is restored as revision 3.").wait_for()
    assert Article.objects.get().latest_revision.text.startswith("The river rose by two metres.")
