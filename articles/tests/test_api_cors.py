"""Scripts of other sites: those that the settings name, under /api/ alone, without cookies."""

import pytest

from articles.choices import Scope
from articles.services import create_token
from articles.tests.api import Api
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
ORIGIN, STRANGER = "https://charts.example.org", "https://charts.example.org.evil.example"
SENT = (
    "authorization", "content-type", "if-match", "if-none-match", "idempotency-key", "prefer",
)  # fmt: skip
READ = (
    "ETag", "Location", "Link", "Retry-After", "RateLimit", "RateLimit-Policy",
    "Idempotent-Replayed",
)  # fmt: skip


@pytest.fixture
def allowed(settings):
    """What CORS_ALLOWED_ORIGINS in the environment makes of the settings."""
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    settings.MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *settings.MIDDLEWARE]


def preflight(client, path: str, method: str, origin: str):
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": ", ".join(SENT),
    }
    return client.options(path, headers=headers)


def listed(answer, name: str) -> set[str]:
    return {word.strip().lower() for word in answer.get(name, "").split(",")}


def told(answer) -> list[str]:
    return [name for name in answer.headers if name.lower().startswith("access-control")]


def test_a_script_of_a_site_that_is_allowed_reads_and_writes(allowed, editor):
    path = f"/api/v1/articles/{make_article(by=editor).pk}/"
    secret = create_token(editor, name="charts", scopes=[Scope.EDIT], days=1, by=editor)[1]
    api = Api(token=secret)
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        asked = preflight(api.client, path, method, ORIGIN)
        assert asked.status_code == 200
        assert asked["Access-Control-Allow-Origin"] == ORIGIN
        assert method.lower() in listed(asked, "Access-Control-Allow-Methods")
        assert set(SENT) <= listed(asked, "Access-Control-Allow-Headers")
    read = api.get(path, Origin=ORIGIN)
    written = api.patch(path, {"language": "de"}, tag=read["ETag"])
    assert written.status_code == 200
    assert read["Access-Control-Allow-Origin"] == ORIGIN
    assert {name.lower() for name in READ} <= listed(read, "Access-Control-Expose-Headers")
    assert {name.lower() for name in told(read)} == {
        "access-control-allow-origin",
        "access-control-expose-headers",
    }
    for answer in (api.get("articles/0/", Origin=ORIGIN), api.get("nothing/", Origin=ORIGIN)):
        assert answer["Access-Control-Allow-Origin"] == ORIGIN  # it may read why


def test_no_other_site_and_no_other_page(allowed, editor):
    article, client = make_article(published=True), Api(editor).client
    api = f"/api/v1/articles/{article.pk}/"
    for origin in (STRANGER, "null", "http://charts.example.org", f"{ORIGIN}:444", "https://[x"):
        assert told(client.get(api, headers={"Origin": origin})) == []
        assert told(preflight(client, api, "PATCH", origin)) == []
    pages = ("/", article.get_absolute_url(), "/admin/", "/admin/login/", "/claims/", "/healthz")
    for path in pages:
        for answer in (
            client.get(path, headers={"Origin": ORIGIN}),
            preflight(client, path, "POST", ORIGIN),
        ):
            assert told(answer) == []
            assert "origin" not in listed(answer, "Vary")


def test_caches_keep_answers_apart_by_origin(allowed, editor):
    article = make_article(published=True)
    for headers in ({}, {"Origin": ORIGIN}, {"Origin": STRANGER}):
        answer = Api().get(f"articles/{article.pk}/", **headers)
        assert {"origin", "accept", "authorization", "cookie"} <= listed(answer, "Vary")


def test_without_the_setting_nothing_is_said(editor):
    client = Api(editor).client
    for answer in (
        client.get("/api/v1/articles/", headers={"Origin": ORIGIN}),
        preflight(client, "/api/v1/articles/", "POST", ORIGIN),
    ):
        assert told(answer) == []
        assert "origin" not in listed(answer, "Vary")
