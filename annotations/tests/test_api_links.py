"""Sources, evidence and relations over HTTP."""

import pytest

from annotations.services import approve, create_source
from annotations.tests.factories import annotate
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
WORDS = "The river rose by two metres"


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


@pytest.fixture
def claim(article, editor):
    return annotate(article, WORDS, by=editor, approved=True)


@pytest.fixture
def draft(article, editor):
    return annotate(article, "We were lucky", by=editor)


def test_sources(editor, settings):
    api = Api(editor)
    body = {"name": "Ada Marl", "type": "person", "same_as": "https://example.org/ada"}
    response = api.post("sources/", body)
    data = done(response, 201)
    assert data == {
        "id": data["id"], "url": f"{settings.SITE_URL}/api/v1/sources/{data['id']}/",
        "name": "Ada Marl", "disambiguation": "", "type": "person", "description": "",
        "same_as": "https://example.org/ada", "merged_into": None,
    }  # fmt: skip
    path = f"sources/{data['id']}/"
    changed = api.patch(path, {"description": "Harbour master."}, tag=response["ETag"])
    assert done(changed)["description"] == "Harbour master."
    refused(api.patch(path, {"description": ""}, tag=response["ETag"]), 412, "stale")
    refused(api.patch(path, {"description": ""}), 428, "precondition_required")
    done(api.put(path, {**done(changed), "name": "Ada M."}, tag=changed["ETag"]))
    refused(api.delete(path, tag="*"), 405, "method_not_allowed")
    refused(api.post("sources/", {"name": "ADA m."}), 400, "invalid")
    other = done(api.post("sources/", {"name": "Ada M.", "disambiguation": "goalkeeper"}), 201)
    refused(api.patch(f"sources/{other['id']}/", {"disambiguation": ""}, tag="*"), 400, "invalid")
    assert [item["id"] for item in done(api.get("sources/"))["results"]] == [
        other["id"],
        data["id"],
    ]


@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": 3}, {"name": "\u00a0"}, {"name": "x" * 201}, {"name": "ﷺ" * 200},
     {"name": "A", "type": "cat"}, {"name": "A", "same_as": "javascript:alert(1)"},
     {"name": "A", "merged_into": 3}, [], "A", None, 3],
)  # fmt: skip
def test_sources_refused(editor, body):
    refused(Api(editor).client.post("/api/v1/sources/", body), 400, "invalid")


def test_who_sees_and_writes_sources(editor, reporter, outsider, article):
    quote = annotate(article, WORDS, "quote", by=editor)
    path = f"sources/{quote.quote.speaker_id}/"
    create_source(name="Nobody's", by=editor)
    refused(Api().get(path), 404, "not_found")
    assert done(Api().get("sources/"))["results"] == []
    refused(Api(outsider).post("sources/", {"name": "A"}), 403, "permission_denied")
    refused(Api().post("sources/", {"name": "A"}), 401, "not_authenticated")
    refused(Api(outsider).patch(path, {}, tag="*"), 404, "not_found")
    done(Api(reporter).patch(path, {"description": "New."}, tag="*"))
    approve(quote, by=editor)
    assert done(Api().get(path))["description"] == "New."
    assert len(done(Api().get("sources/"))["results"]) == 1
    refused(Api(reporter).patch(path, {}, tag="*"), 403, "permission_denied")
    done(Api(editor).patch(path, {"description": "Newer."}, tag="*"))


def test_evidence(editor, claim, settings):
    api = Api(editor)
    body = {"annotation": claim.pk, "title": "Gauge", "link": "https://example.org/", "stance": "supports",
            "published_on": "2026-01", "accessed_on": ""}  # fmt: skip
    response = api.post("evidence/", body)
    data = done(response, 201)
    assert data == {
        "id": data["id"], "url": f"{settings.SITE_URL}/api/v1/evidence/{data['id']}/",
        "publisher": "", "archived_link": "", "source_type": "", **body,
    }  # fmt: skip
    path = f"evidence/{data['id']}/"
    assert done(Api().get(path)) == data
    [shown] = done(Api().get(f"annotations/{claim.pk}/"))["evidence"]
    assert shown == data
    changed = api.patch(path, {"title": "Gauges"}, tag=response["ETag"])
    assert done(changed)["title"] == "Gauges"
    refused(api.patch(path, {"title": ""}, tag="*"), 400, "invalid")
    refused(api.patch(path, {"annotation": 99}, tag="*"), 400, "invalid")
    refused(api.delete(path, tag=response["ETag"]), 412, "stale")
    refused(api.delete(path), 428, "precondition_required")
    assert api.delete(path, tag=changed["ETag"]).status_code == 204
    refused(api.get(path), 404, "not_found")
    assert done(api.get(f"evidence/?article={claim.article.slug}"))["results"] == []


