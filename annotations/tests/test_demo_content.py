"""The sample newsroom is data: these checks hold it to the rules that its words must keep."""

import json
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from annotations.anchoring import Span, carry
from annotations.choices import Kind, RelationType, SourceType, Stance, Status
from annotations.fields import validate_partial_date
from annotations.models import Rating, Source
from annotations.models.details import DETAILS
from annotations.services.ratings import DEFAULT_SCALE
from articles.choices import ArticleState
from articles.text import clean, project

PATH = Path(__file__).parent.parent / "management" / "demo" / "newsroom.json"
NEWSROOM = json.loads(PATH.read_text(encoding="utf-8"))
SOURCES = {source["key"]: source for source in NEWSROOM["sources"]}
ARTICLES = {article["slug"]: article for article in NEWSROOM["articles"]}
ANNOTATIONS = {
    annotation["key"]: (article, annotation)
    for article in NEWSROOM["articles"]
    for annotation in article["annotations"]
}
STATES = {*ArticleState.values, "scheduled"}  # "scheduled" is published with a date to come

LEFT_OUT = {"social_embed": {"language"}}  # all of its posts are in the language of their article

every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
every_annotation = pytest.mark.parametrize(
    ("article", "annotation"), ANNOTATIONS.values(), ids=ANNOTATIONS
)


def place(article: dict, annotation: dict) -> Span:
    """The one place of the annotation's words in the article's text, in code points."""
    text = project(clean(article["body"]))
    words = annotation["prefix"] + annotation["exact"]
    assert text.count(words) == 1, annotation["key"]
    end = text.index(words) + len(words)
    return Span(end - len(annotation["exact"]), end)


def all_links() -> list[str]:
    """Every value of the file that is an address, and every address in a body."""
    evidence = [item for _, annotation in ANNOTATIONS.values() for item in annotation["evidence"]]
    found = [item[name] for item in evidence for name in ("link", "archived_link")]
    for _, annotation in ANNOTATIONS.values():
        detail = annotation["detail"]
        found += [value for name, value in detail.items() if name.endswith("_url")]
        found += [detail.get("first_appearance", ""), *detail.get("media", [])]
    found += [source["same_as"] for source in SOURCES.values()]
    for article in ARTICLES.values():
        found += [part.split('"')[0] for part in article["body"].split('href="')[1:]]
    return [link for link in found if link]


def test_keys_and_slugs_are_unique():
    annotations = [
        item["key"] for article in NEWSROOM["articles"] for item in article["annotations"]
    ]
    lists = [annotations, [source["key"] for source in NEWSROOM["sources"]]]
    lists += [
        [item["slug"] for item in NEWSROOM[n]]
        for n in ("sections", "topics", "authors", "articles")
    ]
    for keys in lists:
        assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_it_shows_every_kind_status_and_state():
    kinds = {annotation["kind"] for _, annotation in ANNOTATIONS.values()}
    statuses = {annotation["status"] for _, annotation in ANNOTATIONS.values()}
    assert kinds == set(Kind.values)
    assert statuses == set(Status.values)
    assert {article["state"] for article in ARTICLES.values()} == STATES
    assert {"en", "ar", "fr"} == {article["language"] for article in ARTICLES.values()}


def test_it_has_a_value_for_every_field():
    """So that all of them can be seen."""
    for kind, model in DETAILS.items():
        details = [row["detail"] for _, row in ANNOTATIONS.values() if row["kind"] == kind]
        filled_in = {name for detail in details for name, value in detail.items() if value}
        assert set(model.field_names()) - filled_in == LEFT_OUT.get(kind, set())


def test_links_stay_on_reserved_domains():
    allowed = ("https://example.org/", "https://example.com/")
    assert [link for link in all_links() if not link.startswith(allowed)] == []


@every_article
def test_article_refers_to_known_things(article):
    assert article["section"] in {section["slug"] for section in NEWSROOM["sections"]}
    assert set(article["topics"]) <= {topic["slug"] for topic in NEWSROOM["topics"]}
    assert set(article["authors"]) <= {author["slug"] for author in NEWSROOM["authors"]}
    assert article["headline"]
    assert (article["days_ago"] < 0) == (article["state"] == "scheduled")


@every_article
def test_cleaning_takes_nothing_from_a_body(article):
    """The file has NBSP as a character and a body as an entity: nothing else may differ."""
    bodies = [article["body"]] + ([article["edit"]["body"]] if article["edit"] else [])
    for body in bodies:
        assert unescape(clean(body)) == unescape(body)


@every_annotation
def test_words_stand_in_the_text_once(article, annotation):
    span = place(article, annotation)
    assert span.end > span.start


