"""The public pages of articles, as a reader's browser asks for them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.views.defaults import server_error

from articles.choices import Action
from articles.models import Article, Author, Section, Topic
from articles.paging import PAGE_SIZE
from articles.services import edit_article, perform, publish
from articles.tests.factories import PASSWORD, make_article, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return Section.objects.create(slug="harbour", name="Harbour")


@pytest.fixture
def filed(section):
    """A published article with everything it can be filed under."""
    topic = Topic.objects.create(slug="floods", name="Floods")
    author = Author.objects.create(slug="ada-marl", name="Ada Marl")
    return make_article(published=True, section=section, topics=[topic], authors=[author])


def open_at(article: Article, moment) -> None:
    Article.objects.filter(pk=article.pk).update(published_at=moment)


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


LISTS = ["/", "/sections/harbour/", "/topics/floods/", "/authors/ada-marl/"]


@pytest.mark.parametrize("path", LISTS)
def test_lists_show_what_is_public(client, filed, path):
    page = text(client, path)
    assert "River rises" in page
    assert filed.get_absolute_url() in page


@pytest.mark.parametrize("path", LISTS[1:])
def test_a_list_without_a_public_article_is_not_found(client, filed, path):
    perform(filed, Action.UNPUBLISH, by=None)
    assert client.get(path).status_code == 404


def test_an_article_shows_all_it_has(client, filed):
    page = text(client, filed.get_absolute_url())
    assert page.count("<h1") == 1
    for words in ("River rises", "Harbour", "Floods", "Ada Marl", "The river rose by two metres"):
        assert words in page
    assert '<div class="body" lang="en" dir="ltr">' in page
    assert f'datetime="{filed.published_at:%Y-%m-%dT%H:%M}' in page


def test_it_stands_without_an_annotation(client):
    article = make_article(published=True)
    page = text(client, article.get_absolute_url())
    assert article.live_revision.body in page
    assert "<mark" not in page


def test_readers_keep_the_live_revision_until_it_is_published(client):
    article = make_article(published=True)
    rewrite(article, "<p>Canary of the desk.</p>")
    for path in ("/", article.get_absolute_url()):
        assert "Canary" not in text(client, path)
    publish(article, by=None, reason="test")
    assert "Canary of the desk" in text(client, article.get_absolute_url())


@pytest.mark.parametrize("who", ["nobody", "editor"])
def test_a_draft_is_nowhere_whoever_is_logged_in(client, editor, section, who):
    draft = make_article("Canary", section=section)
    if who == "editor":
        assert client.login(username="editor", password=PASSWORD)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/sections/harbour/").status_code == 404
    assert "Canary" not in text(client, "/")


def test_the_clock_opens_a_scheduled_article(client):
    article = make_article("Tomorrow", published=True)
    open_at(article, timezone.now() + timedelta(seconds=30))
    assert client.get(article.get_absolute_url()).status_code == 404
    assert "Tomorrow" not in text(client, "/")
    open_at(article, timezone.now() - timedelta(seconds=1))
    assert "Tomorrow" in text(client, "/")
    assert "Tomorrow" in text(client, article.get_absolute_url())


def test_an_archived_article_is_gone_and_names_nothing(client):
    article = make_article("Canary", published=True)
    old = article.slug
    edit_article(article, by=None, slug="moved")
    perform(article, Action.ARCHIVE, by=None)
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "Canary" not in response.content.decode()
    assert "Canary" not in text(client, "/")
    assert client.get(f"/articles/{old}/").status_code == 301


def test_a_scheduled_article_that_is_archived_was_never_there(client):
    article = make_article("Canary")
    publish(article, by=None, published_at=timezone.now() + timedelta(days=1))
    perform(article, Action.ARCHIVE, by=None)
    assert client.get(article.get_absolute_url()).status_code == 404
    assert article.published_at is None  # so it stays so when its time has come


def test_a_former_address_redirects_for_good(client):
    article = make_article("River rises", published=True)
    edit_article(article, by=None, slug="flood")
    response = client.get("/articles/river-rises/")
    assert response.status_code == 301
    assert response["Location"] == "/articles/flood/"


def test_a_former_address_of_a_draft_tells_nothing(client):
    article = make_article("River rises")
    edit_article(article, by=None, slug="canary")
    assert client.get("/articles/river-rises/").status_code == 404


def test_pages_of_a_list_neither_skip_nor_repeat(client):
    moment = timezone.now() - timedelta(days=1)
    for number in range(PAGE_SIZE * 2 + 1):
        article = make_article(f"Story no. {number} of them", published=True)
        open_at(article, moment - timedelta(minutes=number // 3))  # threes share a moment
    seen, path = [], "/"
    while path:
        listing = client.get(path).context["listing"]
        seen += [article.pk for article in listing.rows]
        path = f"/?before={listing.older}" if listing.older else ""
    assert len(seen) == len(set(seen)) == PAGE_SIZE * 2 + 1


@pytest.mark.parametrize(
    "before",
    [
        "",
        "x",
        "20261399T000000000000Z-1",
        "20260101T000000000000Z-" + "9" * 40,
        "🌊",
        "\x00",
        "1;--",
    ],
)
def test_a_made_up_page_is_not_found(client, before):
    assert client.get("/", {"before": before}).status_code == 404


def test_hostile_words_are_words(client, section):
    Section.objects.filter(pk=section.pk).update(name="<script>alert(1)</script>")
    author = Author.objects.create(slug="x", name="<img src=x onerror=alert(1)>")
    article = make_article(
        '<script>alert("h")</script>', published=True, section=section, authors=[author], slug="h"
    )
    for path in ("/", "/articles/h/", "/sections/harbour/", "/authors/x/"):
        page = text(client, path)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert" in page
    assert article.headline == '<script>alert("h")</script>'


def test_an_article_in_arabic_runs_from_right_to_left(client):
    article = make_article("المكتبة", "<p>كتب للأطفال</p>", published=True, language="ar", slug="a")
    page = text(client, article.get_absolute_url())
    assert '<div class="body" lang="ar" dir="rtl">' in page


def test_the_list_takes_the_same_queries_however_long(client, django_assert_num_queries, section):
    author = Author.objects.create(slug="x", name="X")
    make_article("One", published=True, section=section, authors=[author])
    with django_assert_num_queries(3):  # sections, articles, bylines
        client.get("/")
    for number in range(PAGE_SIZE):
        make_article(f"More {number}", published=True, section=section, authors=[author])
    with django_assert_num_queries(3):
        client.get("/")


def test_only_reading(client):
    assert client.post("/").status_code == 405


def test_the_page_of_a_missing_page_is_a_page(client):
    response = client.get("/articles/nothing-here/")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


def test_the_page_of_a_failure_needs_no_database(rf):
    page = server_error(rf.get("/")).content.decode()
    assert "Something went wrong on our side" in page
    assert "{#" not in page


def test_no_inline_style_or_script(client, filed):
    for path in ("/", filed.get_absolute_url()):
        page = text(client, path)
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert page.count("<script src=") == (1 if "/articles/" in path else 0)
        assert page.count("<script") == page.count("<script src=") + 1  # data, which is not run
        assert page.count('<script type="application/ld+json">') == 1
        assert "importmap" not in page
