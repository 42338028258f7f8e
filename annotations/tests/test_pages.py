"""What readers see of annotations: marks, notes, permalinks and sources."""

import re

import pytest

from annotations.models import Source
from annotations.services import (
    add_evidence,
    approve,
    edit_annotation,
    relate,
)
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE, body_in, page_of, text
from articles.models import Article
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(published=True)


@pytest.fixture
def quote(article):
    return annotate(article, QUOTE, "quote", approved=True)


def stripped(body: str) -> str:
    body = re.sub('<a class="note-ref"[^>]*></a>', "", body)
    return re.sub("</?mark[^>]*>", "", body)


def note_in(page: str, annotation) -> str:
    note = page.partition(f'id="annotation-{annotation.pk}"')[2].partition(
        '<p class="note-links">'
    )[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", note))


def test_all_four_kinds_are_marked_and_the_body_is_as_it_was(client, article):
    for kind, words in (
        ("quote", QUOTE),
        ("statistic", "two metres"),
        ("claim", "The river rose by two metres on Monday."),
        ("social_embed", "the harbour master said"),
    ):
        annotate(article, words, kind, approved=True)
    page = page_of(client, article)
    body = body_in(page)
    assert 'class="claim statistic"' in body
    for kind in ("quote", "claim", "social_embed"):
        assert f'class="{kind}"' in body
    assert stripped(body) == article.live_revision.body
    assert page.count('<li class="note"') == 4


def test_a_mark_leads_to_its_note(client, article, quote):
    page = page_of(client, article)
    assert f'href="#annotation-{quote.pk}"' in body_in(page)
    assert f'<li class="note" id="annotation-{quote.pk}"' in page
    assert f'href="#ref-{quote.pk}"' in page


def test_a_quote_says_who_when_and_how_it_was_checked(client, article):
    detail = COMPLETE["quote"] | {
        "speaker_role": "harbour master",
        "said_on": "2026-11",
        "verification": "matches_source",
    }
    quote = annotate(article, QUOTE, "quote", approved=True, detail=detail)
    page = page_of(client, article)
    note = note_in(page, quote)
    assert "Ada Marl , harbour master" in note
    assert '<time datetime="2026-11">November 2026</time>' in page
    assert "Compared with the source: it matches" in note
    assert quote.quote.speaker.get_absolute_url() in page


def test_a_claim_shows_evidence_for_and_against(client, article):
    detail = {
        "summary": "The river rose",
        "attribution": "own_voice",
        "review_status": "reviewed",
        "explanation": "The gauge says so.",
    }
    claim = annotate(article, "The river rose", approved=True, detail=detail)
    add_evidence(claim, by=None, title="Gauge", link="https://example.org/g", stance="supports")
    add_evidence(claim, by=None, title="Diary", publisher="Bo", stance="disputes")
    page = page_of(client, article)
    note = note_in(page, claim)
    for words in ("The gauge says so.", "Checked", "Supports:", "Disputes:", "Diary", "Bo"):
        assert words in note
    assert 'href="https://example.org/g"' in page


def test_a_statistic_says_what_is_counted(client, article):
    detail = COMPLETE["statistic"] | {
        "value": "1234567.50",
        "unit": "cubic metres",
        "qualifier": "about",
        "place": "Calder Wath",
        "as_of": "2026-11-02",
        "publisher": "River Board",
    }
    statistic = annotate(article, "two metres", "statistic", approved=True, detail=detail)
    note = note_in(page_of(client, article), statistic)
    for words in (
        "About 1,234,567.5 cubic metres",
        "rise of the river",
        "Calder Wath",
        "2 November 2026",
        "River Board",
    ):
        assert words in note


def test_a_post_is_quoted_and_nothing_is_fetched(client):
    words = "Keep off pic.twitter.com/AbCdEfGhIj\n— Ada (@ada) November 3, 2026"
    article = make_article(
        body="<p>She wrote:</p>"
        + "".join(f"<p>{line}</p>" for line in words.split("\n"))
        + "<p>So they did.</p>",
        published=True,
    )
    detail = COMPLETE["social_embed"] | {
        "post_date": "2026-11-03",
        "post_url": "https://x.example.org/1",
        "author_url": "https://x.example.org/ada",
    }
    annotate(article, words, "social_embed", approved=True, detail=detail)
    body = body_in(page_of(client, article))
    figure = re.search('<figure class="post".*</figure>', body)[0]
    assert '<blockquote cite="https://x.example.org/1"' in figure
    caption = re.search("<figcaption.*</figcaption>", figure)[0]
    assert "@ada" in caption
    assert '<time datetime="2026-11-03">November 3, 2026</time>' in caption
    assert body.count("November 3, 2026") == 1
    assert "Post on X" in caption
    for tag in ("<iframe", "<img", "<script", "src="):
        assert tag not in body


def test_a_relation_reads_right_from_both_ends(client, article, quote):
    claim = annotate(article, "The river rose", approved=True)
    relate(quote, claim, type="disputes", by=None)
    page = page_of(client, article)
    assert "This quote disputes A claim" in note_in(page, quote)
    assert "This claim is disputed by “We were lucky,”" in note_in(page, claim)


def test_a_permalink_shows_the_words_in_their_sentence(client, article, quote):
    page = text(client, quote.get_absolute_url())
    assert f">{QUOTE}</mark> the harbour master said.</p>" in page
    assert "two metres" not in page
    assert f'{article.get_absolute_url()}#ref-{quote.pk}"' in page
    assert "Ada Marl" in page


def test_a_source_and_what_it_is_on_record_with(client, article, quote):
    source = quote.quote.speaker
    annotate(
        article,
        "two metres",
        "statistic",
        approved=True,
        detail=COMPLETE["statistic"] | {"publisher": source},
    )
    annotate(
        article,
        "The river rose",
        detail=COMPLETE["claim"] | {"claimant": source, "summary": "Canary"},
    )
    page = text(client, source.get_absolute_url())
    assert "Ada Marl" in page
    assert "We were lucky," in page
    assert "rise of the river" in page
    assert "River rises" in page
    assert "Canary" not in page


def test_a_long_record_is_paged(client, article, quote):
    source = quote.quote.speaker
    for _ in range(50):
        annotate(article, QUOTE, "quote", approved=True)
    first = client.get(source.get_absolute_url())
    second = client.get(source.get_absolute_url(), {"before": first.context["older"]})
    rows = first.context["annotations"] + second.context["annotations"]
    assert len({row.pk for row in rows}) == 51
    assert second.context["older"] == ""


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "²", "\x00"])
def test_a_made_up_page_of_a_source_is_not_found(client, quote, before):
    path = quote.quote.speaker.get_absolute_url()
    assert client.get(path, {"before": before}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/annotations/1/", f"/annotations/{'9' * 40}/", "/sources/0/", f"/sources/{'9' * 40}/"]
)
def test_an_id_that_nothing_has_is_not_found(client, path):
    assert client.get(path).status_code == 404


