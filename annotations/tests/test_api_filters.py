"""What lists can be narrowed by and put in order by, for readers and for the desk."""

from datetime import UTC, datetime

import pytest

from annotations.models import Annotation, Rating, Source
from annotations.services import add_evidence, merge_source, relate
from annotations.tests.factories import COMPLETE, annotate
from articles.models import Article, Author, Section, Topic
from articles.services import publish
from articles.tests.api import Api, done, refused
from articles.tests.factories import BODY, make_article, rewrite
from articles.tests.test_api_rest import walk

pytestmark = pytest.mark.django_db
WORDS = "The river rose by two metres"


def ids(user, path: str, query: str = "") -> list[int]:
    """In the order in which they were made."""
    response = Api(user).get(f"{path}?ordering=created_at&{query}")
    return [item["id"] for item in done(response)["results"]]


@pytest.fixture
def article(editor):
    made = {model: model.objects.create(name="Water", slug="water") for model in (Section, Topic)}
    author = Author.objects.create(name="Bo Tarn", slug="bo")
    return make_article(
        by=editor, published=True, section=made[Section], topics=[made[Topic]], authors=[author]
    )


def add(article, kind, words=WORDS, **detail) -> Annotation:
    detail = COMPLETE[kind] | detail
    return annotate(article, words, kind, approved=True, detail=detail)


def test_what_kinds_have_of_their_own(article):
    Rating.objects.get(slug="false")
    claim = add(
        article, "claim", rating=Rating.objects.get(slug="false"), explanation="No.",
        review_status="reviewed", claim_type="prediction", claim_date="2026-03",
        reviewed_on="2026-05",
    )  # fmt: skip
    quote = add(article, "quote", verification="matches_source", quote_type="partial")
    number = add(article, "statistic", place="Upper Marl", publisher="River Board")
    post = add(article, "social_embed", platform="bluesky", availability="deleted")
    add_evidence(claim, title="Gauge", stance="disputes", by=None)
    speaker, publisher = quote.quote.speaker_id, number.statistic.publisher_id
    for query, wanted in {
        "kind=claim,quote": [claim, quote],
        "kind=statistic&status=approved,draft": [number],
        f"id={claim.pk},{post.pk},999": [claim, post],
        "rating=false,true": [claim],
        "review_status=reviewed": [claim],
        "claim_type=prediction,opinion": [claim],
        "attribution=own_voice": [claim],
        "availability=deleted,account_gone": [post],
        "claim_date_since=2026&claim_date_until=2026": [claim],
        "claim_date_since=2026-04": [],
        "reviewed_on_since=2026-05-02": [claim],
        "reviewed_on_until=2026-04": [],
        "stance=disputes,context": [claim],
        "stance=supports": [],
        "verification=matches_source": [quote],
        "quote_type=partial,direct": [quote],
        "platform=bluesky": [post],
        f"source={speaker},{publisher}": [quote, number],
        "unit=METRE": [number],
        "measure=river&place=marl": [number],
        "place=elsewhere": [],
        "section=water&topic=water,none&author=bo": [claim, quote, number, post],
        "topic=none": [],
        "section=none": [],
    }.items():
        assert ids(None, "annotations/", query) == [item.pk for item in wanted], query


@pytest.mark.parametrize(
    ("detail", "reached"),
    [
        ({"value": "5"}, {"value_min=5", "value_max=5", "value_min=4&value_max=6"}),
        ({"value": None, "lower": "2", "upper": "8"},
         {"value_min=5", "value_max=5", "value_min=4&value_max=6", "value_min=8", "value_max=2", "value_min=6.5"}),
        ({"value": None, "lower": "7"}, {"value_min=5", "value_min=6.5"}),
        ({"value": "-3.5"}, {"value_max=5", "value_max=2", "value_max=-3.5"}),
    ],
)  # fmt: skip
def test_amounts(article, detail, reached):
    number = add(article, "statistic", **detail)
    for query in ("value_min=5", "value_max=5", "value_min=4&value_max=6", "value_min=8",
                  "value_max=2", "value_min=6.5", "value_max=-3.5"):  # fmt: skip
        assert ids(None, "statistics/", query) == ([number.pk] if query in reached else []), query


@pytest.mark.parametrize(
    ("known", "since", "until", "matches"),
    [
        ("2014", "2014-06-15", "2014-06-16", True),
        ("2014", "2014-12-31", "2015", True),
        ("2014", "2015", "2016", False),
        ("2014", "2010", "2013", False),
        ("2014-06", "2014-06-30", "2014-07", True),
        ("2014-06", "2014-07-01", "2014", False),
        ("2014-06-10", "2014-06", "2014-06", True),
        ("2014-06-10", "2014-06-11", "2015", False),
        ("2014-02-28", "2014", "2014-02", True),
        ("", "1000", "2900", False),
    ],
)
def test_dates_that_are_known_in_part_match_where_the_periods_overlap(
    article, known, since, until, matches
):
    for path, kind, name in (
        ("quotes/", "quote", "said_on"), ("statistics/", "statistic", "as_of"),
        ("social-embeds/", "social_embed", "post_date"),
    ):  # fmt: skip
        item = add(article, kind, **{name: known})
        query = f"{name}_since={since}&{name}_until={until}"
        assert ids(None, path, query) == ([item.pk] if matches else [])


