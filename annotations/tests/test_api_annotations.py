"""Annotations over HTTP: making, reading, editing, acting; each works, then each refusal."""

import pytest

from annotations.models import Annotation, Evidence
from annotations.tests.factories import COMPLETE, annotate
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
WORDS = "The river rose by two metres"
FIELDS = {
    "id", "url", "kind", "status", "version", "is_public", "article", "revision", "start", "end",
    "exact", "prefix", "suffix", "baseline", "state", "reason", "note", "evidence", "relations",
    "created_at", "updated_at", "published_at",
}  # fmt: skip
DESK = {"desk_note", "created_by", "approved_by", "approved_at"}
DETAILS = {
    "claim": {**COMPLETE["claim"], "claimant": {"name": "Ada Marl"}},
    "quote": {**COMPLETE["quote"], "speaker": {"name": "Ada Marl"}, "said_on": "2026-01"},
    "statistic": {**COMPLETE["statistic"], "lower": "1.50", "as_of": "2026"},
    "social_embed": {**COMPLETE["social_embed"], "post_url": "https://x.com/ada/status/1"},
}
ROUTES = {
    "claim": "claims/", "quote": "quotes/", "statistic": "statistics/",
    "social_embed": "social-embeds/",
}  # fmt: skip


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def path_of(annotation, rest="") -> str:
    return f"annotations/{annotation.pk}/{rest}"


@pytest.mark.parametrize("kind", DETAILS)
@pytest.mark.parametrize("own_list", [False, True])
def test_create_approve_and_read_each_kind(editor, article, kind, own_list, settings):
    route = ROUTES[kind] if own_list else "annotations/"
    body = {"article": article.slug, "exact": WORDS, kind: DETAILS[kind], "desk_note": "Psst."}
    response = Api(editor).post(route, body if own_list else {**body, "kind": kind})
    data = done(response, 201)
    assert set(data) == FIELDS | DESK | {kind}
    assert (data["start"], data["end"], data["exact"]) == (0, len(WORDS), WORDS)
    assert (data["prefix"], data["suffix"]) == ("", " on Monday. “We were lucky,” the")
    assert (data["status"], data["is_public"], data["baseline"]) == ("draft", False, None)
    assert (data["created_by"], data["approved_by"]) == ("editor", None)
    assert data["url"] == f"{settings.SITE_URL}/api/v1/annotations/{data['id']}/"
    tag = response["ETag"]
    approved = done(Api(editor).post(f"annotations/{data['id']}/approve/", tag=tag))
    assert (approved["status"], approved["is_public"], approved["version"]) == ("approved", True, 2)
    assert approved["approved_by"] == "editor"
    for path in (f"annotations/{data['id']}/", f"{ROUTES[kind]}{data['id']}/"):
        read = done(Api().get(path))
        assert set(read) == FIELDS | {kind}
        assert "Psst" not in str(read)
    [listed] = done(Api().get(ROUTES[kind]))["results"]
    assert listed == read


def test_evidence_comes_with_it_or_nothing_is_written(reporter, article):
    body = {"article": article.pk, "exact": WORDS, "evidence": [
        {"title": "Gauge readings", "link": "https://example.org/gauge", "stance": "supports"},
    ]}  # fmt: skip
    data = done(Api(reporter).post("claims/", body), 201)
    assert [item["title"] for item in data["evidence"]] == ["Gauge readings"]
    body["evidence"].append({"title": "Bad", "stance": "maybe"})
    refused(Api(reporter).post("claims/", body), 400, "invalid")
    body["evidence"] = [{"title": "Bad", "link": "no link"}]
    refused(Api(reporter).post("claims/", body), 400, "invalid")
    assert (Annotation.objects.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "rumour"}, {"kind": None}, {"kind": ["quote"]}, {"quote": {}},
        {"claim": {"summary": 4}}, {"claim": {"colour": 1}}, {"claim": []}, {"claim": None},
        {"claim": {"attribution": "shouted"}}, {"claim": {"attribution": ["own_voice"]}},
        {"claim": {"summary": "x" * 301}}, {"status": "approved"}, {"colour": 1},
        {"article": 99}, {"article": "nowhere"}, {"article": None}, {"article": True},
        {"article": 2**70}, {"article": [1]}, {"article": -1}, {"note": 5}, {"note": None},
        {"evidence": {}}, {"evidence": [3]}, {"evidence": [{"title": "x"}] * 51},
        {"revision": 9}, {"revision": 0}, {"revision": 2**70}, {"revision": "x"},
    ],
)  # fmt: skip
def test_create_refuses(reporter, article, changes):
    body = {"article": article.pk, "kind": "claim", "exact": WORDS, **changes}
    problem = refused(Api(reporter).post("annotations/", body), 400, "invalid")
    assert set(problem["errors"]) & set(changes)
    assert not Annotation.objects.exists()


