"""Chromium for tests that use the real pages.

``open_page`` makes pages that watch themselves: at the end of the test there must have been no
console error, no uncaught exception, no violation of the Content-Security-Policy and no request
to any other host.
"""

import atexit
import json
import os
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATION = (
    "document.addEventListener('securitypolicyviolation',"
    " (e) => console.error(`CSP ${e.violatedDirective} ${e.blockedURI}`))"
)


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists() and not os.environ.get("CI"):
        pytest.skip("There is no Chromium here.")
    return start_chromium()


@cache
def start_chromium():
    """The one Chromium of a run: both apps' tests have the fixture, and Playwright starts once."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def open_page(browser, live_server):
    """Call it for a page of its own; keywords are those of Playwright's ``new_context``.

    ``page.expected`` is a list to put words into that an expected console error has in it;
    ``page.origin`` is where the server is.
    """
    troubles, contexts = [], []

    def make(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.add_init_script(VIOLATION)
        contexts.append(context)
        context.on("page", watch)
        return context.new_page()

    def watch(page):
        page.expected, page.origin = [], live_server.url
        page.on("console", lambda message: _note_console(message, page, troubles))
        page.on("pageerror", lambda error: troubles.append(f"uncaught: {error}"))
        page.on("request", lambda request: _note_foreign(request.url, live_server, troubles))

    yield make
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(open_page):
    return open_page(viewport={"width": 1360, "height": 900})


def axe_violations(page) -> list[str]:
    """What axe finds, run through the debugger, since the pages' policy would block a script."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    answer = session.send(
        "Runtime.evaluate",
        {
            # Preloading style sheets would try to write <style> elements, which the policy reports.
            "expression": "axe.run({resultTypes: ['violations'], preload: false})"
            ".then((found) => JSON.stringify(found.violations))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    session.detach()
    return [
        f"{item['id']}: {item['help']}: {[node['html'][:200] for node in item['nodes']]}"
        for item in json.loads(answer["result"]["value"])
    ]


def _note_console(message, page, troubles) -> None:
    if message.type in ("error", "warning") and not any(
        words in message.text for words in page.expected
    ):
        troubles.append(f"console {message.type}: {message.text} ({page.url})")


def _note_foreign(url, live_server, troubles) -> None:
    parts = urlsplit(url)
    if (
        parts.scheme not in ("data", "blob", "about")
        and parts.netloc != urlsplit(live_server.url).netloc
    ):
        troubles.append(f"request to {url}")
