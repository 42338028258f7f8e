"""Sitemaps, the news sitemap, robots.txt and the favicon."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree

from annotations.models import Source
from annotations.services import withdraw
from annotations.services.sources import merge_source
from annotations.tests.factories import annotate
from articles import sitemaps
from articles.choices import Action
from articles.models import Article, Author, Section, Topic
from articles.services import edit_article, perform
from articles.tests.factories import make_article, rewrite
from newsroom.crawlers import SITEMAPS

PAGES = ["/", "/claims/", "/quotes/", "/statistics/", "/corrections/"]
pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, path: str, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    assert response["Content-Type"].startswith("application/xml")
    return etree.fromstring(response.content)


def places(root) -> list[str]:
    found = [loc.text for loc in root.iterfind(".//s:loc", NAMES)]
    assert all(place.startswith(settings.SITE_URL + "/") for place in found)
    return [place.removeprefix(settings.SITE_URL) for place in found]


def everything(client) -> list[str]:
    return [
        place
        for part in places(read(client, "/sitemap.xml"))
        for place in places(read(client, part))
    ]


@pytest.fixture
def article():
    section, topic, author = (
        model.objects.create(slug="s", name="S") for model in (Section, Topic, Author)
    )
    article = make_article(published=True, section=section, topics=[topic], authors=[author])
    annotate(article, "“We were lucky,”", "quote", approved=True)
    return article


def test_every_public_page_is_there_and_answers(client, article):
    quote = article.annotations.get()
    found = everything(client)
    assert sorted(found) == sorted([
        *PAGES, "/articles/river-rises/", "/sections/s/", "/topics/s/", "/authors/s/",
        quote.get_absolute_url(), quote.quote.speaker.get_absolute_url(),
    ])  # fmt: skip
    for place in found:
        assert client.get(place).status_code == 200


def test_what_readers_may_not_see_is_not_there(client, article):
    make_article("Draft")
    annotate(article, "two metres")
    withdraw(article.annotations.get(kind="quote"), by=None, reason="test")
    perform(article, Action.UNPUBLISH, by=None)
    assert everything(client) == PAGES


def test_a_merged_source_is_there_once(client, article):
    into = Source.objects.create(name="Ada Marl, harbour master")
    merge_source(article.annotations.get().quote.speaker, into=into, by=None)
    assert [place for place in everything(client) if "sources" in place] == [
        into.get_absolute_url()
    ]


def test_the_host_that_is_asked_is_told_nowhere(client, article):
    assert b"localhost" not in etree.tostring(read(client, "/sitemap.xml", host="localhost"))


def test_it_says_when_an_article_last_became_other_words(client, article):
    part = f"/sitemaps/articles/{article.pk // sitemaps.PART + 1}.xml"
    [before] = read(client, part).iterfind(".//s:lastmod", NAMES)
    rewrite(article, "<p>Desk's words.</p>")
    edit_article(article, by=None, language="en-GB")
    [after] = read(client, part).iterfind(".//s:lastmod", NAMES)
    assert after.text == before.text
    index = read(client, "/sitemap.xml")
    assert after.text in [lastmod.text for lastmod in index.iterfind(".//s:lastmod", NAMES)]


def test_parts_hold_everything_once(client, article, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 3)
    for number in range(10):
        make_article(f"No. {number} of many", published=number % 4 > 0)
    parts = [place for place in places(read(client, "/sitemap.xml")) if "/articles/" in place]
    assert len(parts) >= 3
    found = [place for part in parts for place in places(read(client, part))]
    public = [article.get_absolute_url() for article in Article.objects.public()]
    assert sorted(found) == sorted(public)
    assert all(len(places(read(client, part))) <= 3 for part in parts)


@pytest.mark.parametrize(
    "path", ["articles/0", "articles/99", f"articles/{'9' * 40}", "drafts/1", "pages/2"]
)
def test_a_part_that_there_is_not(client, article, path):
    assert client.get(f"/sitemaps/{path}.xml").status_code == 404


def test_the_same_queries_however_many(client, article, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(len(SITEMAPS)):
            read(client, "/sitemap.xml")
        for name in SITEMAPS:
            [path] = [p for p in places(read(client, "/sitemap.xml")) if f"/{name}/" in p]
            with django_assert_num_queries(1):
                read(client, path)
        for number in range(5):
            other = make_article(f"No. {number} of many", published=True)
            annotate(other, "“We were lucky,”", "quote", approved=True)


def test_news_of_the_last_two_days(client):
    now = timezone.now()
    for headline, age in (("New & <now>", 47), ("Old", 49)):
        article = make_article(headline, published=True, language="pt-BR")
        Article.objects.filter(pk=article.pk).update(published_at=now - timedelta(hours=age))
    root = read(client, "/news-sitemap.xml")
    [title] = root.iterfind(".//news:title", NAMES)
    assert title.text == "New & <now>"
    assert root.findtext(".//news:language", namespaces=NAMES) == "pt"
    assert root.findtext(".//news:name", namespaces=NAMES) == settings.SITE_NAME
    date = root.findtext(".//news:publication_date", namespaces=NAMES)
    assert date.startswith(f"{now - timedelta(hours=47):%Y-%m-%dT%H:%M}")


def test_news_is_capped_and_takes_one_query(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemaps, "NEWS_AT_MOST", 2)
    for number in range(3):
        make_article(f"No. {number}\x01 of many", published=True)
    with django_assert_num_queries(1):
        assert len(places(read(client, "/news-sitemap.xml"))) == 2


def test_robots_are_told_where_the_sitemaps_are(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    for path in ("/sitemap.xml", "/news-sitemap.xml"):
        assert f"Sitemap: {settings.SITE_URL}{path}\n" in text
        read(client, path)


def test_whoever_asks_for_a_favicon_gets_ours(client):
    assert client.get("/favicon.ico")["Location"] == "/static/articles/favicon.svg"
