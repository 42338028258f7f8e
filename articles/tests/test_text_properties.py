"""What must hold for any HTML: cleaning is stable, and every parser reads the same text."""

import re
from html.parser import HTMLParser

import bs4
import html5lib
import lxml.html
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles.tests.soups import FRAGMENTS, MARKS, soup, with_mark
from articles.text import clean, clean_report, project, read_marks, tidy_span

steady = settings(derandomize=True, deadline=None, max_examples=400)
soups = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
marked_soups = st.lists(st.sampled_from(FRAGMENTS + MARKS * 8), max_size=40).map("".join)

LINES = {"p", "h2", "h3", "h4", "figcaption"}
ALLOWED_TAGS = LINES | {"blockquote", "ul", "ol", "li", "table", "tbody", "tr", "td", "th"}
ALLOWED_TAGS |= {"figure", "img", "hr", "br", "a", "strong", "em", "sub", "sup"}
ALLOWED_ATTRIBUTES = {"href", "title", "src", "alt", "width", "height"}
ALLOWED_ATTRIBUTES |= {"start", "type", "colspan", "rowspan"}


@steady
@given(soups)
def test_cleaning_twice_changes_nothing(html):
    body = clean(html)
    assert clean(body) == body


@steady
@given(st.text(max_size=200))
def test_any_string_at_all_can_be_cleaned(html):
    body = clean(html)
    assert clean(body) == body


@steady
@given(soups)
def test_a_body_has_nothing_but_the_vocabulary(html):
    for node in LexborHTMLParser(f"<div>{clean(html)}</div>", is_fragment=True).root.traverse():
        if node.tag != "div":
            assert node.tag in ALLOWED_TAGS
        assert set(node.attributes) <= ALLOWED_ATTRIBUTES


@steady
@given(soups)
def test_text_has_no_stray_white_space_or_controls(html):
    for line in project(clean(html)).split("\n"):
        assert line == line.strip(" ")
        assert not re.search(r"  |[\x00-\x09\x0b-\x1f\ud800-\udfff]", line)


@steady
@given(soups)
def test_the_words_of_a_soup_are_kept(html):
    """Marks, structure and white space aside, cleaning drops only what is no content."""
    harmless = re.sub(r"<(?!/?(?:p|b|i|em|strong|ul|li|div|h2)\b)[^>]*>", "", html)
    harmless = re.sub(r"[<>&]|[\x00-\x1f\ud800-\udfff\ufeff]", "", re.sub(r"<[^>]*>", "", harmless))
    words = "".join(harmless.split())
    assert "".join(project(clean(f"<p>{harmless}</p>")).split()) == words


@steady
@given(soups)
@pytest.mark.parametrize(
    "reader",
    ["html5lib", "lxml", "bs4", "html.parser", "selectolax"],
)
def test_every_parser_reads_the_same_text(reader, html):
    body = clean(html)
    assert READERS[reader](body) == project(body)


@steady
@given(marked_soups)
def test_marks_in_any_soup_have_places_with_words(html):
    marked = read_marks(html)
    assert clean(marked.body) == marked.body
    assert project(marked.body) == marked.text
    assert set(marked.places) <= {"1", "2", "new-1"}
    for start, end in marked.places.values():
        assert tidy_span(marked.text, start, end) == (start, end)


@steady
@given(st.randoms(use_true_random=False))
def test_marks_leave_no_trace_in_the_body(random):
    body = clean(soup(random))

    def marked(match):
        words = match[0]
        for _ in range(random.randrange(3)):
            words = f"{random.choice(MARKS[:3])}{words}</mark>"
        return words

    html = re.sub("(?<=>)[^<]+(?=<)|<(?:em|sub|sup)>[^<]*</(?:em|sub|sup)>", marked, body)
    assert read_marks(html).body == body


@settings(derandomize=True, deadline=None, max_examples=600)
@given(st.randoms(use_true_random=False))
def test_a_mark_is_read_where_its_words_stand(random):
    """Marks put around random words of a random body are found on these words again."""
    body = clean("<p>a line with words first</p>" + soup(random))
    text = project(body)
    start, end = sorted(random.sample(range(len(text) + 1), 2))
    marked = read_marks(with_mark(body, start, end, random))
    assert (marked.body, marked.text) == (body, text)
    if text[start:end].isspace():
        assert marked.places == {}
    else:
        place = marked.places["7"]
        assert widened(text, place) == widened(text, trimmed(text, start, end))


