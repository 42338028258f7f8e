"""Each of the four kinds made, filled in, saved, approved and re-attached without the mouse."""

import pytest
from playwright.sync_api import expect

from annotations.choices import State, Status
from annotations.models import Annotation
from annotations.services.integrity import find_problems
from annotations.tests.desk import open_article
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>The river rose by two metres on Monday. “We were lucky,” the harbour master said.</p>"
    "<p>Stay away from the quay 🌊</p><p>By night it rose by three metres. “We were not,” he added.</p>"
)
# kind, its key, the words, what is typed into its fields, the words it is re-attached to
STORIES = [
    (
        "claim",
        "C",
        "The river rose by two metres",
        {"summary": "It rose", "attribution": "our", "review_status": "undetermined"},
        "it rose by three metres",
    ),
    (
        "quote",
        "Q",
        "“We were lucky,”",
        {"speaker": "Ada Marl", "verification": "unverified"},
        "“We were not,”",
    ),
    (
        "statistic",
        "S",
        "two metres",
        {"value": "2", "unit": "metres", "measure": "rise of the river"},
        "three metres",
    ),
    (
        "social_embed",
        "E",
        "Stay away from the quay 🌊",
        {"platform": "x", "author_name": "Ada Marl", "handle": "@ada"},
        "from the quay 🌊",
    ),
]


@pytest.fixture
def mouseless(page, editor):
    """The workspace, whose pointer must not be used: it tells of any press."""
    article = make_article(body=BODY, by=editor)
    open_article(page, article)
    page.evaluate(
        "window.addEventListener('pointerdown', () => console.error('the mouse was used'), true)"
    )
    page.article = article
    return page


def tab_to(page, name: str) -> None:
    """Press Tab until the field of that name has the focus."""
    for _step in range(40):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name}")


def fill(page, values: dict[str, str]) -> None:
    for name, value in values.items():
        tab_to(page, name)
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            page.keyboard.type(value)
        else:
            page.keyboard.press("Control+a")
            page.keyboard.type(value)


def select(page, words: str) -> None:
    page.keyboard.press("Alt+Shift+F")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.locator("[data-find]").wait_for(state="hidden")


def told(page, words: str) -> None:
    page.locator("[data-live]", has_text=words).wait_for(state="attached")


@pytest.mark.parametrize(
    ("kind", "key", "words", "values", "others"), STORIES, ids=[story[0] for story in STORIES]
)
def test_without_the_mouse(mouseless, kind, key, words, values, others):
    page = mouseless
    select(page, words)
    page.keyboard.press(f"Alt+Shift+{key}")
    page.keyboard.press("Alt+Shift+P")
    expect(page.locator(":focus")).to_have_attribute("name", next(iter(values)))
    fill(page, values)
    page.keyboard.press("Control+s")
    told(page, "Saved.")
    made = Annotation.objects.get()
    assert (made.kind, made.status, made.latest_anchor.words) == (kind, Status.DRAFT, words)

    page.keyboard.press("Alt+Shift+A")
    told(page, "Approved")
    made.refresh_from_db()
    assert made.status == Status.APPROVED

    page.keyboard.press("Escape")
    expect(page.locator(":focus")).to_have_attribute("id", "id_body_editor")
    page.keyboard.press("Alt+Shift+N")
    page.keyboard.press("Alt+Shift+R")
    select(page, others)
    page.keyboard.press("Enter")
    told(page, "Re-attached")
    anchor = Annotation.objects.get().latest_anchor
    assert (anchor.words, anchor.state) == (others, State.INTACT)

    page.keyboard.press("Alt+Shift+P")  # and edited once more
    tab_to(page, "note")
    page.keyboard.type("Checked twice.")
    page.keyboard.press("Control+s")
    told(page, "Saved.")
    made = Annotation.objects.get()
    assert (made.note, made.status) == ("Checked twice.", Status.APPROVED)
    assert list(find_problems()) == []
    assert axe_violations(page) == []
