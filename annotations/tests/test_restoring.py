"""Restoring a revision: what stood in it stands where it stood, what came since is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.choices import State, Status
from annotations.models import Annotation
from annotations.services import confirm, reattach, withdraw
from annotations.services.integrity import find_problems
from annotations.tests.factories import annotate
from articles.models import Change
from articles.services import restore_revision
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
OLD = "<p>The mill closed in May. Nobody was told.</p><p>The river rose by two metres.</p>"


def restore(article, number):
    old = article.revisions.get(number=number)
    return restore_revision(article, old, by=None, base=article.latest_revision.number)


def place(annotation):
    anchor = Annotation.objects.select_related("latest_anchor__revision").get(pk=annotation.pk)
    anchor = anchor.latest_anchor
    words = anchor.words if anchor.start is not None else None
    return anchor.revision.number, anchor.start, anchor.state, words


def test_lost_and_changed_ones_stand_again_where_they_stood():
    article = make_article(body=OLD)
    lost, changed = annotate(article, "Nobody was told."), annotate(article, "two metres")
    stood = [place(lost), place(changed)]
    rewrite(article, "<p>The river rose by three metres.</p>")
    assert [place(lost)[2], place(changed)[2]] == [State.LOST, State.CHANGED]
    restore(article, 1)
    assert [place(item) for item in (lost, changed)] == [(3, *rest) for _one, *rest in stood]
    assert list(find_problems()) == []


def test_of_equal_sentences_each_stands_in_its_own_place():
    """Carrying alone could not tell which of the two a lost one was made for."""
    article = make_article(body="<p>Nobody was told.</p><p>Nobody was told.</p>")
    second = annotate(article, "Nobody was told.")
    reattach(second, start=17, end=33, by=None)
    rewrite(article, "<p>All were told.</p>")
    assert place(second)[2] == State.LOST
    restore(article, 1)
    assert place(second) == (3, 17, State.INTACT, "Nobody was told.")


def test_what_was_made_since_is_carried_or_lost_and_kept():
    article = make_article(body=OLD)
    rewrite(article, OLD + "<p>The mayor resigned.</p>")
    carried = annotate(article, "The river rose")
    lost = annotate(article, "The mayor resigned.")
    restore(article, 1)
    assert place(carried)[2:] == (State.INTACT, "The river rose")
    assert place(lost)[2] == State.LOST
    restore(article, 2)
    assert place(lost)[2:] == (State.INTACT, "The mayor resigned.")


def test_words_confirmed_since_are_what_the_old_ones_are_judged_against():
    article = make_article(body=OLD)
    annotation = annotate(article, "two metres")
    rewrite(article, OLD.replace("two metres", "three metres"))
    confirm(annotation, by=None)
    restore(article, 1)
    assert place(annotation)[2:] == (State.CHANGED, "two metres")
    restore(article, 2)
    assert place(annotation)[2:] == (State.INTACT, "three metres")


def test_one_re_attached_since_stays_on_its_new_words_where_the_old_text_has_them():
    article = make_article(body=OLD)
    annotation = annotate(article, "Nobody was told.")
    rewrite(article, OLD.replace(" Nobody was told.", ""))
    start = article.latest_revision.text.index("The river")
    reattach(annotation, start=start, end=start + 14, by=None)
    restore(article, 1)
    assert place(annotation)[2:] == (State.INTACT, "The river rose")


def test_one_re_attached_since_to_words_that_the_old_text_lacks_stands_where_it_stood():
    article = make_article(body=OLD)
    annotation = annotate(article, "Nobody was told.")
    rewrite(article, "<p>Everybody knew it all along.</p>")
    reattach(annotation, start=0, end=28, by=None)
    restore(article, 1)
    assert place(annotation)[2:] == (State.CHANGED, "Nobody was told.")


def test_a_withdrawn_one_comes_along_and_stays_withdrawn():
    article = make_article(body=OLD)
    annotation = annotate(article, "two metres")
    withdraw(annotation, by=None)
    rewrite(article, "<p>All is well.</p>")
    restore(article, 1)
    assert place(annotation)[2:] == (State.INTACT, "two metres")
    assert Annotation.objects.get().status == Status.WITHDRAWN


def test_the_history_tells_what_became_of_each():
    article = make_article(body=OLD)
    annotation = annotate(article, "two metres")
    rewrite(article, "<p>All is well.</p>")
    restore(article, 1)
    verbs = Change.objects.filter(subject="annotation", subject_id=annotation.pk).order_by("id")
    assert [change.verb for change in verbs] == ["created", "lost", "intact"]


def test_restoring_takes_the_same_number_of_statements_for_any_number_of_annotations():
    def count(annotations):
        article = make_article(body=OLD)
        for _ in range(annotations):
            annotate(article, "two metres")
        rewrite(article, "<p>All is well.</p>")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            restore(article, 1)
        return len(queries)

    assert count(2) == count(30)