def test_edit(editor, article):
    annotation = annotate(article, WORDS, "quote", by=editor)
    api = Api(editor)
    body = {"note": "New.", "quote": {"cue": "said", "speaker": None}}
    response = api.patch(path_of(annotation), body, tag="*")
    data = done(response)
    assert (data["note"], data["quote"]["cue"], data["quote"]["speaker"]) == ("New.", "said", None)
    assert data["quote"]["text"] == COMPLETE["quote"]["text"]
    assert response["ETag"].startswith('"2-')
    data["note"] = "Newer."
    assert done(api.put(path_of(annotation), data, tag=response["ETag"]))["version"] == 3
    refused(api.put(path_of(annotation), data, tag=response["ETag"]), 412, "stale")
    refused(api.put(path_of(annotation), data), 428, "precondition_required")
    for wrong in ({"start": 4}, {"kind": "claim"}, {"claim": {}}, {"article": 9}, {"quote": 3}):
        refused(api.patch(path_of(annotation), wrong, tag="*"), 400, "invalid")
    done(api.post(path_of(annotation, "withdraw/"), {"reason": "Wrong."}, tag="*"))
    refused(api.patch(path_of(annotation), {"note": "x"}, tag="*"), 409, "wrong_state")


def test_actions(editor, article):
    annotation = annotate(article, WORDS, "quote", by=editor, detail={"text": "x"})
    api = Api(editor)

    def act(name, body=None):
        return api.post(path_of(annotation, f"{name}/"), body, tag="*")

    problem = refused(act("approve"), 400, "incomplete")
    assert set(problem["errors"]) == {"speaker", "quote_type", "verification"}
    refused(act("restore"), 409, "wrong_state")
    refused(act("confirm"), 409, "wrong_state")
    refused(act("confirm", {"why": 1}), 400, "invalid")
    response = api.delete(path_of(annotation), tag="*")
    assert (response.status_code, response.content) == (204, b"")
    assert done(api.get(path_of(annotation)))["status"] == "withdrawn"
    refused(api.delete(path_of(annotation), tag="*"), 409, "wrong_state")
    refused(act("reattach", {"exact": WORDS}), 409, "wrong_state")
    assert done(act("restore"))["status"] == "draft"


def test_changed_lost_confirmed_and_reattached(editor, article):
    annotation = annotate(article, WORDS, by=editor, approved=True)
    api = Api(editor)
    rewrite(article, "<p>The river rose by three metres on Monday.</p>", by=editor)
    data = done(api.get(path_of(annotation)))
    assert (data["state"], data["reason"], data["revision"]) == ("changed", "number", 2)
    assert data["exact"] == "The river rose by three metres"
    assert data["baseline"]["exact"] == WORDS
    assert done(api.get(path_of(annotation, "?revision=1")))["exact"] == WORDS
    refused(api.get(path_of(annotation, "?revision=7")), 404, "not_found")
    assert done(Api().get(path_of(annotation)))["exact"] == WORDS  # readers: the live revision
    refused(Api().get(path_of(annotation, "?revision=1")), 404, "not_found")
    confirmed = done(api.post(path_of(annotation, "confirm/"), tag="*"))
    assert (confirmed["state"], confirmed["baseline"], confirmed["version"]) == ("intact", None, 3)
    rewrite(article, "<p>Nothing of it is left.</p>", by=editor)
    lost = done(api.get(path_of(annotation)))
    assert lost["state"] == "lost"
    assert {lost[name] for name in ("start", "end", "exact", "prefix", "suffix")} == {None}
    place = {"exact": "Nothing", "revision": 2}
    refused(api.post(path_of(annotation, "reattach/"), place, tag="*"), 400, "quote_not_found")
    place = {"exact": "The river", "revision": 2}
    refused(api.post(path_of(annotation, "reattach/"), place, tag="*"), 400, "invalid")
    found = done(api.post(path_of(annotation, "reattach/"), {"exact": "Nothing"}, tag="*"))
    assert (found["state"], found["exact"]) == ("intact", "Nothing")


