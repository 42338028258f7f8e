"""Comments between colleagues: said, resolved, opened again, kept, and shown to nobody else."""

import pytest
from django.urls import reverse

from annotations.admin import cards as panel
from annotations.models import Annotation, Comment
from annotations.services import comment, reopen, resolve, withdraw
from annotations.tests.factories import annotate
from articles.errors import WrongState
from articles.models import Article, Change
from articles.services import publication_warnings
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
LIST = "/admin/annotations/annotation/"


@pytest.fixture
def annotation(editor):
    return annotate(make_article(by=editor), "two metres", "statistic", by=editor)


def url(annotation) -> str:
    return reverse("admin:annotations_comments", args=[annotation.pk])


def open_counts(annotation, user) -> list[int]:
    article = Article.objects.get(pk=annotation.article_id)
    return [card["comments"] for card in panel.cards(article, user)]


def test_said_resolved_and_opened_again_with_a_history(annotation, reporter, editor):
    version = annotation.version
    asked = comment(annotation, text="Where is this from?", by=reporter)
    assert open_counts(annotation, editor) == [1]
    resolve(asked, by=editor)
    assert (asked.resolved_by, open_counts(annotation, editor)) == (editor, [0])
    with pytest.raises(WrongState, match="editor has resolved this comment already"):
        resolve(Comment.objects.get(), by=reporter)
    reopen(asked, by=reporter)
    with pytest.raises(WrongState):
        reopen(asked, by=reporter)
    assert (asked.resolved_at, asked.resolved_by) == (None, None)
    lines = Change.objects.filter(subject="comment").order_by("id")
    assert [(line.verb, line.by.username) for line in lines] == [
        ("created", "reporter"), ("resolved", "editor"), ("reopened", "reporter"),
    ]  # fmt: skip
    assert {line.article_id for line in lines} == {annotation.article_id}
    annotation.refresh_from_db()
    assert annotation.version == version  # nobody's work on the annotation is stale


def test_it_stays_with_its_annotation_whatever_becomes_of_that(annotation, editor):
    asked = comment(annotation, text="Sure?", by=editor)
    article = annotation.article
    assert len(publication_warnings(article)) == 0
    rewrite(article, "<p>Gone.</p>", by=editor)
    withdraw(annotation, by=editor)
    assert open_counts(annotation, editor) == [1]
    resolve(asked, by=editor)
    assert open_counts(annotation, editor) == [0]


@pytest.mark.parametrize("name", ["reporter", "factchecker", "editor"])
def test_everybody_at_the_desk_comments_and_resolves(log_in, annotation, name):
    client = log_in(name)
    answer = client.post(
        url(annotation), {"action": "comment", "text": " Two\r\nlines <b> "}, follow=True
    )
    page = answer.content.decode()
    assert "Two<br>lines &lt;b&gt;</p>" in page
    assert "Added." in page
    made = Comment.objects.get()
    assert (made.text, made.by.username) == ("Two\nlines <b>", name)
    client.post(url(annotation), {"action": f"resolve {made.pk}"})
    made.refresh_from_db()
    assert made.resolved_by.username == name
    client.post(url(annotation), {"action": f"reopen {made.pk}"})
    assert Comment.objects.filter(resolved_at=None).exists()


def test_outsiders_see_and_say_nothing(client, outsider, annotation):
    comment(annotation, text="Inside", by=None)
    assert client.get(url(annotation)).status_code == 302
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    assert client.get(url(annotation)).status_code == 403
    assert client.post(url(annotation), {"action": "comment", "text": "x"}).status_code == 403
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5001, "nul \x00"])
def test_bad_text_is_refused_and_kept(log_in, annotation, text):
    client = log_in("reporter")
    answer = client.post(url(annotation), {"action": "comment", "text": text})
    assert answer.status_code == 400
    assert "5,000 characters" in answer.content.decode() or len(text) <= 5000
    assert text.replace("\x00", "").strip() in answer.content.decode()
    assert not Comment.objects.exists()


def test_two_resolve_at_once_and_the_second_is_told(log_in, annotation, editor):
    asked = resolve(comment(annotation, text="Sure?", by=editor), by=editor)
    answer = log_in("reporter").post(
        f"{url(annotation)}?fragment", {"action": f"resolve {asked.pk}"}
    )
    assert answer.status_code == 409
    assert "editor has resolved this comment already" in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    ("action", "status"), [("", 400), ("resolve", 400), ("resolve x", 400), ("resolve 999", 404)]
)
def test_what_is_no_action_does_nothing(log_in, annotation, action, status):
    assert log_in("editor").post(url(annotation), {"action": action}).status_code == status


def test_a_comment_of_another_annotation_is_not_reached_through_this(log_in, annotation, editor):
    other = annotate(annotation.article, "We were lucky", "quote", by=editor)
    asked = comment(other, text="Sure?", by=editor)
    answer = log_in("editor").post(url(annotation), {"action": f"resolve {asked.pk}"})
    assert answer.status_code == 404
    assert (
        log_in("editor").get("/admin/annotations/annotation/999999999/comments/").status_code == 404
    )


def test_the_list_counts_the_open_ones_and_filters_by_them(log_in, annotation, editor):
    settled = annotate(annotation.article, "We were lucky", "quote", by=editor)
    annotate(annotation.article, "The river rose", by=editor)
    for text in ("One", "Two"):
        comment(annotation, text=text, by=editor)
    resolve(comment(settled, text="Done", by=editor), by=editor)
    client = log_in("editor")
    for value, words in (
        ("open", {"two metres"}), ("resolved", {"We were lucky"}), ("none", {"The river rose"}),
        ("nonsense", {"two metres", "We were lucky", "The river rose"}),
    ):  # fmt: skip
        page = client.get(LIST, {"comments": value}).content.decode()
        listed = {
            item for item in ("two metres", "We were lucky", "The river rose") if item in page
        }
        assert listed == words, value
    page = client.get(LIST, {"comments": "open"}).content.decode()
    assert 'class="field-comments_line">2 open<' in page


def test_many_comments_cost_as_many_queries_as_one(
    log_in, annotation, editor, django_assert_max_num_queries
):
    client = log_in("editor")
    for number in range(30):
        comment(annotation, text=f"Number {number}", by=editor)
    with django_assert_max_num_queries(6):
        page = client.get(f"{url(annotation)}?fragment").content.decode()
    assert 'data-open="30"' in page
    assert Annotation.objects.count() == 1
