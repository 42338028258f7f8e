"""Where the site withholds the words of deleted posts, readers get them nowhere; the desk keeps them."""

import json
from datetime import timedelta
from random import Random
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from annotations.search.finding import find_annotations
from annotations.services import edit_annotation, relate, withdraw
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.following import Consumer
from annotations.tests.reading import body_in, page_of, text
from annotations.withholding import BAR, bar_body, bar_text, black_out
from articles.models import Revision
from articles.rest.input import utc
from articles.searching import ask
from articles.services import publish
from articles.tests.api import Api, done
from articles.tests.factories import figure, make_article, make_image, rewrite
from articles.tests.soups import soup
from articles.text import clean, project

WORDS = "Otters 🦦 ate it &"
BODY = f"""<p>He wrote:</p>
<p><a href="https://posts.example.org/otters">Otters <em>🦦</em> ate</a> it &amp;</p>
<p>And then “{WORDS.replace("&", "&amp;")}” again. “Otters,” said Ada.</p>"""
HIDDEN = ("Otters 🦦", "🦦 ate", "ate it", "posts.example.org", "kept.example.org", "o-77")
URL = "https://posts.example.org/o-77"
BARS = "██████ █ ███ ██ █"


@pytest.fixture
def post(db, settings):
    """Its words stand in a paragraph of their own, and with them in another as a part of it."""
    settings.DELETED_POSTS = "withdraw"
    article = make_article(body=clean(BODY), published=True)
    detail = COMPLETE["social_embed"] | {
        "text": WORDS, "availability": "deleted", "post_id": "o-77", "post_url": URL, "truncated": True,
        "media": ["https://posts.example.org/1.jpg"],
        "archived_url": "https://kept.example.org/o-77", "archived_on": "2026-11",
    }  # fmt: skip
    made = annotate(article, WORDS, "social_embed", approved=True, detail=detail)
    made.detail_fields = detail
    in_part = annotate(article, f"“{WORDS}”", "social_embed", approved=True, detail=detail)
    annotate(article, "ate", "statistic", approved=True)
    claim = annotate(article, f"And then “{WORDS}” again.", approved=True)
    relate(claim, in_part, type="similar_to", by=None)
    return made


def answers(user, post) -> dict[tuple[str, str], str]:
    """Every form in which the API tells of a post, its article and what is about it."""
    item, article = f"annotations/{post.pk}/", f"articles/{post.article_id}/"
    of_article = f"{article}annotations/"
    read = {}
    for path, *forms in (
        (article, "*/*"),
        (f"{article}revisions/1/text", "*/*"),
        (item, "*/*", "application/ld+json"),
        (of_article, "*/*", "application/ld+json"),
        ("annotations/", "*/*", "application/ld+json"),
        (f"{item}?offset_unit=utf16", "*/*"),
        ("annotations/?include=article,relations&kind=claim", "*/*"),
        ("social-embeds/", "*/*"),
        ("events/", "*/*"),
        ("annotations/?format=csv", "*/*"),
        ("annotations/?format=jsonl", "*/*"),
    ):
        for form in forms:
            answer = Api(user).get(path, Accept=form)
            assert answer.status_code == 200, path
            content = b"".join(answer) if answer.streaming else answer.content
            read[path, form] = content.decode()
    return read


@pytest.mark.parametrize("policy", ["withdraw", "keep"])
def test_in_no_answer_of_the_api(post, editor, settings, policy):
    settings.DELETED_POSTS = policy
    for asked, told in answers(None, post).items():
        hidden = [words for words in HIDDEN if words in told]
        assert bool(hidden) == (policy == "keep"), (asked, hidden)
    for asked, told in answers(editor, post).items():
        if policy == "keep" or asked[0] != "events/":  # which tells everybody what readers see
            assert "ate it" in told or "ate</a> it" in told, asked


