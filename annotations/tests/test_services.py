import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.choices import State, Status
from annotations.errors import AmbiguousSource, Incomplete
from annotations.models import Anchor, Annotation, Evidence, Relation, Source
from annotations.services import (
    add_evidence,
    approve,
    confirm,
    create_annotation,
    create_source,
    edit_annotation,
    edit_source,
    find_or_create_source,
    reattach,
    relate,
    restore,
    withdraw,
    withdraw_evidence,
    withdraw_relation,
)
from annotations.tests.factories import annotate
from articles.choices import Action
from articles.errors import Invalid, PublicationWarnings, WrongState
from articles.models import Change
from articles.services import perform, publish
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
READER = AnonymousUser()

HARD_TEXTS = {
    "emoji": ("<p>🚨 Breaking 🚨: the <em>river</em> rose 🚨</p>", "the river rose"),
    "zwj": ("<p>A 👩🏽‍🚀 family 👨‍👩‍👧‍👦 said yes</p>", "👨‍👩‍👧‍👦 said"),
    "combining": ("<p>Cafe\u0301 Sao\u0303 opened</p>", "Cafe\u0301 Sao\u0303"),
    "nbsp": ("<p>It cost £4.2\u00a0million in all</p>", "£4.2\u00a0million"),
    "line separator": ("<p>One\u2028two three</p>", "One\u2028two"),
    "right to left": ("<p>قال العمدة إن النهر ارتفع مترين</p>", "النهر ارتفع"),
    "break": ("<p>First line<br>second line</p>", "line\nsecond"),
    "list": ("<ul><li><p>One item</p></li><li><p>Two items</p></li></ul>", "item\nTwo"),
    "table": (
        "<table><tbody><tr><td>North</td><td>South</td></tr></tbody></table>",
        "North\nSouth",
    ),
    "empty paragraph": ("<p>Before</p><p></p><p>After</p>", "Before\n\nAfter"),
}


def fresh(annotation):
    return Annotation.objects.get(pk=annotation.pk)


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_an_intact_anchor_has_the_words_of_its_baseline(name):
    body, words = HARD_TEXTS[name]
    article = make_article(body=body)
    annotation = annotate(article, words)
    for new in (
        "<p>📰 Something before.</p>" + article.latest_revision.body,
        article.latest_revision.body + "<p>Something after.</p>",
        "<h2>Both 👩‍🚀</h2>" + article.latest_revision.body + "<p>sides</p>",
    ):
        rewrite(article, new)
        anchor = fresh(annotation).latest_anchor
        assert anchor.revision == article.latest_revision
        assert (anchor.state, anchor.words, anchor.baseline.exact) == (State.INTACT, words, words)


def test_every_annotation_has_an_anchor_in_every_new_revision():
    article = make_article()
    annotations = [annotate(article, words) for words in ("river", "two metres", "Monday")]
    withdraw(annotations[2], by=None)
    rewrite(article, "<p>The river rose by three metres.</p>")
    anchors = Anchor.objects.filter(revision=article.latest_revision).order_by("annotation_id")
    assert [(item.state, item.reason) for item in anchors] == [
        (State.INTACT, ""),
        (State.CHANGED, "number"),
        (State.LOST, ""),
    ]


