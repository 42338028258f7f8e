"""Previews: any revision as readers would see it, by a private link that ends."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from annotations.services import add_evidence, confirm, withdraw
from annotations.tests.factories import annotate
from articles.models import Article
from articles.previewing import make_token
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
NEW = "<p>The river rose by three metres on Monday. “We were lucky,” the harbour master said.</p>"


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def link_to(client, article, number) -> str:
    address = reverse("admin:articles_article_preview", args=[article.pk, number])
    return client.get(address)["Location"]


def test_whoever_has_the_link_reads_the_draft_as_a_reader_would(article, log_in, client, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor, approved=True)
    annotate(article, "Monday", by=editor)
    add_evidence(annotation, by=editor, title="The gauge’s log")
    link = link_to(log_in("reporter"), article, 1)
    client.logout()
    answer = client.get(link)
    page = answer.content.decode()
    assert f'data-annotation="{annotation.pk}">two metres</mark>' in page
    assert page.count("data-annotation=") == 1  # the draft has none
    assert "The gauge’s log" in page
    assert "Revision 1 as readers would see it" in page
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert client.get(article.get_absolute_url()).status_code == 404


def test_each_revision_shows_its_own_words(article, log_in, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor, approved=True)
    rewrite(article, NEW)
    client = log_in("editor")
    marked = "metres</mark>"
    assert marked in client.get(link_to(client, article, 1)).content.decode()
    assert marked not in client.get(link_to(client, article, 2)).content.decode()
    confirm(annotation, by=editor)
    assert "three metres</mark>" in client.get(link_to(client, article, 2)).content.decode()
    withdraw(annotation, by=editor)
    assert marked not in client.get(link_to(client, article, 2)).content.decode()


def test_links_end_and_cannot_be_made_up(article, client):
    now = timezone.now()
    good = make_token(article.pk, 1, now=now, days=7)
    old = make_token(article.pk, 1, now=now - timedelta(days=8), days=7)
    nowhere = make_token(article.pk, 9, now=now, days=7)
    forged = signing.Signer(salt="other").sign_object([article.pk, 1, 2**40])
    assert client.get(f"/preview/{good}/").status_code == 200
    for token in (old, nowhere, forged, good[:-1], "x", "\x00", "é", "a" * 5000):
        answer = client.get(reverse("preview", args=[token]))
        assert answer.status_code == 404
        assert article.headline not in answer.content.decode()


def test_strangers_do_not_make_links(article, client, outsider):
    address = reverse("admin:articles_article_preview", args=[article.pk, 1])
    assert "/login/" in client.get(address)["Location"]
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    assert client.get(address).status_code == 403


def test_a_preview_of_the_public_revision_shows_the_same_notes(client, log_in, editor):
    article = make_article(by=editor, published=True)
    annotate(article, "two metres", "statistic", by=editor, approved=True)
    public = client.get(article.get_absolute_url()).content.decode()
    preview = client.get(link_to(log_in("editor"), article, 1)).content.decode()
    for page in (public, preview):
        assert page.count('<li class="note"') == 1
    assert Article.objects.get().is_public
