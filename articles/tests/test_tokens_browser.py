"""Making a token in the admin, in Chromium, in all looks."""

import pytest
from playwright.sync_api import expect

from articles.models import Token
from articles.tests.browser import axe_violations
from articles.tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def enter(page) -> None:
    page.goto("/admin/login/?next=/admin/articles/token/add/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Make an API token").wait_for()


def make(page, name: str) -> str:
    """The secret of a new token."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Edit articles").check()
    page.get_by_role("button", name="Make the token").click()
    return page.get_by_label(f"Token “{name}”").input_value()


@pytest.mark.parametrize(
    ("width", "look"),
    [(1360, {}), (390, {}), (1360, {"color_scheme": "dark"}), (390, {"color_scheme": "dark"}),
     (1360, {"forced_colors": "active"})],
)  # fmt: skip
def test_it_is_made_copied_and_found_again(open_page, editor, width, look):
    page = open_page(viewport={"width": width, "height": 900}, **look, **CLIPBOARD)

    def looks_right():
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    enter(page)
    looks_right()
    secret = make(page, "Charts")
    looks_right()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("status").get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    asked = page.request.get("/api/v1/articles/", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status == 200
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="Charts").wait_for()
    looks_right()
    page.get_by_role("link", name="Charts").click()
    page.get_by_role("heading", name="Charts").wait_for()
    looks_right()
    page.get_by_role("button", name="Revoke this token").click()
    page.get_by_text("“Charts” is revoked.").wait_for()
    assert Token.objects.get().revoked_at


def test_without_a_script_the_secret_can_be_copied_by_hand(open_page, editor):
    page = open_page(java_script_enabled=False)
    enter(page)
    assert make(page, "Charts").startswith("nr_")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
