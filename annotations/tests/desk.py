"""What browser tests do at the desk: log in, open an article, select words with the mouse."""

import re

from django.contrib.auth.models import User
from django.test import Client

WORKSPACE = "document.querySelector('[data-django-prose-editor-workspace]').workspace"
# Where a text stands in the editor, as two points to draw a selection between.
POINTS = """([first, last]) => {
  const root = document.querySelector("#id_body_editor")
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const nodes = []
  let text = ""
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length])
    text += walker.currentNode.data
  }
  const at = (unit, atEnd) => {
    const [node, start] = nodes.findLast(([, start]) => (atEnd ? start < unit : start <= unit))
    return [node, unit - start]
  }
  const begin = text.indexOf(first)
  const end = text.indexOf(last, begin) + last.length
  if (begin < 0 || end < last.length) throw new Error(`not in the text: ${first} … ${last}`)
  const range = document.createRange()
  range.setStart(...at(begin, false))
  range.setEnd(...at(end, true))
  range.startContainer.parentElement.scrollIntoView({block: "center"})
  const boxes = [...range.getClientRects()].filter((box) => box.width)
  const [a, b] = [boxes[0], boxes.at(-1)]
  return [a.left + 0.5, a.top + a.height / 2, b.right - 0.5, b.top + b.height / 2]
}"""
# The editor puts its cursor into the page 20 ms after it got the focus; no person is as quick.
SETTLED = "new Promise((done) => setTimeout(done, 60))"
# Put something on the browser's clipboard at the next Ctrl+C, untouched.
COPY = """(flavours) => window.addEventListener("copy", (event) => {
  for (const [type, data] of Object.entries(flavours)) event.clipboardData.setData(type, data)
  event.preventDefault()
  event.stopImmediatePropagation()
}, {once: true, capture: true})"""


def log_in(page, username: str, address: str) -> None:
    """Open a page of the admin as that person. The form itself is for the tests of it."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    [(name, cookie)] = client.cookies.items()
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": page.origin}])
    page.goto(address)


def open_article(page, article, username: str = "editor") -> None:
    log_in(page, username, f"/admin/articles/article/{article.pk}/change/")
    page.locator("#id_body_editor").wait_for()


def select_words(page, first: str, last: str = "") -> None:
    """Draw a selection with the mouse from the beginning of ``first`` to the end of ``last``."""
    page.evaluate(SETTLED)
    x1, y1, x2, y2 = page.evaluate(POINTS, [first, last or first])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
    page.mouse.move(x2, y2)
    page.mouse.up()
    page.locator(".tag-bar").wait_for()


def tag(page, name: str) -> None:
    page.locator(".tag-bar").get_by_role("button", name=name, exact=True).click()


def field(page, name: str):
    """A typed field of the open card."""
    return page.locator(f".card.is-open [name={name}]")


def save(page) -> None:
    with page.expect_response(
        lambda response: response.request.method == "POST" and response.status == 200
    ):
        page.keyboard.press("Control+s")
    wait_until_saved(page)


def wait_until_saved(page) -> None:
    """Until the bar says so: "Saved 14:05", not "Unsaved changes"."""
    page.locator("[data-saved]", has_text=re.compile(r"^Saved\b")).wait_for()


def spans(page) -> dict:
    """The editor's text and every annotation's span in it, in code points."""
    page.locator("#id_body_editor").wait_for()
    return page.evaluate(f"{WORKSPACE}.spans()")


def body(page) -> str:
    """The HTML that the workspace would post."""
    return page.evaluate(f"{WORKSPACE}.body()")


def paste(page, html: str = "", *, text: str = "") -> None:
    """Paste what another program put on the clipboard at the cursor, by the keys."""
    flavours = {"text/html": html, "text/plain": text}
    page.evaluate(COPY, {kind: data for kind, data in flavours.items() if data})
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")


def place_cursor(page, words: str, *, at_end: bool = False) -> None:
    """Click so that the cursor stands right before (or after) the first place of ``words``."""
    x1, y1, x2, y2 = page.evaluate(POINTS, [words, words])
    page.mouse.click(*((x2, y2) if at_end else (x1, y1)))
    page.evaluate(SETTLED)
