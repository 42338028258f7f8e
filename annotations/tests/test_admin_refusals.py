"""What the workspace's save refuses: by right, by form, by malice."""

import pytest

from annotations.models import Annotation
from annotations.tests.factories import annotate
from annotations.tests.posting import MARKED, NEW, item_of
from articles.models import Revision
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def test_a_fact_checker_annotates_and_does_not_write(workspace, article):
    workspace.log_in("factchecker")
    answer = workspace.save(article, NEW, body=MARKED.format("new-1"), slug="mine", language="de")
    assert answer.status_code == 200, answer.json()
    article.refresh_from_db()
    assert (article.slug, article.language) == ("river-rises", "en")
    for changes in ({"body": "<p>Mine.</p>"}, {"headline": "Mine"}, {"standfirst": "Mine"}):
        answer = workspace.save(article, **changes)
        assert answer.status_code == 403
        assert answer.json()["code"] == "permission_denied"
    assert workspace.save(article, base=7).status_code == 400
    assert workspace.post("/admin/articles/article/add/", {}).status_code == 403
    assert Revision.objects.count() == 1


def test_reporters_neither_approve_nor_touch_what_is_approved(workspace, article, editor):
    draft = annotate(article, "two metres", "statistic", by=editor)
    approved = annotate(article, "“We were lucky,”", "quote", by=editor, approved=True)
    workspace.log_in("reporter")
    assert workspace.save(article, item_of(draft, note="fine")).status_code == 200
    for item in (
        item_of(draft, action="approve"),
        item_of(draft, action="withdraw"),
        item_of(approved, note="mine"),
        item_of(approved, action="reattach"),
        {**NEW, "action": "approve"},
    ):
        assert workspace.save(article, item, body=MARKED.format("new-1")).status_code == 403
    assert workspace.save(article, item_of(approved)).status_code == 200
    assert Annotation.objects.get(pk=approved.pk).note == ""


@pytest.mark.parametrize(
    "raw",
    [
        "", "{", "null", "7", '"x"', "[7]", "[null]", "[[]]", "[{}]", "[" * 5000,
        '[{"ref": "new-1"}]',
        '[{"ref": 1, "kind": "claim"}]',
        '[{"ref": "new-1", "kind": "x"}]',
        '[{"ref": "new-1", "kind": ["claim"]}]',
        '[{"ref": "new-1", "kind": "claim", "version": "1"}]',
        '[{"ref": "new-1", "kind": "claim", "start": -1}]',
        '[{"ref": "new-1", "kind": "claim", "end": 1e999}]',
        '[{"ref": "new-1", "kind": "claim", "version": 99999999999999999999}]',
        '[{"ref": "new-1", "kind": "claim", "detail": []}]',
        '[{"ref": "new-1", "kind": "claim", "detail": {"summary": {}}}]',
        '[{"ref": "new-1", "kind": "claim", "note": 5}]',
        '[{"ref": "new-1", "kind": "claim", "action": "delete"}]',
        '[{"ref": "new-1", "kind": "claim", "action": {}}]',
        '[{"ref": "new-1", "kind": "claim", "note": "\\ud800"}]',
        '[{"ref": "new-1", "kind": "claim"}, {"ref": "new-1", "kind": "claim"}]',
        '[{"ref": "999", "kind": "claim"}]',
        '[{"ref": "new-1", "kind": "claim"}]',  # no mark in the body
    ],
)  # fmt: skip
def test_what_the_script_never_posts_is_a_clear_400(workspace, article, raw):
    workspace.log_in("editor")
    answer = workspace.save(article, raw=raw, headline="Changed")
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    "detail",
    [
        {"summary": "x" * 301}, {"attribution": "nobody"}, {"summary": "a\x00b"},
        {"claimant": "x" * 300}, {"claimant": "\u00a0"}, {"claimant": "a\x00"},
    ],
)  # fmt: skip
def test_hostile_fields_are_errors_at_their_fields(workspace, article, detail):
    workspace.log_in("editor")
    item = {"ref": "new-1", "kind": "claim", "detail": detail}
    answer = workspace.save(article, item, body=MARKED.format("new-1"))
    assert answer.status_code == 400
    assert set(answer.json()["errors"]["annotations"]["new-1"]) == set(detail)


def test_unknown_fields_and_script_in_text_do_no_harm(workspace, article):
    workspace.log_in("editor")
    detail = {"summary": "<script>alert(1)</script>", "annotation": 5, "pk": 1, "value": "1"}
    item = {"ref": "new-1", "kind": "claim", "detail": detail}
    answer = workspace.save(article, item, body=MARKED.format("new-1"))
    assert answer.status_code == 200
    page = workspace.client.get(answer.json()["url"]).content.decode()
    assert "<script>alert" not in page


def test_another_articles_annotation_is_refused(workspace, article, editor):
    foreign = annotate(make_article(by=editor), "two metres", "statistic", by=editor)
    workspace.log_in("editor")
    assert workspace.save(article, item_of(foreign, note="x")).status_code == 400
    answer = workspace.save(article, body=MARKED.format(foreign.pk))
    assert answer.json()["annotations"] == []


def test_the_form_itself_is_checked(workspace, article):
    workspace.log_in("editor")
    answer = workspace.save(article, headline="", slug="no slug", base="")
    assert set(answer.json()["errors"]) == {"headline", "slug", "base"}