def test_offsets_stay_true_and_what_is_known_of_a_post_is_told(post):
    reader, address = Api(None), f"articles/{post.article_id}/"
    article = done(reader.get(address))
    assert project(article["body"]) == article["text"] == reader.get(
        f"{address}revisions/1/text"
    ).content.decode()  # fmt: skip
    assert "<p>██████ <em>█</em> ███ ██ █</p>" in article["body"]
    assert "“Otters,” said Ada." in article["text"]
    for item in done(reader.get(f"{address}annotations/"))["results"]:
        assert article["text"][item["start"] : item["end"]] == item["exact"]
    shown = done(reader.get(f"annotations/{post.pk}/"))
    assert (shown["exact"], shown["prefix"][-10:]) == (BARS, "He wrote:\n")
    detail = shown["social_embed"]
    assert (detail["author_name"], detail["availability"]) == ("Ada Marl", "deleted")
    assert (detail["text"], detail["post_id"], detail["media"]) == ("", "", [])
    web = reader.get(f"annotations/{post.pk}/", Accept="application/ld+json").json()
    assert web["target"]["selector"][0]["exact"] == BARS
    assert json.loads(web["body"][0]["value"])["social_embed"]["text"] == ""


def test_a_post_that_is_there_again_is_read_again(post, editor):
    reader, address = Api(None), f"articles/{post.article_id}/"
    before = reader.get(address)
    for item in post.article.annotations.filter(kind="social_embed"):
        path = f"annotations/{item.pk}/"
        version = Api(editor).get(path)["ETag"]
        change = {"social_embed": {"availability": "available"}}
        done(Api(editor).patch(path, change, tag=version))
    after = reader.get(address, **{"If-None-Match": before["ETag"]})
    assert "ate</a> it" in done(after)["body"]
    post.article.latest_revision.refresh_from_db()
    assert post.article.latest_revision.body == clean(BODY)  # bars are nowhere but in answers


def test_on_no_page(client, post):
    page = body_in(page_of(client, post.article))
    assert "This post was deleted." in page
    assert (
        '<span role="img" aria-label="Words of a deleted post">███████ █ ███ ██ ██</span></mark>'
        in page
    )
    for item in post.article.annotations.all():  # the way from and to its note is not lost
        assert page.count(f'href="#annotation-{item.pk}"') == page.count(f'id="ref-{item.pk}"') == 1
    claim = post.article.annotations.get(kind="claim")
    pages = [item.get_absolute_url() for item in (post.article, claim, post)]
    lists = ["/", "/claims/", "/quotes/", "/statistics/", "/feeds/articles/", "/feeds/claims/"]
    for path in (*pages, *lists, "/search/?q=wrote", "/search/?q=otters"):
        told = text(client, path)
        assert not [hidden for hidden in HIDDEN if hidden in told], path
    report = f"{post.article.get_absolute_url()}report/?annotation={claim.pk}"
    assert f"And then █{BARS}█ again." in text(client, report)


def test_whatever_becomes_of_the_words_while_somebody_stands_by_the_annotation(post):
    rewrite(post.article, post.article.latest_revision.body.replace("it &amp;", "them &amp;"))
    publish(post.article, by=None, reason="test")
    path = f"articles/{post.article_id}/"
    assert done(Api().get("social-embeds/"))["results"] == []  # they are others now
    assert "\n██████ █ ███ ████ █\n" in done(Api().get(path))["text"]
    withdraw(post, by=None)
    assert "\nOtters 🦦 ate them &\n" in done(Api().get(path))["text"]


def test_no_search_tells_them(post):
    words = f"And then “{WORDS}” again."
    for query in (f"exact={quote(words)}", "q=otters", "q=ate"):
        assert done(Api().get(f"annotations/?{query}"))["results"] == []
    assert find_annotations(ask("otters"), most=9).rows == []


def test_a_reader_counts_in_the_text_that_a_reader_has(post):
    item = Api().get(f"annotations/{post.pk}/?offset_unit=utf16").json()
    start, end = item["start"], item["end"]
    assert (start, end - start) == (10, len(BARS))
    address = f"annotations/?article={post.article_id}&offset_unit=utf16&overlaps="
    for place in (f"{start},{end}", f"{start + 7},{start + 8}"):
        assert post.pk in [item["id"] for item in done(Api().get(address + place))["results"]]
    assert done(Api().get(f"{address}{end},{end + 1}"))["results"] == []


