"""Taking back what was decided: every combination, over edits of the text and of the fields."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.choices import State, Status
from annotations.models import Annotation
from annotations.services import (
    approve,
    confirm,
    edit_annotation,
    last_actions,
    reattach,
    restore,
    undo,
    withdraw,
)
from annotations.services.integrity import find_problems
from annotations.tests.factories import annotate
from articles.errors import WrongState
from articles.models import Change
from articles.services import publish
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
TEXT = "<p>The river rose by two metres on Monday. Nobody was hurt.</p>"
NINE = TEXT.replace("two", "nine")


@pytest.fixture
def article(editor):
    return make_article(body=TEXT, by=editor, published=True)


@pytest.fixture
def annotation(article, editor):
    return annotate(article, "rose by two metres", by=editor, approved=True)


@pytest.fixture(autouse=True)
def _all_is_well(db):
    yield
    assert list(find_problems()) == []


def fresh(annotation):
    return Annotation.objects.get(pk=annotation.pk)


def stands(annotation) -> tuple[str, str, str]:
    """State, the words there, and the words it is for."""
    anchor = fresh(annotation).latest_anchor
    assert anchor.revision == anchor.annotation.article.latest_revision
    return str(anchor.state), anchor.words, anchor.baseline.exact


def reattach_to(annotation, words, by=None):
    start = annotation.article.latest_revision.text.index(words)
    return reattach(annotation, start=start, end=start + len(words), by=by)


def undoable(annotation) -> str:
    line = last_actions([annotation.pk]).get(annotation.pk)
    return line.verb if line else ""


def test_confirm(article, annotation, editor):
    rewrite(article, NINE, by=editor)
    publish(article, by=editor, reason="test")
    before = stands(annotation)
    assert before == ("changed", "rose by nine metres", "rose by two metres")
    confirm(annotation, by=editor)
    assert fresh(annotation).is_public
    version = fresh(annotation).version
    undo(annotation, by=editor)
    assert stands(annotation) == before
    assert not fresh(annotation).is_public  # live and changed: hidden again
    assert fresh(annotation).version == version + 1
    line = Change.objects.filter(subject="annotation").first()
    assert (line.verb, line.reason, line.by) == ("undone", "confirmed", editor)
    assert (line.before["exact"], line.after["exact"]) == (
        "rose by nine metres", "rose by two metres",
    )  # fmt: skip
    confirm(annotation, by=editor)  # and again
    assert stands(annotation)[0] == State.INTACT
    assert fresh(annotation).baselines.count() == 3


def test_a_confirm_is_undone_to_intact_where_the_text_went_back(article, annotation):
    rewrite(article, NINE)
    confirm(annotation, by=None)
    rewrite(article, TEXT)
    assert stands(annotation)[0] == State.CHANGED
    undo(annotation, by=None)
    assert stands(annotation) == ("intact", "rose by two metres", "rose by two metres")


def test_a_confirm_is_undone_after_its_words_were_lost(article, annotation):
    rewrite(article, NINE)
    confirm(annotation, by=None)
    rewrite(article, "<p>Nobody was hurt.</p>")
    assert stands(annotation)[0] == State.LOST
    undo(annotation, by=None)
    assert stands(annotation) == ("lost", "", "rose by two metres")
    rewrite(article, TEXT)  # it is looked for by the words it is for again
    assert stands(annotation)[0] == State.INTACT


def test_a_confirm_undone_on_lost_words_finds_the_former_ones(article, annotation):
    rewrite(article, NINE)
    confirm(annotation, by=None)
    rewrite(article, "<p>Nobody was hurt.</p>")
    rewrite(article, "<p>Nobody was hurt. The river rose by two metres on Monday.</p>")
    assert stands(annotation)[0] == State.LOST
    undo(annotation, by=None)
    assert stands(annotation) == ("intact", "rose by two metres", "rose by two metres")


def test_reattach(article, annotation):
    reattach_to(annotation, "Nobody was hurt")
    undo(annotation, by=None)
    assert stands(annotation) == ("intact", "rose by two metres", "rose by two metres")
    assert fresh(annotation).is_public
    with pytest.raises(WrongState, match="nothing to undo"):
        undo(annotation, by=None)


def test_a_reattach_is_undone_after_the_text_moved(article, annotation):
    reattach_to(annotation, "Nobody was hurt")
    rewrite(article, "<p>Late news.</p>" + NINE)
    undo(annotation, by=None)
    assert stands(annotation) == ("changed", "rose by nine metres", "rose by two metres")


def test_a_reattach_is_undone_to_lost_and_what_was_lost_is_looked_for(article, annotation):
    rewrite(article, "<p>Nobody was hurt.</p>")
    reattach_to(annotation, "Nobody was hurt")
    undo(annotation, by=None)
    assert stands(annotation) == ("lost", "", "rose by two metres")
    reattach_to(annotation, "Nobody was hurt")
    rewrite(article, TEXT)
    undo(annotation, by=None)
    assert stands(annotation) == ("intact", "rose by two metres", "rose by two metres")
    reattach_to(annotation, "Monday")
    rewrite(article, "<p>On Monday.</p>")
    undo(annotation, by=None)
    assert stands(annotation) == ("lost", "", "rose by two metres")


@pytest.mark.parametrize("approved", [True, False])
def test_withdraw(article, editor, approved):
    annotation = annotate(article, "two metres", by=editor, approved=approved)
    before = fresh(annotation)
    withdraw(annotation, by=None, reason="Wrong.")
    rewrite(article, "<p>First.</p>" + TEXT)
    undo(annotation, by=None)
    after = fresh(annotation)
    for name in ("status", "approved_by", "approved_at", "is_public"):
        assert getattr(after, name) == getattr(before, name)
    assert (after.version, stands(annotation)[0]) == (before.version + 2, "intact")
    line = Change.objects.filter(subject="annotation").first()
    assert (line.before, line.after, line.reason) == (
        {"status": "withdrawn"}, {"status": before.status}, "withdrawn",
    )  # fmt: skip


def test_a_restored_one_has_its_withdrawal_taken_back_already(article, annotation):
    reattach_to(annotation, "Monday")
    withdraw(annotation, by=None)
    restore(annotation, by=None)
    assert fresh(annotation).status == Status.DRAFT
    assert undoable(annotation) == "reattached"
    undo(annotation, by=None)
    assert stands(annotation)[2] == "rose by two metres"
    with pytest.raises(WrongState):
        undo(annotation, by=None)
    assert fresh(annotation).status == Status.DRAFT


def test_one_after_the_other(article, annotation, editor):
    rewrite(article, NINE)
    confirm(annotation, by=editor)
    reattach_to(annotation, "Nobody was hurt", by=editor)
    withdraw(annotation, by=editor)
    seen = []
    while undoable(annotation):
        seen.append(undoable(annotation))
        undo(annotation, by=editor)
    assert seen == ["withdrawn", "reattached", "confirmed"]
    assert stands(annotation) == ("changed", "rose by nine metres", "rose by two metres")
    reattach_to(annotation, "Monday")  # a new decision starts a new row of undos
    assert undoable(annotation) == "reattached"
    undo(annotation, by=editor)
    assert undoable(annotation) == ""
    assert fresh(annotation).status == Status.APPROVED


def test_edits_and_approval_in_between_stay(article, editor):
    annotation = annotate(article, "rose by two metres", by=editor)
    reattach_to(annotation, "Monday")
    edit_annotation(annotation, by=editor, note="Seen.", detail={"summary": "Other"})
    approve(annotation, by=editor)
    undo(annotation, by=None)
    after = fresh(annotation)
    assert (after.status, after.note, after.claim.summary) == ("approved", "Seen.", "Other")
    assert after.is_public
    assert Annotation.objects.visible_to(AnonymousUser()).get() == annotation


def test_what_readers_see_waits_for_publish(article, annotation):
    rewrite(article, NINE)
    confirm(annotation, by=None)
    undo(annotation, by=None)
    live = fresh(annotation).live_anchor
    assert (live.words, live.state) == ("rose by two metres", "intact")
    assert fresh(annotation).is_public


def test_lines_from_before_there_was_an_undo(article, annotation):
    rewrite(article, NINE)
    confirm(annotation, by=None)
    reattach_to(annotation, "Nobody was hurt")
    withdraw(annotation, by=None)
    for line in Change.objects.filter(subject="annotation"):
        for facts in (line.before, line.after):
            facts.pop("baseline", None)
            facts.pop("revision", None)
        line.save()
    rewrite(article, "<p>First.</p>" + NINE)
    undo(annotation, by=None)
    undo(annotation, by=None)
    assert stands(annotation) == ("intact", "rose by nine metres", "rose by nine metres")
    undo(annotation, by=None)
    assert stands(annotation) == ("changed", "rose by nine metres", "rose by two metres")


def test_what_can_be_undone_is_one_query_for_many(article, annotation, editor):
    others = [annotate(article, "Monday", by=editor) for _ in range(20)]
    for other in others:
        reattach_to(other, "Nobody")
    with CaptureQueriesContext(connection) as queries:
        found = last_actions([annotation.pk, *(other.pk for other in others)])
    assert len(queries) == 1
    assert set(found) == {other.pk for other in others}
