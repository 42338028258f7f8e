"""Annotations in old revisions at the desk: their own anchors, and what became of each."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.services import confirm, reattach
from annotations.tests.factories import annotate
from articles.services import restore_revision
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
BODY = "<p>The mill closed in May. Nobody was told.</p><p>The river rose by two metres.</p>"


def page(client, name, article, *numbers, query=""):
    address = reverse(f"admin:articles_article_{name}", args=[article.pk, *numbers]) + query
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def fates(html):
    """Annotation id → verdict."""
    found = re.findall(r"annotation/(\d+)/change.*?<strong>([^<]+)</strong>", html, re.DOTALL)
    return {int(pk): verdict for pk, verdict in found}


def test_an_old_revision_shows_its_own_anchors(log_in, editor):
    article = make_article(body=BODY, by=editor)
    annotation = annotate(article, "two metres")
    rewrite(article, BODY.replace("two", "three"))
    rewrite(article, "<p>All is well.</p>")
    client = log_in("reporter")
    mark = f'data-annotation="{annotation.pk}">'
    assert f'<mark class="claim" {mark}two metres</mark>' in page(client, "revision", article, 1)
    second = page(client, "revision", article, 2)
    assert f'<mark class="claim is-changed" {mark}three metres</mark>' in second
    assert "Changed: a number changed" in second
    third = page(client, "revision", article, 3)
    assert "<mark" not in third
    assert "Lost" in third


def test_what_became_of_each(log_in, editor):
    article = make_article(body=BODY, by=editor)
    names = {
        "Stands": "The mill closed",
        "Lost": "Nobody was told.",
        "Its words changed": "two metres",
    }
    kept = {verdict: annotate(article, words).pk for verdict, words in names.items()}
    rewrite(
        article, "<p>The mill closed in May.</p><p>The river rose by three metres. So be it.</p>"
    )
    kept["Made since"] = annotate(article, "So be it.").pk
    client = log_in("factchecker")
    html = page(client, "compare", article, query="?from=1&to=2")
    assert fates(html) == {pk: verdict for verdict, pk in kept.items()}
    assert "<del>two</del> metres" in html
    assert "<ins>three</ins> metres" in html
    restore_revision(article, article.revisions.get(number=1), by=editor, base=2)
    assert fates(page(client, "compare", article, query="?from=2&to=3")) == {
        kept["Stands"]: "Stands",
        kept["Lost"]: "Came back",
        kept["Its words changed"]: "Intact again",
        kept["Made since"]: "Lost",
    }


def test_words_that_a_person_decided_on_are_told_as_such(log_in, editor):
    article = make_article(body=BODY, by=editor)
    confirmed, moved = annotate(article, "two metres"), annotate(article, "Nobody was told.")
    rewrite(article, BODY.replace("two", "three"))
    confirm(confirmed, by=editor)
    reattach(moved, start=0, end=15, by=editor)
    html = page(log_in("editor"), "compare", article, query="?from=1&to=2")
    assert set(fates(html).values()) == {"Confirmed or re-attached"}


def test_restoring_tells_beforehand_what_becomes_of_annotations(log_in, editor):
    article = make_article(body=BODY, by=editor)
    annotate(article, "two metres")
    rewrite(article, BODY + "<p>So be it.</p>")
    annotate(article, "So be it.")
    html = page(log_in("editor"), "revision", article, 1)
    assert "1 annotation stands where it stood here; 1 other is carried along" in html


def test_the_pages_ask_as_often_for_many_annotations_as_for_few(log_in, editor):
    client = log_in("editor")

    def count(name, annotations, *numbers, query=""):
        article = make_article(body=BODY, by=editor)
        for _ in range(annotations):
            annotate(article, "two metres")
        rewrite(article, BODY.replace("two", "three"))
        with CaptureQueriesContext(connection) as queries:
            page(client, name, article, *numbers, query=query)
        return len(queries)

    assert count("revision", 2, 1) == count("revision", 30, 1) <= 12
    compared = [count("compare", n, query="?from=1&to=2") for n in (2, 30)]
    assert compared[0] == compared[1] <= 10
