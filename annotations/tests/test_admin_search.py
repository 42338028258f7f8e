"""Everything at the desk is found by the words that people remember of it."""

import pytest
from django.urls import reverse

from annotations.services import (
    add_evidence,
    comment,
    create_source,
    edit_annotation,
    merge_source,
    relate,
    resolve,
    withdraw,
)
from annotations.services.corrections import add_correction
from annotations.tests.factories import COMPLETE, annotate
from articles.models import Author, Section, Topic
from articles.tests.factories import make_article, make_image, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(editor, log_in):
    """A client, and two articles with what hangs on the first."""
    ada = Author.objects.create(slug="ada", name="Ada Marl")
    Section.objects.create(slug="city", name="City")
    Topic.objects.create(slug="floods", name="Floods")
    first = make_article("River rises", by=editor, authors=[ada], slug="river")
    make_article("Market opens", "<p>Stalls and songs.</p>", by=editor, slug="market")
    detail = COMPLETE["claim"] | {"summary": "A flood came", "claimant": "Bo Reed"}
    claim = annotate(first, "The river rose", by=editor, detail=detail)
    quote = annotate(first, "We were lucky", "quote", by=editor)
    edit_annotation(claim, by=editor, note="For readers.", desk_note="Ask the gauge keeper.")
    comment(claim, text="Which gauge?", by=editor)
    add_evidence(claim, by=editor, title="Gauge readings", publisher="River Board")
    relate(claim, quote, type="supports", note="Said so.", by=editor)
    add_correction(first, text="It was two metres.", by=editor)
    make_image("The harbour at dawn", by=editor, credit="Petra Vole")
    return log_in("reporter")


def found(client, model: str, **query) -> int:
    answer = client.get(reverse(f"admin:{model}_changelist"), query)
    assert answer.status_code == 200
    return len(answer.context["cl"].result_list)


@pytest.mark.parametrize(
    ("model", "words", "number"),
    [
        ("articles_article", "river", 1),  # the headline, the text
        ("articles_article", "harbour master", 1),
        ("articles_article", "ADA", 1),
        ("articles_article", "market", 1),
        ("articles_article", "zebra", 0),
        ("articles_author", "marl", 1),
        ("articles_section", "city", 1),
        ("articles_topic", "flood", 1),
        ("articles_image", "dawn", 1),
        ("articles_image", "petra", 1),
        ("articles_revision", "market", 1),
        ("articles_change", "created", 11),
        ("annotations_annotation", "river rose", 1),
        ("annotations_annotation", "flood", 1),  # the summary
        ("annotations_annotation", "reed", 1),  # the source
        ("annotations_annotation", "readers", 1),
        ("annotations_annotation", "gauge keeper", 1),
        ("annotations_annotation", "river rises", 2),  # the headline
        ("annotations_annotation", "zebra", 0),
        ("annotations_source", "bo", 1),
        ("annotations_evidence", "board", 1),
        ("annotations_evidence", "river rose", 1),
        ("annotations_relation", "said", 1),
        ("annotations_relation", "lucky", 1),
        ("annotations_correction", "two metres", 1),
        ("annotations_correction", "rises", 1),
        ("annotations_comment", "which", 1),
        ("annotations_comment", "river rose", 1),
        ("annotations_rating", "grain", 1),
    ],
)
def test_it_is_found(desk, model, words, number):
    assert found(desk, model, q=words) == number


def test_words_are_found_as_they_were_and_as_they_are(desk, editor):
    claim = annotate(make_article(by=editor), "two metres", "statistic", by=editor)
    rewrite(claim.article, "<p>The river rose by three metres on Monday.</p>", by=editor)
    assert found(desk, "annotations_annotation", q='"two metres"') == 1
    assert found(desk, "annotations_annotation", q='"three metres"') == 1


def test_annotations_by_source(desk, editor):
    def by(source):
        return found(desk, "annotations_annotation", source=source)

    bo = create_source(name="Bo Reed", disambiguation="the keeper", by=editor)
    annotate(
        make_article(by=editor), "We were lucky", "quote", by=editor,
        detail=COMPLETE["quote"] | {"speaker": bo},
    )  # fmt: skip
    assert by("bo  REED") == 2  # two of this name
    assert by("Bo Reed (the keeper)") == by(f"Bo Reed #{bo.pk}") == 1
    assert by("reed") == 2  # none is called just that: all with it in their name
    assert by("Nobody") == by("#" + "9" * 30) == 0
    ada = create_source(name="A. Marl", by=editor)
    merge_source(bo, into=ada, by=editor)
    assert by("A. Marl") == 1
    listed = desk.get("/admin/annotations/source/", {"merged": "no"})
    assert "source=A.+Marl+%23" in listed.content.decode()