HOSTILE = '"><script>alert(1)</script>'
BAD_LINK = "javascript:alert(1)"


def test_hostile_fields_are_words(client, article):
    details = {
        "claim": {"summary": HOSTILE, "claimant_role": HOSTILE, "explanation": HOSTILE},
        "quote": {"text": HOSTILE, "speaker_role": HOSTILE, "source_url": BAD_LINK},
        "statistic": {
            "unit": HOSTILE,
            "measure": HOSTILE,
            "place": HOSTILE,
            "source_url": BAD_LINK,
        },
        "social_embed": {
            "author_name": HOSTILE,
            "handle": HOSTILE,
            "text": HOSTILE,
            "author_url": BAD_LINK,
            "post_url": BAD_LINK,
        },
    }
    rows = [
        annotate(
            article,
            article.live_revision.text,
            kind,
            approved=True,
            detail=COMPLETE[kind] | fields,
            note=HOSTILE,
        )
        for kind, fields in details.items()
    ]
    add_evidence(
        rows[0], by=None, title=HOSTILE, publisher=HOSTILE, link=BAD_LINK, archived_link=BAD_LINK
    )
    Source.objects.update(name=HOSTILE, description=HOSTILE, same_as=BAD_LINK)
    source = rows[1].quote.speaker
    for path in (
        article.get_absolute_url(),
        source.get_absolute_url(),
        *(row.get_absolute_url() for row in rows),
    ):
        page = text(client, path)
        assert "<script>alert" not in page
        assert "javascript:" not in page
        assert "&lt;script&gt;" in page


