"""The review tray in the browser: by mouse, by keyboard alone, on a phone, and when things go wrong."""

import pytest
from playwright.sync_api import expect

from annotations.choices import State, Status
from annotations.models import Annotation
from annotations.services import confirm
from annotations.services.integrity import find_problems
from annotations.tests.desk import POINTS, log_in
from annotations.tests.factories import annotate
from articles.models import Change
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRAY = "/admin/annotations/annotation/review/"
BEFORE = (
    "<p>The river rose by two metres on Monday.</p>"
    "<p>The council will close three of its nine libraries by May.</p>"
    "<p>“We were lucky,” the harbour master said.</p>"
)
AFTER = (
    "<p>The river rose by nine metres on Monday.</p>"
    "<p>Of its nine libraries the council will close three by May, it said.</p>"
    "<p>The harbour master did not speak.</p>"
)
GONE = "<p>The river rose by nine metres on Monday.</p><p>The harbour master did not speak.</p>"


@pytest.fixture
def article(editor):
    """Published; then an edit changed a statistic and lost a claim and a quote."""
    article = make_article(body=BEFORE, by=editor, published=True)
    article.two = annotate(article, "rose by two metres", "statistic", by=editor, approved=True)
    closing = "council will close three of its nine libraries"
    article.closing = annotate(article, closing, by=editor, approved=True)
    article.lucky = annotate(article, "“We were lucky,”", "quote", by=editor)
    rewrite(article, GONE, by=editor)
    rewrite(article, AFTER, by=editor)
    return article


@pytest.fixture
def other(editor):
    """Another article, saved before, with one more that changed."""
    other = make_article("Quay costs more", "<p>The quay cost 4 million.</p>", by=editor)
    other.cost = annotate(other, "The quay cost 4 million", by=editor)
    rewrite(other, "<p>The quay cost 5 million.</p>", by=editor)
    return other


@pytest.fixture(autouse=True)
def _all_is_well(db):
    yield
    assert list(find_problems()) == []


def open_tray(page, username: str = "editor") -> None:
    log_in(page, username, TRAY)
    page.locator("[data-keys]").wait_for()  # the script is there; before that the forms are plain


def stands(annotation) -> tuple[str, str]:
    anchor = Annotation.objects.get(pk=annotation.pk).latest_anchor
    return anchor.words, anchor.state


def status(annotation) -> str:
    return Annotation.objects.get(pk=annotation.pk).status


def history(annotation) -> list[str]:
    lines = Change.objects.filter(subject="annotation", subject_id=annotation.pk)
    return list(lines.order_by("id").values_list("verb", flat=True))


def item(page, annotation):
    return page.locator(f"[data-item='{annotation.pk}']")


def told(page, words: str) -> None:
    page.locator("[data-live]", has_text=words).wait_for(state="attached")


def counts(page) -> list[str]:
    return page.locator("[data-count]").all_inner_texts()


def focused(page) -> str | None:
    return page.evaluate("document.activeElement.dataset.item ?? null")


def press(item, name: str) -> None:
    item.get_by_role("button", name=name).click()


def test_by_mouse(page, other, article):
    open_tray(page)
    expect(page.locator(".review-head h2")).to_have_text(
        ["River rises", "Quay costs more"], use_inner_text=True
    )
    assert counts(page) == ["4", "2", "2"]
    two, closing, lucky = (item(page, row) for row in (article.two, article.closing, article.lucky))
    assert two.locator("del").text_content() == "two"
    assert two.locator("ins").text_content() == "nine"

    press(two, "Confirm")
    told(page, "Confirmed. 3 left on this page.")
    assert stands(article.two) == ("rose by nine metres", State.INTACT)
    assert counts(page) == ["3", "1", "2"]
    press(two, "Undo")
    told(page, "Taken back")
    assert stands(article.two) == ("rose by nine metres", State.CHANGED)
    assert counts(page) == ["4", "2", "2"]

    press(closing, "Re-attach")
    told(page, "Re-attached. 3 left")
    assert stands(article.closing)[1] == State.INTACT
    press(closing, "Undo")
    told(page, "Taken back")
    assert stands(article.closing) == ("", State.LOST)

    press(lucky, "Withdraw")
    told(page, "Withdrawn. 3 left")
    assert status(article.lucky) == Status.WITHDRAWN
    press(lucky, "Undo")
    told(page, "Taken back")
    assert status(article.lucky) == Status.DRAFT
    assert history(article.lucky)[-3:] == ["lost", "withdrawn", "undone"]
    assert history(article.two)[-3:] == ["changed", "confirmed", "undone"]
    assert history(article.closing)[-3:] == ["lost", "reattached", "undone"]
    assert counts(page) == ["4", "2", "2"]


