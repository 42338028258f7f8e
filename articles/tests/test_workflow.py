from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles.choices import TRANSITIONS, Action, ArticleState
from articles.models import Article
from articles.services import (
    Invalid,
    PublicationWarnings,
    WrongState,
    create_article,
    edit_article,
    perform,
    publish,
)
from articles.signals import before_publish
from articles.sitemaps import PART
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
READER = AnonymousUser()
PATHS = {
    ArticleState.DRAFT: [],
    ArticleState.IN_REVIEW: [Action.SUBMIT],
    ArticleState.READY: [Action.SUBMIT, Action.READY],
    ArticleState.PUBLISHED: [Action.PUBLISH],
    ArticleState.ARCHIVED: [Action.PUBLISH, Action.ARCHIVE],
}


def act(article, action):
    return (
        publish(article, by=None) if action == Action.PUBLISH else perform(article, action, by=None)
    )


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(ArticleState))
def test_every_action_from_every_state(state, action):
    article = make_article()
    for step in PATHS[state]:
        act(article, step)
    states, target = TRANSITIONS[action]
    if state in states:
        act(article, action)
        assert article.state == target
        assert article.changes.first().verb == action
    else:
        with pytest.raises(WrongState):
            act(article, action)
        article.refresh_from_db()
        assert article.state == state


def test_readers_keep_the_live_text_until_it_is_published_again():
    article = make_article(body="<p>One.</p>", published=True)
    first = article.published_at
    rewrite(article, "<p>Two.</p>")
    assert Article.objects.visible_to(READER).get().live_revision.text == "One."
    publish(article, by=None)
    assert Article.objects.visible_to(READER).get().live_revision.text == "Two."
    assert article.published_at == first


def test_the_clock_opens_a_scheduled_article():
    article = make_article()
    publish(article, by=None, published_at=timezone.now() + timedelta(hours=1))
    assert article.is_scheduled
    assert not Article.objects.visible_to(READER).exists()
    Article.objects.update(published_at=timezone.now())
    assert Article.objects.visible_to(READER).exists()


def test_only_what_was_never_public_can_be_scheduled():
    article, later = make_article(published=True), timezone.now() + timedelta(hours=1)
    with pytest.raises(Invalid):
        publish(article, by=None, published_at=later)
    perform(article, Action.UNPUBLISH, by=None)
    with pytest.raises(Invalid):
        publish(article, by=None, published_at=later)
    other = make_article("Other")
    publish(other, by=None, published_at=later)
    perform(other, Action.UNPUBLISH, by=None)
    assert other.published_at is None
    publish(other, by=None, published_at=later + timedelta(hours=1))


def test_nothing_to_publish():
    with pytest.raises(WrongState):
        publish(create_article(headline="Empty", by=None), by=None)


def test_warnings_stop_it_unless_a_reason_is_given(editor):
    article = make_article()

    def warn(sender, **kwargs):
        return ["No picture."]

    before_publish.connect(warn)
    try:
        with pytest.raises(PublicationWarnings) as refusal:
            publish(article, by=editor)
        assert refusal.value.warnings == ["No picture."]
        publish(article, by=editor, reason="Breaking news")
    finally:
        before_publish.disconnect(warn)
    assert article.changes.first().reason == "Breaking news"


def test_unpublished_is_gone_for_readers():
    article = make_article(published=True)
    perform(article, Action.UNPUBLISH, by=None)
    assert not Article.objects.visible_to(READER).exists()
    assert article.live_revision is None


def test_what_is_restored_from_the_archive_is_a_draft_like_others():
    article = make_article(published=True)
    perform(article, Action.ARCHIVE, by=None)
    perform(article, Action.RESTORE, by=None)
    assert (article.state, article.live_revision) == ("draft", None)
    assert not Article.objects.visible_to(READER).exists()


def test_readers_are_told_when_they_got_the_words_not_when_they_were_written(client, editor, clock):
    at = datetime(2026, 11, 26, 12, tzinfo=UTC)
    clock(at)
    article = make_article(by=editor, published=True)
    clock(at + timedelta(hours=1))
    rewrite(article, "<p>New.</p>", by=editor)
    clock(at + timedelta(hours=5))
    assert article.modified_at == at
    publish(article, by=editor, reason="test")
    clock(at + timedelta(hours=6))
    edit_article(article, by=editor, slug="another")
    publish(article, by=editor, reason="test")  # the same words
    assert article.modified_at == at + timedelta(hours=5)
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.count("2026-11-26T17:00:00+00:00") == 2  # for sharing, and for search engines
    sitemap = client.get(f"/sitemaps/articles/{article.pk // PART + 1}.xml").content.decode()
    assert "<lastmod>2026-11-26T17:00:00+00:00</lastmod>" in sitemap
    assert (
        "<updated>2026-11-26T17:00:00+00:00</updated>"
        in client.get("/feeds/articles/").content.decode()
    )
