"""The site's scale, and who may say how true a claim is."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.errors import Incomplete
from annotations.models import Annotation, Claim, Rating
from annotations.services import approve, edit_annotation
from annotations.services.ratings import DEFAULT_SCALE, edit_rating
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.posting import item_of
from articles.models import Article, Change
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
EXPLAINED = {"explanation": "The gauge says two metres."}


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


@pytest.fixture
def false(db):
    return Rating.objects.get(slug="false")


def rated(article, rating, *, by=None, **fields):
    detail = COMPLETE["claim"] | {"rating": rating} | EXPLAINED
    return annotate(article, "The river rose", by=by, detail=detail, **fields)


def test_a_site_starts_with_a_scale_and_every_step_says_what_it_means():
    ratings = Rating.objects.all()
    assert [rating.slug for rating in ratings] == [slug for slug, *_rest in DEFAULT_SCALE]
    assert all(rating.meaning for rating in ratings)
    assert [rating.value for rating in ratings if rating.value] == [1, 2, 3, 4, 5]


def test_a_rating_needs_its_explanation(article, false):
    claim = rated(article, false)
    edit_annotation(claim, by=None, detail={"explanation": ""})
    with pytest.raises(Incomplete) as refusal:
        approve(claim, by=None)
    assert "explanation" in str(refusal.value.extra)
    edit_annotation(claim, by=None, detail=EXPLAINED)
    approve(claim, by=None)
    with pytest.raises(Incomplete):
        edit_annotation(claim, by=None, detail={"explanation": ""})


@pytest.mark.parametrize("explanation", ["", " ", "\u00a0\n"])
def test_the_api_asks_for_the_explanation(article, false, log_in, explanation):
    claim = rated(article, false)
    client = log_in("factchecker")
    path = f"/api/v1/annotations/{claim.pk}/"
    unexplained = {"claim": {"explanation": explanation}}
    claim = edit_annotation(claim, by=None, detail={"explanation": explanation})
    refused = write(client, "post", f"{path}approve/", {}, claim.version)
    assert (refused.status_code, refused.json()["code"]) == (400, "incomplete")
    assert list(refused.json()["errors"]) == ["explanation"]
    claim = approve(edit_annotation(claim, by=None, detail=EXPLAINED), by=None)
    refused = write(client, "patch", path, unexplained, claim.version)
    assert (refused.status_code, refused.json()["code"]) == (400, "incomplete")
    both = {"claim": {"rating": None, "explanation": explanation}}
    assert write(client, "patch", path, both, claim.version).status_code == 200


@pytest.mark.parametrize("explanation", ["", "\u00a0"])
def test_the_forms_ask_for_the_explanation(article, false, log_in, workspace, explanation):
    claim = rated(article, false, approved=True)
    data = COMPLETE["claim"] | {"rating": false.pk, "explanation": explanation}
    page = f"/admin/annotations/annotation/{claim.pk}/change/"
    answer = log_in("editor").post(page, data | {"version": claim.version})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["explanation"]
    item = item_of(claim, detail={"rating": str(false.pk), "explanation": explanation})
    answer = workspace.log_in("factchecker").save(article, item)
    assert answer.status_code == 400
    assert "explanation" in answer.content.decode()
    assert Claim.objects.get().explanation == EXPLAINED["explanation"]


def test_from_a_rating_to_the_claims_that_have_it(article, false, log_in):
    claim = rated(article, false)
    annotate(article, "two metres", "claim", detail=COMPLETE["claim"])
    client = log_in("reporter")
    link = f"/admin/annotations/annotation/?kind=claim&amp;claim__rating__id__exact={false.pk}"
    assert link in client.get("/admin/annotations/rating/").content.decode()
    listed = client.get(link.replace("&amp;", "&"))
    assert [row.pk for row in listed.context["cl"].result_list] == [claim.pk]
    assert '<td class="field-outcome">False</td>' in listed.content.decode()


def test_readers_are_told_the_rating_and_what_it_means(article, false, client):
    claim = rated(article, false, approved=True)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<strong>False</strong> <span>What is known contradicts it.</span>" in page
    answer = client.get(f"/api/v1/annotations/{claim.pk}/").json()
    assert answer["claim"]["rating"] == {
        "slug": "false", "label": "False", "value": 1, "meaning": "What is known contradicts it.",
    }  # fmt: skip


def test_lists_of_rated_claims_ask_no_more_often(article, false, client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/claims/")
            client.get(article.get_absolute_url())
        return len(queries)

    rated(article, false, approved=True)
    first = count()
    for rating in Rating.objects.all():
        rated(article, rating, approved=True)
    assert count() == first


def test_claims_are_filtered_by_rating(article, false, client):
    claim = rated(article, false, approved=True)
    rated(article, Rating.objects.get(slug="true"), approved=True)
    found = client.get("/api/v1/claims/?rating=false").json()["results"]
    assert [item["id"] for item in found] == [claim.pk]
    assert client.get("/api/v1/claims/?rating=nonsense").json()["results"] == []


def write(client, method, path, body, version=None):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return getattr(client, method)(
        path, json.dumps(body), content_type="application/json", headers=headers
    )


@pytest.mark.parametrize(("name", "status"), [("reporter", 403), ("factchecker", 200)])
def test_who_rates_through_the_api(article, log_in, name, status):
    claim = annotate(article, "The river rose")
    client = log_in(name)
    path = f"/api/v1/annotations/{claim.pk}/"
    body = {"claim": {"rating": "false"} | EXPLAINED}
    assert write(client, "patch", path, body, claim.version).status_code == status
    new = {
        "article": article.pk, "kind": "claim", "exact": "on Monday",
        "claim": COMPLETE["claim"] | {"rating": "true"},
    }  # fmt: skip
    assert write(client, "post", "/api/v1/annotations/", new).status_code == (
        403 if status == 403 else 201
    )


def test_an_unknown_rating_is_told(article, log_in):
    claim = annotate(article, "The river rose")
    path = f"/api/v1/annotations/{claim.pk}/"
    answer = write(log_in("editor"), "patch", path, {"claim": {"rating": "awful"}}, 1)
    assert answer.status_code == 400
    assert "rating" in answer.json()["errors"]["claim"]


@pytest.mark.parametrize(("name", "kept"), [("reporter", None), ("factchecker", "false")])
def test_who_rates_in_the_workspace(article, false, workspace, name, kept):
    claim = annotate(article, "The river rose")
    item = item_of(claim, detail={"rating": str(false.pk)} | EXPLAINED)
    assert workspace.log_in(name).save(article, item).status_code == 200
    detail = Claim.objects.get()
    assert detail.explanation == EXPLAINED["explanation"]
    assert getattr(detail.rating, "slug", None) == kept


def test_editors_edit_the_scale_and_pages_change_with_it(
    article, false, log_in, django_capture_on_commit_callbacks
):
    rated(article, false, approved=True)
    pages = Article.objects.get().annotations_version
    client = log_in("editor")
    data = {"label": "Untrue", "meaning": "It is not so.", "value": 1, "order": 1, "tone": "bad"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/annotations/rating/{false.pk}/change/", data)
    assert Rating.objects.get(pk=false.pk).label == "Untrue"
    assert Article.objects.get().annotations_version != pages
    assert Change.objects.get(subject="rating", verb="edited").after["label"] == "Untrue"
    assert client.post(f"/admin/annotations/rating/{false.pk}/delete/").status_code == 403
    twice = client.post("/admin/annotations/rating/add/", data | {"slug": "x"})
    assert b"already exists" in twice.content


@pytest.mark.parametrize("name", ["reporter", "factchecker"])
def test_others_read_the_scale(false, log_in, name):
    client = log_in(name)
    assert client.get("/admin/annotations/rating/").status_code == 200
    assert client.get("/admin/annotations/rating/add/").status_code == 403


def test_editing_nothing_writes_nothing(false):
    edit_rating(false, by=None, label="False")
    assert not Change.objects.filter(subject="rating").exists()
    assert Annotation.objects.count() == 0
