"""An article of hard cases with eight annotations, open in the workspace."""

import pytest

from annotations.tests.desk import open_article, spans
from annotations.tests.factories import annotate
from articles.tests.factories import make_article

BODY = (
    "<h2>By the water</h2>"
    "<p>Smoke 👩‍👩‍👧 rose first. The city spent 4.2 million on repairs, the mayor said.</p>"
    "<ul><li><p>One item of three</p></li><li><p>Two 😀 items</p></li></ul>"
    "<blockquote><p>“We did what we could,” she told reporters.</p></blockquote>"
    "<p></p>"
    "<p>After an empty one<br>and a hard break.</p>"
    "<table><tbody><tr><td><p>alpha cell</p></td><td><p></p></td></tr></tbody></table>"
    "<p>The last paragraph ends here.</p>"
)
MARKS = [
    ("The city spent 4.2 million on repairs", "claim"),
    ("4.2 million", "statistic"),
    ("Smoke 👩‍👩‍👧 rose", "claim"),
    ("items", "social_embed"),
    ("“We did what we could,”", "quote"),
    ("empty one\nand a hard", "claim"),
    ("alpha cell", "statistic"),
    ("paragraph ends", "quote"),
]


@pytest.fixture
def desk(page, editor):
    """The page with the article open, and ``at(words)``: the span of one annotation now."""
    article = make_article(body=BODY, by=editor)
    refs = {words: str(annotate(article, words, kind, by=editor).pk) for words, kind in MARKS}
    open_article(page, article)
    page.refs = refs
    page.first = spans(page)
    page.article = article
    return page


def words(page, marked: str) -> str | None:
    """What one annotation covers now, read with Python's code points."""
    now = spans(page)
    place = now["spans"].get(page.refs[marked])
    return place and now["text"][place["start"] : place["end"]]


def undo_all(page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Control+z")


CLAIM = "The city spent 4.2 million on repairs"
