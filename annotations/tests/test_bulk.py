"""One thing done to many: asked with what will happen, done and told row by row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.admin import bulk
from annotations.models import Annotation, Correction, Evidence, Relation
from annotations.services import (
    add_evidence,
    approve,
    edit_annotation,
    relate,
    withdraw,
    withdraw_evidence,
)
from annotations.services.corrections import add_correction
from annotations.tests.factories import annotate
from articles.models import Change
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
LIST = "/admin/annotations/annotation/"


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def select(client, action: str, *items, model="annotation", query="", **data):
    """Post the list's form: the page that asks."""
    address = reverse(f"admin:annotations_{model}_changelist") + query
    chosen = {"action": f"{action}_selected", "_selected_action": [item.pk for item in items]}
    return client.post(address, {**chosen, **data})


def confirm(client, action: str, *items, model="annotation", back=""):
    """Post the page that asked about these items as they were."""
    address = reverse(f"admin:annotations_{model}_bulk", args=[f"{action}_selected"])
    return client.post(
        address, {"row": [f"{item.pk}-{item.version}" for item in items], "back": back}
    )


def told(answer) -> tuple[list[str], dict[str, str]]:
    """The titles of what can be or was done, and those of the others with the reason."""
    assert answer.status_code == 200
    rows, refused = answer.context["rows"], answer.context["refused"]
    return [row.title for row in rows], {row.title: row.refusal for row in refused}


def statuses() -> dict[str, str]:
    rows = Annotation.objects.select_related("latest_anchor__baseline")
    return {row.latest_anchor.baseline.exact: row.status for row in rows}


def test_nothing_is_done_before_it_was_asked(log_in, article, editor):
    good = annotate(article, "We were lucky", "quote", by=editor)
    empty = annotate(article, "two metres", "statistic", by=editor, detail={})
    twice = annotate(article, "The river rose", by=editor, approved=True)
    changes = Change.objects.count()
    client = log_in("factchecker")
    none = select(client, "approve", good, query="?kind=statistic&q=lucky", select_across="1")
    assert "choose 1 to 200 annotations" in client.get(none.url).content.decode()
    asked = select(client, "approve", good, empty, twice, query="?status__exact=draft")
    assert told(asked)[0] == ["We were lucky"]  # the third is not in this list
    asked = select(client, "approve", good, empty, twice)
    can, cannot = told(asked)
    assert can == ["We were lucky"]
    assert cannot["two metres"].startswith("These fields are needed before it can be approved")
    assert cannot["The river rose"] == "It cannot be approved: it is approved."
    page = asked.content.decode()
    assert "Approve these 3 annotations?" in page
    assert "1 can be approved; 2 cannot and will stay as they are." in page
    assert "Readers will see it at once." in page
    assert Change.objects.count() == changes
    assert statuses()["We were lucky"] == "draft"


def test_each_is_done_by_itself_and_told(log_in, article, editor):
    good = annotate(article, "We were lucky", "quote", by=editor)
    empty = annotate(article, "two metres", "statistic", by=editor, detail={})
    client = log_in("factchecker")
    answer = confirm(client, "approve", good, empty, back="kind=quote&q=a%26b")
    assert told(answer)[0] == ["We were lucky"]
    assert list(told(answer)[1]) == ["two metres"]
    page = answer.content.decode()
    assert "1 of 2 annotations approved" in page
    assert f'href="{LIST}?kind=quote&amp;q=a%26b"' in page
    assert statuses() == {"We were lucky": "approved", "two metres": "draft"}
    line = Change.objects.get(verb="approved")
    assert (line.subject_id, line.by.username) == (good.pk, "factchecker")
    again = confirm(client, "approve", good)  # the same page sent once more
    assert told(again)[1] == {"We were lucky": "Somebody changed it meanwhile. Look at it again."}
    assert Change.objects.filter(verb="approved").count() == 1


def test_what_somebody_changed_meanwhile_is_left_alone(log_in, article, editor):
    seen = annotate(article, "We were lucky", "quote", by=editor)
    other = annotate(article, "The river rose", by=editor)
    edit_annotation(Annotation.objects.get(pk=seen.pk), by=editor, note="Other words.")
    answer = confirm(log_in("editor"), "approve", seen, other)
    assert told(answer)[0] == ["The river rose"]
    assert "Somebody changed it meanwhile" in told(answer)[1]["We were lucky"]
    assert statuses() == {"We were lucky": "draft", "The river rose": "approved"}


def test_many_are_withdrawn(log_in, article, editor):
    seen = annotate(article, "We were lucky", "quote", by=editor, approved=True)
    draft = annotate(article, "two metres", "statistic", by=editor)
    gone = withdraw(annotate(article, "The river rose", by=editor), by=editor)
    client = log_in("editor")
    asked = select(client, "withdraw", seen, draft, gone)
    assert told(asked)[1] == {"The river rose": "It cannot be withdrawn: it is withdrawn."}
    assert asked.content.decode().count("Readers will no longer see it.") == 1
    assert told(confirm(client, "withdraw", seen, draft))[1] == {}
    assert set(statuses().values()) == {"withdrawn"}
    assert Change.objects.filter(verb="withdrawn").count() == 3


