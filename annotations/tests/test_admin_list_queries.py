"""The desk's lists ask the database for a page, never for a whole table."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Source
from annotations.services import add_evidence, comment, create_source, relate
from annotations.services.corrections import add_correction
from annotations.tests.factories import annotate
from articles.admin import DeskAdmin
from articles.models import Author, Section, Topic
from articles.querysets import MOST_COUNTED, capped_count
from articles.tests.factories import make_article, make_image

pytestmark = pytest.mark.django_db
DESK = [
    model._meta for model, its_admin in admin.site._registry.items()
    if isinstance(its_admin, DeskAdmin)
]  # fmt: skip
WORDS = ("The river rose", "We were lucky", "two metres", "on Monday", "harbour master")
KINDS = ("claim", "quote", "statistic", "social_embed", "claim")
ANNOTATIONS = "/admin/annotations/annotation/"
# Reads that would go through all rows, if nothing bounds them.
WHOLE = re.compile(r"\b(COUNT|MIN|MAX)\(|\bDISTINCT\b")
BOUND = re.compile(r"LIMIT 1001|\"article_id\" IN \(\d|COUNT\(U0|resolved_at")


def address(meta) -> str:
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def ask(client, url: str, **query) -> list[str]:
    """The statements of the list itself."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, query).status_code == 200
    return [query["sql"] for query in queries]


def one_of_each(number: int, by) -> None:
    section = Section.objects.create(slug=f"city-{number}", name="City")
    author = Author.objects.create(slug=f"ada-{number}", name="Ada Marl")
    Topic.objects.create(slug=f"floods-{number}", name="Floods")
    article = make_article(by=by, section=section, authors=[author], lead_image=make_image(by=by))
    made = [annotate(article, words, kind, by=by) for words, kind in zip(WORDS, KINDS, strict=True)]
    comment(made[0], text="Sure?", by=by)
    add_evidence(made[0], by=by, title="A report")
    relate(made[0], made[1], type="supports", by=by)
    add_correction(article, text="It was two metres.", by=by)
    create_source(name=f"Person {number}", by=by)


@pytest.mark.parametrize("meta", DESK, ids=str)
def test_no_list_reads_a_whole_table(log_in, editor, meta):
    one_of_each(1, editor)
    client = log_in("editor")
    for query in ({}, {"q": "river"}):
        for sql in ask(client, address(meta), **query):
            assert not WHOLE.search(sql) or BOUND.search(sql), sql


@pytest.mark.parametrize(
    "query",
    [{"kind": "quote"}, {"status__exact": "draft"}, {"latest_anchor__state__exact": "lost"},
     {"source": "Ada Marl"}, {"article": "1"}, {"comments": "open"},
     {"kind": "claim", "claim__review_status__exact": "reviewed"}],
)  # fmt: skip
def test_no_filter_reads_a_whole_table(log_in, editor, query):
    one_of_each(1, editor)
    for sql in ask(log_in("editor"), ANNOTATIONS, **query):
        assert not WHOLE.search(sql) or BOUND.search(sql), sql


def test_lists_ask_as_often_for_a_hundred_rows_as_for_one(log_in, editor, monkeypatch):
    for its_admin in admin.site._registry.values():
        monkeypatch.setattr(its_admin, "list_per_page", 200)
    one_of_each(1, editor)
    client = log_in("editor")
    before = {meta: len(ask(client, address(meta))) for meta in DESK}
    assert max(before.values()) <= 11, before
    for number in range(2, 22):
        one_of_each(number, editor)
    assert Annotation.objects.count() > 100
    assert {meta: len(ask(client, address(meta))) for meta in DESK} == before


def test_what_is_behind_the_first_thousand_is_told(log_in, editor):
    Source.objects.bulk_create(
        Source(name=f"Person {number}", folded_name=f"person {number}") for number in range(1002)
    )
    assert capped_count(Source.objects.all()) == MOST_COUNTED + 1
    client = log_in("editor")
    page = client.get("/admin/annotations/source/").content.decode()
    assert "1000+ sources" in page
    assert "search or filter to find the others" in page
    last = client.get("/admin/annotations/source/", {"p": 20})
    assert len(last.context["cl"].result_list) == 50
    assert "?e=1" in client.get("/admin/annotations/source/", {"p": 21}).url
    found = client.get("/admin/annotations/source/", {"q": "person 1001"}).content.decode()
    assert "1 source ·" in found
    assert "1000+" not in found


def test_popups_choose_from_the_same_lists(log_in, editor):
    one_of_each(1, editor)
    client = log_in("editor")
    page = client.get(ANNOTATIONS, {"_popup": 1, "_to_field": "id"})
    assert page.status_code == 200
    assert b"data-popup-opener" in page.content
    assert User.objects.count() == 1
