"""The browser and the editor read a body as Python does, and give it back byte for byte."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest
from django.contrib.staticfiles import finders

from articles.tests.soups import soup, with_mark
from articles.text import clean, project, read_marks, tidy_span

pytestmark = pytest.mark.browser

# The preset's own extensions, and a mark of the same kind as the workspace's.
PAGE = """<!doctype html>
<meta charset="utf-8">
<script type="importmap">{"imports": {
  "django-prose-editor/editor": "/django_prose_editor/editor.js",
  "articles/extensions": "/articles/extensions.js"
}}</script>
<div id="editor"></div>
<script type="module">
import { Editor, Mark } from "django-prose-editor/editor"
import { extensions } from "articles/extensions"

const Annotation = Mark.create({
  name: "annotation", excludes: "", inclusive: false, priority: 50,
  addAttributes: () => ({ id: {
    parseHTML: (element) => element.dataset.annotation,
    renderHTML: ({ id }) => ({ "data-annotation": id }),
  } }),
  parseHTML: () => [{ tag: "mark[data-annotation]" }],
  renderHTML: ({ HTMLAttributes }) => ["mark", HTMLAttributes, 0],
})
const editor = new Editor({
  element: document.querySelector("#editor"),
  extensions: [...extensions, Annotation],
  parseOptions: { preserveWhitespace: false },
})
const inside = (node) =>
  node.nodeName === "BR" ? "\\n" : node.data ?? [...node.childNodes].map(inside).join("")

window.inBrowser = (body) => {
  const element = new DOMParser().parseFromString(body, "text/html").body
  const lines = [...element.querySelectorAll("p, h2, h3, h4, figcaption")]
  return { text: lines.map(inside).join("\\n"), html: element.innerHTML }
}
window.inEditor = (html) => {
  editor.commands.setContent(html)
  const { doc } = editor.state
  const leaf = (node) => (node.type.name === "hardBreak" ? "\\n" : "")
  return { html: editor.getHTML(), text: doc.textBetween(0, doc.content.size, "\\n", leaf) }
}
</script>"""

TYPICAL = """
<h2>Head &amp; tail</h2><p>Words with <a href="https://example.org/?a=1&amp;b=2" title="T">a <em>link
</em></a>, <b>bold <i>both</i></b><i>,</i> CO<sub>2</sub> and m<sup>2</sup>.<br>A second line.<p>
<p>&nbsp;“Quoted” \U0001f469\u200d\U0001f680 e\u0301 שלום &lt;tag&gt;
<ul><li>one<ol start=4 type=a><li>deep</ol><li></ul>
<blockquote>A quote<p>of two</blockquote><hr>
<table><tr><th>Year<th>Count<tr><td rowspan=2>2014<td>5<tr><td>6<tr><td colspan=2>all</table>
<figure><img src="/media/a.jpg" alt="An &quot;image&quot;" width=30><figcaption>By <b>us</b></figure>
<img src="/media/b.jpg"><p>last
"""


class Files(BaseHTTPRequestHandler):
    """The page, and the static files it asks for."""

    def do_GET(self):
        found = finders.find(self.path[1:]) if self.path != "/" else None
        content = Path(found).read_bytes() if found else PAGE.encode()
        self.send_response(200 if found or self.path == "/" else 404)
        self.send_header("Content-Type", "text/javascript" if found else "text/html")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture(scope="module")
def editor_page(browser):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_function("window.inEditor")
    yield page
    page.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def bodies():
    """Hard bodies; each ends in words, since the editor empties a document of one empty list."""
    randoms = (Random(number) for number in range(600))
    soups = [soup(random, random.choice((6, 15, 40, 80))) for random in randoms]
    return [clean(html) + "<p>the end</p>" for html in [TYPICAL, *soups]]


def test_chromium_reads_the_same_text_and_writes_the_same_bytes(editor_page, bodies):
    for body, read in zip(
        bodies, editor_page.evaluate("list => list.map(inBrowser)", bodies), strict=True
    ):
        assert read == {"text": project(body), "html": body}


def test_the_editor_reads_the_same_text_and_gives_the_body_back(editor_page, bodies):
    for body, read in zip(
        bodies, editor_page.evaluate("list => list.map(inEditor)", bodies), strict=True
    ):
        assert clean(read["html"]) == body
        assert read["text"] == project(body)


def test_marks_go_through_the_editor_and_leave_the_body_as_it_was(editor_page, bodies):
    marked, places = [], []
    for number, body in enumerate(bodies):
        random, text = Random(number), project(body)
        start, end = sorted(random.sample(range(len(text) + 1), 2))
        marked.append(with_mark(body, start, end, random))
        places.append({} if text[start:end].isspace() else {"7": tidy_span(text, start, end)})
    posted = editor_page.evaluate("list => list.map(inEditor)", marked)
    for body, place, read in zip(bodies, places, posted, strict=True):
        result = read_marks(read["html"])
        assert (result.body, result.places) == (body, place)