def test_undo(editor, article):
    annotation = annotate(article, WORDS, by=editor)
    api = Api(editor)
    refused(api.post(path_of(annotation, "undo/"), tag="*"), 409, "wrong_state")
    moved = done(api.post(path_of(annotation, "reattach/"), {"start": 4, "end": 9}, tag="*"))
    refused(api.post(path_of(annotation, "undo/")), 428, "precondition_required")
    refused(api.post(path_of(annotation, "undo/"), {"why": 1}, tag="*"), 400, "invalid")
    back = api.post(path_of(annotation, "undo/"), tag=f'"{moved["version"]}-"')
    assert (done(back)["exact"], back.json()["version"]) == (WORDS, moved["version"] + 1)
    refused(api.post(path_of(annotation, "undo/"), tag=f'"{moved["version"]}-"'), 412, "stale")


def test_who_may_do_a_thing_may_undo_it(editor, reporter, factchecker, article):
    annotation = annotate(article, WORDS, by=editor)
    undo = path_of(annotation, "undo/")
    done(Api(reporter).post(path_of(annotation, "reattach/"), {"start": 4, "end": 9}, tag="*"))
    done(Api(reporter).post(undo, tag="*"))
    done(Api(editor).post(path_of(annotation, "withdraw/"), tag="*"))
    refused(Api(reporter).post(undo, tag="*"), 403, "permission_denied")
    assert done(Api(factchecker).post(undo, tag="*"))["status"] == "draft"
    done(Api(reporter).post(path_of(annotation, "reattach/"), {"start": 4, "end": 9}, tag="*"))
    done(Api(editor).post(path_of(annotation, "approve/"), tag="*"))
    refused(Api(reporter).post(undo, tag="*"), 403, "permission_denied")
    assert done(Api(factchecker).post(undo, tag="*"))["status"] == "approved"


def test_the_reason_is_a_filter_of_the_place_that_is_shown(editor, article):
    number = annotate(article, "two metres", "statistic", by=editor, approved=True)
    wording = annotate(article, "on Monday", by=editor, approved=True)
    rewrite(article, "<p>The river rose by nine metres on a Monday.</p>", by=editor)
    api = Api(editor)

    def ids(user, query):
        return [item["id"] for item in done(user.get(f"annotations/?{query}"))["results"]]

    assert ids(api, "reason=number") == ids(api, "reason=number&state=changed") == [number.pk]
    assert ids(api, "reason=wording") == [wording.pk]
    assert ids(api, "reason=number&state=intact") == []
    assert ids(Api(), "reason=number") == []  # readers: the live revision, where it is intact
    first = f"article={article.pk}&revision=1"
    assert ids(api, f"{first}&reason=number") == []
    assert ids(api, f"article={article.pk}&revision=2&reason=number") == [number.pk]
    refused(api.get("annotations/?reason=NUMBER"), 400, "invalid")
    refused(Api().get("annotations/?reason="), 400, "invalid")