@every_annotation
def test_detail_is_valid_and_complete(article, annotation):
    model = DETAILS[annotation["kind"]]
    values = dict(annotation["detail"])
    assert set(values) <= set(model.field_names())
    if model.source_field in values:
        source = SOURCES[values[model.source_field]]
        values[model.source_field] = Source(name=source["name"], type=source["type"])
    if "rating" in values:
        assert values["rating"] in {slug for slug, *_rest in DEFAULT_SCALE}
        values["rating"] = Rating(slug=values["rating"], pk=1)
    detail = model(**values)
    detail.clean_fields(exclude={"annotation", "rating", model.source_field})
    if annotation["status"] == Status.APPROVED:
        assert detail.missing() == []


@every_annotation
def test_approved_claims_have_evidence(article, annotation):
    if annotation["kind"] == Kind.CLAIM and annotation["status"] == Status.APPROVED:
        assert annotation["evidence"]
        assert len(annotation["detail"]["summary"]) <= 75
    if annotation["detail"].get("review_status") == "reviewed":
        assert annotation["detail"]["explanation"]


@every_annotation
def test_evidence_is_valid(article, annotation):
    for item in annotation["evidence"]:
        assert item["title"]
        assert item["stance"] in Stance.values
        validate_partial_date(item["published_on"])
        validate_partial_date(item["accessed_on"])


@every_annotation
def test_quotes_span_their_marks_and_the_text_leaves_them_out(article, annotation):
    if annotation["kind"] == Kind.QUOTE:
        assert annotation["exact"][0] in '“"«'
        assert annotation["exact"].rstrip(",.")[-1] in '”"»'
        assert annotation["detail"]["text"] in annotation["exact"]
        assert annotation["detail"]["text"][0] not in '“"« \u00a0'


def test_embeds_cover_whole_paragraphs():
    for article, annotation in ANNOTATIONS.values():
        if annotation["kind"] == Kind.SOCIAL_EMBED:
            lines = project(clean(article["body"])).split("\n")
            assert set(annotation["exact"].split("\n")) <= set(lines)
            assert annotation["detail"]["handle"] in annotation["exact"]
            assert annotation["detail"]["author_name"] in annotation["exact"]
            assert annotation["detail"]["text"] in annotation["exact"]


def test_sources_are_known_types_and_can_be_told_apart():
    names = [(source["name"], source["disambiguation"]) for source in SOURCES.values()]
    assert len(names) == len(set(names))
    assert {source["type"] for source in SOURCES.values()} == set(SourceType.values)


def test_relations_join_two_known_annotations_once():
    pairs = [(item["from"], item["to"], item["type"]) for item in NEWSROOM["relations"]]
    assert len(pairs) == len(set(pairs))
    for start, end, kind in pairs:
        assert start != end
        assert {start, end} <= set(ANNOTATIONS)
        assert kind in RelationType.values


def test_parts_stand_inside_their_whole():
    """In one article, a part's words lie within those of the annotation it is part of."""
    for item in NEWSROOM["relations"]:
        (article, part), (other, whole) = ANNOTATIONS[item["from"]], ANNOTATIONS[item["to"]]
        if item["type"] == RelationType.PART_OF and article is other:
            inner, outer = place(article, part), place(article, whole)
            assert outer.start <= inner.start
            assert inner.end <= outer.end


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "low-quay-flood-wall",
            {
                "flood-cost": ("changed", "number"),
                "flood-cost-figure": ("changed", "number"),
                "flood-not-one-tree": ("lost", ""),
            },
        ),
        (
            "school-meals-survey",
            {"meals-uptake": ("changed", "hedge"), "meals-price": ("changed", "number")},
        ),
    ],
)
def test_edits_change_and_lose_what_the_sample_is_to_show(slug, expected):
    article = ARTICLES[slug]
    old, new = project(clean(article["body"])), project(clean(article["edit"]["body"]))
    keys = [annotation["key"] for annotation in article["annotations"]]
    carried = carry(old, new, [place(article, annotation) for annotation in article["annotations"]])
    found = {key: (item.state, item.reason) for key, item in zip(keys, carried, strict=True)}
    assert found == {key: expected.get(key, ("intact", "")) for key in keys}


def test_dates_of_posts_and_sayings_are_not_in_the_future():
    for _, annotation in ANNOTATIONS.values():
        for name in (
            "said_on", "as_of", "post_date", "claim_date", "reviewed_on", "verified_on",
            "checked_on", "archived_on",
        ):  # fmt: skip
            assert annotation["detail"].get(name, "") <= date(2026, 11, 22).isoformat()