@pytest.mark.parametrize(
    ("published", "again", "effect"),
    [
        (False, None, "Readers will see it once the article is published."),
        (True, "<p>The river rose by three metres.</p>", "Readers will see it at once."),
    ],
)
def test_what_it_means_for_readers_is_told(log_in, editor, published, again, effect):
    article = make_article(by=editor, published=published)
    draft = annotate(article, "two metres", "statistic", by=editor)
    if again:
        rewrite(article, again, by=editor)
    draft.refresh_from_db()
    assert effect in select(log_in("editor"), "approve", draft).content.decode()
    approve(draft, by=editor)
    assert Annotation.objects.get().is_public == effect.endswith("at once.")


def test_changed_words_are_no_promise(log_in, editor):
    article = make_article(by=editor)
    draft = annotate(article, "two metres", "statistic", by=editor)
    rewrite(article, "<p>The river rose by three metres on Monday.</p>", by=editor)
    page = select(log_in("editor"), "approve", draft).content.decode()
    assert "Its words were changed or lost" in page


def test_a_selection_across_pages_is_bounded(log_in, article, editor, monkeypatch):
    words = ("The river rose", "two metres", "We were lucky")
    items = [annotate(article, word, by=editor) for word in words]
    client = log_in("editor")
    asked = select(client, "approve", items[0], select_across="1")
    assert len(told(asked)[0]) == 3
    monkeypatch.setattr(bulk, "MOST", 2)
    refused = select(client, "approve", items[0], select_across="1")
    assert refused.status_code == 302
    page = client.get(refused.url).content.decode()
    assert "Nothing was done: choose 1 to 2 annotations of this list." in page
    assert confirm(client, "approve", *items).status_code == 400
    assert set(statuses().values()) == {"draft"}


def test_the_question_asks_the_database_as_often_for_many_as_for_one(log_in, editor):
    words = [f"word{number}" for number in range(12)]
    article = make_article(body=f"<p>{' '.join(words)}</p>", by=editor)
    items = [annotate(article, word, "quote", by=editor) for word in words]
    client = log_in("editor")

    def count(*chosen) -> int:
        with CaptureQueriesContext(connection) as queries:
            told(select(client, "approve", *chosen))
        return len(queries)

    assert count(*items) == count(items[0])


def test_who_may_not_is_not_asked(log_in, article, editor):
    draft = annotate(article, "We were lucky", "quote", by=editor)
    client = log_in("reporter")
    assert b"approve_selected" not in client.get(LIST).content
    assert b"Approve this" not in select(client, "approve", draft).content
    assert confirm(client, "approve", draft).status_code == 403
    assert statuses() == {"We were lucky": "draft"}


@pytest.mark.parametrize("rows", [[], ["x"], ["1"], ["1-"], ["1-1", "\x00"], ["9" * 30 + "-1"]])
def test_bad_input_is_refused(log_in, rows):
    address = reverse("admin:annotations_annotation_bulk", args=["approve_selected"])
    client = log_in("editor")
    assert client.post(address, {"row": rows}).status_code == 400
    assert client.post(address, {"row": ["999-1"]}).status_code == 200  # there is none of it
    assert client.get(address).url == LIST
    other = reverse("admin:annotations_annotation_bulk", args=["delete_selected"])
    assert client.post(other, {"row": ["1-1"]}).status_code == 404


def test_evidence_and_relations_by_the_right_to_their_annotation(log_in, article, editor):
    draft = annotate(article, "The river rose", by=editor)
    public = annotate(article, "two metres", "statistic", by=editor, approved=True)
    mine = add_evidence(draft, by=editor, title="Gauge")
    theirs = add_evidence(public, by=editor, title="Minutes")
    gone = add_evidence(draft, by=editor, title="Hearsay")
    gone = withdraw_evidence(gone, by=editor)
    client = log_in("reporter")
    can, cannot = told(select(client, "withdraw", mine, theirs, gone, model="evidence"))
    assert can == ["Gauge"]
    assert cannot == {
        "Minutes": "You may not do this to it.",
        "Hearsay": "This evidence has been withdrawn.",
    }
    done, refused = told(confirm(client, "withdraw", mine, theirs, model="evidence"))
    assert (done, list(refused)) == (["Gauge"], ["Minutes"])
    assert Evidence.objects.get(pk=theirs.pk).withdrawn_at is None
    relation = relate(draft, public, type="supports", by=editor)
    assert told(select(client, "withdraw", relation, model="relation"))[1] == {}
    confirm(client, "withdraw", relation, model="relation")
    assert Relation.objects.get().withdrawn_at


def test_corrections_are_withdrawn_by_who_may_correct(log_in, article, editor):
    notice = add_correction(article, text="It was two metres.", by=editor)
    assert confirm(log_in("factchecker"), "withdraw", notice, model="correction").status_code == 403
    client = log_in("editor")
    assert told(select(client, "withdraw", notice, model="correction"))[0] == [notice.text]
    confirm(client, "withdraw", notice, model="correction")
    assert Correction.objects.get().withdrawn_at