def test_moments_and_days(article, editor):
    first, second = add(article, "claim"), add(article, "claim")
    for item, moment in ((first, 30), (second, 31)):
        at = datetime(2026, 1, moment, 23, 59, 59, 999999, tzinfo=UTC)
        Annotation.objects.filter(pk=item.pk).update(
            created_at=at, updated_at=at, first_public_at=at
        )
        Article.objects.filter(pk=article.pk).update(created_at=at, updated_at=at, published_at=at)
    for name in ("created", "updated", "published"):
        for query, wanted in {
            f"{name}_since=2026-01-31": [second],
            f"{name}_until=2026-01-30": [first],
            f"{name}_since=2026-01-30&{name}_until=2026-01-31": [first, second],
            f"{name}_until=2026-01-30T23:59:59Z": [],
            f"{name}_since=2026-01-31T23:59:59.999999Z": [second],
            f"{name}_since=2026-02-01T00:00:00%2B00:01": [second],
            f"{name}_since=2026-02-01": [],
        }.items():
            assert ids(None, "annotations/", query) == [item.pk for item in wanted], query
        assert ids(None, "articles/", f"{name}_since=2026-01-31") == [article.pk]
        assert ids(editor, "articles/", f"{name}_until=2026-01-30") == []


def test_exact_words_up_to_typography_of_the_anchor_that_is_shown(article, editor):
    quote = add(article, "quote", "“We were lucky,”")
    annotate(article, WORDS, by=editor)
    asked = {"exact": '"We were lucky,"'}
    for user in (None, editor):
        response = Api(user).client.get("/api/v1/annotations/", asked)
        assert [item["id"] for item in done(response)["results"]] == [quote.pk]
    assert ids(None, "annotations/", f"exact={WORDS}") == []  # a draft
    assert len(ids(editor, "annotations/", f"exact={WORDS}")) == 1
    assert ids(None, "annotations/", "exact=We were") == []
    rewrite(article, BODY.replace("were", "are"), by=editor)
    done(Api(editor).post(f"annotations/{quote.pk}/confirm/", tag="*"))
    assert ids(editor, "annotations/", "exact=“We are lucky,”") == [quote.pk]
    assert ids(None, "annotations/", "exact=“We are lucky,”") == []  # readers have the old text
    assert ids(None, "annotations/", "exact=“We were lucky,”") == [quote.pk]
    old = f"exact=“We were lucky,”&article={article.pk}&revision=1"
    assert ids(editor, "annotations/", old) == [quote.pk]


def test_search(article, editor, settings):
    quote = add(article, "quote", text="A stroke of luck")
    draft = annotate(article, "on Monday", by=editor)
    for query, readers, desk in (
        ("q=stroke luck", [quote], [quote]),
        ("q=marl -lava", [quote], [quote]),
        ("q=monday", [], [draft]),
        ("q=river -stroke", [], []),
    ):
        assert ids(None, "annotations/", query) == [item.pk for item in readers]
        assert ids(editor, "annotations/", query) == [item.pk for item in desk]
    rewrite(article, "<p>Otters came. The river rose by two metres on Monday.</p>", by=editor)
    make_article("A volcano", "<p>Lava.</p>", by=editor, slug="volcano")
    for query, readers, desk in (("q=otter", 0, 1), ("q=lucky", 1, 0), ("q=volcano", 0, 1),
                                 ("q=monday -lava", 1, 1), ('q="volcano came"', 0, 0)):  # fmt: skip
        assert len(ids(None, "articles/", query)) == readers, query
        assert len(ids(editor, "articles/", query)) == desk, query
    post = add(article, "social_embed", text="Eels", availability="deleted")
    assert ids(None, "annotations/", "q=eels") == [post.pk]
    settings.DELETED_POSTS = "withdraw"
    for query in ("q=eels", f"exact={WORDS}&kind=social_embed"):
        assert ids(None, "annotations/", query) == []
        assert ids(editor, "annotations/", query) == [post.pk]


