"""What every route has in common: pages, ETags, credentials, input, problems."""

import base64
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.choices import Action
from articles.models import Article, Revision
from articles.services import perform
from articles.tests.api import Api, done, refused
from articles.tests.factories import PASSWORD, make_article

pytestmark = pytest.mark.django_db
JSON = "application/json"


def local(url: str) -> str:
    """A link as the test client takes it."""
    return "/" + url.split("/", 3)[3]


def walk(api, path: str, *, link: str = "next") -> list[int]:
    """The ids of all pages from this one on."""
    ids = []
    while path:
        page = done(api.get(path))
        here = [item["id"] for item in page["results"]]
        ids = ids + here if link == "next" else here + ids
        last, path = path, page[link] and local(page[link])
        assert path != last
    return ids


@pytest.fixture
def articles(editor):
    """Seven of a minute ago; three of them share one moment, one has no microseconds."""
    made = [make_article(f"Number {number}", by=editor) for number in range(7)]
    moment = (timezone.now() - timedelta(minutes=1)).replace(microsecond=123456)
    for article, at in zip(
        made, [0, 1, 1, 1, 2, 3, 4], strict=True
    ):  # fmt: skip
        at = moment + timedelta(microseconds=at)
        at = at.replace(microsecond=0) if article == made[0] else at
        Article.objects.filter(pk=article.pk).update(created_at=at, updated_at=at)
    return made


@pytest.mark.parametrize("ordering", ["-created_at", "created_at", "-updated_at"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 200])
def test_pages_forwards_and_backwards(editor, articles, ordering, size):
    api, ids = Api(editor), [article.pk for article in articles]
    wanted = ids if ordering == "created_at" else ids[::-1]
    path = f"articles/?ordering={ordering}&page_size={size}"
    assert walk(api, path) == wanted
    page = done(api.get(path))
    assert page["previous"] is None
    while page["next"]:
        page = done(api.get(local(page["next"])))
    if page["previous"]:
        before = walk(api, local(page["previous"]), link="previous")
        assert before + [item["id"] for item in page["results"]] == wanted


def test_pages_neither_skip_nor_repeat_while_rows_are_written(editor, articles):
    api, path, seen = Api(editor), "articles/?page_size=2", []
    while path:
        page = done(api.get(path))
        seen += [item["id"] for item in page["results"]]
        make_article("Written meanwhile", by=editor)
        Article.objects.filter(pk=seen[-1]).update(section=None)
        path = page["next"] and local(page["next"])
    assert seen == [article.pk for article in articles][::-1]


def test_links_keep_the_parameters_and_lead_to_the_server_that_was_asked(editor, articles):
    page = done(Api(editor).get("articles/?state=draft&page_size=2"))
    assert page["next"].startswith(
        "http://testserver/api/v1/articles/?state=draft&page_size=2&cursor="
    )


def encode(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    ["x", "💥", "=", "!!!!", encode("[]"), encode("{}"), encode("null"), encode("[" * 5000),
     encode('["-created_at",false,"2026-01-01",1]'), encode("1" * 5000),
     encode('["-created_at",false,"2026-01-01T00:00:00+00:00",' + "9" * 30 + "]"),
     encode('["-created_at",false,"2026-01-01T00:00:00+00:00",true]'),
     encode('["-created_at",3,"2026-01-01T00:00:00+00:00",1]'),
     encode('["-created_at",false,"0001-01-01T00:00:00+14:00",1]'),
     encode('["created_at",false,"2026-01-01T00:00:00+00:00",1]'),
     encode('["body",false,"2026-01-01T00:00:00+00:00",1]'),
     encode('[["a"],false,"2026-01-01T00:00:00+00:00",1]')],
)  # fmt: skip
def test_bad_cursors(editor, cursor):
    response = Api(editor).client.get("/api/v1/articles/", {"cursor": cursor})
    if cursor == encode('["-created_at",false,"2026-01-01",1]'):
        assert response.status_code == 200  # a day is a moment, too
    else:
        assert "cursor" in refused(response, 400, "invalid")["errors"]


def test_etags_and_304(editor):
    article = make_article(by=editor, published=True)
    api, path = Api(), f"articles/{article.pk}/"
    first = api.get(path)
    tag = first["ETag"]
    for known in (tag, f"W/{tag}", "*", f'"x", {tag}'):
        response = api.get(path, **{"If-None-Match": known})
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
        assert "Authorization" in response["Vary"]
    version = tag.split("-")[0]
    for unknown in ('"x"', f'{version}"', "nonsense", f'{version}-0"'):
        assert api.get(path, **{"If-None-Match": unknown}).status_code == 200
    assert Api(editor).get(path)["ETag"] != tag  # the desk is shown more
    text = api.get(f"{path}revisions/1/text")
    assert api.get(f"{path}revisions/1/text", **{"If-None-Match": text["ETag"]}).status_code == 304


def test_if_match_compares_the_version_only(editor):
    article = make_article(by=editor)
    api, path = Api(editor), f"articles/{article.pk}/"
    for tag in ('"1.1-anything"', '"1.1"', 'W/"1.1-x"', '"0.0-x", "1.1-x"', "*", " * "):
        done(api.patch(path, {}, tag=tag))
    for tag in ('"1.2-x"', '"1"', "1.1-x", '""', "", "x", '"*"', '"1.10-x"'):
        refused(api.patch(path, {}, tag=tag), 412, "stale")
    for tag in ("1.1-x", "garbage"):
        assert "its quotes" in refused(api.patch(path, {}, tag=tag), 412, "stale")["detail"]


