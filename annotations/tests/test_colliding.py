"""Two who make the same new sources at once, in opposite order: both are done."""

import threading

import pytest

from annotations.models import Annotation, Source
from annotations.services.integrity import find_problems
from annotations.tests.test_two_writers import in_threads
from articles.tests.api import Api
from articles.tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
WORDS = "We were lucky"


def quote(article, name: str) -> dict:
    return {
        "op": "create", "article": article.pk, "kind": "quote", "exact": WORDS,
        "quote": {"speaker": {"name": name}},
    }  # fmt: skip


def test_through_the_api(editor):
    barrier, told = threading.Barrier(2), []

    def work(name: str, order: int):
        api = Api(make_user(name, "Editor"))
        article = make_article(name, by=editor, body=f"<p>{WORDS}, she said.</p>")
        for number in range(ROUNDS):
            names = [f"Ada {number}", *(f"Of {name} {n}" for n in range(8)), f"Bo {number}"]
            operations = [quote(article, speaker) for speaker in names[::order]]
            barrier.wait(timeout=60)
            answer = api.post("annotations/bulk/", {"operations": operations})
            told.append((answer.status_code, answer.content[:200]))

    in_threads(lambda: work("one", 1), lambda: work("two", -1))
    assert [status for status, _ in told] == [200] * 2 * ROUNDS, told
    assert Annotation.objects.count() == 2 * ROUNDS * 10
    assert Source.objects.filter(name__startswith="Ada ").count() == ROUNDS
    assert list(find_problems()) == []
