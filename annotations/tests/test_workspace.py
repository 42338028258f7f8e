"""Saving text and annotations together, through the service."""

import pytest

from annotations.errors import StaleAnnotation
from annotations.models import Annotation
from annotations.services import Item, approve, confirm, edit_annotation, save_workspace, withdraw
from annotations.tests.factories import COMPLETE, annotate
from articles.errors import Invalid, StaleBase, WrongState
from articles.models import Revision
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
BODY = "<p>The river rose by two metres on Monday.</p>"
MARKED = '<p>The <mark data-annotation="{}">river rose</mark> by two metres on Monday.</p>'


def save(article, body, *items, by=None, base=None):
    latest = article.latest_revision
    return save_workspace(
        article,
        headline=latest.headline,
        standfirst=latest.standfirst,
        body=body,
        by=by,
        base=latest.number if base is None else base,
        items=items,
    )


def item(annotation, **fields):
    annotation = Annotation.objects.select_related("latest_anchor").get(pk=annotation.pk)
    anchor = annotation.latest_anchor
    return Item(
        ref=str(annotation.pk), version=annotation.version, start=anchor.start, end=anchor.end,
        **fields,
    )  # fmt: skip


def words(annotation):
    anchor = Annotation.objects.get(pk=annotation.pk).latest_anchor
    return anchor.words, anchor.state


def test_a_new_mark_becomes_an_annotation_and_is_not_stored(editor):
    article = make_article(body=BODY)
    saved = save(
        article,
        MARKED.format("new-1"),
        Item(ref="new-1", kind="claim", detail=COMPLETE["claim"], note="Hm", action="approve"),
        by=editor,
    )
    annotation = Annotation.objects.get(pk=saved.ids["new-1"])
    assert words(annotation) == ("river rose", "intact")
    assert (annotation.status, annotation.note, annotation.created_by) == ("approved", "Hm", editor)
    assert (saved.revision.number, saved.revision.body) == (1, BODY)


def test_text_and_annotation_are_saved_together_or_not_at_all(editor):
    article = make_article(body=BODY)
    with pytest.raises(Invalid):
        save(article, "<p>Another text.</p>", Item(ref="new-1", kind="claim"), by=editor)
    assert Revision.objects.count() == 1
    assert not Annotation.objects.exists()


def test_a_marks_place_wins_over_the_carried_one(editor):
    article = make_article(body="<p>one two three</p><p>one two three</p>")
    annotation = annotate(article, "one two three")
    save(
        article,
        f'<p>one two three</p><p><mark data-annotation="{annotation.pk}">one two three</mark></p>',
        item(annotation),
        by=editor,
    )
    anchor = Annotation.objects.get(pk=annotation.pk).latest_anchor
    assert (anchor.start, anchor.state, article.revisions.count()) == (14, "intact", 1)


