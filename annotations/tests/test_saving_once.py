"""A save is done once under its key, however often it is sent, and only for who opened the page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from annotations.models import Annotation, IdempotencyKey
from annotations.tests.factories import annotate
from annotations.tests.posting import MARKED, NEW, item_of
from articles.models import Article, Change
from articles.tests.factories import make_article, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor)


@pytest.fixture
def desk(workspace):
    return workspace.log_in("editor")


def state() -> tuple:
    return Change.objects.count(), Annotation.objects.count(), Article.objects.count()


def test_a_repeated_save_answers_the_same_and_writes_nothing(desk, article):
    posted = {"key": uuid4().hex, "body": MARKED.format("new-1")}
    first = desk.save(article, NEW, **posted)
    after = state()
    second = desk.save(article, NEW, **posted)
    assert first.status_code == second.status_code == 200
    assert state() == after
    for name in ("ids", "base", "version", "body", "annotations"):
        assert second.json()[name] == first.json()[name]


def test_an_article_is_made_once(desk):
    posted = {"headline": "New", "body": "<p>Text</p>", "language": "en", "base": 0, "version": 0}
    posted["key"] = uuid4().hex
    answers = [desk.post("/admin/articles/article/add/", posted).json() for _ in range(2)]
    assert answers[0]["article"] == answers[1]["article"]
    assert Article.objects.count() == 1


def test_what_came_after_the_repeated_save_is_met_by_the_next(desk, article, editor):
    posted = {"key": uuid4().hex, "body": "<p>Mine</p>"}
    desk.save(article, **posted)
    article.refresh_from_db()
    rewrite(article, "<p>Theirs</p>", by=editor)
    assert desk.save(article, **posted).json()["base"] == 2
    assert desk.save(article, base=2, body="<p>Mine too</p>").status_code == 409


def test_a_repeated_decision_is_done_once(desk, article, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor)
    item = item_of(annotation, action="approve")
    posted = {"key": uuid4().hex, "body": MARKED.format(annotation.pk)}
    assert desk.save(article, item, **posted).status_code == 200
    after = state()
    assert desk.save(article, item, **posted).json()["annotations"][0]["status"] == "approved"
    assert state() == after


def test_a_refused_save_leaves_its_key_free(desk, article):
    key = uuid4().hex
    assert desk.save(article, key=key, headline="").status_code == 400
    assert desk.save(article, key=key, headline="Right").status_code == 200
    article.refresh_from_db()
    assert article.headline == "Right"


def test_a_key_is_a_uuid_of_ones_own(desk, article):
    assert desk.save(article, key="1").json()["code"] == "invalid"
    other = IdempotencyKey.objects.create(key=uuid4(), by=make_user("other"), article=article)
    assert desk.save(article, key=other.key).json()["code"] == "invalid"


def test_old_keys_go(desk, article, editor):
    old = timezone.now() - timedelta(days=15)
    IdempotencyKey.objects.create(key=uuid4(), by=editor, created_at=old)
    key = uuid4()
    desk.save(article, key=key.hex)
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == [key]


def test_the_page_of_somebody_else_saves_nothing(desk, article, editor, reporter):
    answer = desk.save(article, user=reporter.pk, headline="Other")
    assert (answer.status_code, answer.json()["code"]) == (409, "another_user")
    assert answer.json()["user"] == {"id": editor.pk, "name": "editor"}
    assert desk.save(article, user=editor.pk, headline="Other").status_code == 200
