"""The Atom feeds, read by an XML parser and held to the rules of RFC 4287."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree, html

from annotations.models import Rating, Source
from annotations.services import withdraw
from annotations.services.corrections import add_correction, withdraw_correction
from annotations.tests.factories import COMPLETE, annotate
from articles.choices import Action
from articles.models import Article, Author, Section
from articles.services import edit_article, perform, publish
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ["/feeds/articles/", "/feeds/sections/harbour/", "/feeds/claims/", "/feeds/corrections/"]


@pytest.fixture
def article():
    section = Section.objects.create(slug="harbour", name="Harbour & <Quay>")
    authors = [Author.objects.create(slug=name.lower(), name=name) for name in ("Ada", "Bo")]
    article = make_article("R & D <rises>", published=True, section=section, authors=authors)
    claim(article)
    add_correction(article, by=None, text="It was <two> metres.", old_wording="three")
    return article


def claim(article, **detail):
    return annotate(article, "The river rose", approved=True, detail=COMPLETE["claim"] | detail)


def read(client, path: str, **headers):
    """The feed's root element; every feed that a test reads is valid."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert list(faults(root)) == []
    return root


def faults(root):
    """What RFC 4287 asks of feeds, and we besides."""
    if root.tag != f"{ATOM}feed" or LANG not in root.attrib:
        yield "no feed with a language"
    [own] = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if not own.get("href").startswith(settings.SITE_URL + "/feeds/"):
        yield "the feed does not say where it is"
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        yield "no author"
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) != len(ids):
        yield "two entries have the same id"
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            if len(element.findall(ATOM + name)) != 1 or not element.findtext(ATOM + name):
                yield f"not one {name}"
        if not urlsplit(element.findtext(f"{ATOM}id")).scheme:
            yield "an id that is no IRI"
        for name in ("updated", "published"):
            for moment in element.findall(ATOM + name):
                if datetime.fromisoformat(moment.text).tzinfo is None:
                    yield f"{moment.text} has no offset"
    for entry in entries:
        published, updated = (entry.findtext(ATOM + name) for name in ("published", "updated"))
        if not published or not updated or updated < published:
            yield "updated before it was published"
        links = [link.get("href") for link in entry.findall(f"{ATOM}link")]
        if len(links) != 1 or not links[0].startswith(settings.SITE_URL + "/"):
            yield f"links to {links}"
        if not entry.findtext(f"{ATOM}summary"):
            yield "no summary"


def entries(root):
    return root.findall(f"{ATOM}entry")


def said(entry, name: str) -> str:
    return entry.findtext(ATOM + name)


def shown(entry) -> str:
    """A summary as readers see it: it is HTML."""
    return html.fromstring(f"<div>{said(entry, 'summary')}</div>").text_content()


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_and_does_not_hang_on_the_host(client, article, path):
    first = etree.tostring(read(client, path))
    assert first == etree.tostring(read(client, path, host="localhost"))
    assert first.count(b"<entry") == 1


@pytest.mark.parametrize("path", [path for path in FEEDS if "sections" not in path])
def test_a_feed_of_nothing_is_a_feed(client, path):
    assert entries(read(client, path)) == []


def test_an_article_in_a_feed(client, article):
    for path in FEEDS[:2]:
        [entry] = entries(read(client, path))
        assert said(entry, "title") == "R & D <rises>"
        assert shown(entry) == "R & D <rises>"  # it has no standfirst
        names = [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")]
        assert names == ["Ada", "Bo"]
        assert entry.find(f"{ATOM}category").get("term") == "Harbour & <Quay>"
        assert entry.get(LANG) == "en"


def test_an_id_outlives_the_address_and_a_new_text_is_an_update(client, article):
    [before] = entries(read(client, "/feeds/articles/"))
    edit_article(article, by=None, slug="moved")
    rewrite(article, "<p>Other words.</p>")
    [unpublished] = entries(read(client, "/feeds/articles/"))
    assert said(unpublished, "updated") == said(before, "updated")
    publish(article, by=None, reason="test")
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(days=1))
    [after] = entries(read(client, "/feeds/articles/"))
    assert said(after, "id") == said(before, "id")
    assert after.find(f"{ATOM}link").get("href").endswith("/articles/moved/")
    assert said(after, "updated") > said(after, "published")


def test_an_entry_is_in_its_own_language(client):
    make_article("المكتبة", "<p>كتب للأطفال</p>", published=True, language="ar", slug="a")
    [entry] = entries(read(client, "/feeds/articles/"))
    assert entry.get(LANG) == "ar"