def test_who_may_keep_an_answer(editor):
    article = make_article(by=editor, published=True)
    path = f"articles/{article.pk}/"
    for response in (Api().get(path), Api().get("articles/"), Api().get("articles/999999999/")):
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert {"Accept", "Authorization", "Cookie"} <= set(response["Vary"].split(", "))
    for response in (Api(editor).get(path), Api(editor).get("articles/999999999/")):
        assert response["Cache-Control"] == "private, no-store"


def test_lists_have_tags_too(editor):
    article, api = make_article(by=editor, published=True), Api()
    first = api.get("articles/")
    for path, status in (
        ("articles/", 304),
        ("articles/?page_size=9", 304),
        ("articles/?fields=id", 200),
    ):
        again = api.get(path, **{"If-None-Match": first["ETag"]})
        assert (again.status_code, bool(again.content)) == (status, status == 200)
    assert api.client.head("/api/v1/articles/")["ETag"] == first["ETag"]
    assert Api(editor).get("articles/")["ETag"] != first["ETag"]
    perform(article, Action.UNPUBLISH, by=editor)
    assert done(api.get("articles/", **{"If-None-Match": first["ETag"]}))["results"] == []


def test_a_date_is_told_only_where_a_later_change_will_be_known(editor):
    article = make_article(by=editor, published=True)
    text, item = f"articles/{article.pk}/revisions/1/text", f"articles/{article.pk}/"
    assert "Last-Modified" not in Api().get(text)  # just written: HTTP counts whole seconds
    Revision.objects.update(created_at=timezone.now() - timedelta(hours=1))
    told = Api().get(text)
    date = told["Last-Modified"]
    assert Api().get(text, **{"If-Modified-Since": date}).status_code == 304
    for headers in (
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": date, "If-None-Match": '"x"'},
    ):  # fmt: skip
        assert Api().get(text, **headers).status_code == 200
    for path in (item, "articles/"):  # shows what is kept elsewhere: names of sections, of authors
        assert "Last-Modified" not in Api().get(path)
        assert Api().get(path, **{"If-Modified-Since": date}).status_code == 200


def test_credentials(editor):
    def basic(name, password):
        coded = base64.b64encode(f"{name}:{password}".encode()).decode()
        return {"Authorization": f"Basic {coded}"}

    api, body = Api(), {"headline": "A"}
    response = api.post("articles/", body)
    refused(response, 401, "not_authenticated")
    assert "Basic realm=" in response["WWW-Authenticate"]
    done(api.post("articles/", body, **basic("editor", PASSWORD)), 201)
    for wrong in (basic("editor", "x"), {"Authorization": "Basic x"}, {"Authorization": "Basic"}):
        refused(api.post("articles/", body, **wrong), 401, "not_authenticated")
        refused(api.get("articles/", **wrong), 401, "not_authenticated")
    User.objects.filter(pk=editor.pk).update(is_active=False)
    refused(api.get("articles/", **basic("editor", PASSWORD)), 401, "not_authenticated")


def test_a_session_needs_the_csrf_token(editor):
    from rest_framework.test import APIClient

    client = APIClient(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post("/api/v1/articles/", {"headline": "A"})
    refused(response, 403, "permission_denied")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"nul", b"\xff", b'{"headline": NaN}', b'{"headline": Infinity}', b"\xef\xbb\xbf{}",
     b'{"headline": "\\ud800"}', b'{"headline": "a\\u0000b"}', b'{"\\ud800": 1}',
     b'{"headline": "A", "x": "\\u0007"}', b'{"headline": "A", "headline": "B"}', b"[" * 100_000,
     b'{"a":' * 3000 + b"1" + b"}" * 3000, b"9" * 5000, b'{"headline": 1e999}', b'"A"', b"null",
     b"[]", b"true", b"3", '{"headline": "A"}'.encode("utf-16")],
)  # fmt: skip
def test_bad_json(editor, raw):
    client = Api(editor).client
    refused(client.post("/api/v1/articles/", raw, content_type=JSON), 400, "invalid")
    assert not Article.objects.exists()


def test_media_types_and_sizes(editor, settings):
    client = Api(editor).client
    for media_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        response = client.post("/api/v1/articles/", b"headline=A", content_type=media_type)
        refused(response, 415, "unsupported_media_type")
    refused(Api().get("articles/", Accept="text/csv"), 406, "not_acceptable")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post("/api/v1/articles/", {"headline": "A" * 100})
    refused(response, 413, "too_large")


@pytest.mark.parametrize(
    "path", ["nothing/", "articles/x/", "articles/1/explode/", "articles/-1/", "/api/", "/api/v2/",
             "articles/99999999999999999999999999/", "articles/1/revisions/99999999999999999999/",
             "articles/99999999999999999999999/revisions/1/text", "articles/" + "9" * 5000 + "/"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_nowhere(editor, path, method):
    for user in (None, editor):
        response = getattr(Api(user).client, method)(path if path[0] == "/" else f"/api/v1/{path}")
        assert response.status_code in ((404, 405) if method == "get" else (401, 404, 405))
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["code"] in ("not_found", "method_not_allowed", "not_authenticated")


def test_a_missing_slash_is_pointed_out_with_method_and_body(editor):
    response = Api(editor).client.post("/api/v1/articles", {"headline": "A"})
    assert (response.status_code, response["Location"]) == (308, "/api/v1/articles/")
    assert Api().client.get("/api/v1/nothing").status_code == 404


def test_root_options_and_head(editor, settings):
    root = done(Api().get("/api/v1/"))
    assert root["articles"] == f"{settings.SITE_URL}/api/v1/articles/"
    for url in root.values():
        assert Api().client.get(local(url)).status_code == 200
    response = Api().client.options("/api/v1/articles/")
    assert response.status_code == 204
    assert "POST" in response["Allow"]
    assert Api().client.head("/api/v1/articles/").status_code == 200
    refused(Api().client.put("/api/v1/articles/", {}), 405, "method_not_allowed")