def test_articles_sources_evidence_and_relations(article, editor):
    other = make_article("Elsewhere", by=editor, language="cy")
    quote, claim = add(article, "quote"), add(article, "claim", claimant="Bo Tarn")
    for query, wanted in {
        "section=water&topic=water&author=bo": [article],
        "language=cy,ar": [other],
        "state=draft,archived": [other],
        f"id={other.pk}": [other],
        f"article={article.slug}": [article],
        "topic=none": [],
    }.items():
        assert ids(editor, "articles/", query) == [item.pk for item in wanted], query
    ada, bo = Source.objects.order_by("name")
    Source.objects.filter(pk=ada.pk).update(type="person")
    for query, wanted in {
        "name=ada  MARL": [ada], "name=ada": [], "q=mar": [ada], "q=ada OR tarn": [ada, bo],
        "type=person": [ada], f"id={bo.pk}": [bo],
    }.items():  # fmt: skip
        assert set(ids(None, "sources/", query)) == {item.pk for item in wanted}, query
    supports, disputes = (
        add_evidence(item, title="Gauge", stance=stance, by=None).pk
        for item, stance in ((quote, "supports"), (claim, "disputes"))
    )
    assert ids(None, "evidence/", f"annotation={quote.pk}") == [supports]
    assert ids(None, "evidence/", "stance=disputes,context") == [disputes]
    relation = relate(quote, claim, type="supports", by=None).pk
    assert ids(None, "relations/", f"annotation={claim.pk}&type=supports") == [relation]
    assert ids(None, "relations/", "type=disputes") == []
    merge_source(bo, into=ada, by=None)
    for one in (ada, bo):  # an id that was merged keeps answering
        assert ids(None, "annotations/", f"source={one.pk}") == [quote.pk, claim.pk]


def test_refusals_say_which(editor):
    api = Api(editor)
    for path, query, field in [
        ("annotations/", "kind=claim,rumour", "kind"), ("annotations/", "kind=claim,,quote", "kind"),
        ("annotations/", "article=+", "article"), ("annotations/", "exact=%C2%A0", "exact"),
        ("articles/", "section=+", "section"), ("articles/", "section=town,+", "section"),
        ("annotations/", "id=1,x", "id"), ("annotations/", "id=0", "id"),
        ("annotations/", "id=" + ",".join(["1"] * 201), "id"),
        ("annotations/", "created_since=yesterday", "created_since"),
        ("annotations/", "created_since=2026-02-30", "created_since"),
        ("annotations/", "updated_until=2026-01-01T00:00:00", "updated_until"),
        ("annotations/", "published_since=0001-01-01", "published_since"),
        ("annotations/", "said_on_since=2014-13", "said_on_since"),
        ("annotations/", "as_of_until=9", "as_of_until"), ("annotations/", "value_min=x", "value_min"),
        ("annotations/", "value_max=NaN", "value_max"), ("annotations/", "value_min=1e999", "value_min"),
        ("annotations/", "q=%2C%2C", "q"), ("annotations/", "q=" + "a" * 201, "q"),
        ("articles/", "q=" + "+a" * 17, "q"), ("articles/", "state=open", "state"),
        ("articles/", "ordering=headline", "ordering"), ("sources/", "type=cat", "type"),
        ("evidence/", "annotation=x", "annotation"), ("relations/", "type=x", "type"),
    ]:  # fmt: skip
        assert set(refused(api.get(f"{path}?{query}"), 400, "invalid")["errors"]) == {field}, query


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("path", ["annotations/", "articles/"])
def test_what_was_never_published_is_later_than_all_that_was(editor, path, size):
    made = []
    for number in range(6):
        article = make_article(f"Piece {number}", by=editor)
        item = annotate(article, WORDS, by=editor, approved=number % 2 == 0)
        made.append(item if path == "annotations/" else article)
        if number % 2 == 0:
            publish(article, by=editor, reason="test")
    wanted = [made[index].pk for index in (0, 2, 4, 1, 3, 5)]
    for ordering, order in (("published_at", wanted), ("-published_at", wanted[::-1])):
        first = f"{path}?ordering={ordering}&page_size={size}"
        assert walk(Api(editor), first) == order
        page = done(Api(editor).get(first))
        while page["next"]:
            page = done(Api(editor).client.get(page["next"]))
        ends = [item["id"] for item in page["results"]]
        back = walk(Api(editor), "/" + page["previous"].split("/", 3)[3], link="previous")
        assert back + ends == order
        assert walk(Api(), first) == [pk for pk in order if pk in wanted[:3]]


def test_by_name_with_letters_of_all_kinds_while_others_are_written(editor):
    api = Api(editor)
    names = ["ada", "Ada Marl", "Éa", "Ωmega", "中文", "🐟", "Zoë", "“Bo”"]
    for name in names:
        Source.objects.create(name=name)
        Source.objects.create(name=name, disambiguation="the other")
    for ordering in ("name", "-name"):
        path, seen, step = f"sources/?ordering={ordering}&page_size=1", [], 0
        wanted = {item.pk for item in Source.objects.all()}
        while path:
            page = done(api.get(path))
            seen += [item["id"] for item in page["results"]]
            Source.objects.create(name=f"{'zza'[step % 3]}{step} {ordering}")
            step += 1
            path = page["next"] and "/" + page["next"].split("/", 3)[3]
        assert len(seen) == len(set(seen))
        assert wanted <= set(seen)