def test_by_keyboard_alone(page, other, article):
    open_tray(page)
    page.locator("[data-keys]").focus()
    while focused(page) is None:
        page.keyboard.press("Tab")
        page.keyboard.press("j")
    assert focused(page) == str(article.two.pk)
    page.keyboard.press("c")
    told(page, "Confirmed. 3 left on this page.")
    assert focused(page) == str(article.closing.pk)
    page.keyboard.press("1")
    told(page, "Re-attached. 2 left on this page.")
    assert focused(page) == str(article.lucky.pk)
    page.keyboard.press("w")
    told(page, "Withdrawn. 1 left on this page.")
    assert focused(page) == str(other.cost.pk)
    for annotation in (article.lucky, article.closing, article.two):
        told(page, "")
        page.keyboard.press("u")
        item(page, annotation).get_by_text("Made for").wait_for()
        assert focused(page) == str(annotation.pk)
    assert stands(article.two)[1] == State.CHANGED
    assert stands(article.closing)[1] == stands(article.lucky)[1] == State.LOST
    page.keyboard.press("k")
    told(page, "This is the first one on this page.")
    for annotation in (article.closing, article.lucky, other.cost):
        page.keyboard.press("j")
        assert focused(page) == str(annotation.pk)
    page.keyboard.press("k")
    page.keyboard.press("c")
    told(page, "There are no words to confirm here.")
    page.keyboard.press("r")
    page.locator(f"#annotation-{article.lucky.pk} .card-toggle:focus").wait_for()
    page.keyboard.press("r")  # in the article now
    page.locator("[data-reattach]", has_text="Select the new words").wait_for()


def test_the_words_chosen_in_the_article_empty_the_tray(page, article):
    open_tray(page)
    press(item(page, article.two), "Confirm")
    told(page, "Confirmed")
    press(item(page, article.closing), "Withdraw")
    told(page, "Withdrawn")
    item(page, article.lucky).get_by_role("link", name="Choose words").click()
    page.locator("#id_body_editor").wait_for()
    card = page.locator(f"#annotation-{article.lucky.pk}")
    card.get_by_role("button", name="Re-attach").click()
    select_in_text(page, "did not speak")
    page.get_by_role("button", name="Re-attach here").click()
    page.locator("[data-done]", has_text="Re-attached").wait_for()
    page.goto(TRAY)
    page.get_by_text("All is well.").wait_for()
    assert counts(page) == ["0", "0", "0"]


def select_in_text(page, words: str) -> None:
    x1, y1, x2, y2 = page.evaluate(POINTS, [words, words])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move(x2, y2)
    page.mouse.up()
    page.locator("[data-reattach]", has_text=words).wait_for()


def test_of_two_people_the_second_is_told_and_undoes_nothing_of_the_first(page, article, editor):
    page.expected += ["409"]
    open_tray(page)
    confirm(article.two, by=editor)
    two = item(page, article.two)
    press(two, "Withdraw")
    two.get_by_text("Nothing was done.").wait_for()
    assert status(article.two) == Status.APPROVED
    assert counts(page) == ["2", "0", "2"]
    page.keyboard.press("j")
    page.keyboard.press("u")
    told(page, "There is nothing to undo here.")
    assert stands(article.two) == ("rose by nine metres", State.INTACT)


def test_whoever_is_logged_out_meanwhile_loses_nothing(page, article):
    open_tray(page)
    page.context.clear_cookies(name="sessionid")
    two = item(page, article.two)
    press(two, "Confirm")
    two.get_by_text("You are no longer logged in.").wait_for()
    assert stands(article.two)[1] == State.CHANGED
    tab = page.context.new_page()
    open_tray(tab)
    press(two, "Confirm")
    told(page, "Confirmed. 2 left on this page.")
    assert stands(article.two) == ("rose by nine metres", State.INTACT)


def test_without_a_script(open_page, article):
    page = open_page(java_script_enabled=False)
    log_in(page, "editor", TRAY)
    press(item(page, article.two), "Confirm")
    assert stands(article.two)[1] == State.INTACT
    press(item(page, article.two), "Undo")
    assert stands(article.two)[1] == State.CHANGED
    press(item(page, article.closing), "Re-attach")
    assert stands(article.closing)[1] == State.INTACT
    page.context.clear_cookies(name="sessionid")
    press(item(page, article.lucky), "Withdraw")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("demo")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing was decided").wait_for()
    assert status(article.lucky) == Status.DRAFT


def test_a_reporter_is_told_who_decides(page, article, reporter):
    open_tray(page, "reporter")
    two = item(page, article.two)
    two.get_by_text("An editor or a fact-checker decides.").wait_for()
    expect(two.get_by_role("button")).to_have_count(0)
    two.focus()
    page.keyboard.press("w")
    told(page, "You may not withdraw this one.")
    assert status(article.two) == Status.APPROVED


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing_and_nothing_sticks_out(open_page, article, look, width):
    page = open_page(
        viewport={"width": width, "height": 844},
        has_touch=width == 390,
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none",
    )
    open_tray(page)
    press(item(page, article.two), "Confirm")
    told(page, "Confirmed")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 390:
        buttons = page.locator(".review-item :is(button, a.desk-button):visible").all()
        assert min(button.bounding_box()["height"] for button in buttons) >= 48
    page.get_by_role("button", name="Shortcuts").click()
    assert axe_violations(page) == []
