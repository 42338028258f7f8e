"""Reviewing what an edit did to annotations, in the workspace: by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from annotations.choices import State, Status
from annotations.models import Annotation
from annotations.services import confirm
from annotations.services.integrity import find_problems
from annotations.tests.desk import POINTS, open_article, place_cursor, save, select_words, spans
from annotations.tests.factories import annotate
from articles.models import Article
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = (
    "<p>The river rose by two metres on Monday.</p>"
    "<p>“We were lucky,” the harbour master said.</p>"
    "<p>The quay cost 4 million. Nobody was hurt.</p>"
)
AFTER = (
    "<p>The river rose by nine metres on Monday.</p>"
    "<p>The harbour master did not speak.</p>"
    "<p>The quay cost 5 million. Nobody was hurt.</p>"
)


@pytest.fixture
def article(editor):
    """An article with four annotations; an edit changed two and lost one."""
    article = make_article(body=BEFORE, by=editor)
    article.two = annotate(article, "rose by two metres", "statistic", by=editor, approved=True)
    article.lucky = annotate(article, "“We were lucky,”", "quote", by=editor, approved=True)
    article.cost = annotate(article, "The quay cost 4 million", by=editor)
    article.hurt = annotate(article, "Nobody was hurt", by=editor)
    rewrite(article, AFTER, by=editor)
    return article


@pytest.fixture(autouse=True)
def _all_is_well(db):
    yield
    assert list(find_problems()) == []


def stands(annotation) -> tuple[str, str]:
    anchor = Annotation.objects.get(pk=annotation.pk).latest_anchor
    return anchor.words, anchor.state


def card(page, annotation):
    return page.locator(f"#annotation-{annotation.pk}")


def reviewed(page) -> list[int]:
    ids = page.locator("[data-review-cards] > .card").evaluate_all("(all) => all.map((c) => c.id)")
    return [int(name.removeprefix("annotation-")) for name in ids]


def focused(page) -> str:
    """The id of the card that the focus is in, or of the element itself."""
    return page.evaluate(
        "(document.activeElement.closest('.card') ?? document.activeElement).id"
    ).removeprefix("annotation-")


def decided(page, told: str) -> None:
    """Wait until a decision is saved, offered to be taken back, and told."""
    page.locator("[data-done]", has_text=told).wait_for()
    live = page.locator("[data-live]", has_text=told.split(":")[0])
    live.wait_for(state="attached")


def press(page, key: str, told: str) -> None:
    page.keyboard.press(key)
    decided(page, told)


def taken_back(page) -> None:
    page.locator("[data-live]", has_text="Taken back").wait_for(state="attached")
    expect(page.locator("[data-done]")).to_be_hidden()


def test_what_is_to_be_reviewed_stands_first(page, article):
    open_article(page, article)
    assert reviewed(page) == [article.lucky.pk, article.two.pk, article.cost.pk]
    expect(page.locator("#review-title")).to_have_text("To review: 3", use_inner_text=True)
    expect(page.locator("[data-cards] > .card")).to_have_count(1)
    two = card(page, article.two)
    assert two.locator("del").text_content() == "two"
    heard = two.locator(".compare").aria_snapshot()
    assert "[removed: two" in heard
    assert "[added: nine" in heard
    expect(two).to_contain_text("A number changed.", use_inner_text=True)
    lost = card(page, article.lucky)
    expect(lost.locator("dd")).to_have_text(
        ["“We were lucky,”", "Not in the text"], use_inner_text=True
    )
    expect(lost.get_by_role("button", name="Confirm")).to_have_count(0)


def test_by_mouse(page, article):
    open_article(page, article)
    card(page, article.two).get_by_role("button", name="Confirm new words").click()
    decided(page, "Confirmed: statistic “rose by nine metres”")
    assert stands(article.two) == ("rose by nine metres", State.INTACT)
    assert focused(page) == str(article.cost.pk)
    page.get_by_role("button", name="Undo", exact=True).last.click()
    taken_back(page)
    assert stands(article.two) == ("rose by nine metres", State.CHANGED)
    assert reviewed(page) == [article.lucky.pk, article.two.pk, article.cost.pk]
    assert focused(page) == str(article.two.pk)

    card(page, article.cost).get_by_role("button", name="Withdraw").click()
    decided(page, "Withdrawn")
    assert Annotation.objects.get(pk=article.cost.pk).status == Status.WITHDRAWN
    assert focused(page) == str(article.lucky.pk)
    page.locator("[data-done] button").click()
    taken_back(page)
    assert Annotation.objects.get(pk=article.cost.pk).status == Status.DRAFT
    assert focused(page) == str(article.cost.pk)

    card(page, article.lucky).get_by_role("button", name="Re-attach").click()
    banner = page.locator("[data-reattach]")
    expect(banner).to_contain_text(
        "Select the new words for quote “We were lucky”", use_inner_text=True
    )
    x1, y1, x2, y2 = page.evaluate(POINTS, ["did not speak", "did not speak"])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move(x2, y2)
    page.mouse.up()
    banner.get_by_text("“did not speak”").wait_for()
    expect(page.locator(".tag-bar")).to_be_hidden()
    banner.get_by_role("button", name="Re-attach here").click()
    decided(page, "Re-attached")
    assert stands(article.lucky) == ("did not speak", State.INTACT)
    assert reviewed(page) == [article.two.pk, article.cost.pk]
    page.locator("[data-done] button").click()
    taken_back(page)
    assert stands(article.lucky) == ("", State.LOST)
    assert str(article.lucky.pk) not in spans(page)["spans"]
    save(page)
    assert stands(article.lucky) == ("", State.LOST)


def test_by_keyboard_alone(page, article):
    open_article(page, article)
    page.locator("#id_body_editor").focus()
    page.keyboard.press("Alt+Shift+J")
    assert focused(page) == str(article.lucky.pk)
    page.keyboard.press("j")
    assert focused(page) == str(article.two.pk)
    press(page, "c", "Confirmed")
    assert stands(article.two) == ("rose by nine metres", State.INTACT)
    assert focused(page) == str(article.cost.pk)
    page.keyboard.press("u")
    taken_back(page)
    assert stands(article.two)[1] == State.CHANGED
    assert focused(page) == str(article.two.pk)

    press(page, "w", "Withdrawn")
    assert Annotation.objects.get(pk=article.two.pk).status == Status.WITHDRAWN
    assert str(article.two.pk) not in spans(page)["spans"]
    page.keyboard.press("u")
    taken_back(page)
    assert Annotation.objects.get(pk=article.two.pk).status == Status.APPROVED
    assert str(article.two.pk) in spans(page)["spans"]

    page.keyboard.press("k")
    assert focused(page) == str(article.lucky.pk)
    reattach_by_keyboard(page)
    assert stands(article.lucky) == ("did not speak.", State.INTACT)
    assert focused(page) == str(article.two.pk)
    page.keyboard.press("u")
    taken_back(page)
    assert stands(article.lucky) == ("", State.LOST)

    reattach_by_keyboard(page)
    press(page, "c", "Confirmed: claim")
    press(page, "c", "Confirmed: statistic")
    expect(page.locator("[data-review]")).to_be_hidden()
    assert focused(page) == "panel-title"
    expect(page.locator("[data-live]")).to_contain_text(
        "Nothing left to review.", use_inner_text=True
    )
    page.keyboard.press("Alt+Shift+U")
    taken_back(page)
    assert focused(page) == str(article.two.pk)
    assert Article.objects.get().latest_revision.number == 2


def reattach_by_keyboard(page) -> None:
    choose_words(page, "r")
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    for _word in range(4):
        page.keyboard.press("Control+Shift+ArrowLeft")
    page.locator("[data-reattach]", has_text="“did not speak.”").wait_for()
    press(page, "Enter", "Re-attached")


def choose_words(page, key: str) -> None:
    page.keyboard.press(key)
    page.locator("[data-reattach]").wait_for()


def test_a_key_right_after_the_focus_counts(page, article):
    """Control+Home at once, from the end: the editor is not to put its old cursor back."""
    open_article(page, article)
    page.locator("#id_body_editor").focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Alt+Shift+J")
    page.clock.set_fixed_time(page.evaluate("Date.now()"))  # on a slow machine too
    choose_words(page, "r")
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(100)  # the editor has read where the cursor is
    for _letter in "The":
        page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-reattach]", has_text="“The”").wait_for()


def test_choosing_new_words_changes_none(page, article):
    open_article(page, article)
    before = spans(page)
    page.keyboard.press("Alt+Shift+J")
    choose_words(page, "r")
    page.keyboard.press("Enter")
    page.locator("[data-live]", has_text="Select the words first").wait_for(state="attached")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.type("crwux")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    expect(page.locator("[data-reattach]")).to_be_hidden()
    assert spans(page) == before
    assert focused(page) == str(article.lucky.pk)
    page.keyboard.press("Escape")
    page.keyboard.type("x")
    assert spans(page)["text"] != before["text"]


def test_single_keys_are_for_cards_to_review_and_not_for_fields(page, article):
    open_article(page, article)
    card(page, article.two).locator(".card-toggle").click()
    field = card(page, article.two).locator("[name=desk_note]")
    field.click()
    page.keyboard.type("crwujk")
    expect(field).to_have_value("crwujk")
    card(page, article.hurt).locator(".card-toggle").focus()
    page.keyboard.type("crwu")
    page.locator("#panel-title").focus()
    page.keyboard.type("crwu")
    page.wait_for_timeout(200)
    expect(page.locator("[data-reattach]")).to_be_hidden()
    assert stands(article.two)[1] == State.CHANGED
    assert not Annotation.objects.filter(status=Status.WITHDRAWN).exists()


def test_keys_from_the_text(page, article):
    open_article(page, article)
    place_cursor(page, "nine metres")
    press(page, "Alt+Shift+O", "Confirmed")
    assert stands(article.two)[1] == State.INTACT
    expect(page.locator(":focus")).to_have_attribute("id", "id_body_editor")
    page.keyboard.press("Alt+Shift+U")
    taken_back(page)
    page.keyboard.press("Alt+Shift+W")
    decided(page, "Withdrawn")
    page.keyboard.press("Alt+Shift+U")
    taken_back(page)
    place_cursor(page, "nine metres")
    choose_words(page, "Alt+Shift+R")  # its words are selected: take more
    for _letter in " on":
        page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-reattach]", has_text="nine metres on”").wait_for()
    press(page, "Enter", "Re-attached")
    assert stands(article.two) == ("rose by nine metres on", State.INTACT)


def test_decisions_follow_one_another_however_fast(page, article):
    open_article(page, article)
    page.evaluate("""() => {
      for (const button of document.querySelectorAll(".card-confirm:not([hidden])")) {
        button.click()
        button.click()
      }
    }""")
    page.locator("#review-title", has_text="To review: 1").wait_for()
    assert stands(article.two)[1] == stands(article.cost)[1] == State.INTACT


def test_what_typing_does_is_told_at_once(page, article):
    open_article(page, article)

    def hint(annotation, text: str) -> None:
        exactly = re.compile(f"^{text}$")
        card(page, annotation).locator(".card-hint", has_text=exactly).wait_for(state="attached")

    place_cursor(page, "was hurt")
    page.keyboard.type("else ")
    hint(article.hurt, "Words edited")
    page.keyboard.press("Control+z")
    hint(article.hurt, "")
    select_words(page, "The quay", "was hurt.")
    page.keyboard.press("Delete")
    hint(article.hurt, "Words gone – will be lost unless they come back")
    expect(page.locator("[data-cards] > .card")).to_have_count(1)  # it stays where it was
    page.keyboard.press("Control+z")
    hint(article.hurt, "")
    two = card(page, article.two)
    place_cursor(page, "nine metres", at_end=False)
    page.keyboard.type("twenty-")
    hint(article.two, "Words edited")
    expect(two.locator("ins")).to_have_count(0)  # the server compared other words
    page.keyboard.press("Control+z")
    hint(article.two, "")
    expect(two.locator("ins")).to_have_count(1)
    select_words(page, "nine")
    page.keyboard.type("two")
    hint(article.two, "The words are back")


def test_words_that_are_gone_stay_in_sight(page, article):
    open_article(page, article)
    page.locator("#id_body_editor").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Nothing of it.")
    save(page)
    four = {article.two.pk, article.lucky.pk, article.cost.pk, article.hurt.pk}
    assert set(reviewed(page)) == four
    expect(page.locator(".review-link")).to_have_text("To review: 4", use_inner_text=True)
    page.reload()
    page.locator("#id_body_editor").wait_for()
    assert set(reviewed(page)) == four
    page.locator("#id_body_editor").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("The river rose by two metres on Monday.")
    save(page)
    assert article.two.pk not in reviewed(page)
    assert stands(article.two) == ("rose by two metres", State.INTACT)


def test_links_to_the_review_and_to_one_card(page, article):
    open_article(page, article)
    address = f"/admin/articles/article/{article.pk}/change/"
    page.goto("about:blank")
    page.goto(f"{address}#review")
    page.locator("[data-review] .card-toggle:focus").wait_for()
    assert focused(page) == str(article.lucky.pk)
    page.goto(f"{address}#annotation-{article.cost.pk}")
    card(page, article.cost).locator(".card-body").wait_for()
    page.locator(".review-link").click()
    assert focused(page) == str(article.lucky.pk)


def test_a_fact_checker_reattaches_in_locked_text(page, article, factchecker):
    open_article(page, article, "factchecker")
    page.keyboard.press("Alt+Shift+J")
    reattach_by_keyboard(page)
    assert stands(article.lucky) == ("did not speak.", State.INTACT)
    page.locator("#id_body_editor").click()
    page.keyboard.type("Tampered")
    assert spans(page)["text"] == Article.objects.get().latest_revision.text


def test_a_reporter_is_told_who_decides(page, article, reporter):
    open_article(page, article, "reporter")
    two, cost = card(page, article.two), card(page, article.cost)
    expect(two.locator(".card-actions button:visible")).to_have_count(0)
    expect(two).to_contain_text("An editor or a fact-checker decides.", use_inner_text=True)
    expect(cost.locator(".card-actions button:visible")).to_have_text(
        ["Re-attach R"], use_inner_text=True
    )
    two.locator(".card-toggle").focus()
    page.keyboard.press("c")
    page.get_by_text("You may not confirm this one.").first.wait_for()
    assert stands(article.two)[1] == State.CHANGED


def test_a_decision_that_somebody_else_made_first_is_told(page, article, editor):
    page.expected += ["409"]
    open_article(page, article)
    place_cursor(page, "Nobody")
    page.keyboard.type("Unsaved. ")
    confirm(article.two, by=editor)
    card(page, article.two).get_by_role("button", name="Withdraw").click()
    page.get_by_text("Somebody else decided about statistic").first.wait_for()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert article.two.pk not in reviewed(page)
    assert Annotation.objects.get(pk=article.two.pk).status == Status.APPROVED
    save(page)
    assert "Unsaved." in Article.objects.get().latest_revision.text


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing(open_page, article, look):
    forced = "active" if look == "forced" else "none"
    scheme = "dark" if look == "dark" else "light"
    page = open_page(color_scheme=scheme, forced_colors=forced)
    open_article(page, article)
    page.keyboard.press("Alt+Shift+J")
    page.keyboard.press("j")
    press(page, "c", "Confirmed")
    card(page, article.hurt).locator(".card-toggle").click()
    assert axe_violations(page) == []
    page.keyboard.press("Alt+Shift+K")
    page.keyboard.press("r")
    page.locator("[data-reattach]").wait_for()
    assert axe_violations(page) == []


def test_on_a_phone(open_page, article):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    open_article(page, article)
    page.locator(".review-link").tap()
    buttons = page.locator("[data-review] .card-actions button:visible, .review-link:visible")
    heights = [box["height"] for box in (item.bounding_box() for item in buttons.all())]
    assert len(heights) == 9
    assert min(heights) >= 48
    card(page, article.lucky).get_by_role("button", name="Re-attach").tap()
    buttons = page.locator("[data-reattach] button").all()
    assert min(item.bounding_box()["height"] for item in buttons) >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Cancel").tap()
    card(page, article.two).get_by_role("button", name="Confirm").tap()
    decided(page, "Confirmed")
    undo = page.locator("[data-done] button").bounding_box()
    assert undo["height"] >= 48
    assert 0 <= undo["y"] < 844
