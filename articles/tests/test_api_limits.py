"""How often somebody may ask."""

import base64
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from rest_framework.settings import api_settings

from articles.choices import Scope
from articles.rest import throttling
from articles.services import create_token
from articles.tests.api import Api, done, refused
from articles.tests.factories import PASSWORD, make_article, make_user

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 12, 0, 20, tzinfo=UTC)  # 40 seconds before the next minute
ROUTES = ("articles/", "schema/", "docs/", "nothing/")


@pytest.fixture(autouse=True)
def fresh(monkeypatch, settings, clock):
    """Low limits, nothing used of them, and a minute that has just begun."""
    cache.clear()
    monkeypatch.setattr(throttling, "_silent_until", 0.0)
    settings.API_RATES = {"anonymous": 2, "read": 3, "write": 2, "heavy": 1, "failed": 2}
    clock(START)


def left(answer) -> int:
    return int(re.fullmatch(r'"\w+";r=(\d+);t=\d+', answer["RateLimit"])[1])


def test_what_is_left_is_told_until_nothing_is(clock):
    answer = Api().get("articles/")
    assert answer["RateLimit-Policy"] == '"anonymous";q=2;w=60'
    assert answer["RateLimit"] == '"anonymous";r=1;t=40'
    assert left(Api().get("articles/")) == 0
    for _again in range(2):
        answer = Api().get("articles/")
        refused(answer, 429, "throttled")
        assert (answer["Retry-After"], left(answer)) == ("40", 0)
    clock(START + timedelta(seconds=40))
    assert left(Api().get("articles/")) == 1


def test_every_answer_tells_it(editor, settings):
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 1000)
    article = make_article(by=editor)
    api, path = Api(editor), f"articles/{article.pk}/"
    tag = api.get(path)["ETag"]
    csrf = Api(token="x")  # its client holds a session to CSRF
    csrf.client.credentials()
    csrf.client.force_login(editor)
    answers = {
        200: api.get(path),
        201: api.post("articles/", {"headline": "A"}),
        304: api.get(path, **{"If-None-Match": tag}),
        400: api.get("articles/?x=1"),
        401: Api().get("articles/", Authorization="Basic x"),
        403: csrf.post("articles/", {"headline": "A"}),
        404: api.get("nothing/"),
        405: api.post(path),
        406: api.get("articles/", Accept="text/unheard-of"),
        412: api.patch(path, {}, tag='"0"'),
        415: api.client.post("/api/v1/articles/", "x", content_type="text/plain"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert left(answer) > 900, status
    for route in ROUTES:
        assert left(Api().client.get(f"/api/v1/{route}")) > 900, route


def test_reads_and_writes_of_a_person_are_counted_apart_and_all_their_ways_together(editor):
    def token():
        name = f"t{editor.tokens.count()}"
        return create_token(editor, name=name, scopes=Scope, days=1, by=editor)[1]

    first, second, session = Api(token=token()), Api(token=token()), Api(editor)
    assert [left(api.get("articles/")) for api in (first, second, session)] == [2, 1, 0]
    refused(first.get("articles/"), 429, "throttled")
    for api in (first, second):
        done(api.post("articles/", {"headline": "A"}), 201)
    refused(session.post("articles/", {"headline": "A"}), 429, "throttled")
    done(Api(make_user("other")).get("articles/"))
    done(Api().get("articles/"))


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "articles/?format=csv"), ("get", "annotations/?format=jsonl"),
     ("post", "annotations/bulk/"), ("post", "articles/import/")],
)  # fmt: skip
def test_what_is_heavy_is_counted_by_itself(editor, method, path):
    def ask():
        return Api(editor).get(path) if method == "get" else Api(editor).post(path, {})

    assert ask()["RateLimit-Policy"] == '"heavy";q=1;w=60'
    refused(ask(), 429, "throttled")
    done(Api(editor).get("articles/"))


def test_addresses(monkeypatch):
    def ask(address: str | None, told: str = "") -> int:
        headers = {"X-Forwarded-For": told} if told else {}
        return Api().client.get("/api/v1/", REMOTE_ADDR=address, headers=headers).status_code

    def asked(*callers) -> list[int]:
        cache.clear()
        return [ask(*caller) for caller in callers]

    assert asked(*[("192.0.2.1",)] * 3, ("192.0.2.2",)) == [200, 200, 429, 200]
    # Whoever has an address of IPv6 has 2**64 of them.
    near = [(f"2001:db8:0:1::{number}",) for number in range(1, 4)]
    assert asked(*near, ("2001:db8:0:2::1",)) == [200, 200, 429, 200]
    # Anybody can write the header; the proxy's word is its last, and is taken only behind one.
    lies = [("192.0.2.1", f"198.51.100.{number}") for number in range(3)]
    assert asked(*lies) == [200, 200, 429]
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    assert asked(*lies) == [200, 200, 200]
    lies = [("192.0.2.1", f"203.0.113.{number}, 198.51.100.1") for number in range(3)]
    assert asked(*lies) == [200, 200, 429]
    assert asked(*[(None,)] * 3) == [200, 200, 429]  # through a Unix socket
    assert asked(*[("192.0.2.1", "no address, or 💥" + "x" * 500)] * 3) == [200, 200, 429]


def basic(password: str) -> str:
    return f"Basic {base64.b64encode(f'editor:{password}'.encode()).decode()}"


def test_passwords_are_not_guessed_without_end(editor, settings, clock):
    """Nor looked at: it costs a slow hash. Tokens are beyond guessing, and go on."""
    settings.API_RATES = {**settings.API_RATES, "anonymous": 100}
    secret = create_token(editor, name="x", scopes=[], days=1, by=editor)[1]
    for wrong in ("Bearer nr_x", basic("wrong")):
        refused(Api().get("articles/", Authorization=wrong), 401, "not_authenticated")
    for password in ("wrong", PASSWORD):
        answer = Api().post("articles/", {}, Authorization=basic(password))
        refused(answer, 429, "throttled")
        assert answer["Retry-After"] == "40"
        assert answer["RateLimit"] == '"failed";r=0;t=40'
        assert "WWW-Authenticate" not in answer
    refused(Api(token="nr_x").get("articles/"), 429, "throttled")
    for api in (Api(), Api(editor), Api(token=secret)):
        done(api.get("articles/"))
    clock(START + timedelta(seconds=40))
    done(Api().get("articles/", Authorization=basic(PASSWORD)))


def test_no_limit_is_no_header(settings):
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 0)
    for _request in range(5):
        answer = Api().client.get("/api/v1/articles/")
        assert (answer.status_code, "RateLimit" in answer) == (200, False)


def test_it_costs_no_query(django_assert_num_queries):
    for _request in range(2):
        Api().get("articles/")
    with django_assert_num_queries(0):
        refused(Api().get("articles/"), 429, "throttled")


def test_many_at_once_are_all_counted():
    """Without the database: the count alone."""
    with ThreadPoolExecutor(16) as pool:
        counts = list(pool.map(lambda _: throttling._increase("rate:x"), range(200)))
    assert sorted(counts) == list(range(1, 201))


def test_a_cache_that_does_not_answer_holds_nobody_up(settings):
    """A server that takes connections and never says a word, as a machine under too much load."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CACHES = {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
                "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
            }
        }
        began = time.monotonic()
        for _request in range(20):
            answer = Api().client.get("/api/v1/")
            assert (answer.status_code, "RateLimit" in answer) == (200, False)
        assert time.monotonic() - began < 2