def test_a_claim_in_its_feed(client, article):
    rating = Rating.objects.first()
    who = Source.objects.create(name="Ulla <Wick>")
    claim(article, summary="It rose", rating=rating, explanation="Gauge\x02 says", claimant=who)
    entry = entries(read(client, "/feeds/claims/"))[0]
    assert said(entry, "title") == "It rose"
    for words in (rating.label, rating.meaning, "Gauge says", "Ulla <Wick>", "R & D <rises>"):
        assert words in shown(entry)


def test_a_claim_approved_late_comes_first(client, article):
    old = claim(make_article("Older", published=True), summary="Approved late")
    type(old).objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=99))
    assert said(entries(read(client, "/feeds/claims/"))[0], "title") == "Approved late"


def test_a_correction_in_its_feed(client, article):
    [entry] = entries(read(client, "/feeds/corrections/"))
    assert said(entry, "title") == "Correction: R & D <rises>"
    assert "It was <two> metres." in shown(entry)
    assert "Before: three" in shown(entry)


def test_what_is_not_public_is_in_no_feed(client, article):
    withdraw(article.annotations.get(), by=None, reason="test")
    withdraw_correction(article.corrections.get(), by=None)
    for path in FEEDS[2:]:
        assert entries(read(client, path)) == []
    perform(article, Action.UNPUBLISH, by=None)
    assert entries(read(client, "/feeds/articles/")) == []
    assert client.get("/feeds/sections/harbour/").status_code == 404
    assert client.get("/feeds/sections/nowhere/").status_code == 404


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1b", "\ufffe", "\uffff"])
def test_a_character_that_xml_forbids_breaks_nothing(client, article, sign):
    """However it came into a row: a feed that is not well-formed is no feed."""
    type(article.live_revision).objects.update(headline=f"be{sign}fore", standfirst=f"be{sign}fore")
    for model in (Section, Author):
        model.objects.update(name=f"be{sign}fore")
    article.corrections.update(text=f"be{sign}fore")
    article.annotations.get().claim.__class__.objects.update(summary=f"be{sign}fore")
    for path in FEEDS:
        assert b"before" in etree.tostring(read(client, path))


@pytest.mark.parametrize(("path", "queries"), list(zip(FEEDS, (2, 3, 1, 1), strict=True)))
def test_the_same_queries_however_many(client, article, django_assert_num_queries, path, queries):
    with django_assert_num_queries(queries):
        read(client, path)
    for number in range(40):
        other = make_article(
            f"No. {number} of many", published=True, section=article.section,
            authors=article.authors.all(),
        )  # fmt: skip
        claim(other, claimant=f"Source {number}")
        add_correction(other, by=None, text="Wrong")
    with django_assert_num_queries(queries):
        assert len(entries(read(client, path))) == 30


def test_pages_name_their_feeds_and_every_address_answers(client, article):
    named = set()
    for path in ("/", article.get_absolute_url(), "/sections/harbour/", "/corrections/"):
        page = html.fromstring(client.get(path).content)
        links = page.xpath("//link[@rel='alternate'][@type='application/atom+xml']")
        addresses = {link.get("href").removeprefix(settings.SITE_URL) for link in links}
        assert "/feeds/articles/" in addresses
        assert all(link.get("title") for link in links)
        assert page.xpath("//footer//a[@href='/feeds/articles/']")
        named |= addresses
    assert named == set(FEEDS)


@pytest.mark.parametrize("path", [*FEEDS, "/sitemap.xml", "/news-sitemap.xml"])
def test_whoever_has_it_is_told_that_nothing_is_new(client, article, path):
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_only_reading(client):
    assert client.post("/feeds/articles/").status_code == 405


def test_the_rules_find_a_broken_feed(client, article):
    """The checker itself: each of these must be found."""
    text = client.get("/feeds/articles/").content.decode()
    for old, new in (
        ("<entry ", "<entry><id>x</id></entry><entry "),
        ("<updated>", "<modified>"),
        ("</summary>", "</summary><link href='http://elsewhere.example/'/>"),
        ("+00:00", ""),
        ("/feeds/articles/", "/elsewhere/"),
    ):
        broken = text.replace(old, new)
        assert broken != text, old
        broken = broken.replace("</updated>", "</modified>") if "modified" in new else broken
        assert list(faults(etree.fromstring(broken.encode()))), old