@steady
@given(st.randoms(use_true_random=False))
def test_overlapping_marks_do_not_disturb_each_other(random):
    body = clean("<p>one <em>two three</em> four</p>" + soup(random, 15))
    text = project(body)
    once = with_mark(body, *sorted(random.sample(range(len(text) + 1), 2)), random)
    alone = read_marks(once).places
    html = re.sub("^<p>(.*?)</p>", r"<p><mark data-annotation='8 new-3'>\1</mark></p>", once)
    together = read_marks(html)
    assert together.places.get("7") == alone.get("7")
    assert together.places["8"] == together.places["new-3"] == (0, len("one two three four"))
    assert together.body == body


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def widened(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """By the whole text's clusters, found the slow way."""
    start, end = place
    for cluster in regex.finditer(r"\X", text):
        if cluster.start() < start < cluster.end():
            start = cluster.start()
        if cluster.start() < end < cluster.end():
            end = cluster.end()
    return start, end


def by_tree(node, name, children, text) -> list[str]:
    """The lines below a node, by the rule: each paragraph, heading and caption is one."""
    lines = []
    for child in children(node):
        if name(child) in LINES:
            lines.append(inside(child, name, children, text))
        else:
            lines += by_tree(child, name, children, text)
    return lines


def inside(node, name, children, text) -> str:
    if name(node) == "br":
        return "\n"
    words = text(node)
    if words is not None:
        return words
    return "".join(inside(child, name, children, text) for child in children(node))


def read_html5lib(body: str) -> str:
    tree = html5lib.parseFragment(body, treebuilder="dom")
    return "\n".join(
        by_tree(
            tree,
            lambda node: node.nodeName,
            lambda node: node.childNodes,
            lambda node: node.nodeValue if node.nodeType == node.TEXT_NODE else None,
        )
    )


def read_bs4(body: str) -> str:
    return "\n".join(
        by_tree(
            bs4.BeautifulSoup(body, "html.parser"),
            lambda node: node.name,
            lambda node: getattr(node, "children", ()),
            lambda node: str(node) if isinstance(node, bs4.NavigableString) else None,
        )
    )


def read_selectolax(body: str) -> str:
    root = LexborHTMLParser(f"<div>{body}</div>", is_fragment=True).root
    return "\n".join(
        by_tree(
            root,
            lambda node: node.tag,
            lambda node: node.iter(include_text=True),
            lambda node: node.text() if node.tag == "-text" else None,
        )
    )


def read_lxml(body: str) -> str:
    def words(element) -> str:
        own = "\n" if element.tag == "br" else element.text or ""
        return own + "".join(words(child) + (child.tail or "") for child in element)

    root = lxml.html.fragment_fromstring(body, create_parent="div")
    return "\n".join(words(element) for element in root.iter(*LINES))


class StandardReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.lines = []
        self.is_inside = False

    def handle_starttag(self, tag, attrs):
        if tag in LINES:
            self.lines.append("")
            self.is_inside = True
        elif tag == "br":
            self.lines[-1] += "\n"

    def handle_endtag(self, tag):
        if tag in LINES:
            self.is_inside = False

    def handle_data(self, data):
        assert self.is_inside, f"text outside of a line: {data!r}"
        self.lines[-1] += data


def read_standard(body: str) -> str:
    reader = StandardReader()
    reader.feed(body)
    reader.close()
    return "\n".join(reader.lines)


READERS = {
    "html5lib": read_html5lib,
    "lxml": read_lxml,
    "bs4": read_bs4,
    "html.parser": read_standard,
    "selectolax": read_selectolax,
}


@steady
@given(marked_soups)
def test_without_unknown_images_a_body_is_as_stable_and_its_marks_keep_their_words(html):
    report = clean_report(html, known=lambda addresses: ())
    assert "<img" not in report.body
    assert clean(report.body) == report.body
    marked, whole = read_marks(html, known=lambda addresses: ()), read_marks(html)
    assert (marked.body, marked.dropped) == (report.body, report.dropped)
    for id_, (start, end) in marked.places.items():
        there = slice(*whole.places[id_])
        assert marked.text[start:end].split() == whole.text[there].split()
