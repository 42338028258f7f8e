"""Two people at once, on real connections: no lost update, no anchor on other words."""

import threading

import pytest
from django.db import connection

from annotations.models import Annotation
from annotations.services import create_annotation
from annotations.services.integrity import find_problems
from articles.errors import Refusal
from articles.models import Article
from articles.tests.factories import make_article, rewrite

ROUNDS = 25


def in_threads(*works):
    failures = []

    def run(work):
        try:
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_one_writes_text_while_the_other_annotates():
    pk = make_article(body="<p>Start. The river rose by two metres.</p>").pk

    def write():
        for number in range(ROUNDS):
            article = Article.objects.get(pk=pk)
            rewrite(article, f"<p>Line {number}.</p>" + article.latest_revision.body)

    def annotate():
        for _ in range(ROUNDS):
            article = Article.objects.select_related("latest_revision").get(pk=pk)
            seen = article.latest_revision
            start = seen.text.index("two metres")
            create_annotation(
                article, kind="claim", start=start, end=start + 10, by=None, revision=seen
            )

    in_threads(write, annotate)
    article = Article.objects.get(pk=pk)
    annotations = Annotation.objects.select_related("latest_anchor__revision")
    assert annotations.count() == ROUNDS
    for annotation in annotations:
        assert annotation.latest_anchor.revision_id == article.latest_revision_id
        assert annotation.latest_anchor.words == "two metres"
    assert list(find_problems()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_from_the_same_base_one_is_told():
    pk = make_article(body="<p>Start.</p>").pk
    told = []
    barrier = threading.Barrier(2)

    def write(name):
        article = Article.objects.select_related("latest_revision").get(pk=pk)
        barrier.wait(timeout=10)
        try:
            rewrite(article, f"<p>{name}</p>")
        except Refusal as refusal:
            told.append((name, refusal.code))

    in_threads(lambda: write("one"), lambda: write("two"))
    article = Article.objects.get(pk=pk)
    assert [code for _name, code in told] == ["stale"]
    assert article.latest_revision.number == 2
    assert article.latest_revision.text not in {name for name, _code in told}