def test_a_revision_of_a_list_needs_its_article(editor, article):
    annotate(article, WORDS, by=editor)
    rewrite(article, "<p>Nothing is left.</p>", by=editor)
    annotate(article, "Nothing", by=editor)
    api = Api(editor)
    listed = done(api.get(f"annotations/?article={article.pk}&revision=1"))["results"]
    assert [item["exact"] for item in listed] == [WORDS]
    assert len(done(api.get(f"annotations/?article={article.slug}"))["results"]) == 2
    lost = done(api.get("annotations/?state=lost"))["results"]
    assert [item["exact"] for item in lost] == [None]
    path = f"annotations/?article={article.pk}&revision=1&state=intact"
    assert len(done(api.get(path))["results"]) == 1
    refused(api.get("annotations/?revision=1"), 400, "invalid")
    refused(Api().get(f"annotations/?article={article.pk}&revision=1"), 404, "not_found")
    for query in ("article=nowhere&revision=1", f"article={article.pk}&revision=0"):
        refused(api.get(f"annotations/?{query}"), 404, "not_found")
    refused(api.get("annotations/?article=%00&revision=1"), 400, "invalid")


def test_filters(editor, article):
    other = make_article("Other", by=editor)
    quote = annotate(article, WORDS, "quote", by=editor, approved=True)
    claim = annotate(other, WORDS, "claim", by=editor)
    api = Api(editor)

    def ids(query):
        return [item["id"] for item in done(api.get(f"annotations/?{query}"))["results"]]

    speaker = quote.quote.speaker_id
    assert ids("") == [claim.pk, quote.pk]
    assert ids("ordering=created_at") == [quote.pk, claim.pk]
    assert ids("kind=quote") == ids("status=approved") == ids(f"source={speaker}") == [quote.pk]
    assert ids(f"article={article.pk}&state=intact") == [quote.pk]
    assert ids("article=other") == ids("status=draft") == [claim.pk]
    assert ids("section=none") == ids("article=none") == ids("source=99999") == []
    for query in ("kind=rumour", "status=x", "state=x", "reason=x", "source=x", "source=0",
                  "source=99999999999999999999", "speaker=1", "offset=3", "kind="):  # fmt: skip
        refused(api.get(f"annotations/?{query}"), 400, "invalid")
    refused(api.get("quotes/?ordering=id"), 400, "invalid")


ACTIONS = {"approve": "approve", "withdraw": "approve", "restore": "approve", "confirm": "approve",
           "undo": "approve", "reattach": "edit", "": "edit"}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("approved", [False, True])
def test_who_may_act(action, approved, editor, article, reporter, factchecker, outsider):
    annotation = annotate(article, WORDS, by=editor, approved=approved)
    path = path_of(annotation, f"{action}/" if action else "")
    method = "post" if action else "patch"

    def status(user):
        return getattr(Api(user), method)(path, {}).status_code

    assert status(None) == 401
    assert status(outsider) == (403 if approved else 404)
    assert status(reporter) == (428 if ACTIONS[action] == "edit" and not approved else 403)
    assert status(factchecker) == status(editor) == 428


def test_who_may_create_and_withdraw(editor, article, reporter, factchecker, outsider):
    annotation = annotate(article, WORDS, by=editor, approved=True)
    body = {"article": article.pk, "exact": WORDS}
    for user, made, withdrawn in [
        (None, 401, 401), (outsider, 403, 403), (reporter, 201, 403), (factchecker, 201, 428),
    ]:  # fmt: skip
        assert Api(user).post("claims/", body).status_code == made
        assert Api(user).delete(path_of(annotation)).status_code == withdrawn
    refused(Api(editor).patch(f"claims/{annotation.pk}/", {}, tag="*"), 405, "method_not_allowed")


def test_publishing_asks_about_open_questions(editor, article):
    annotate(article, WORDS, by=editor, approved=True)
    path = f"articles/{article.pk}/publish/"
    problem = refused(Api(editor).post(path, {"reason": ""}, tag="*"), 409, "warnings")
    assert len(problem["warnings"]) == 1
    assert done(Api(editor).post(path, {"reason": "Checked by phone."}, tag="*"))


def test_on_the_words_of_an_older_revision(editor, article):
    rewrite(article, "<p>Now first. The river rose by two metres.</p>", by=editor)
    body = {"article": article.pk, "start": 4, "end": 14, "revision": 1}
    data = done(Api(editor).post("claims/", body), 201)
    assert (data["revision"], data["start"], data["exact"]) == (2, 15, "river rose")