def test_words_changed_inside_a_mark_are_judged_against_the_baseline(editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres")
    body = '<p>The river rose by <mark data-annotation="{}">nine metres</mark> on Monday.</p>'
    save(article, body.format(annotation.pk), item(annotation), by=editor)
    assert words(annotation) == ("nine metres", "changed")
    save(article, body.format(annotation.pk), item(annotation, action="confirm"), by=editor)
    assert words(annotation) == ("nine metres", "intact")


def test_a_missing_mark_deletes_nothing(editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres")
    save(article, "<p>New. " + BODY[3:], item(annotation), by=editor)
    assert words(annotation) == ("two metres", "intact")
    save(article, "<p>All gone.</p>", item(annotation), by=editor)
    assert words(annotation) == ("", "lost")
    assert Annotation.objects.get().status == "draft"


def test_reattach_puts_it_where_the_mark_is(editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres")
    rewrite(article, "<p>The river rose on Monday.</p>")
    marked = f'<p>The river rose on <mark data-annotation="{annotation.pk}">Monday</mark>.</p>'
    save(article, marked, item(annotation, action="reattach"), by=editor)
    assert words(annotation) == ("Monday", "intact")
    with pytest.raises(Invalid):
        save(article, "<p>The river rose on Monday.</p>", item(annotation, action="reattach"))


def test_marks_of_other_articles_and_unlisted_ones_change_nothing(editor):
    other = annotate(make_article("Other", body=BODY), "two metres")
    article = make_article(body=BODY)
    mine = annotate(article, "two metres")
    marked = '<p>The <mark data-annotation="{}">river</mark> rose by two metres on Monday.</p>'
    for stray in (other, mine):
        save(article, marked.format(stray.pk), by=editor)
    assert words(other) == words(mine) == ("two metres", "intact")
    with pytest.raises(Invalid):
        save(article, marked.format(other.pk), item(other), by=editor)


def test_somebody_elses_text_is_a_conflict(editor):
    article = make_article(body=BODY)
    rewrite(article, "<p>Newer.</p>")
    with pytest.raises(StaleBase):
        save(article, MARKED.format("new-1"), Item(ref="new-1", kind="claim"), by=editor, base=1)
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("work", [
    lambda annotation: edit_annotation(annotation, by=None, note="changed"),
    lambda annotation: approve(annotation, by=None),
])  # fmt: skip
def test_somebody_elses_work_on_the_annotation_is_a_conflict(work, editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "river rose")
    loaded = item(annotation, note="mine")
    work(annotation)
    with pytest.raises(StaleAnnotation):
        save(article, MARKED.format(annotation.pk), loaded, by=editor)


def test_a_place_moved_by_somebody_without_a_new_revision_is_a_conflict(editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres")
    loaded = item(annotation)
    save(article, MARKED.format(annotation.pk), loaded, by=editor)
    with pytest.raises(StaleAnnotation):
        save(article, BODY, loaded, by=editor)
    with pytest.raises(StaleAnnotation):  # lost to the panel, but it stands
        save(article, BODY, Item(ref=str(annotation.pk), version=annotation.version), by=editor)


def test_a_reporter_moves_an_approved_mark_only_with_its_text(reporter):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres", approved=True)
    save(article, MARKED.format(annotation.pk), item(annotation), by=reporter)
    assert words(annotation) == ("two metres", "intact")
    moved = '<p>On Monday, <mark data-annotation="{}">two metres</mark>: the river rose.</p>'
    save(article, moved.format(annotation.pk), item(annotation), by=reporter)
    assert words(annotation) == ("two metres", "intact")


def test_moving_a_public_mark_to_other_words_hides_it(editor):
    article = make_article(body=BODY, published=True)
    annotation = annotate(article, "two metres", approved=True)
    assert Annotation.objects.get().is_public
    save(article, MARKED.format(annotation.pk), item(annotation), by=editor)
    assert not Annotation.objects.get().is_public
    confirm(annotation, by=editor)
    assert Annotation.objects.get().is_public


def test_undo_takes_back_what_was_decided_in_the_panel(editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres", approved=True)
    marked = '<p>The river rose by <mark data-annotation="{}">nine metres</mark> on Monday.</p>'
    nine = marked.format(annotation.pk)
    save(article, nine, item(annotation), by=editor)
    save(article, nine, item(annotation, action="confirm"), by=editor)
    save(article, nine, item(annotation, action="undo"), by=editor)
    assert words(annotation) == ("nine metres", "changed")
    withdraw(annotation, by=editor)
    save(article, nine, item(annotation, action="undo"), by=editor)
    assert Annotation.objects.get().status == "approved"


def test_undoing_a_reattachment_goes_by_the_history_and_not_by_the_mark(editor):
    article = make_article(body=BODY)
    annotation = annotate(article, "two metres")
    rewrite(article, "<p>The river rose on Monday.</p>")
    marked = f'<p>The river rose on <mark data-annotation="{annotation.pk}">Monday</mark>.</p>'
    save(article, marked, item(annotation, action="reattach"), by=editor)
    save(article, "<p>Late. " + marked[3:], item(annotation, action="undo"), by=editor)
    assert words(annotation) == ("", "lost")
    with pytest.raises(WrongState, match="nothing to undo"):
        save(article, marked, item(annotation, action="undo"), by=editor)
    assert words(annotation) == ("", "lost")
