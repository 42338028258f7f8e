"""Corrections and the scale of ratings over HTTP."""

import pytest

from annotations.models import Correction, Rating
from annotations.services.corrections import add_correction
from annotations.tests.factories import annotate
from articles.models import Change
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
TEXT = "An earlier version said three metres."


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def test_corrections_are_made_edited_and_withdrawn(article, editor, settings):
    api = Api(editor)
    shown = annotate(article, "two metres", "statistic", by=editor, approved=True)
    body = {"article": article.slug, "annotation": shown.pk, "text": TEXT}
    response = api.post("corrections/", body)
    data = done(response, 201)
    url = f"{settings.SITE_URL}/api/v1/"
    assert data == {
        "id": data["id"], "url": f"{url}corrections/{data['id']}/",
        "article": {
            "id": article.pk, "url": f"{url}articles/{article.pk}/", "slug": article.slug,
            "headline": article.headline,
        },
        "annotation": shown.pk, "text": TEXT, "old_wording": "", "new_wording": "",
        "created_at": data["created_at"],
    }  # fmt: skip
    assert response["Location"] == data["url"]
    path = f"corrections/{data['id']}/"
    words = {"old_wording": "three", "new_wording": "two"}
    changed = api.patch(path, words, tag=response["ETag"])
    assert done(changed)["new_wording"] == "two"
    refused(api.patch(path, words, tag=response["ETag"]), 412, "stale")
    assert done(Api().get(path)) == changed.json()
    done(api.put(path, {**changed.json(), "annotation": None}, tag=changed["ETag"]))
    done(api.delete(path, tag="*"), 204)
    for one in (Api(), api):
        refused(one.get(path), 404, "not_found")
    verbs = Change.objects.filter(subject="correction").order_by("id").values_list("verb")
    assert [verb for (verb,) in verbs] == ["created", "edited", "edited", "withdrawn"]


def test_what_is_wrong_with_a_correction(article, editor, reporter):
    api = Api(editor)
    elsewhere = annotate(make_article("Other", by=editor), "two metres", "statistic", by=editor)
    good = {"article": article.pk, "text": TEXT}
    for change, field in [
        ({"text": " \n"}, "text"),
        ({"text": 3}, "text"),
        ({"article": 999}, "article"),
        ({"article": None}, "article"),
        ({"annotation": elsewhere.pk}, "annotation"),
        ({"annotation": 999}, "annotation"),
        ({"old_wording": "a", "new_wording": "a"}, "new_wording"),
        ({"created_at": "2026-01-01T00:00:00Z"}, "created_at"),
    ]:
        errors = refused(api.post("corrections/", good | change), 400, "invalid")["errors"]
        assert field in errors
    assert not Correction.objects.exists()
    refused(Api(reporter).post("corrections/", good), 403, "permission_denied")
    refused(Api().post("corrections/", good), 401, "not_authenticated")
    path = f"corrections/{add_correction(article, by=editor, text=TEXT).pk}/"
    refused(api.patch(path, {"article": elsewhere.article_id}, tag="*"), 400, "invalid")
    refused(api.patch(path, {"old_wording": "a", "new_wording": "a"}, tag="*"), 400, "invalid")
    refused(Api(reporter).patch(path, {}, tag="*"), 403, "permission_denied")
    refused(Api(reporter).delete(path, tag="*"), 403, "permission_denied")


def test_readers_see_those_of_public_articles_without_what_is_the_desks(article, editor):
    draft = annotate(article, "two metres", "statistic", by=editor)
    shown = add_correction(article, by=editor, text=TEXT, annotation=draft)
    hidden = add_correction(make_article("Draft", by=editor), by=editor, text=TEXT)
    results = done(Api().get("corrections/"))["results"]
    assert [(item["id"], item["annotation"]) for item in results] == [(shown.pk, None)]
    refused(Api().get(f"corrections/{hidden.pk}/"), 404, "not_found")
    desk = done(Api(editor).get(f"corrections/?article={article.slug}"))["results"]
    assert [(item["id"], item["annotation"]) for item in desk] == [(shown.pk, draft.pk)]


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_corrections_cost_the_same_for_one_and_many(
    article, editor, who, django_assert_num_queries
):
    api = Api(editor if who == "editor" else None)
    for number in range(30):
        other = make_article(f"No. {number}", by=editor, published=True)
        shown = annotate(other, "two metres", "statistic", by=editor, approved=True)
        add_correction(other, by=editor, text=TEXT, annotation=shown)
    for size in (1, 30):
        with django_assert_num_queries(6 if who == "editor" else 2):
            page = api.client.get(f"/api/v1/corrections/?page_size={size}").json()
        assert len(page["results"]) == size


def test_the_scale(editor, factchecker, settings):
    assert [item["slug"] for item in done(Api().get("ratings/"))["results"]][:2] == [
        "false", "mostly-false",
    ]  # fmt: skip
    api = Api(editor)
    body = {"slug": "satire", "label": "Satire", "meaning": "It was meant as a joke.", "order": 9}
    response = api.post("ratings/", body)
    data = done(response, 201)
    assert data == {
        "id": data["id"], "url": f"{settings.SITE_URL}/api/v1/ratings/{data['id']}/", **body,
        "value": None, "tone": "open",
    }  # fmt: skip
    path = f"ratings/{data['id']}/"
    done(api.patch(path, {"value": 6}, tag=response["ETag"]))
    refused(api.patch(path, {"value": 7}, tag=response["ETag"]), 412, "stale")
    assert done(api.put(path, {**data, "value": 6}, tag="*"))["value"] == 6
    for change, field in [
        ({"slug": "true"}, "slug"),
        ({"value": 5}, "value"),
        ({"value": -1}, "value"),
        ({"value": 40_000}, "value"),
        ({"order": 10**20}, "order"),
        ({"meaning": " "}, "meaning"),
        ({"tone": "pink"}, "tone"),
    ]:
        answer = api.post("ratings/", body | {"slug": "other"} | change)
        assert field in refused(answer, 400, "invalid")["errors"]
    assert "value" in refused(api.patch(path, {"value": 5}, tag="*"), 400, "invalid")["errors"]
    refused(api.patch(path, {"slug": "joke"}, tag="*"), 400, "invalid")
    refused(api.delete(path, tag="*"), 405, "method_not_allowed")
    refused(Api(factchecker).patch(path, {}, tag="*"), 403, "permission_denied")
    refused(Api(factchecker).post("ratings/", body), 403, "permission_denied")
    assert Rating.objects.count() == 7
    last = done(Api().get("ratings/?ordering=-order&page_size=1"))
    assert last["results"][0]["slug"] == "satire"
    then = done(Api().get(last["next"].removeprefix("http://testserver")))
    assert then["results"][0]["slug"] == "unproven"