def test_an_arabic_article_keeps_its_direction_in_notes(client):
    article = make_article(
        "المكتبة", "<p>قالت: «كنا نريد الكتب».</p>", published=True, language="ar", slug="a"
    )
    quote = annotate(article, "«كنا نريد الكتب»", "quote", approved=True)
    assert '<div class="body" lang="ar" dir="rtl">' in page_of(client, article)
    page = text(client, quote.get_absolute_url())
    assert '<blockquote class="in-context" lang="ar" dir="rtl"' in page


def fill(article: Article, count: int) -> None:
    """Public annotations of every kind, each with evidence and a relation."""
    words = {
        "claim": "The river rose",
        "quote": QUOTE,
        "statistic": "two metres",
        "social_embed": "on Monday",
    }
    previous = None
    for number in range(count):
        kind = list(words)[number % 4]
        row = annotate(article, words[kind], kind, approved=True)
        add_evidence(row, by=None, title=f"Document {number}")
        if previous:
            relate(row, previous, type="supports", by=None)
        previous = row


def test_the_same_queries_for_one_and_for_two_hundred(client, article, django_assert_num_queries):
    outside = annotate(make_article("Elsewhere", published=True), "two metres", approved=True)
    fill(article, 1)
    relate(article.annotations.get(), outside, type="same_claim_as", by=None)
    for _ in range(2):
        with django_assert_num_queries(QUERIES):
            page = page_of(client, article)
        if page.count('<li class="note"') == 1:
            fill(article, 199)
    assert page.count('<li class="note"') == 200


# article with section and text, bylines, topics, annotations, evidence, relations, those in other
# articles, corrections, sections of the frame
QUERIES = 9


def test_a_field_edited_shows_at_once(client, article, quote):
    edit_annotation(quote, by=None, note="Added later")
    assert "Added later" in page_of(client, article)


def test_a_draft_shows_once_it_is_approved(client, article):
    draft = annotate(article, QUOTE, "quote")
    assert "<mark" not in page_of(client, article)
    approve(draft, by=None)
    assert "<mark" in page_of(client, article)


@pytest.fixture
def deleted_post():
    article = make_article(
        body="<p>Keep off the quay tonight.</p><p>It was calm.</p>", published=True
    )
    detail = COMPLETE["social_embed"] | {
        "post_url": "https://x.example.org/1", "author_url": "https://x.example.org/ada",
        "text": "Keep off the quay tonight.", "availability": "deleted", "checked_on": "2026-11-04",
        "archived_url": "https://archive.example.org/1",
    }  # fmt: skip
    return annotate(
        article, "Keep off the quay tonight.", "social_embed", approved=True, detail=detail
    )


def test_a_post_that_was_deleted_says_so_and_keeps_its_words(client, deleted_post):
    for path in (deleted_post.article.get_absolute_url(), deleted_post.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "It was deleted since (looked at on" in page
        assert "Keep off the quay tonight." in page
        assert "https://archive.example.org/1" in page
        assert ">The post where it was made<" not in page  # it leads nowhere any more


def test_a_site_can_withdraw_the_words_of_posts_that_were_deleted(client, settings, deleted_post):
    settings.DELETED_POSTS = "withdraw"
    for path in (deleted_post.article.get_absolute_url(), deleted_post.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "This post was deleted. Its words are not shown any more." in page
        assert "Keep off the quay" not in page
    assert "It was calm." in client.get(deleted_post.article.get_absolute_url()).content.decode()


def test_a_site_can_link_to_no_network(client, settings, deleted_post):
    edit_annotation(deleted_post, by=None, detail={"availability": "available"})
    path = deleted_post.article.get_absolute_url()
    assert "https://x.example.org/1" in client.get(path).content.decode()
    settings.LINK_TO_POSTS = False
    assert "https://x.example.org/" not in client.get(path).content.decode()


def test_a_translated_quote_tells_its_original(client):
    article = make_article(body="<p>“We were lucky,” she said.</p>", published=True)
    detail = COMPLETE["quote"] | {
        "place": "Marl", "language": "fr", "original_text": "On a eu de la chance.", "translator": "Ben Ash",
    }  # fmt: skip
    quote = annotate(article, "“We were lucky,”", "quote", approved=True, detail=detail)
    page = client.get(quote.get_absolute_url()).content.decode()
    assert (
        '<dt>In the original, French</dt><dd lang="fr" dir="auto"><p>On a eu de la chance.</p></dd>'
        in page
    )
    for words in ("<bdi>Marl</bdi>", "<bdi>Ben Ash</bdi>"):
        assert words in page
