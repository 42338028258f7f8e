"""Requests with an Idempotency-Key are done once, and writes that collide are done again."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Article, Change, DoneRequest
from articles.services import colliding, create_token
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
KEY = "Idempotency-Key"
BODY = {"headline": "Once", "body": "<p>Text</p>", "standfirst": "b"}


def send(user, body=BODY, key="a key", path="articles/", **headers):
    return Api(user).post(path, body, **{KEY: key}, **headers)


def test_the_same_again_answers_the_same_and_writes_nothing(editor):
    first = send(editor)
    again = send(editor, dict(reversed(BODY.items())))  # the order of members says nothing
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    for header in ("ETag", "Location", "Content-Type"):
        assert first[header] == again[header]
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert (Article.objects.count(), Change.objects.filter(verb="created").count()) == (1, 1)


def test_actions_are_done_once_though_their_version_is_gone(editor):
    article = make_article(by=editor)
    path, tag = f"articles/{article.pk}/", Api(editor).get(f"articles/{article.pk}/")["ETag"]
    first = Api(editor).post(f"{path}submit/", {}, tag=tag, **{KEY: "k"})
    done(Api(editor).post(f"{path}return/", {}, tag="*"))
    again = Api(editor).post(f"{path}submit/", {}, tag=tag, **{KEY: "k"})
    assert done(again) == done(first)
    assert Article.objects.get().state == "draft"  # as it was made meanwhile


def test_another_request_under_the_key_is_refused(editor, factchecker):
    article = make_article(by=editor)
    send(editor)
    refused(send(editor, BODY | {"headline": "Two"}), 422, "idempotency_key_reused")
    refused(send(editor, path="sources/", body={"name": "A"}), 422, "idempotency_key_reused")
    path = f"articles/{article.pk}/submit/"
    answer = Api(editor).post(path, BODY, tag="*", **{KEY: "a key"})
    refused(answer, 422, "idempotency_key_reused")
    assert Article.objects.count() == 2
    done(send(factchecker, {"name": "A"}, path="sources/"), 201)  # keys are one's own


def test_what_was_refused_is_not_remembered(editor):
    refused(send(editor, {"headline": ""}), 400, "invalid")
    refused(send(editor, BODY | {"slug": "a b"}), 400, "invalid")
    done(send(editor), 201)
    assert DoneRequest.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "schlüssel"])
def test_keys_that_are_none(editor, key):
    assert KEY in refused(send(editor, key=key), 400, "invalid")["errors"]
    assert not Article.objects.exists()


@pytest.mark.parametrize("key", ["x" * 255, " ", '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "~!"])
def test_keys_that_will_do(editor, key):
    for _ in range(2):
        done(send(editor, key=key), 201)
    assert Article.objects.count() == 1


def test_a_token_that_may_see_less_is_told_nothing(editor):
    wide, narrow = (
        create_token(editor, name=name, scopes=scopes, days=1, by=editor)[1]
        for name, scopes in (("wide", ["edit"]), ("narrow", ["annotate"]))
    )
    done(Api(token=wide).post("articles/", BODY, **{KEY: "k"}), 201)
    answer = Api(token=narrow).post("articles/", BODY, **{KEY: "k"})
    refused(answer, 422, "idempotency_key_reused")


def test_it_is_forgotten_after_a_day(editor, django_capture_on_commit_callbacks):
    done(send(editor), 201)
    done(send(editor, key="other"), 201)
    old = timezone.now() - timedelta(hours=25)
    DoneRequest.objects.update(created_at=old)
    with django_capture_on_commit_callbacks(execute=True):
        done(send(editor), 201)
    assert Article.objects.count() == 3
    assert [row.key for row in DoneRequest.objects.all()] == ["a key"]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_make_one(editor):
    barrier, answers = threading.Barrier(10), []

    def work():
        api = Api(editor)
        try:
            barrier.wait(timeout=30)
            answers.append(api.post("articles/", BODY, **{KEY: "k"}))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert Counter(answer.status_code for answer in answers) == {201: 10}
    assert len({answer.content for answer in answers}) == 1
    replayed = [answer for answer in answers if "Idempotent-Replayed" in answer]
    assert (len(replayed), Article.objects.count()) == (9, 1)


def collide(times: int, sqlstate: str):
    """A write that the database undoes so many times."""
    cause = type("Cause", (Exception,), {"sqlstate": sqlstate})()
    tries = []

    def write():
        tries.append(1)
        Article.objects.create(slug=f"try-{times}-{len(tries)}")
        if len(tries) <= times:
            raise OperationalError from cause
        return len(tries)

    return write, tries


def test_what_the_database_undid_is_tried_again_a_few_times():
    write, _tries = collide(3, "40P01")
    assert colliding.try_again(write) == 4
    assert [article.slug for article in Article.objects.all()] == ["try-3-4"]
    for times, sqlstate in ((99, "40001"), (1, "55P03")):
        write, tries = collide(times, sqlstate)
        with pytest.raises(colliding.Busy):
            colliding.try_again(write)
        assert len(tries) == (colliding.ATTEMPTS if times == 99 else 1)
    write, tries = collide(1, "08006")  # the connection is gone: no matter of trying
    with pytest.raises(OperationalError):
        colliding.try_again(write)
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_writer_who_keeps_the_database_to_himself_is_told_as_busy(editor):
    """As a problem with Retry-After; and nothing is written."""
    make_user("other")
    key, locked, free = "k", threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute("BEGIN")
                cursor.execute("LOCK articles_article IN ACCESS EXCLUSIVE MODE")
            locked.set()
            free.wait(timeout=60)
            cursor.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold)
    api = Api(editor)
    api.client.get("/api/v1/")
    wait = {"sqlite": "PRAGMA busy_timeout = 200", "postgresql": "SET lock_timeout = '200ms'"}
    thread.start()
    try:
        assert locked.wait(timeout=30)
        with connection.cursor() as cursor:
            cursor.execute(wait[connection.vendor])
        answer = api.post("articles/", BODY, **{KEY: key})
        refused(answer, 503, "busy")
        assert answer["Retry-After"] == "1"
    finally:
        free.set()
        thread.join(timeout=60)
        connection.close()
    done(Api(editor).post("articles/", BODY, **{KEY: key}), 201)
    assert Article.objects.count() == 1
