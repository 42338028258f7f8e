"""What is not public is on no page, and the permalink of what was says only that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.choices import Status
from annotations.models import Annotation
from annotations.services import (
    add_evidence,
    relate,
    withdraw,
    withdraw_evidence,
    withdraw_relation,
)
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE, body_in, page_of, seen, text
from articles.choices import Action
from articles.models import Article
from articles.services import perform, publish
from articles.tests.factories import PASSWORD, make_article, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(published=True)


@pytest.fixture
def quote(article):
    return annotate(article, QUOTE, "quote", approved=True)


def hide_by_draft(annotation):
    Annotation.objects.filter(pk=annotation.pk).update(
        status=Status.DRAFT, is_public=False, approved_at=None
    )


def hide_by_withdrawing(annotation):
    withdraw(annotation, by=None)


def hide_by_changing_its_words(annotation):
    article = annotation.article
    article.refresh_from_db()
    rewrite(article, article.live_revision.body.replace("We were lucky", "We were not lucky"))
    publish(article, by=None, reason="test")


def hide_by_losing_its_words(annotation):
    article = annotation.article
    article.refresh_from_db()
    rewrite(article, "<p>Nothing of it is left; a ferry ran aground at dawn.</p>")
    publish(article, by=None, reason="test")


def hide_by_unpublishing(annotation):
    annotation.article.refresh_from_db()
    perform(annotation.article, Action.UNPUBLISH, by=None)


HIDING = [
    hide_by_draft,
    hide_by_withdrawing,
    hide_by_changing_its_words,
    hide_by_losing_its_words,
    hide_by_unpublishing,
]


@pytest.fixture
def canary(article):
    """A public annotation each of whose fields would betray it, related to one that stays."""
    detail = COMPLETE["quote"] | {"text": "Canary text", "speaker": "Canary Source"}
    canary = annotate(
        article,
        QUOTE,
        "quote",
        approved=True,
        detail=detail,
        note="Canary note",
        desk_note="Canary",
    )
    add_evidence(canary, by=None, title="Canary evidence")
    other = make_article("Elsewhere", published=True)
    stays = annotate(other, "two metres", "statistic", approved=True)
    relate(stays, canary, type="supports", by=None, note="Canary relation")
    return canary


@pytest.mark.parametrize("who", ["nobody", "editor"])
@pytest.mark.parametrize("hide", HIDING)
def test_what_is_hidden_is_on_no_page(client, editor, canary, hide, who):
    stays = Annotation.objects.get(kind="statistic")
    pages = ["/", canary.article.get_absolute_url(), canary.get_absolute_url()]
    pages += [stays.get_absolute_url(), stays.article.get_absolute_url()]
    source = canary.quote.speaker.get_absolute_url()
    assert "Canary note" in text(client, pages[1])
    assert "Canary text" in text(client, pages[3])
    hide(canary)
    if who == "editor":
        assert client.login(username="editor", password=PASSWORD)
    for path in pages:
        assert "Canary" not in client.get(path).content.decode(), path
    assert client.get(source).status_code == 404


@pytest.mark.parametrize("hide", HIDING[1:])
def test_the_permalink_of_what_was_public_says_only_that(client, canary, hide):
    hide(canary)
    response = client.get(canary.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 200
    assert ("withdrawn" if hide is hide_by_withdrawing else "under review") in page
    assert "noindex" in page
    assert response["X-Robots-Tag"] == "noindex"
    for words in ("River rises", canary.article.slug, "lucky", "Quote in"):
        assert words not in page


@pytest.mark.parametrize("finish", [lambda item: item, lambda item: withdraw(item, by=None)])
def test_the_permalink_of_what_was_never_public_is_not_found(client, article, finish):
    draft = finish(annotate(article, QUOTE, "quote"))
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_before_its_time_an_annotation_is_not_found(client):
    article = make_article()
    quote = annotate(article, QUOTE, "quote", approved=True)
    publish(article, by=None, published_at=timezone.now() + timedelta(minutes=5), reason="test")
    source = quote.quote.speaker.get_absolute_url()
    for path in (quote.get_absolute_url(), source):
        assert client.get(path).status_code == 404
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
    for path in (quote.get_absolute_url(), source):
        assert client.get(path).status_code == 200


def test_an_edit_that_is_not_published_moves_no_mark(client, article, quote):
    rewrite(article, "<p>A new beginning of the piece.</p>" + article.live_revision.body)
    body = body_in(page_of(client, article))
    assert f'data-annotation="{quote.pk}">{QUOTE}</mark>' in body
    assert "A new beginning" not in body


def test_withdrawn_evidence_and_relations_are_gone(client, article, quote):
    claim = annotate(article, "The river rose", approved=True)
    evidence = add_evidence(quote, by=None, title="Canary evidence")
    relation = relate(quote, claim, type="supports", by=None, note="Canary relation")
    assert seen(page_of(client, article)).count("Canary") == 3  # the relation stands at both ends
    withdraw_evidence(evidence, by=None)
    withdraw_relation(relation, by=None)
    assert "Canary" not in page_of(client, article)
