"""The number of queries does not grow with the rows, and lists load no bodies."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.services import add_evidence, relate
from annotations.tests.factories import annotate
from articles.models import Author, Section, Topic
from articles.tests.api import Api, done
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
KINDS = ("claim", "quote", "statistic", "social_embed")
MOST_QUERIES = 9  # one for each kind's details: joined, they take longer to plan than to run
# Who somebody is and may do, and rows without a date, which are asked for apart; then what
# ``include`` names in full.
OF_USER, INCLUDED = 4, 13


def count(user, path: str) -> tuple[int, int]:
    """How many rows, and how many queries."""
    api = Api(user)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = api.client.get(f"/api/v1/{path}")
    for query in queries.captured_queries:
        assert '"body"' not in query["sql"] or "revision=" in path  # that one loads its revision
    sessions = sum("django_session" in query["sql"] for query in queries.captured_queries)
    return len(done(response)["results"]), len(queries) - sessions


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_annotations(editor, who):
    user = editor if who == "editor" else None

    def write(number: int):
        for batch in range(0, number, 20):
            article = make_article(f"Piece {batch}", by=editor, published=True)
            made = [
                annotate(article, "The river", KINDS[index % 4], by=editor, approved=True)
                for index in range(min(20, number))
            ]
            add_evidence(made[0], title="Gauge", by=editor)
            if len(made) > 1:
                relate(made[0], made[1], type="supports", by=editor)

    write(1)
    paths = ("annotations/?", "claims/?", "evidence/?", "sources/?", "annotations/?q=river",
             "annotations/?ordering=-published_at", "annotations/?fields=id")  # fmt: skip
    one = {path: count(user, path) for path in paths}
    write(200)
    most = MOST_QUERIES + (OF_USER if user else 0)
    for path, (rows, queries) in one.items():
        more_rows, more_queries = count(user, f"{path}&page_size=200")
        assert more_rows > rows or path == "sources/?"
        assert queries == more_queries <= most, path
    assert count(user, "annotations/?page_size=200")[0] == 200
    included = "annotations/?include=article,relations&ordering=created_at&page_size="
    (few, queries), (many, same) = (count(user, f"{included}{size}") for size in (21, 200))
    assert (few, many) == (21, 200)
    assert queries == same <= most + INCLUDED


def test_annotations_in_a_revision(editor):
    one, many = (make_article(f"With {number}", by=editor) for number in ("one", "many"))
    annotate(one, "The river", by=editor)
    for _ in range(9):
        annotate(many, "The river", by=editor)
    few, queries = count(editor, f"annotations/?article={one.pk}&revision=1")
    rows, same = count(editor, f"annotations/?article={many.pk}&revision=1")
    assert (few, rows) == (1, 9)
    assert queries == same <= MOST_QUERIES + 8  # finds the article and the revision first


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_articles(editor, who):
    user = editor if who == "editor" else None
    section = Section.objects.create(slug="world", name="World")
    topics = [Topic.objects.create(slug=slug, name=slug) for slug in ("a", "b")]
    authors = [Author.objects.create(slug=slug, name=slug) for slug in ("c", "d")]

    def write(number: int):
        for index in range(number):
            make_article(
                f"Piece {index}", by=editor, published=True, section=section, topics=topics,
                authors=authors,
            )  # fmt: skip

    write(1)
    one, queries = count(user, "articles/")
    write(60)
    many, same = count(user, "articles/?page_size=200")
    assert (one, many) == (1, 61)
    assert queries == same <= MOST_QUERIES
