"""Moving articles from state to state over HTTP, and who may do what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def path_of(article, rest="") -> str:
    return f"articles/{article.pk}/{rest}"


def test_the_whole_workflow(editor, article):
    api = Api(editor)

    def act(name, body=None):
        return api.post(path_of(article, f"{name}/"), body, tag="*")

    assert done(act("submit"))["state"] == "in_review"
    assert done(act("ready"))["state"] == "ready"
    assert done(act("return", {"reason": "Names."}))["state"] == "draft"
    published = done(act("publish"))
    assert (published["state"], published["live_revision"]) == ("published", 1)
    refused(act("submit"), 409, "wrong_state")
    assert done(act("unpublish"))["state"] == "draft"
    done(act("publish"))
    assert done(act("archive"))["state"] == "archived"
    refused(Api().get(path_of(article)), 404, "not_found")
    assert done(act("restore"))["state"] == "draft"


@pytest.mark.parametrize(
    "body", [{"published_at": "tomorrow"}, {"published_at": "2026-01-01T00:00:00"}, {"when": 1},
             {"published_at": "9999-12-31T23:59:59-14:00"}, {"reason": ["x"]}, [], "publish"],
)  # fmt: skip
def test_publish_refuses(editor, article, body):
    refused(Api(editor).post(path_of(article, "publish/"), body, tag="*"), 400, "invalid")


def test_scheduled_opens_with_the_clock(editor, article):
    soon = timezone.now() + timedelta(hours=1)
    body = {"published_at": soon.isoformat()}
    done(Api(editor).post(path_of(article, "publish/"), body, tag="*"))
    refused(Api().get(path_of(article)), 404, "not_found")
    assert done(Api().get("articles/"))["results"] == []
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
    assert done(Api().get(path_of(article)))["state"] == "published"
    assert len(done(Api().get("articles/"))["results"]) == 1


ACTIONS = ["submit", "ready", "return", "publish", "unpublish", "archive", "restore"]


@pytest.mark.parametrize("action", [*ACTIONS, "revisions/1/restore", ""])
def test_who_may_write(action, article, reporter, factchecker, editor, outsider):
    path = path_of(article, f"{action}/" if action else "")
    write = "post" if action else "patch"
    for user, status in [(None, 401), (outsider, 404), (factchecker, 403)]:
        assert getattr(Api(user), write)(path, {}, tag="*").status_code == status
    of_reporters = action in ("submit", "revisions/1/restore", "")
    status = getattr(Api(reporter), write)(path, {}).status_code
    assert status == (428 if of_reporters else 403)
    assert getattr(Api(editor), write)(path, {}).status_code == 428


def test_who_may_create_and_delete(article, reporter, factchecker, editor, outsider):
    for user, status in [(None, 401), (outsider, 403), (factchecker, 403), (reporter, 201)]:
        assert Api(user).post("articles/", {"headline": "A"}).status_code == status
    for user in (None, outsider, editor):
        refused(Api(user).delete(path_of(article), tag="*"), 405, "method_not_allowed")
    done(Api(editor).post(path_of(article, "publish/"), tag="*"))
    refused(Api(outsider).patch(path_of(article), {}, tag="*"), 403, "permission_denied")
