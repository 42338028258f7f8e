"""How long a keystroke takes in the workspace, and whether a long history is undone exactly.

    python -m bench.typing [--annotations 300] [--letters 100000] [--keys 200]

Opens invented articles in Chromium on a database of their own. A change is one letter put into the
document with all that follows at once (marks, panel, toolbars); a key press goes from the key to the
next frame, up to 16 ms of which are waiting for it. The empty article of the same run tells what the
machine does today.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.request import urlopen

LETTERS, ANNOTATIONS, KEYS, UNDOS = 100_000, 300, 200, 130
ADDRESS = "127.0.0.1:8239"
EDITOR = "document.querySelector('[data-django-prose-editor-workspace]').workspace"
# A letter in the middle of a paragraph, each in another one than the letter before.
DISPATCH = """async (count) => {
  const { editor } = EDITOR
  const times = []
  for (let step = 0; step < count; step++) {
    const { state, view } = editor
    const lines = []
    state.doc.forEach((node, at) => lines.push(at + 1 + Math.floor(node.content.size / 2)))
    const start = performance.now()
    view.dispatch(state.tr.insertText("x", lines[(step * 7) % lines.length]))
    times.push(performance.now() - start)
    await new Promise((done) => requestAnimationFrame(done))
  }
  return times
}""".replace("EDITOR", EDITOR)
# From a real key to the next frame that the browser is about to draw.
LISTEN = """() => {
  window.keyTimes = []
  window.addEventListener("keydown", () => {
    const start = performance.now()
    requestAnimationFrame(() => {
      document.documentElement.getBoundingClientRect() // the layout is part of it
      window.keyTimes.push(performance.now() - start)
    })
  }, true)
}"""


def sentences(letters: int) -> list[str]:
    """Paragraphs of invented words, ``letters`` long together."""
    random = Random(4)
    stock = ["harbour", "council", "river", "ninety", "people", "rose", "said", "of", "a", "the"]
    lines, length = [], 0
    while length < letters:
        line = " ".join(f"{random.choice(stock)}{random.randrange(90)}" for _ in range(60)) + "."
        lines.append(line)
        length += len(line) + 1
    return lines


def prepare(letters: int, annotations: int) -> dict[str, int]:
    """An empty and a full article in a fresh database; their ids by name."""
    import django

    django.setup()
    from django.core.management import call_command

    from annotations.choices import Kind
    from annotations.services import create_annotation
    from annotations.tests.factories import COMPLETE
    from articles.permissions import EDITOR
    from articles.tests.factories import make_article, make_user

    call_command("migrate", verbosity=0)
    editor = make_user("editor", EDITOR)
    empty = make_article("Empty", "<p>One line of text.</p>", by=editor)
    lines = sentences(letters)
    full = make_article("Full", "".join(f"<p>{line}</p>" for line in lines), by=editor)
    random = Random(5)
    size = len(full.latest_revision.text)
    for number in range(annotations):
        kind = list(Kind)[number % 4]
        start = random.randrange(size - 200)
        create_annotation(
            full,
            kind=kind,
            start=start,
            end=start + random.randrange(20, 160),
            detail=COMPLETE[kind],
            by=editor,
        )
    return {"empty": empty.pk, "full": full.pk}


@contextmanager
def server():
    command = [sys.executable, "manage.py", "runserver", "--noreload", ADDRESS]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 -- our own words
    try:
        for _try in range(100):
            try:
                urlopen(f"http://{ADDRESS}/healthz").close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def open_article(page, article: int) -> None:
    page.goto(f"http://{ADDRESS}/admin/articles/article/{article}/change/")
    page.locator("#id_body_editor").wait_for()
    page.evaluate(
        "window.addEventListener('beforeunload', (e) => e.stopImmediatePropagation(), true)"
    )


def told(times: list[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(times):5.1f} ms, 95 % {ordered[len(ordered) * 95 // 100]:5.1f} ms"


def measure(page, name: str, article: int, keys: int) -> None:
    open_article(page, article)
    say(f"{name:6} a change    {told(page.evaluate(DISPATCH, keys))}")
    page.locator("#id_body_editor p").last.click()
    page.evaluate(LISTEN)
    for _key in range(keys):
        page.keyboard.press("x")
    say(f"{name:6} a key press {told(page.evaluate('window.keyTimes'))}")


# Letters here and there, each a step of its own.
EDIT = """(count) => {
  const { editor } = EDITOR
  for (let step = 0; step < count; step++) {
    const at = 20 + ((step * 769) % (editor.state.doc.content.size - 40))
    editor.view.dispatch(editor.state.tr.insertText("ab", at).setTime(Date.now() + step * 10_000))
  }
}""".replace("EDITOR", EDITOR)


def undo(page, article: int) -> None:
    open_article(page, article)
    before = page.evaluate(f"{EDITOR}.spans()")
    page.evaluate(EDIT, UNDOS)
    changed = page.evaluate(f"{EDITOR}.spans()") != before
    page.locator("#id_body_editor").focus()
    for _step in range(UNDOS):
        page.keyboard.press("Control+z")
    same = page.evaluate(f"{EDITOR}.spans()") == before
    say(f"{UNDOS} steps undone: {'exactly as before' if changed and same else 'NOT as before'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--annotations", type=int, default=ANNOTATIONS)
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--keys", type=int, default=KEYS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'typing.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        articles = prepare(options.letters, options.annotations)
        from annotations.tests.desk import log_in
        from articles.tests.browser import start_chromium

        with server():
            origin = f"http://{ADDRESS}"
            context = start_chromium().new_context(base_url=origin)
            page = context.new_page()
            page.origin = origin
            log_in(page, "editor", "/admin/")
            say(f"{options.letters:,} letters, {options.annotations} annotations")
            for name, article in articles.items():
                measure(page, name, article, options.keys)
            undo(page, articles["full"])
            context.close()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
