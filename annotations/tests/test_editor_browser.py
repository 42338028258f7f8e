"""The editor under real keys and a real mouse: what editing does to the marks in the text.

The thirty checks that the editor was chosen by; the names of the tests have their numbers.

 1 The mouse selects, the toolbar shows.      2 It tags exactly these words.
 3 Ctrl+Z takes the tag off.                  4 Shift, arrows and a shortcut tag.
 5 A shortcut goes to the toolbar, arrows and Enter work there, Escape returns.
 6 Typing before a span shifts it.            7 Typing inside makes it grow.
 8 Typing at its start stays outside.         9 Typing at its end stays outside.
10 Undoing all of that gives the first spans back.
11 Enter inside: it covers two blocks.       12 Backspace joins it.
13 Deleting a part shrinks it.               14 Undo restores it.     15 Redo works.
16 Deleting all of it, typing on, undoing restores it.
17 Cut and paste takes the span along.       18 Copy and paste: one span, at the original.
19 Plain text pasted inside stays inside.
20 Bold over half of it.                     21 Subscript and superscript over a part.
22 Clear formatting.                         23 Paragraph to heading.
24 Paragraph to list.                        25 Paragraph to block quote: it stays in all six.
26 Emoji sequences are counted in code points.
27 Composing with an input method inside.    28 130 edits, 130 steps undone.
29 Saving verifies every span, no marks are stored.      30 A reload shows the same spans.

29 is in test_editor_saving_browser.py.
"""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.tests.desk import POINTS, body, place_cursor, select_words, spans, tag
from annotations.tests.marked import CLAIM, MARKS, undo_all, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_26_30_the_text_and_the_spans_are_those_of_the_server(desk):
    revision = desk.article.latest_revision
    assert desk.first["text"] == revision.text
    anchors = {str(a.pk): a.latest_anchor for a in Annotation.objects.all()}
    assert desk.first["spans"] == {
        ref: {"start": anchor.start, "end": anchor.end} for ref, anchor in anchors.items()
    }
    assert all(words(desk, marked) == marked for marked, _kind in MARKS)
    # 26: one more emoji sequence inside
    place_cursor(desk, "rose")
    desk.keyboard.insert_text("👩‍👩‍👧")
    marked = "Smoke 👩‍👩‍👧 rose"
    assert words(desk, marked) == "Smoke 👩‍👩‍👧 👩‍👩‍👧rose"
    grown, first = spans(desk)["spans"][desk.refs[marked]], desk.first["spans"][desk.refs[marked]]
    assert grown == {"start": first["start"], "end": first["end"] + len("👩‍👩‍👧")}


def test_1_to_5_tagging_with_mouse_and_keys(desk):
    # 1, 2: the mouse selects, the toolbar shows and tags just these words
    select_words(desk, "the mayor said")
    tag(desk, "Quote")
    now = spans(desk)
    place = now["spans"]["new-1"]
    assert now["text"][place["start"] : place["end"]] == "the mayor said"
    # 3: undoing takes it off at once
    desk.keyboard.press("Control+z")
    assert spans(desk) == desk.first
    # 4: shift, arrows and a shortcut; white space at the ends stays out
    place_cursor(desk, "She told".lower())
    for _ in range(9):
        desk.keyboard.press("Shift+ArrowRight")
    desk.locator(".tag-bar").wait_for()
    desk.keyboard.press("Alt+Shift+S")
    now = spans(desk)
    place = now["spans"]["new-2"]
    assert now["text"][place["start"] : place["end"]] == "she told"
    desk.keyboard.press("Control+z")
    # 5: a shortcut to the toolbar, arrows inside, Enter tags, Escape goes back
    place_cursor(desk, "reporters")
    for _ in range(9):
        desk.keyboard.press("Shift+ArrowRight")
    desk.locator(".tag-bar").wait_for()
    desk.keyboard.press("Alt+Shift+T")
    desk.keyboard.press("ArrowRight")
    assert desk.evaluate("document.activeElement.dataset.tag") == "quote"
    desk.keyboard.press("Escape")
    expect(desk.locator(":focus")).to_have_attribute("id", "id_body_editor")
    desk.keyboard.press("Alt+Shift+T")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    expect(desk.locator(":focus")).to_have_attribute("id", "id_body_editor")
    assert 'data-annotation="new-3" class="social_embed"' in body(desk)


def test_6_to_10_typing_around_and_inside(desk):
    # 6, 8: before a span and at its very start: it moves and does not grow
    place_cursor(desk, CLAIM)
    desk.keyboard.type("Indeed, ")
    assert words(desk, CLAIM) == CLAIM
    # 9: at its very end
    place_cursor(desk, "repairs", at_end=True)
    desk.keyboard.type(" now")
    assert words(desk, CLAIM) == CLAIM
    # 7: inside it grows
    place_cursor(desk, "spent")
    desk.keyboard.type("wisely ")
    assert words(desk, CLAIM) == CLAIM.replace("spent", "wisely spent")
    # 10: undoing all of it gives the first spans back
    undo_all(desk, 6)
    assert spans(desk) == desk.first


