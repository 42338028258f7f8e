"""The line that is being read: its runs, each under the tags and marks that are open there."""

from itertools import chain, islice
from typing import NamedTuple

from articles.text.attributes import annotations, opening
from articles.text.escaping import unescape
from articles.text.styles import is_marker, tags_of
from articles.text.tree import BREAK, Run
from articles.text.vocabulary import INLINE, without_controls

_MAX_MARKS = 100  # open at one place; more is no editor's work, and costs time for each word
_READ = frozenset((*INLINE, "mark", "span", "br"))


class _Span(NamedTuple):
    """An open span: the inline tags it sets, whether it is Word's marker or a browser's space."""

    tags: dict[str, str | None]
    is_marker: bool
    is_space: bool


class Inline:
    def __init__(self) -> None:
        self.marker = ""  # the bullet or number that Word wrote before the words
        self._runs: list[Run] = []
        self._open: dict[str, list[str | None]] = {name: [] for name in INLINE}
        self._tags: tuple[str, ...] = ()
        self._open_marks: list[list[str]] = []
        self._marks: tuple[str, ...] = ()
        self._spans: list[_Span] = []
        self._markers = 0

    def text(self, html: str, *, pre: bool) -> None:
        text = without_controls(unescape(html))
        if self._markers:
            self.marker += text
            return
        if self._spans and self._spans[-1].is_space:
            text = text.replace("\xa0", " ")
        if not pre:
            self._add(text)
            return
        for number, part in enumerate(text.split("\n")):
            if number:
                self._break()
            self._add(part)

    def start(self, source_tag: str, tag: str, attributes: dict[str, str]) -> bool:
        """Read an opening tag; False if it is not an inline one."""
        if tag in INLINE:
            self._open[tag].append(opening(source_tag, tag, attributes))
            self._set_tags()
        elif tag == "mark":
            self._open_marks.append(annotations(attributes.get("data-annotation", "")))
            self._set_marks()
        elif tag == "span":
            self._open_span(attributes)
        elif tag == "br" and attributes.get("class") != "Apple-interchange-newline":
            self._break()
        return tag in _READ

    def end(self, tag: str) -> bool:
        """Read a closing tag; False if it is not an inline one."""
        if tag in INLINE:
            self._open[tag].pop()
            self._set_tags()
        elif tag == "mark":
            self._open_marks.pop()
            self._set_marks()
        elif tag == "span":
            self._close_span()
        return tag in _READ

    def take(self) -> list[Run]:
        """What was read since the last time."""
        runs, self._runs = self._runs, []
        return runs

    def _add(self, text: str) -> None:
        if text:  # a line feed of the source is white space; only _break makes a BREAK
            self._runs.append(Run(" " if text == BREAK else text, self._tags, self._marks))

    def _break(self) -> None:
        self._runs.append(Run(BREAK, self._tags, self._marks))

    def _open_span(self, attributes: dict[str, str]) -> None:
        style = attributes.get("style", "")
        is_space = attributes.get("class") == "Apple-converted-space"
        span = _Span(tags_of(style), is_marker(style), is_space)
        self._spans.append(span)
        self._markers += span.is_marker
        for name, tag in span.tags.items():
            self._open[name].append(tag)
        self._set_tags()

    def _close_span(self) -> None:
        span = self._spans.pop()
        self._markers -= span.is_marker
        for name in span.tags:
            self._open[name].pop()
        self._set_tags()

    def _set_tags(self) -> None:
        """The innermost tag of a name decides: a link in a link, normal weight in bold."""
        innermost = (stack[-1] for stack in self._open.values() if stack)
        self._tags = tuple(tag for tag in innermost if tag)

    def _set_marks(self) -> None:
        ids = chain.from_iterable(self._open_marks)
        self._marks = tuple(dict.fromkeys(islice(ids, _MAX_MARKS)))