@pytest.mark.parametrize(
    "changes",
    [{"annotation": 99}, {"annotation": "x"}, {"annotation": None}, {"annotation": True},
     {"annotation": 2**80}, {"annotation": [1]}, {"annotation": {}}, {"title": ["x"]},
     {"link": "ftp"}, {"link": "http://["}, {"published_on": "2026-13"}, {"published_on": 2026},
     {"published_on": "0000"}, {"stance": ""}, {"stance": {}}, {"title": "x" * 301}, {"id": 3}],
)  # fmt: skip
def test_evidence_refused(editor, claim, changes):
    body = {"annotation": claim.pk, "title": "Gauge", **changes}
    problem = refused(Api(editor).post("evidence/", body), 400, "invalid")
    assert set(changes) <= set(problem["errors"])


def test_relations(editor, claim, draft, settings):
    api = Api(editor)
    body = {"type": "supports", "from": draft.pk, "to": claim.pk, "note": "Same speaker."}
    response = api.post("relations/", body)
    data = done(response, 201)
    address = f"{settings.SITE_URL}/api/v1/relations/{data['id']}/"
    assert data == {"id": data["id"], "url": address, **body}
    path = f"relations/{data['id']}/"
    for annotation in (claim, draft):
        assert done(api.get(f"annotations/{annotation.pk}/"))["relations"] == [data]
    refused(Api().get(path), 404, "not_found")  # one end is a draft
    assert done(Api().get(f"annotations/{claim.pk}/"))["relations"] == []
    done(api.post(f"annotations/{draft.pk}/approve/", tag="*"))
    assert done(Api().get(path)) == data
    assert done(Api().get(f"annotations/{claim.pk}/"))["relations"] == [data]
    assert done(Api().get(f"relations/?article={claim.article_id}"))["results"] == [data]
    refused(api.post("relations/", body), 400, "invalid")
    changed = api.patch(path, {"note": ""}, tag=response["ETag"])
    assert done(changed)["note"] == ""
    refused(api.patch(path, {"type": "disputes"}, tag="*"), 400, "invalid")
    refused(api.put(path, {"note": "x"}, tag=response["ETag"]), 412, "stale")
    done(api.put(path, done(changed), tag=changed["ETag"]))
    refused(api.delete(path), 428, "precondition_required")
    assert api.delete(path, tag="*").status_code == 204
    refused(api.get(path), 404, "not_found")
    done(api.post("relations/", body), 201)


@pytest.mark.parametrize(
    "changes",
    [{"type": "likes"}, {"type": None}, {"to": 99}, {"from": "x"}, {"to": 2**80}, {"note": 3},
     {"colour": 1}],
)  # fmt: skip
def test_relations_refused(editor, claim, draft, changes):
    body = {"type": "supports", "from": draft.pk, "to": claim.pk, **changes}
    refused(Api(editor).post("relations/", body), 400, "invalid")
    body = {"type": "supports", "from": draft.pk, "to": draft.pk}
    refused(Api(editor).post("relations/", body), 400, "invalid")


def test_who_writes_evidence_and_relations(editor, reporter, factchecker, outsider, claim, draft):
    """Like the annotation that they belong to: its evidence, and the relations that start at it."""
    made = [
        ("evidence/", {"annotation": claim.pk, "title": "A"}, (401, 403, 403, 201)),
        ("evidence/", {"annotation": draft.pk, "title": "A"}, (401, 403, 201, 201)),
        ("relations/", {"type": "updates", "from": claim.pk, "to": draft.pk}, (401, 403, 403, 201)),
        (
            "relations/",
            {"type": "updates", "from": draft.pk, "to": claim.pk},
            (401, 403, 201, None),
        ),
    ]
    users = (None, outsider, reporter, factchecker)
    for path, body, statuses in made:
        for user, status in zip(users, statuses, strict=True):
            if status:
                assert Api(user).post(path, body).status_code == status, (path, body, user)
    evidence = claim.evidence.get()
    for method in ("patch", "delete"):
        for user, status in [(None, 401), (outsider, 403), (reporter, 403), (factchecker, 428)]:
            api = Api(user)
            args = ({},) if method == "patch" else ()
            path = f"evidence/{evidence.pk}/"
            assert getattr(api, method)(path, *args).status_code == status, (method, user)
