"""Comments, readers' reports and the merging of sources over HTTP."""

import pytest

from annotations.models import Comment
from annotations.services import comment, create_source, report
from annotations.tests.factories import annotate
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


@pytest.fixture
def shown(article, editor):
    return annotate(article, "two metres", "statistic", by=editor, approved=True)


def test_comments_are_made_resolved_and_opened_again(shown, editor, reporter, settings):
    response = Api(reporter).post("comments/", {"annotation": shown.pk, "text": "Which gauge?"})
    data = done(response, 201)
    assert data == {
        "id": data["id"], "url": f"{settings.SITE_URL}/api/v1/comments/{data['id']}/",
        "annotation": shown.pk, "text": "Which gauge?", "by": "reporter",
        "created_at": data["created_at"], "resolved_by": None, "resolved_at": None,
    }  # fmt: skip
    api, path = Api(editor), f"comments/{data['id']}/"
    settled = api.post(f"{path}resolve/", tag=response["ETag"])
    assert done(settled)["resolved_by"] == "editor"
    refused(api.post(f"{path}resolve/", tag=response["ETag"]), 412, "stale")
    refused(api.post(f"{path}resolve/", tag="*"), 409, "wrong_state")
    refused(api.post(f"{path}reopen/"), 428, "precondition_required")
    refused(api.post(f"{path}reopen/", {"text": "x"}, tag="*"), 400, "invalid")
    assert done(api.post(f"{path}reopen/", tag=settled["ETag"]))["resolved_at"] is None
    refused(api.patch(path, {"text": "x"}, tag="*"), 405, "method_not_allowed")
    refused(api.delete(path, tag="*"), 405, "method_not_allowed")


def test_bad_comments(shown, editor):
    for body, field in [
        ({"annotation": shown.pk}, "text"),
        ({"annotation": shown.pk, "text": " \n"}, "text"),
        ({"annotation": shown.pk, "text": "x" * 5001}, "text"),
        ({"annotation": 999, "text": "x"}, "annotation"),
        ({"annotation": shown.pk, "text": "x", "by": 1}, "by"),
    ]:
        errors = refused(Api(editor).post("comments/", body), 400, "invalid")["errors"]
        assert field in errors
    assert not Comment.objects.exists()


def test_comments_and_reports_are_the_desks(article, shown, editor, outsider):
    said = comment(shown, text="x", by=editor)
    told = report(article, text="Wrong", words="two metres", annotation=shown)
    for user in (None, outsider):
        for path in (f"comments/{said.pk}/", f"reports/{told.pk}/"):
            refused(Api(user).get(path), 404, "not_found")
        for path in ("comments/", "reports/"):
            assert done(Api(user).get(path))["results"] == []
    body = {"annotation": shown.pk, "text": "x"}
    refused(Api(outsider).post("comments/", body), 403, "permission_denied")
    refused(Api().post("comments/", body), 401, "not_authenticated")
    refused(Api(outsider).post(f"comments/{said.pk}/resolve/", tag="*"), 404, "not_found")


def test_reports_are_resolved(article, shown, editor, factchecker, settings):
    told = report(article, text="Wrong", words="two metres", annotation=shown)
    data = done(Api(editor).get("reports/"))["results"][0]
    assert data == {
        "id": told.pk, "url": f"{settings.SITE_URL}/api/v1/reports/{told.pk}/", "text": "Wrong",
        "words": "two metres", "revision": 1, "annotation": shown.pk,
        "article": data["article"], "created_at": data["created_at"],
        "resolved_by": None, "resolved_at": None,
    }  # fmt: skip
    path = f"reports/{told.pk}/"
    tag = Api(editor).get(path)["ETag"]
    settled = done(Api(factchecker).post(f"{path}resolve/", tag=tag))
    assert settled["resolved_by"] == "factchecker"
    refused(Api(editor).post(f"{path}resolve/", tag=tag), 412, "stale")
    refused(Api(editor).post(f"{path}resolve/", tag="*"), 409, "wrong_state")
    refused(Api(editor).post("reports/", {"text": "x"}), 405, "method_not_allowed")


@pytest.mark.parametrize("path", ["comments/", "reports/"])
def test_lists_are_narrowed_and_cost_the_same(editor, path, django_assert_num_queries):
    for number in range(12):
        article = make_article(f"No. {number}", by=editor, published=True)
        shown = annotate(article, "two metres", "statistic", by=editor, approved=True)
        comment(shown, text="x", by=editor)
        report(article, text="x", annotation=shown)
    api = Api(editor)
    first = done(api.get(f"{path}?ordering=created_at"))["results"][0]
    done(api.post(f"{path}{first['id']}/resolve/", tag="*"))
    for query, rows in [
        ("resolved=true", 1), ("resolved=false", 11), (f"annotation={shown.pk}", 1),
        (f"article={article.slug}", 1), ("created_since=2000-01-01", 12),
        ("created_until=2000-01-01", 0),
    ]:  # fmt: skip
        assert len(done(api.get(f"{path}?{query}"))["results"]) == rows
    refused(api.get(f"{path}?resolved=perhaps"), 400, "invalid")
    for size in (1, 12):
        with django_assert_num_queries(5):
            api.client.get(f"/api/v1/{path}?page_size={size}")


def test_sources_are_merged(article, editor, reporter):
    one, two = (create_source(name=name, by=editor) for name in ("Ada Marl", "A. Marl"))
    detail = {"text": "x", "speaker": two}
    quote = annotate(article, "We were lucky", "quote", by=editor, detail=detail)
    api, path = Api(editor), f"sources/{two.pk}/"
    tag = api.get(path)["ETag"]
    refused(api.post(f"{path}merge/", {"into": one.pk}), 428, "precondition_required")
    refused(
        Api(reporter).post(f"{path}merge/", {"into": one.pk}, tag="*"), 403, "permission_denied"
    )
    for wrong in ({}, {"into": 999}, {"into": "x"}, {"into": one.pk, "from": 1}):
        refused(api.post(f"{path}merge/", wrong, tag="*"), 400, "invalid")
    refused(api.post(f"{path}merge/", {"into": two.pk}, tag="*"), 409, "wrong_state")
    assert done(api.post(f"{path}merge/", {"into": one.pk}, tag=tag))["merged_into"] == one.pk
    refused(api.post(f"{path}merge/", {"into": one.pk}, tag=tag), 412, "stale")
    refused(api.post(f"{path}merge/", {"into": one.pk}, tag="*"), 409, "wrong_state")
    shown = done(api.get(f"annotations/{quote.pk}/"))
    assert shown["quote"]["speaker"] == {"id": one.pk, "name": "Ada Marl"}
    assert shown["version"] == 2
