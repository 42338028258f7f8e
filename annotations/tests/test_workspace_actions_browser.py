"""What is done with one annotation in the panel, and with the article from the bar below."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.tests.desk import (
    log_in,
    open_article,
    place_cursor,
    save,
    select_words,
    spans,
    tag,
    wait_until_saved,
)
from annotations.tests.factories import annotate
from articles.models import Article
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def act(page, name: str) -> None:
    """Press an action of the open card and wait for the save that it makes."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator(".card.is-open").get_by_role("button", name=name).click()
    wait_until_saved(page)


def test_changed_words_are_told_and_confirmed(page, editor):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", "statistic", by=editor, approved=True)
    open_article(page, article)
    place_cursor(page, "metres")
    page.keyboard.type("and a half ")
    save(page)
    page.locator(".chip", has_text="Changed").wait_for()
    annotation.refresh_from_db()
    assert annotation.latest_anchor.state == "changed"
    words = page.locator("[data-review] .compare-words")
    assert [item.text_content() for item in words.all()] == [
        "two metres",
        "two and a half metres",
    ]
    expect(page.locator(".card-reason")).to_contain_text("A number changed", use_inner_text=True)
    act(page, "Confirm new words")
    annotation.refresh_from_db()
    assert annotation.latest_anchor.state == "intact"
    assert annotation.latest_anchor.baseline.exact == "two and a half metres"
    assert not page.locator(".chip", has_text="Changed").count()


def test_withdrawing_and_restoring(page, editor):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", "statistic", by=editor)
    open_article(page, article)
    before = spans(page)
    page.locator(".card-toggle").click()
    act(page, "Withdraw")
    page.locator("[data-withdrawn] .card").wait_for(state="attached")
    assert spans(page)["spans"] == {}
    assert Annotation.objects.get().status == "withdrawn"
    page.locator("[data-withdrawn] > summary").click()
    if not page.locator(".card.is-open").count():
        page.locator(".card-toggle").click()
    act(page, "Restore as draft")
    assert spans(page) == before
    annotation.refresh_from_db()
    assert annotation.status == "draft"


def test_an_untagged_new_one_leaves_nothing(page, editor):
    article = make_article(by=editor)
    open_article(page, article)
    select_words(page, "two metres")
    tag(page, "Statistic")
    page.locator(".card.is-open").get_by_role("button", name="Remove").click()
    expect(page.locator(".card")).to_have_count(0)
    page.keyboard.press("Control+z")
    page.locator(".card").wait_for()
    page.keyboard.press("Control+z")
    page.locator(".card").wait_for(state="detached")
    save(page)
    assert Annotation.objects.count() == 0


def test_two_annotations_on_the_same_words(page, editor):
    article = make_article(by=editor)
    open_article(page, article)
    for name in ("Claim", "Statistic"):
        select_words(page, "two metres")
        tag(page, name)
    save(page)
    words = [item.latest_anchor.words for item in Annotation.objects.all()]
    assert words == ["two metres", "two metres"]


def test_the_bar_saves_before_it_moves_the_article(page, editor):
    log_in(page, "editor", "/admin/articles/article/add/")
    page.locator("#id_headline").fill("River rises")
    page.keyboard.press("Tab")
    page.locator("#id_body_editor").click()
    page.keyboard.type("The river rose.")
    save(page)
    page.keyboard.type(" Then it fell.")
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("The article is now: In review.").wait_for()
    article = Article.objects.get()
    assert (article.state, article.latest_revision.text) == (
        "in_review",
        "The river rose. Then it fell.",
    )


def test_metadata_and_its_errors(open_page, editor):
    article = make_article(by=editor)
    page = open_page()
    page.expected += ["400"]
    open_article(page, article)
    page.locator(".desk-filing summary").click()
    page.get_by_label("Authors").fill("Nobody Known")
    page.keyboard.press("Control+s")
    page.get_by_text("There is no author called “Nobody Known”").wait_for()
    page.get_by_label("Authors").fill("")
    page.get_by_label("Language").fill("de")
    save(page)
    expect(page.locator(".errorlist")).to_have_count(0)
    assert Article.objects.get().language == "de"


PREFILLED = [
    ("quote", "“Go,”", {"text": "Go,", "quote_type": "direct"}),
    ("quote", "« Allez »", {"text": " Allez ", "quote_type": "direct"}),
    ("quote", "go", {"text": "go", "quote_type": "direct"}),
    ("statistic", "1,204 people", {"value": "1204"}),
    ("statistic", "about 35%", {"value": "35", "unit": "per cent"}),
    ("statistic", "−3.5 per cent", {"value": "-3.5", "unit": "per cent"}),
    ("statistic", "£4.2 million", {}),
    ("statistic", "two of 3 in 2014", {}),
    ("statistic", "many", {}),
    ("claim", "It is so", {}),
    ("social_embed", "Just words", {"text": "Just words"}),
    (
        "social_embed",
        "Stay away 🌊\n— Ada (the) Marl (@ada_m) November 3, 2026",
        {
            "text": "Stay away 🌊",
            "author_name": "Ada (the) Marl",
            "handle": "@ada_m",
            "post_date": "2026-11-03",
        },
    ),
    (
        "social_embed",
        "Stay away pic.twitter.com/abcdefghij\n— Ada Marl (@ada_m) November 3, 2026",
        {
            "text": "Stay away pic.twitter.com/abcdefghij",
            "media": "https://pic.twitter.com/abcdefghij",
            "author_name": "Ada Marl",
            "handle": "@ada_m",
            "post_date": "2026-11-03",
            "platform": "x",
        },
    ),
]


def test_what_the_words_tell_of_the_fields(page, editor):
    log_in(page, "editor", "/admin/articles/article/add/")
    script = "async ([kind, words]) => (await import('annotations/prefill')).prefill(kind, words)"
    told = [page.evaluate(script, [kind, words]) for kind, words, _fields in PREFILLED]
    assert told == [fields for _kind, _words, fields in PREFILLED]


def test_offsets_are_code_points(page, editor):
    log_in(page, "editor", "/admin/articles/article/add/")
    texts = ["", "plain", "😀", "a😀b😀😀c", "👩‍👩‍👧 é\u0301 日本 𝗯𝗼𝗹𝗱"]
    script = """async (texts) => {
      const { converter } = await import("annotations/offsets")
      return texts.map((text) => {
        const { toCodePoints, toUnits } = converter(text)
        const points = [...text]
        return points.concat([""]).map((_, index) => {
          const unit = points.slice(0, index).join("").length
          return toUnits(index) === unit && toCodePoints(unit) === index
        }).every(Boolean)
      })
    }"""
    assert page.evaluate(script, texts) == [True] * len(texts)
