"""Reading a document from a file: text, Markdown or HTML in, a headline and a body out. Pure."""

from dataclasses import dataclass
from pathlib import PurePath

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from articles.text import from_plain_text, plain

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


class DocumentError(Exception):
    """The file is not one that can be imported; the message says why, for people."""


@dataclass(frozen=True)
class Document:
    headline: str
    body: str  # HTML, not yet cleaned: every write path cleans


def read_document(name: str, content: bytes) -> Document:
    """Read a file's bytes, its form told by the ending of ``name`` (.txt, .md, .html).

    The headline is the page's title, else the first h1, which is taken out of the body, else the
    file's name; never a paragraph. Raises DocumentError.
    """
    path = PurePath(name)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(f"{name}: only {', '.join(sorted(READERS))} can be imported.")
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name} is not UTF-8: byte {error.start + 1} cannot be read. Save it as UTF-8."
        ) from None
    document = reader(source)
    headline = plain(document.headline) or _headline_from_name(path)
    return Document(headline, document.body)


def _read_text(source: str) -> Document:
    return Document("", from_plain_text(source))


def _read_markdown(source: str) -> Document:
    return _read_html(MARKDOWN.render(source))


def _read_html(source: str) -> Document:
    page = LexborHTMLParser(source)
    title = page.css_first("head > title")
    heading = page.css_first("h1")
    headline = plain(title.text() if title else "")
    if heading and (not headline or plain(heading.text()) in headline):
        headline = plain(heading.text())
        heading.decompose()
    return Document(headline, _main_content(page))


def _main_content(page: LexborHTMLParser) -> str:
    """The article of a web page: its one ``article``, else its one ``main``, else all of it."""
    for selector in ("article", "main"):
        found = page.css(selector)
        if len(found) == 1:
            return found[0].html
    return page.body.inner_html if page.body else ""


def _headline_from_name(path: PurePath) -> str:
    words = plain(path.stem.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:] or "Untitled"


READERS = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
}