def test_sources_that_share_a_name(desk, editor):
    assert found(desk, "annotations_source", name="shared") == 0
    twin = create_source(name="bo  reed", disambiguation="the keeper", by=editor)
    assert found(desk, "annotations_source", name="shared") == 2
    merge_source(twin, into=create_source(name="Someone", by=editor), by=editor)
    assert found(desk, "annotations_source", name="shared") == 0
    assert found(desk, "annotations_source", merged="yes") == 1


def test_each_kind_has_its_filters(desk):
    def titles(**query):
        answer = desk.get("/admin/annotations/annotation/", query)
        return {spec.title for spec in answer.context["cl"].filter_specs}

    assert {"rating", "review status"} <= titles(kind="claim")
    assert {"verification", "quote type"} <= titles(kind="quote")
    assert "rating" not in titles(kind="quote") | titles()
    assert "platform" in titles(kind="social_embed")
    assert "rating" in titles(claim__rating__id__exact="1")  # an old link
    page = desk.get(
        "/admin/annotations/annotation/",
        {"kind": "claim", "claim__rating__id__exact": "1", "q": "x"},
    ).content.decode()
    assert 'href="?kind=quote&amp;q=x"' in page
    assert (
        found(desk, "annotations_annotation", kind="quote", quote__verification__exact="unverified")
        == 1
    )
    assert (
        found(desk, "annotations_annotation", kind="claim", claim__review_status__exact="reviewed")
        == 0
    )
    assert found(desk, "annotations_annotation", kind="nonsense") == 2


@pytest.mark.parametrize("article", ["0", "x", "9" * 30, "-1", "1.5"])
def test_a_list_of_nothing_known_is_empty(desk, article):
    assert found(desk, "annotations_annotation", article=article) == 0
    assert found(desk, "articles_article", author=article, topic=article) == 0


def test_from_authors_and_topics_to_their_articles(desk):
    ada = Author.objects.get()
    page = desk.get("/admin/articles/author/").content.decode()
    assert f'href="/admin/articles/article/?author={ada.pk}"' in page
    assert found(desk, "articles_article", author=ada.pk) == 1
    assert found(desk, "articles_article", topic=Topic.objects.get().pk) == 0
    listed = desk.get("/admin/articles/article/", {"author": ada.pk}).content.decode()
    assert "<summary>Author: <strong>Ada Marl</strong></summary>" in listed


def test_comments_lead_to_their_annotation(desk, editor):
    listed = desk.get("/admin/annotations/comment/").content.decode()
    assert "“The river rose” in “River rises”" in listed
    item = editor_comment = desk.get("/admin/annotations/comment/").context["cl"].result_list[0]
    address = reverse("admin:annotations_comment_change", args=[item.pk])
    assert desk.get(address).url.endswith(f"/{item.annotation_id}/change/#comments")
    assert desk.post(address).status_code == 403
    assert desk.get("/admin/annotations/comment/add/").status_code == 403
    assert found(desk, "annotations_comment", resolved="no") == 1
    resolve(editor_comment, by=editor)
    assert found(desk, "annotations_comment", resolved="no") == 0


def test_what_waits_is_counted_by_article_and_leads_to_where_it_is_done(desk, editor):
    article = make_article("Bridge", by=editor)
    for words, kind in (("The river rose", "claim"), ("two metres", "statistic"),
                        ("We were lucky", "quote")):  # fmt: skip
        annotation = annotate(article, words, kind, by=editor)
    comment(annotation, text="One", by=editor)
    comment(annotation, text="Two", by=editor)
    rewrite(article, "<p>The river rose by three metres on Monday.</p>", by=editor)
    withdraw(annotate(article, "Monday", by=editor), by=editor)
    listed = desk.get("/admin/articles/article/", {"q": "bridge"})
    [row] = listed.context["cl"].result_list
    assert row.open_work == {"drafts": 3, "changed": 1, "lost": 1, "comments": 2}
    page = listed.content.decode()
    for address, label, number in (
        (f"/admin/annotations/annotation/?article={row.pk}&status__exact=draft", "3 drafts to approve", 3),
        (f"/admin/annotations/annotation/review/?article={row.pk}&state=changed", "1 changed", None),
        (f"/admin/annotations/annotation/review/?article={row.pk}&state=lost", "1 lost", None),
        (f"/admin/annotations/annotation/?article={row.pk}&comments=open", "2 open comments", 1),
    ):  # fmt: skip
        assert f'<a href="{address.replace("&", "&amp;")}">{label}</a>' in page
        answer = desk.get(address)
        assert answer.status_code == 200
        assert number is None or len(answer.context["cl"].result_list) == number
    assert found(desk, "articles_article", todo="drafts") == 2
    assert found(desk, "articles_article", todo="review") == 1
    assert found(desk, "articles_article", todo="comments") == 2
    assert found(desk, "articles_article", todo="nonsense") == 3