def test_programs_that_follow_are_told_that_the_text_is_another(post, clock):
    annotate(make_article("Elsewhere", published=True), "The river", "social_embed", approved=True)
    moment = timezone.now() + timedelta(hours=1)
    clock(moment)
    consumer = Consumer()
    consumer.follow()
    claim = post.article.annotations.get(kind="claim")
    path = f"articles/{post.article_id}/revisions/1/text"
    since = {"If-Modified-Since": http_date((moment + timedelta(hours=1)).timestamp())}
    assert Api().get(path, **since).status_code == 200
    part = post.article.annotations.filter(kind="social_embed").latest("pk")
    edit_annotation(part, by=None, detail={"availability": "available"})
    told = {(event["subject"], event["subject_id"]) for event in consumer.follow()}
    assert {("article", post.article_id), ("annotation", claim.pk)} <= told
    assert done(Api().get(f"articles/{post.article_id}/"))["updated_at"] == utc(moment)


def test_pictures_and_links_among_the_words(editor, post):
    picture, plain = make_image("Screenshot: otters", by=editor), make_image("A river", by=editor)
    body = (
        f"<p>Otters</p>{figure(picture)}{figure(picture, 'So they wrote')}"
        f'<p>ate it, <a href="https://posts.example.org/o">it “says</a>” on.</p>{figure(plain)}'
    )
    article = make_article("Otters", body, by=editor, published=True)
    words = "Otters\nSo they wrote\nate it, it “says"
    annotate(article, words[:-4], "social_embed", approved=True, detail=post.detail_fields)
    shown = done(Api().get(f"articles/{article.pk}/"))
    assert shown["body"] == clean(
        "<p>██████</p><p>██ ████ █████</p><p>███ ███ ██ █says” on.</p>" + figure(plain)
    )
    assert project(shown["body"]) == shown["text"]


def test_bars_of_the_newsroom_itself_are_its_own(client, post):
    body = '<p>He <a href="https://example.org/█">met ███</a>.</p><p>Otters ate it</p>'
    article = make_article("Bars", body, published=True)
    annotate(article, "met ███", approved=True)
    before = body_in(page_of(client, article))
    annotate(article, "Otters ate it", "social_embed", approved=True, detail=post.detail_fields)
    page = body_in(page_of(client, article))
    assert page.partition("</p>")[0] == before.partition("</p>")[0]
    assert "role=" not in page  # the post's own words are not there at all


def test_what_is_fetched_later_is_barred_later(post):
    [revision] = Revision.objects.filter(article=post.article).defer("body")
    black_out(revision)
    assert revision.body == clean(BODY)
    black_out(revision)
    assert project(revision.body) == revision.text
    assert WORDS not in revision.text


def test_lists_ask_once_for_all_articles(post, django_assert_num_queries):
    with CaptureQueriesContext(connection) as queries:
        done(Api().get("annotations/"))
    for number in range(3):
        annotate(make_article(f"Piece {number}", published=True), "The river", approved=True)
    with django_assert_num_queries(len(queries)):
        assert len(done(Api().get("annotations/"))["results"]) == 7


def test_any_body_keeps_its_shape():
    rng, barred_signs = Random(7), 0
    for _ in range(200):
        body = clean(soup(rng))
        words = project(body)
        if not words:
            continue
        starts = sorted(rng.randrange(len(words)) for _ in range(3))
        spans = [(start, min(len(words), start + rng.randint(1, 40))) for start in starts]
        barred = bar_body(body, spans)
        assert project(barred) == bar_text(words, spans)
        assert clean(barred) == barred
        for place, (sign, shown) in enumerate(zip(words, project(barred), strict=True)):
            inside = any(start <= place < end for start, end in spans)
            assert shown == (BAR if inside and not sign.isspace() else sign)
            barred_signs += shown == BAR
    assert barred_signs > 1000
