"""Shortcuts, the sheet that lists them, and selecting by typing."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.tests.desk import body, open_article, place_cursor, spans
from annotations.tests.factories import annotate
from annotations.tests.marked import CLAIM, MARKS, undo_all
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def listed(page) -> dict[str, str]:
    """What the sheet says: keys → what they do."""
    rows = page.locator(".help-keys tr:has(td)").evaluate_all(
        "(rows) => rows.map((row) => ["
        "[...row.querySelectorAll('kbd')].map((key) => key.textContent).join('+'),"
        "row.querySelector('td').textContent])"
    )
    return dict(rows)


def open_words(page) -> str:
    """The words of the open card."""
    return page.locator(".card.is-open .card-words").text_content()


def selected(page) -> str:
    return page.evaluate("getSelection().toString()")


def find(page, typed: str) -> None:
    page.keyboard.press("Alt+Shift+F")
    page.keyboard.type(typed)


def told(page, words: str) -> None:
    page.locator("[data-live]", has_text=words).wait_for(state="attached")


def test_the_sheet_opens_with_keys_and_closes(desk):
    place_cursor(desk, "spent")
    desk.keyboard.press("?")  # in the text it is a letter
    assert "?spent" in spans(desk)["text"]
    desk.keyboard.press("Alt+Shift+?")
    sheet = desk.get_by_role("dialog", name="Keyboard shortcuts")
    sheet.wait_for()
    assert axe_violations(desk) == []
    desk.keyboard.press("Alt+Shift+C")  # no shortcut acts behind the sheet
    desk.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(desk.locator(":focus")).to_have_attribute("id", "id_body_editor")
    assert len(spans(desk)["spans"]) == len(MARKS)
    desk.locator(".card-toggle").first.focus()
    desk.keyboard.press("?")
    sheet.get_by_role("button", name="Close").click()
    desk.get_by_role("button", name="Keyboard shortcuts").click()
    expect(sheet).to_be_visible()


def test_the_sheet_lists_what_the_keys_do(desk):
    """All keys that are answered are listed, and no two do different things."""
    desk.keyboard.press("Alt+Shift+?")
    keys = listed(desk)
    letters = {name.removeprefix("Alt+Shift+") for name in keys if name.startswith("Alt+Shift+")}
    assert letters == set("CQSETYXFPMNBJKAORWU/")
    desk.keyboard.press("Escape")
    place_cursor(desk, CLAIM)
    answered = set()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        answered |= set(
            desk.evaluate(
                """(letter) => {
              const event = new KeyboardEvent("keydown", {key: letter, code: `Key${letter}`,
                altKey: true, shiftKey: true, repeat: true, bubbles: true, cancelable: true})
              document.querySelector("#id_body_editor").dispatchEvent(event)
              document.querySelector("#id_body_editor").focus()
              return event.defaultPrevented ? [letter] : []
            }""",
                letter,
            )
        )
    assert answered | set("TYX") == letters - {"/"}  # T: where something is selected; YX: offered


def test_the_keys_of_the_layout_count_and_alt_gr_does_not(desk):
    place_cursor(desk, "spent")
    for _letter in "spent":
        desk.keyboard.press("Shift+ArrowRight")
    press = """([key, code, graph]) => document.querySelector("#id_body_editor").dispatchEvent(
      new KeyboardEvent("keydown", {key, code, altKey: true, shiftKey: true, modifierAltGraph: graph,
        bubbles: true, cancelable: true}))"""
    desk.evaluate(press, ["Ć", "KeyC", True])
    assert len(spans(desk)["spans"]) == len(MARKS)
    desk.evaluate(press, ["Q", "KeyA", False])  # as on French keyboards
    assert 'data-annotation="new-1" class="quote"' in body(desk)
    undo_all(desk, 1)
    desk.evaluate(press, ["С", "KeyS", False])  # a Cyrillic layout
    assert 'class="statistic"' in body(desk)


def test_the_writing_keys_of_the_sheet(desk):
    place_cursor(desk, "spent")
    for _letter in "spent":
        desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Control+b")
    desk.keyboard.press("Control+i")
    assert "<strong><em>" in body(desk)
    desk.keyboard.press("Control+Alt+2")
    assert "<h2>" in body(desk).split("rose first")[0].split("By the water")[1]
    desk.keyboard.press("Control+Alt+0")
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+Shift+z")
    assert "<strong>" in body(desk)


def test_going_through_annotations_in_the_text_and_in_the_panel(desk):
    in_order = sorted(desk.first["spans"].values(), key=lambda s: (s["start"], -s["end"]))
    expected = [desk.first["text"][span["start"] : span["end"]] for span in in_order]
    place_cursor(desk, "By the water")
    seen = []
    for _annotation in expected:
        desk.keyboard.press("Alt+Shift+N")
        seen.append(open_words(desk))
    assert seen == expected
    desk.keyboard.press("Alt+Shift+N")
    assert open_words(desk) == expected[0]  # around
    desk.keyboard.press("Alt+Shift+B")
    desk.keyboard.press("Alt+Shift+B")
    assert open_words(desk) == expected[-2]
    expect(desk.locator(":focus")).to_have_attribute("id", "id_body_editor")
    told(desk, f"{len(expected) - 1} of {len(expected)}")
    place_cursor(desk, "After an")  # from where the cursor is
    desk.keyboard.press("Alt+Shift+B")
    assert open_words(desk) == "“We did what we could,”"
    desk.locator(".card-toggle").first.focus()
    desk.keyboard.press("Alt+Shift+N")
    assert desk.evaluate("document.activeElement.closest('.card').dataset.ref") == (
        desk.locator(".card").nth(1).get_attribute("data-ref")
    )


def test_keys_are_about_the_annotation_that_was_gone_to(page, editor):
    """Of two that begin at the same word the one whose card is open, not the shorter one."""
    article = make_article(by=editor)
    longer = annotate(article, "two metres on Monday", "claim", by=editor)
    shorter = annotate(article, "two metres", "statistic", by=editor)
    open_article(page, article)
    page.locator("#id_body_editor").focus()
    page.keyboard.press("Alt+Shift+N")
    assert open_words(page) == "two metres on Monday"
    page.keyboard.press("Alt+Shift+A")
    told(page, "Approved")
    page.keyboard.press("Alt+Shift+A")
    told(page, "It is approved already.")
    page.keyboard.press("Alt+Shift+W")
    told(page, "Withdrawn")
    assert Annotation.objects.get(pk=longer.pk).status == "withdrawn"
    assert Annotation.objects.get(pk=shorter.pk).status == "draft"


def test_a_new_one_is_removed_by_the_key_to_withdraw(page, editor):
    open_article(page, make_article(by=editor))
    find(page, "two metres")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+Shift+S")
    page.locator(".card").wait_for()
    page.keyboard.press("Alt+Shift+W")
    page.locator(".card").wait_for(state="detached")
    assert spans(page)["spans"] == {}


def test_tagging_nothing_is_told(desk):
    place_cursor(desk, "spent")
    desk.keyboard.press("Alt+Shift+C")
    told(desk, "Select the words first.")


def test_typing_words_selects_them(desk):
    place_cursor(desk, "By the water")
    find(desk, '"we did WHAT we')  # neither the form of the quotation marks nor case matters
    count = desk.locator("[data-find-count]")
    expect(count).to_have_text("1 of 1", use_inner_text=True)
    assert desk.locator(".is-chosen").first.inner_text().startswith("“We did what we")
    assert axe_violations(desk) == []
    desk.keyboard.press("Enter")
    assert selected(desk) == "“We did what we"
    expect(desk.locator(":focus")).to_have_attribute("id", "id_body_editor")
    desk.locator(".tag-bar").wait_for()
    expect(desk.locator("[data-find]")).to_be_hidden()
    expect(desk.locator(".is-found")).to_have_count(0)


def test_stepping_through_several_places(desk):
    place_cursor(desk, "By the water")
    find(desk, "the")
    count = desk.locator("[data-find-count]")
    total = desk.first["text"].lower().count("the")
    expect(count).to_have_text(f"1 of {total}", use_inner_text=True)
    desk.keyboard.press("ArrowUp")
    expect(count).to_have_text(f"{total} of {total}", use_inner_text=True)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(count).to_have_text(f"2 of {total}", use_inner_text=True)
    desk.keyboard.press("Escape")
    expect(desk.locator(":focus")).to_have_attribute("id", "id_body_editor")
    find(desk, "no such words")
    expect(count).to_have_text("Not in the text", use_inner_text=True)
    desk.keyboard.press("Enter")
    told(desk, "These words are not in the text.")
    expect(desk.locator("[data-find]")).to_be_visible()


def test_words_across_emoji_breaks_and_paragraphs(desk):
    place_cursor(desk, "By the water")
    for typed in ("Smoke 👩‍👩‍👧 rose", "one and a hard", "ends here", "of three Two 😀"):
        find(desk, typed)
        desk.keyboard.press("Enter")
        assert " ".join(selected(desk).split()) == typed


def test_selecting_by_typing_in_locked_text_and_for_reattaching(desk):
    desk.get_by_role("button", name="Lock text").click()
    find(desk, "she told")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Alt+Shift+Q")
    now = spans(desk)
    place = now["spans"]["new-1"]
    assert now["text"][place["start"] : place["end"]] == "she told"
    desk.keyboard.press("Alt+Shift+R")
    find(desk, "reporters")
    desk.keyboard.press("Escape")  # leaves the field, not the re-attaching
    expect(desk.locator("[data-reattach]")).to_be_visible()
    find(desk, "reporters")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    now = spans(desk)
    place = now["spans"]["new-1"]
    assert now["text"][place["start"] : place["end"]] == "reporters"
    assert now["text"] == desk.first["text"]