def test_carrying_takes_the_same_number_of_queries_for_1_and_50():
    body = "".join(f"<p>Paragraph number {n} of the report.</p>" for n in range(50))
    counts = []
    for wanted in (1, 50):
        article = make_article(body=body)
        for n in range(wanted):
            annotate(article, f"number {n} of")
        with CaptureQueriesContext(connection) as queries:
            rewrite(article, "<p>New.</p>" + body)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_undone_change_is_intact_again_and_lost_words_bring_it_back():
    article = make_article(body="<p>The river rose by two metres on Monday.</p><p>More.</p>")
    body = article.latest_revision.body
    annotation = annotate(article, "rose by two metres")
    rewrite(article, body.replace("two", "nine"))
    assert fresh(annotation).latest_anchor.state == State.CHANGED
    rewrite(article, body.replace("two", "ten"))  # still judged against the baseline
    assert fresh(annotation).latest_anchor.state == State.CHANGED
    rewrite(article, body)
    assert fresh(annotation).latest_anchor.state == State.INTACT
    rewrite(article, "<p>More.</p>")
    assert fresh(annotation).latest_anchor.state == State.LOST
    rewrite(article, body)
    anchor = fresh(annotation).latest_anchor
    assert (anchor.state, anchor.words) == (State.INTACT, "rose by two metres")
    verbs = (
        Change.objects.filter(subject="annotation").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["created", "changed", "intact", "lost", "intact"]


def test_public_only_while_approved_published_and_intact():
    article = make_article(body="<p>The river rose by two metres on Monday.</p>")
    annotation = annotate(article, "two metres")

    def is_shown():
        return Annotation.objects.visible_to(READER).filter(pk=annotation.pk).exists()

    assert not is_shown()
    publish(article, by=None, reason="test")
    assert not is_shown()
    approve(annotation, by=None)
    assert is_shown()
    first = fresh(annotation).first_public_at
    assert first is not None
    rewrite(article, "<p>The river rose by nine metres on Monday.</p>")
    assert is_shown()  # readers still have the old words
    publish(article, by=None, reason="test")
    assert not is_shown()
    confirm(annotation, by=None)
    assert is_shown()
    perform(article, Action.UNPUBLISH, by=None)
    assert not is_shown()
    publish(article, by=None, reason="test")
    assert is_shown()
    withdraw(annotation, by=None)
    assert not is_shown()
    assert fresh(annotation).first_public_at == first


def test_a_new_annotation_stands_in_the_live_text_too_where_its_words_do():
    article = make_article(body="<p>The river rose by two metres.</p>", published=True)
    rewrite(article, "<p>Update. The river rose by two metres. It fell later.</p>")
    here = annotate(article, "rose by two metres", approved=True)
    only_latest = annotate(article, "It fell later", approved=True)
    assert fresh(here).live_anchor.revision == article.live_revision
    assert fresh(here).live_anchor.words == "rose by two metres"
    assert fresh(only_latest).live_anchor is None
    assert list(Annotation.objects.visible_to(READER)) == [here]


def test_confirm_on_the_latest_leaves_the_live_anchor_until_published():
    article = make_article(body="<p>The river rose by two metres.</p>", published=True)
    annotation = annotate(article, "two metres", approved=True)
    rewrite(article, "<p>The river rose by nine metres.</p>")
    confirm(annotation, by=None)
    annotation = fresh(annotation)
    assert annotation.latest_anchor.baseline.exact == "nine metres"
    assert (annotation.live_anchor.words, annotation.live_anchor.state) == ("two metres", "intact")
    assert annotation.is_public
    with pytest.raises(WrongState):
        confirm(annotation, by=None)


def test_reattach_keeps_id_and_history():
    article = make_article(body="<p>The river rose by two metres.</p>")
    annotation = annotate(article, "two metres")
    version = annotation.version
    reattach(annotation, start=4, end=9, by=None)
    anchor = fresh(annotation).latest_anchor
    assert (anchor.words, anchor.state, anchor.baseline.exact) == ("river", "intact", "river")
    assert fresh(annotation).version == version + 1
    assert annotation.baselines.count() == 2
    with pytest.raises(Invalid):
        reattach(annotation, start=4, end=4000, by=None)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (3, 4), (0, 10**6)])
def test_a_span_must_have_words(start, end):
    article = make_article(body="<p>The river</p>")
    with pytest.raises(Invalid):
        create_annotation(article, kind="claim", start=start, end=end, by=None)
    assert not Annotation.objects.exists()


def test_approving_needs_the_required_fields():
    article = make_article()
    annotation = annotate(article, "river", "quote", detail={"text": "river"})
    with pytest.raises(Incomplete) as refusal:
        approve(annotation, by=None)
    assert refusal.value.missing == ["speaker", "quote_type", "verification"]
    assert fresh(annotation).status == Status.DRAFT
    number = annotate(article, "two metres", "statistic", detail={"unit": "m", "measure": "level"})
    with pytest.raises(Incomplete):
        approve(number, by=None)
    edit_annotation(number, by=None, detail={"upper": 2})
    assert approve(number, by=None).status == Status.APPROVED