def test_11_to_16_enter_backspace_and_deleting(desk):
    # 11, 12: Enter inside makes it two blocks, Backspace one again
    place_cursor(desk, "spent")
    desk.keyboard.press("Enter")
    assert words(desk, CLAIM) == CLAIM.replace("city ", "city \n")
    desk.keyboard.press("Backspace")
    assert words(desk, CLAIM) == CLAIM
    # 13, 14, 15: deleting part of it shrinks it; undo and redo
    for _ in range(5):
        desk.keyboard.press("Delete")
    shrunk = CLAIM.replace("spent", "")
    assert words(desk, CLAIM) == shrunk
    undo_all(desk, 5)
    assert words(desk, CLAIM) == CLAIM
    for _ in range(5):
        desk.keyboard.press("Control+Shift+z")
    assert words(desk, CLAIM) == shrunk
    undo_all(desk, 5)
    # 16: deleting all of it, typing on, undoing
    select_words(desk, "paragraph ends")
    desk.keyboard.press("Delete")
    desk.keyboard.type("x")
    assert words(desk, "paragraph ends") is None
    undo_all(desk, 3)
    assert spans(desk) == desk.first


def test_17_to_19_cut_copy_and_paste(desk):
    # 17: cut and paste takes the span along
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    select_words(desk, "“We did what we could,” she")
    desk.keyboard.press("Control+x")
    assert words(desk, "“We did what we could,”") is None
    place_cursor(desk, "ends here.", at_end=True)
    desk.keyboard.press("Control+v")
    assert words(desk, "“We did what we could,”") == "“We did what we could,”"
    assert spans(desk)["text"].endswith("ends here.“We did what we could,” she")
    # 18: copy and paste: one span, where it was
    before = spans(desk)["spans"][desk.refs["paragraph ends"]]
    select_words(desk, "paragraph ends")
    desk.keyboard.press("Control+c")
    place_cursor(desk, "she", at_end=True)
    desk.keyboard.press("Control+v")
    assert spans(desk)["text"].endswith("paragraph ends")
    assert spans(desk)["spans"][desk.refs["paragraph ends"]] == before
    # 19: plain text pasted inside stays inside
    desk.evaluate("navigator.clipboard.writeText('wisely ')")
    place_cursor(desk, "spent")
    desk.keyboard.press("Control+v")
    assert words(desk, CLAIM) == CLAIM.replace("spent", "wisely spent")


def test_dragging_words_takes_the_span_along(desk):
    select_words(desk, "paragraph ends")
    x1, y1, x2, y2 = desk.evaluate(POINTS, ["paragraph ends", "paragraph ends"])
    tx, ty, _x, _y = desk.evaluate(POINTS, ["The last", "The last"])
    desk.mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
    desk.mouse.down()
    desk.mouse.move(tx + 20, ty, steps=5)
    desk.mouse.move(tx, ty, steps=3)
    desk.mouse.up()
    assert words(desk, "paragraph ends") == "paragraph ends"


def test_20_to_25_formatting_leaves_marks_alone(desk):
    # 20, 21, 22: bold over half of it, raised and lowered parts, clear formatting
    toolbar = desk.get_by_role("toolbar", name="Formatting")
    select_words(desk, "The city", "spent")
    desk.keyboard.press("Control+b")
    assert words(desk, CLAIM) == CLAIM
    select_words(desk, "million on")
    toolbar.get_by_role("button", name="Superscript").click()
    assert words(desk, CLAIM) == CLAIM
    select_words(desk, "repairs")
    toolbar.get_by_role("button", name="Subscript").click()
    assert words(desk, CLAIM) == CLAIM
    assert "<sup>" in body(desk)
    assert "<sub>" in body(desk)
    select_words(desk, "Smoke", "the mayor said")
    toolbar.get_by_role("button", name="Clear formatting").click()
    assert not any(tag in body(desk) for tag in ("<strong>", "<sup>", "<sub>"))
    assert spans(desk) == desk.first
    # 23, 24, 25: another kind of block
    kind = toolbar.get_by_label("Kind of paragraph")
    kind.select_option("h3")
    assert spans(desk) == desk.first
    kind.select_option("p")
    toolbar.get_by_role("button", name="Bulleted list").click()
    assert spans(desk) == desk.first
    toolbar.get_by_role("button", name="Bulleted list").click()
    toolbar.get_by_role("button", name="Block quote").click()
    assert spans(desk) == desk.first


def test_27_composing_with_an_input_method(desk):
    place_cursor(desk, "spent")
    session = desk.context.new_cdp_session(desk)
    session.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    session.send(
        "Input.imeSetComposition", {"text": "日本", "selectionStart": 2, "selectionEnd": 2}
    )
    session.send("Input.insertText", {"text": "日本"})
    assert words(desk, CLAIM) == CLAIM.replace("spent", "日本spent")


def test_28_a_long_history_of_undoing(desk):
    for step in range(130):
        place_cursor(desk, "The city" if step % 2 else "here.")
        desk.keyboard.type("ab")
    assert spans(desk) != desk.first
    undo_all(desk, 130)
    assert spans(desk) == desk.first
