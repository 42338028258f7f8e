"""The desk over HTTP: lists, the article's form without the workspace's script, the workflow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Change, Revision, Section, Topic
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
LISTS = ("article", "revision", "section", "topic", "author", "change")
DESK = ("reporter", "factchecker", "editor")


def change_url(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def form_of(article, **changes) -> dict:
    latest = article.latest_revision
    return {
        "headline": latest.headline,
        "standfirst": latest.standfirst,
        "body": latest.body,
        "slug": article.slug,
        "authors": "",
        "language": article.language,
        "base": latest.number,
        "version": article.version,
        **changes,
    }


@pytest.mark.parametrize("name", DESK)
@pytest.mark.parametrize("model", LISTS)
def test_every_list_loads_and_searches_for_everybody_at_the_desk(log_in, editor, name, model):
    make_article(by=editor, section=Section.objects.create(slug="city", name="City"))
    client = log_in(name) if name != "editor" else log_in("editor")
    url = reverse(f"admin:articles_{model}_changelist")
    assert client.get(url).status_code == 200
    assert client.get(url, {"q": "river"}).status_code == 200
    assert client.get(url, {"q": "'\"%"}).status_code == 200
    assert client.get(url, {"id": "\x00"}).status_code == 302


def test_the_article_list_asks_as_often_for_many_as_for_few(
    log_in, editor, django_assert_max_num_queries
):
    author = Author.objects.create(slug="ada", name="Ada Marl")
    for number in range(12):
        make_article(f"River {number}", by=editor, authors=[author])
    client = log_in("editor")
    with django_assert_max_num_queries(14):
        page = client.get("/admin/articles/article/")
    assert page.content.count(b"Ada Marl") == 12


def test_outsiders_and_strangers_stay_out(client, outsider, editor):
    article = make_article(by=editor)
    assert client.get(change_url(article)).status_code == 302
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    for model in LISTS:
        assert client.get(reverse(f"admin:articles_{model}_changelist")).status_code == 403
    assert client.get(change_url(article)).status_code == 403
    assert client.get(ADD).status_code == 403


def test_only_editors_file(log_in):
    for name, status in (("reporter", 403), ("factchecker", 403), ("editor", 200)):
        client = log_in(name)
        assert client.get("/admin/articles/section/add/").status_code == status
    client.post("/admin/articles/section/add/", {"name": "City", "slug": "city"})
    assert Section.objects.get().slug == "city"
    assert Change.objects.get().verb == "created"


def test_nothing_can_be_deleted(log_in, editor):
    article = make_article(by=editor)
    client = log_in("editor")
    assert client.post(f"/admin/articles/article/{article.pk}/delete/").status_code == 403
    client.post(
        "/admin/articles/article/", {"action": "delete_selected", "_selected_action": article.pk}
    )
    assert Article.objects.count() == 1


def test_a_headline_is_enough_for_a_new_article(log_in):
    client = log_in("reporter")
    assert client.get(ADD).status_code == 200
    answer = client.post(ADD, {"headline": "New", "language": "en", "base": 0, "version": 0})
    article = Article.objects.get()
    assert answer.url == change_url(article)
    assert (article.slug, article.latest_revision.headline) == ("new", "New")
    assert client.get(answer.url).status_code == 200


def test_text_and_metadata_are_saved_together(log_in, editor):
    article = make_article(by=editor)
    Author.objects.create(slug="zoe", name="Zoe Tamm")
    Author.objects.create(slug="ada", name="Ada Marl")
    topic = Topic.objects.create(slug="floods", name="Floods")
    section = Section.objects.create(slug="city", name="City")
    data = form_of(
        article, headline="Falls", authors="Zoe Tamm, ada", topics=[topic.pk], section=section.pk,
        slug="falls",
    )  # fmt: skip
    client = log_in("reporter")
    assert client.post(change_url(article), data).status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.slug, article.section) == ("Falls", "falls", section)
    bylines = article.byline_set.order_by("position").values_list("author__slug", flat=True)
    assert list(bylines) == ["zoe", "ada"]
    assert "Zoe Tamm, Ada Marl" in client.get(change_url(article)).content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"headline": ""}, "This field is required"),
        ({"headline": "\n\t"}, "An article needs a headline"),
        ({"headline": "x" * 301}, "at most 300 characters"),
        ({"authors": "Nobody Known"}, "no author called"),
        ({"language": "no language!"}, "language tag"),
        ({"base": "-1"}, "greater than or equal to 0"),
        ({"base": "x"}, "whole number"),
        ({"section": "999"}, "valid choice"),
        ({"body": "a\x00b"}, "Null characters"),
        ({"slug": "river-rises-2"}, "Another article has or had this slug"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(log_in, editor, changes, told):
    article = make_article(by=editor)
    make_article(by=editor)
    client = log_in("editor")
    answer = client.post(change_url(article), form_of(article, standfirst="Kept.", **changes))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert "Kept." in answer.content.decode()
    assert Revision.objects.filter(article=article).count() == 1


def test_a_second_writer_sees_both_texts_and_overwrites_nothing(log_in, editor):
    article = make_article(by=editor)
    data = form_of(article, body="<p>Mine is this.</p>")
    rewrite(article, "<p>Theirs is that.</p>", by=editor)
    client = log_in("editor")
    answer = client.post(change_url(article), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Mine is this.") == 2  # side by side, and still in the form
    assert "Theirs is that." in page
    assert Article.objects.get().latest_revision.text == "Theirs is that."
    assert answer.context["form"]["base"].value() == 2
    client.post(change_url(article), {**data, "base": 2})
    assert Article.objects.get().latest_revision.number == 3


def test_anothers_change_of_the_metadata_is_not_undone_unseen(log_in, editor):
    article = make_article(by=editor)
    client = log_in("editor")
    before = form_of(article)
    client.post(change_url(article), {**before, "language": "de"})
    answer = client.post(change_url(article), {**before, "language": "fr"})
    assert answer.status_code == 409
    assert "Language, theirs" in answer.content.decode()
    assert Article.objects.get().language == "de"
    version = answer.context["form"]["version"].value()
    client.post(change_url(article), {**before, "language": "fr", "version": version})
    assert Article.objects.get().language == "fr"


def test_a_fact_checker_reads_and_does_not_write(log_in, editor):
    article = make_article(by=editor)
    client = log_in("factchecker")
    assert client.get(change_url(article)).status_code == 200
    assert client.post(change_url(article), form_of(article, headline="Mine")).status_code == 403
    assert Revision.objects.count() == 1


def test_addresses_that_lead_nowhere(log_in, editor):
    client = log_in("editor")
    for wrong in ("999", "abc", "9" * 30, "1_2F"):
        assert client.get(f"/admin/articles/article/{wrong}/change/").status_code == 302
    assert client.get("/admin/articles/article/999999999/publish/").status_code == 302
    assert client.get("/admin/articles/article/999999999/transition/").status_code == 405


def test_the_workflow_by_buttons(log_in, editor):
    article = make_article(by=editor)
    transition = reverse("admin:articles_article_transition", args=[article.pk])
    publish = reverse("admin:articles_article_publish", args=[article.pk])
    reporter = log_in("reporter")
    page = reporter.get(change_url(article)).content.decode()
    assert "Submit for review" in page
    assert publish not in page
    assert reporter.post(transition, {"action": "submit"}).status_code == 302
    assert reporter.post(transition, {"action": "ready"}).status_code == 403
    assert reporter.get(publish).status_code == 403

    client = log_in("editor")
    client.post(transition, {"action": "ready"})
    assert Article.objects.get().state == "ready"
    answer = client.post(transition, {"action": "submit"}, follow=True)
    assert "is not possible" in answer.content.decode()
    assert client.post(transition, {"action": "nonsense"}).status_code == 302
    assert client.post(transition, {"action": "publish"}).url == publish
    assert client.post(publish, {}).status_code == 302
    assert Article.objects.get().state == "published"
    assert "Publish changes" in client.get(change_url(article)).content.decode()


def test_publishing_can_wait_for_its_time(log_in, editor):
    article = make_article(by=editor)
    client = log_in("editor")
    publish = reverse("admin:articles_article_publish", args=[article.pk])
    assert client.post(publish, {"published_at": "no date"}).status_code == 200
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    client.post(publish, {"published_at": tomorrow.strftime("%Y-%m-%dT%H:%M")})
    article.refresh_from_db()
    assert article.is_scheduled
    assert "Scheduled for" in client.get(change_url(article)).content.decode()


def test_history_is_one_click_away(log_in, editor):
    article = make_article(by=editor)
    client = log_in("editor")
    history = client.get(reverse("admin:articles_article_history", args=[article.pk]), follow=True)
    assert b"wrote" in history.content
    change = Change.objects.first()
    assert client.get(f"/admin/articles/change/{change.pk}/change/").status_code == 200
    revision = article.latest_revision
    read = client.get(f"/admin/articles/revision/{revision.pk}/change/", follow=True)
    assert read.redirect_chain == [
        (reverse("admin:articles_article_revision", args=[article.pk, 1]), 302)
    ]
    assert read.status_code == 200
    assert client.post(f"/admin/articles/revision/{revision.pk}/change/").status_code == 403


def test_the_policy_stays_strict(log_in):
    answer = log_in("editor").get(ADD)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in answer.content.decode()