def test_an_approved_one_cannot_lose_a_required_field(editor):
    annotation = annotate(make_article(), "river", approved=True)
    with pytest.raises(Incomplete):
        edit_annotation(annotation, by=editor, detail={"summary": ""})
    assert fresh(annotation).claim.summary == "A claim"
    edit_annotation(annotation, by=editor, detail={"summary": "Better"}, note="For you")
    change = Change.objects.filter(subject="annotation").first()
    assert change.before == {"summary": "A claim", "note": ""}
    assert change.after == {"summary": "Better", "note": "For you"}


def test_status_machine():
    annotation = annotate(make_article(), "river")
    approve(annotation, by=None)
    with pytest.raises(WrongState):
        approve(annotation, by=None)
    withdraw(annotation, by=None)
    for refused in (approve, withdraw):
        with pytest.raises(WrongState):
            refused(annotation, by=None)
    with pytest.raises(WrongState):
        edit_annotation(annotation, by=None, note="x")
    assert restore(annotation, by=None).status == Status.DRAFT
    with pytest.raises(WrongState):
        restore(annotation, by=None)


def test_sources_are_found_made_or_ambiguous():
    ada = find_or_create_source("Ada Marl", by=None)
    assert find_or_create_source("  ADA  marl ", by=None) == ada
    with pytest.raises(Invalid):
        create_source(name="ada marl", by=None)
    other = create_source(name="Ada Marl", disambiguation="the goalkeeper", by=None)
    with pytest.raises(AmbiguousSource) as refusal:
        find_or_create_source("Ada Marl", by=None)
    assert [item["id"] for item in refusal.value.extra["candidates"]] == [ada.pk, other.pk]
    with pytest.raises(Invalid):
        edit_source(other, by=None, disambiguation="")
    with pytest.raises(Invalid):
        find_or_create_source(" ", by=None)
    assert Source.objects.count() == 2


def test_sources_are_public_with_a_public_annotation():
    article = make_article(published=True)
    annotation = annotate(article, "“We were lucky,”", "quote")
    assert not Source.objects.visible_to(READER).exists()
    approve(annotation, by=None)
    assert Source.objects.visible_to(READER).get().name == "Ada Marl"


def test_evidence_and_relations_are_shown_with_their_annotations():
    article = make_article(published=True)
    one, two = annotate(article, "river", approved=True), annotate(article, "Monday")
    evidence = add_evidence(one, title="Gauge log", by=None)
    relation = relate(one, two, type="supports", by=None)
    assert Evidence.objects.visible_to(READER).get() == evidence
    assert not Relation.objects.visible_to(READER).exists()
    approve(two, by=None)
    assert Relation.objects.visible_to(READER).get() == relation
    with pytest.raises(Invalid):
        relate(one, two, type="supports", by=None)
    with pytest.raises(Invalid):
        relate(one, one, type="supports", by=None)
    withdraw_relation(relation, by=None)
    withdraw_evidence(evidence, by=None)
    assert not Relation.objects.visible_to(READER).exists()
    assert not Evidence.objects.visible_to(READER).exists()
    for service, gone in ((withdraw_relation, relation), (withdraw_evidence, evidence)):
        with pytest.raises(WrongState):
            service(gone, by=None)
    relate(one, two, type="supports", by=None)


def test_publishing_asks_about_what_is_open():
    article = make_article()
    annotate(article, "“We were lucky,”", "quote", detail={"text": "We were lucky,"})
    annotate(article, "The river rose", "claim")
    annotate(article, "two metres", "statistic")
    rewrite(article, "<p>The river rose by nine metres on Monday. “We were lucky,” he said.</p>")
    with pytest.raises(PublicationWarnings) as refusal:
        publish(article, by=None)
    text = "\n".join(refusal.value.warnings)
    assert len(refusal.value.warnings) == 3
    assert "no speaker" in text
    assert "no evidence" in text
    assert "have changed (a number changed)" in text


def test_a_change_gives_the_page_a_new_version(django_capture_on_commit_callbacks):
    article, other = make_article(published=True), make_article("Other", published=True)
    one, two = annotate(article, "river", approved=True), annotate(other, "river", approved=True)
    relate(one, two, type="same_claim_as", by=None)
    versions = {}
    for item in (article, other):
        item.refresh_from_db()
        versions[item.pk] = item.annotations_version
    with django_capture_on_commit_callbacks(execute=True):
        edit_annotation(one, by=None, note="New")
    for item in (article, other):
        item.refresh_from_db()
        assert item.annotations_version != versions[item.pk]
