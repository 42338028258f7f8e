"""The article's page tells where it stands: who sees it, what comes next, and whose turn it is."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.choices import Action
from articles.models import Author, Section
from articles.permissions import groups_that_may
from articles.services import (
    edit_article,
    perform,
    publication_checklist,
    publish,
    save_revision,
)
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def shown(client, article) -> str:
    """The text of the panel on the article's page."""
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    panel = page[page.index('id="standing"') :]
    return " ".join(re.sub("<[^>]+>", " ", panel[: panel.index("</div>")]).split())


def buttons(client, article) -> list[str]:
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    return re.findall(r"data-leave>([^<]+)<", page)


def in_zone(moment) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"


def test_each_state_says_what_readers_see(log_in, article, editor, reporter):
    client = log_in("reporter")
    assert "Draft Readers do not see it." in shown(client, article)
    perform(article, Action.SUBMIT, by=reporter)
    assert "In review Readers do not see it." in shown(client, article)
    publish(article, by=editor)
    since = in_zone(article.published_at)
    assert f"Published Readers see it, since {since}." in shown(client, article)
    rewrite(article, "<p>New.</p>", by=editor)
    told = "Published, with unpublished changes Readers see revision 1, not what was saved since."
    assert told in shown(client, article)
    perform(article, Action.ARCHIVE, by=editor)
    assert "Archived Readers are told that it is gone." in shown(client, article)


def test_who_may_not_is_told_who_may(log_in, article, reporter):
    told = shown(log_in("reporter"), article)
    assert "and by whom Submit for review you Publish Editor To look" in told
    assert buttons(log_in("reporter"), article) == ["Submit for review"]
    told = shown(log_in("factchecker"), article)
    assert "and by whom Submit for review Reporter or Editor Publish Editor To look" in told
    perform(article, Action.SUBMIT, by=reporter)
    assert "Mark as ready Editor" in shown(log_in("reporter"), article)
    assert buttons(log_in("reporter"), article) == []
    assert groups_that_may(Action.PUBLISH) == ["Editor"]


def test_a_schedule_is_told_changed_and_cancelled(log_in, article):
    client = log_in("editor")
    url = reverse("admin:articles_article_publish", args=[article.pk])
    page = client.get(url).content.decode()
    assert f"At a time to come ({settings.TIME_ZONE}) readers see it by itself" in page
    first, second = (timezone.localtime() + timedelta(days=days) for days in (2, 3))
    for opens in (first, second):
        told = client.post(url, {"published_at": f"{opens:%Y-%m-%dT%H:%M}"}, follow=True)
        line = f"Readers see it from {in_zone(opens)} ({settings.TIME_ZONE}), by itself."
        assert f"Scheduled. {line}" in told.content.decode()
        assert f"Scheduled for {in_zone(opens)} {line}" in shown(client, article)
        assert buttons(client, article) == ["Change the schedule", "Cancel the schedule", "Archive"]
        page = client.get(url).content.decode()
        assert "Change the schedule of" in page
        assert f'value="{opens:%Y-%m-%dT%H:%M}"' in page
    rewrite(article, "<p>New.</p>")
    assert "They will see revision 1, not what was saved since." in shown(client, article)
    cancel = reverse("admin:articles_article_transition", args=[article.pk])
    told = client.post(cancel, {"action": "unpublish"}, follow=True).content.decode()
    assert "The article is now: Draft. Readers do not see it." in told
    article.refresh_from_db()
    assert article.published_at is None


def test_an_empty_time_publishes_a_scheduled_article_now(log_in, article, editor):
    publish(article, by=editor, published_at=timezone.now() + timedelta(days=1))
    url = reverse("admin:articles_article_publish", args=[article.pk])
    log_in("editor").post(url, {"published_at": ""})
    article.refresh_from_db()
    assert article.is_public


def test_the_checklist_informs_and_stops_nothing(log_in, article, editor):
    lines = ["It has no standfirst.", "It is in no section.", "No author is named."]
    assert publication_checklist(article) == lines
    client = log_in("editor")
    assert "To look at before publishing: 3 It has no standfirst." in shown(client, article)
    url = reverse("admin:articles_article_publish", args=[article.pk])
    page = client.get(url).content.decode()
    assert "Worth a look" in page
    assert "Publish anyway" not in page
    section = Section.objects.create(name="News", slug="news")
    author = Author.objects.create(name="Ada Marl", slug="ada-marl")
    edit_article(article, by=editor, section=section, authors=[author])
    save_revision(
        article, headline="A", standfirst="B", body="<p>C</p>", by=editor, base=1
    )  # fmt: skip
    assert publication_checklist(article) == []
    assert "Before publishing Nothing is open." in shown(client, article)
    client.post(url, {"published_at": "", "reason": ""})
    article.refresh_from_db()
    assert article.is_public
