"""Whole pages in the shared cache: no query when warm, and never older than the last change."""

import gzip
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import services
from annotations.models import Annotation, Rating
from annotations.services.corrections import add_correction
from annotations.services.ratings import edit_rating
from annotations.tests.factories import annotate
from articles.choices import Action
from articles.models import Section
from articles.page_cache import keep_page, key_of
from articles.services import edit_article, edit_image, perform, publish
from articles.tests.factories import make_article, make_image, rewrite

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "<p>“We were lucky,” she said. The quay cost 4 million. It rose by two metres.</p>"


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGE_CACHE_SECONDS = 300
    cache.clear()


@pytest.fixture
def article(editor):
    section = Section.objects.create(slug="harbour", name="Harbour")
    return make_article(body=BODY, by=editor, published=True, section=section)


def fresh(client, settings, path: str) -> bytes:
    """The page as it is made now, without the cache."""
    settings.PAGE_CACHE_SECONDS = 0
    page = client.get(path)
    settings.PAGE_CACHE_SECONDS = 300
    return page.status_code, page.content


def test_a_page_with_fifty_annotations_asks_nothing_when_warm(client, article):
    for number in range(50):
        kind = ("claim", "quote", "statistic")[number % 3]
        annotate(article, "The quay cost 4 million", kind, approved=True)
    path = article.get_absolute_url()
    first = client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        again = client.get(path)
    assert len(asked) == 0
    assert again.content == first.content
    known = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_every_change_reaches_readers_at_once(client, settings, article, editor, factchecker):
    """Each step is a change of what some page shows; before it, every page is in the cache."""
    other = make_article("Elsewhere", by=editor, published=True)
    quote = annotate(article, "“We were lucky,”", "quote", approved=True)
    claim = annotate(other, "two metres", "claim", approved=True)
    rating = Rating.objects.first()
    image = make_image("The weir")
    late = make_article("Late", by=editor)
    paths = [
        "/", "/sections/harbour/", "/corrections/", article.get_absolute_url(), other.get_absolute_url(),
        quote.get_absolute_url(), claim.get_absolute_url(), quote.quote.speaker.get_absolute_url(),
        late.get_absolute_url(),
    ]  # fmt: skip
    steps = [
        lambda: rewrite(article, BODY.replace("said", "told us"), by=editor, lead_image=image),
        lambda: publish(article, by=editor, reason="new text"),
        lambda: edit_image(image, alt="The old weir", by=editor),
        lambda: edit_article(article, by=editor, section=None),
        lambda: services.edit_annotation(quote, by=editor, note="On the quay."),
        lambda: services.edit_annotation(claim, by=editor, detail={"rating": rating, "explanation": "Seen."}),
        lambda: edit_rating(rating, by=editor, label="Half true"),
        lambda: services.add_evidence(claim, by=editor, title="Gauge", link="https://example.org/", stance="supports"),
        lambda: services.relate(quote, claim, type="supports", by=editor),
        lambda: services.edit_source(quote.quote.speaker, by=editor, name="Ada of Marl"),
        lambda: add_correction(article, text="It was two.", by=editor),
        lambda: publish(late, by=editor, reason="test"),
        lambda: services.withdraw(quote, by=factchecker),
        lambda: perform(late, Action.UNPUBLISH, by=editor),
        lambda: perform(article, Action.ARCHIVE, by=editor),
    ]  # fmt: skip
    moved = 0
    for number, step in enumerate(steps):
        before = {path: client.get(path).content for path in paths}
        step()
        after = {
            path: (page := client.get(path)) and (page.status_code, page.content) for path in paths
        }
        for path in paths:
            assert after[path] == fresh(client, settings, path), (number, path)
        moved += any(after[path][1] != before[path] for path in paths)
    assert moved >= len(steps) - 1  # all but the draft of a new text changed some page


def test_a_page_that_was_being_made_while_rows_changed_is_not_kept(client, article, editor):
    path = article.get_absolute_url()
    key, old = key_of(path, {}), client.get(path)
    edit_article(article, by=editor, section=None)
    keep_page(key, old, 300)
    assert b"Harbour" in old.content
    assert b"Harbour" not in client.get(path).content


def test_no_page_outlives_the_moment_at_which_an_article_opens(client, editor):
    soon = make_article("Soon", by=editor)
    publish(soon, by=editor, reason="test", published_at=timezone.now() + timedelta(seconds=1.5))
    assert b"Soon" not in client.get("/").content
    time.sleep(1.7)
    assert b"Soon" in client.get("/").content


def test_what_a_page_does_not_know_changes_nothing(client, article):
    page = client.get("/")
    assert client.get("/?utm_source=letter&before_=1").content == page.content
    assert client.get("/?before=nonsense").status_code == 404


def test_pages_are_compressed_and_to_be_asked_for_again(client, article):
    page = client.get(article.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert b"We were lucky" in gzip.decompress(page.content)
    assert page["Cache-Control"] == "public, max-age=0, must-revalidate"
    known = client.get(
        article.get_absolute_url(),
        headers={"accept-encoding": "gzip", "if-none-match": page["ETag"]},
    )
    assert known.status_code == 304


def test_readers_get_their_page_while_the_cache_is_down(client, settings, article, editor, caplog):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",  # where nobody listens
        }
    }
    assert client.get(article.get_absolute_url()).status_code == 200
    edit_article(article, by=editor, section=None)
    assert "does not answer" in caplog.text
    assert Annotation.objects.count() == 0
