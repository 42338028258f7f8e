"""Sections, topics and authors over HTTP."""

import pytest

from articles.models import Author, Change, Section
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["sections/", "topics/", "authors/"])
def test_made_and_edited_by_editors(editor, reporter, settings, path):
    api = Api(editor)
    response = api.post(path, {"name": "Harbour & tides"})
    data = done(response, 201)
    assert data == {
        "id": data["id"], "url": f"{settings.SITE_URL}/api/v1/{path}{data['id']}/",
        "slug": "harbour-tides", "name": "Harbour & tides",
    }  # fmt: skip
    item = f"{path}{data['id']}/"
    changed = api.patch(item, {"name": "Harbour"}, tag=response["ETag"])
    assert done(changed)["name"] == "Harbour"
    refused(api.patch(item, {"name": "x"}, tag=response["ETag"]), 412, "stale")
    refused(api.patch(item, {"name": "x"}), 428, "precondition_required")
    assert done(api.put(item, {**changed.json(), "slug": "port"}, tag="*"))["slug"] == "port"
    refused(api.delete(item, tag="*"), 405, "method_not_allowed")
    refused(Api(reporter).patch(item, {"name": "x"}, tag="*"), 403, "permission_denied")
    refused(Api(reporter).post(path, {"name": "x"}), 403, "permission_denied")
    refused(Api().post(path, {"name": "x"}), 401, "not_authenticated")
    verbs = list(Change.objects.order_by("id").values_list("verb", "by__username"))
    assert verbs == [("created", "editor"), ("edited", "editor"), ("edited", "editor")]


def test_bad_input_is_told_and_nothing_is_written(editor):
    api = Api(editor)
    taken = done(api.post("authors/", {"name": "Ada Marl"}), 201)
    other = done(api.post("authors/", {"name": "Bo", "slug": "bo"}), 201)
    for body, field in [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": 3}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "日本"}, "slug"),
        ({"name": "x", "slug": "a b"}, "slug"),
        ({"name": "x", "slug": "ada-marl"}, "slug"),
        ({"name": "Ada Marl"}, "slug"),
        ({"name": "x", "articles": []}, "articles"),
    ]:
        assert field in refused(api.post("authors/", body), 400, "invalid")["errors"]
    path = f"authors/{other['id']}/"
    refused(api.patch(path, {"slug": taken["slug"]}, tag="*"), 400, "invalid")
    refused(api.patch(path, {"id": taken["id"]}, tag="*"), 400, "invalid")
    assert list(Author.objects.values_list("slug", flat=True)) == ["ada-marl", "bo"]


def test_readers_see_those_with_a_public_article(editor):
    shown, hidden = (Section.objects.create(name=name, slug=name) for name in ("b", "a"))
    make_article("One", by=editor, published=True, section=shown)
    make_article("Two", by=editor, section=hidden)
    assert [item["id"] for item in done(Api().get("sections/"))["results"]] == [shown.pk]
    refused(Api().get(f"sections/{hidden.pk}/"), 404, "not_found")
    desk = Api(editor)
    assert [item["slug"] for item in done(desk.get("sections/"))["results"]] == ["a", "b"]
    assert [item["slug"] for item in done(desk.get("sections/?slug=b,c"))["results"]] == ["b"]


def test_pages_cost_the_same(editor, django_assert_num_queries):
    Author.objects.bulk_create(Author(name=f"A{n:03}", slug=f"a{n}") for n in range(250))
    api = Api(editor)
    page = done(api.get("authors/?page_size=200"))
    assert len(page["results"]) == 200
    rest = done(api.get(page["next"].removeprefix("http://testserver")))["results"]
    assert [item["name"] for item in page["results"] + rest] == [f"A{n:03}" for n in range(250)]
    for size in (1, 200):
        with django_assert_num_queries(5):  # the session, its user, the rights twice, the page
            api.client.get(f"/api/v1/authors/?page_size={size}")
