"""Corrections: who makes them, who sees them, and where."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Correction
from annotations.services.corrections import add_correction, edit_correction, withdraw_correction
from annotations.tests.factories import annotate
from annotations.tests.reading import seen
from articles.choices import Action
from articles.errors import Invalid, WrongState
from articles.models import Article, Change
from articles.services import perform, publish
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
ADD = "/admin/annotations/correction/add/"
TEXT = "An earlier version said three metres."


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def pages(client, article):
    return [
        client.get(path).content.decode() for path in (article.get_absolute_url(), "/corrections/")
    ]


def test_readers_are_told_under_the_article_and_among_all(article, client, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor, approved=True)
    before = Article.objects.get().annotations_version
    correction = add_correction(
        article, by=editor, text=TEXT, annotation=annotation, old_wording="three <metres>",
        new_wording="two metres",
    )  # fmt: skip
    for page in pages(client, article):
        assert TEXT in page
        assert "<del>three &lt;metres&gt;</del>" in page
        assert "<ins>two metres</ins>" in page
        assert f'id="correction-{correction.pk}"' in page
    assert (
        f'<a href="#annotation-{annotation.pk}">The words it is about</a>'
        in pages(client, article)[0]
    )
    assert Article.objects.get().annotations_version != before


def test_words_that_readers_do_not_see_are_not_linked(article, client, editor):
    add_correction(article, by=editor, text=TEXT, annotation=annotate(article, "two metres"))
    page = pages(client, article)[0]
    assert TEXT in page
    assert "The words it is about" not in page


def test_nothing_of_an_article_that_is_not_public(client, editor):
    scheduled = make_article("Later", by=editor)
    publish(scheduled, by=editor, published_at=timezone.now() + timedelta(hours=1), reason="test")
    taken_back = make_article("Gone", by=editor, published=True)
    perform(taken_back, Action.UNPUBLISH, by=editor)
    for article in (scheduled, taken_back):
        add_correction(article, by=editor, text=TEXT)
    assert TEXT not in client.get("/corrections/").content.decode()
    Article.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())
    assert seen(client.get("/corrections/").content.decode()).count(TEXT) == 1


def test_withdrawn_ones_are_gone_and_kept(article, client, editor):
    correction = withdraw_correction(add_correction(article, by=editor, text=TEXT), by=editor)
    assert all(TEXT not in page for page in pages(client, article))
    for refused in (withdraw_correction, edit_correction):
        with pytest.raises(WrongState):
            refused(correction, by=editor)
    verbs = (
        Change.objects.filter(subject="correction").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["created", "withdrawn"]


def test_an_annotation_of_another_article_is_refused(article, editor):
    other = annotate(make_article("Other"), "two metres")
    with pytest.raises(Invalid):
        add_correction(article, by=editor, text=TEXT, annotation=other)
    assert not Correction.objects.exists()


def test_editors_correct_at_the_desk(article, log_in):
    client = log_in("editor")
    change = f"/admin/articles/article/{article.pk}/change/"
    assert f'href="{ADD}?article={article.pk}"' in client.get(change).content.decode()
    data = {
        "article": article.pk,
        "text": TEXT,
        "old_wording": "",
        "new_wording": "",
        "annotation": "",
    }
    assert client.post(ADD, data).status_code == 302
    correction = Correction.objects.get()
    assert correction.created_by.username == "editor"
    url = f"/admin/annotations/correction/{correction.pk}/change/"
    assert client.post(url, data | {"text": "Other words."}).status_code == 302
    assert Correction.objects.get().text == "Other words."
    same = data | {"old_wording": "a", "new_wording": "a"}
    assert "are the same" in client.post(url, same).content.decode()
    for empty in ({"text": ""}, {"article": "x"}, {"annotation": "99999"}):
        assert client.post(ADD, data | empty).status_code == 200
    withdraw_correction(Correction.objects.get(), by=None)
    assert client.post(url, data).status_code == 403


def test_an_annotation_of_another_article_is_told_at_the_desk(article, log_in):
    other = annotate(make_article("Other"), "two metres")
    data = {"article": article.pk, "text": TEXT, "annotation": other.pk}
    answer = log_in("editor").post(ADD, data, follow=True)
    assert "is in another article" in answer.content.decode()


@pytest.mark.parametrize("name", ["reporter", "factchecker"])
def test_others_read_them(article, editor, log_in, name):
    add_correction(article, by=editor, text=TEXT)
    client = log_in(name)
    assert TEXT in client.get("/admin/annotations/correction/").content.decode()
    assert client.get(ADD).status_code == 403
    assert ADD not in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


def test_pages_of_corrections(article, client, editor, django_assert_num_queries):
    for number in range(51):
        add_correction(article, by=editor, text=f"No. {number}.")
    with django_assert_num_queries(2):
        first = client.get("/corrections/").content.decode()
    assert ("No. 50." in first, "No. 0." in first) == (True, False)
    older = Correction.objects.get(text="No. 1.").pk
    assert f"?before={older}" in first
    assert "No. 0." in client.get("/corrections/", {"before": older}).content.decode()
    assert client.get("/corrections/", {"before": "x"}).status_code == 404
