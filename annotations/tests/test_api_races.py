"""Several clients at once, on real connections: one wins, the others are told."""

import threading
from collections import Counter

import pytest

from annotations.models import Annotation
from annotations.tests.factories import annotate
from annotations.tests.test_two_writers import in_threads
from articles.models import Article
from articles.permissions import EDITOR
from articles.tests.api import Api
from articles.tests.factories import make_article, make_user

CLIENTS = 4


@pytest.fixture
def everybody_at_once(transactional_db):
    """``everybody_at_once(request)`` calls ``request(api)`` from several threads: the statuses."""
    apis = [Api(make_user(f"editor{number}", EDITOR)) for number in range(CLIENTS)]

    def run(request) -> Counter:
        barrier, statuses = threading.Barrier(CLIENTS), []

        def work(api):
            barrier.wait(timeout=20)
            statuses.append(request(api).status_code)

        in_threads(*(lambda api=api: work(api) for api in apis))
        return Counter(statuses)

    return run


def test_one_of_many_edits_of_a_text(everybody_at_once):
    article = make_article()
    path = f"articles/{article.pk}/"
    statuses = everybody_at_once(
        lambda api: api.patch(path, {"headline": f"By {id(api)}"}, tag='"1.1"')
    )
    assert statuses == {200: 1, 412: CLIENTS - 1}
    assert article.revisions.count() == 2


def test_one_of_many_edits_of_an_annotation(everybody_at_once):
    annotation = annotate(make_article(), "The river")
    path = f"annotations/{annotation.pk}/"
    statuses = everybody_at_once(lambda api: api.patch(path, {"note": f"By {id(api)}"}, tag='"1"'))
    assert statuses == {200: 1, 412: CLIENTS - 1}
    annotation.refresh_from_db()
    assert annotation.version == 2


def test_all_make_an_annotation_of_the_same_new_source(everybody_at_once):
    article = make_article()
    body = {"article": article.pk, "exact": "The river", "quote": {"speaker": {"name": "New"}}}
    assert everybody_at_once(lambda api: api.post("quotes/", body)) == {201: CLIENTS}
    assert Annotation.objects.values("quote__speaker").distinct().count() == 1


def test_all_make_an_article_of_the_same_headline(everybody_at_once):
    statuses = everybody_at_once(lambda api: api.post("articles/", {"headline": "Same"}))
    assert statuses == {201: CLIENTS}
    assert Article.objects.values("slug").distinct().count() == CLIENTS


def test_one_of_many_relations(everybody_at_once):
    article = make_article()
    ends = [annotate(article, words).pk for words in ("The river", "lucky")]
    body = {"type": "supports", "from": ends[0], "to": ends[1]}
    statuses = everybody_at_once(lambda api: api.post("relations/", body))
    assert statuses == {201: 1, 400: CLIENTS - 1}
