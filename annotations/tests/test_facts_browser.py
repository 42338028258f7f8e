"""The fact index and the search in Chromium, as a reader comes through them without JavaScript."""

import pytest
from playwright.sync_api import expect

from annotations.models import Rating
from annotations.services import relate
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [
    ({"width": 1360, "height": 900}, {}),
    ({"width": 390, "height": 844}, {"color_scheme": "dark"}),
    ({"width": 390, "height": 844}, {"forced_colors": "active"}),
    ({"width": 1360, "height": 900}, {"color_scheme": "dark"}),
]


@pytest.fixture
def claim():
    article = make_article(published=True)
    rating = Rating.objects.create(slug="wrong", label="Wrong", meaning="It is not so.", tone="bad")
    detail = COMPLETE["claim"] | {
        "summary": "It never floods", "claimant": "Bo Tarn", "rating": rating, "explanation": "No.",
    }  # fmt: skip
    claim = annotate(article, "The river rose", approved=True, detail=detail)
    annotate(article, QUOTE, "quote", approved=True)
    same = annotate(article, "on Monday", approved=True)
    relate(claim, same, type="same_claim_as", by=None)
    annotate(article, "two metres", "statistic", approved=True)
    return claim


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_axe_finds_nothing(claim, open_page, viewport, scheme):
    page = open_page(viewport=viewport, **scheme)
    page.expected += ["400", "yyyy-MM-dd"]
    for path in (
        "/claims/?rating=wrong&source=tarn", "/claims/?since=x", "/quotes/", "/statistics/",
        "/search/", "/search/?q=river+OR+floods", claim.get_absolute_url(),
        claim.claim.claimant.get_absolute_url(),
    ):  # fmt: skip
        page.goto(path)
        assert axe_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_reader_finds_a_claim_and_what_else_is_known(claim, open_page):
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("navigation", name="Fact index").get_by_role("link", name="Claims").click()
    page.get_by_label("Rating").select_option("Wrong")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{page.origin}/claims/?rating=wrong")
    expect(page.locator(".fact")).to_have_count(1)
    page.get_by_role("link", name="remove this filter").click()
    expect(page.locator(".fact")).to_have_count(2)
    box = page.get_by_role("searchbox", name="Search articles")
    box.fill("floods")
    box.press("Enter")
    expect(page.locator("mark.hit")).to_have_text("floods")
    page.get_by_role("link", name="It never floods").click()
    expect(page.get_by_role("heading", name="The same claim elsewhere")).to_be_visible()
