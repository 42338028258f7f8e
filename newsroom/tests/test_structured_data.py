"""What every public page tells programs: read back from the HTML as a crawler does, and checked
against schema.org's vocabulary without the network.
"""

import copy
import json
import re
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from extruct.jsonld import JsonLdExtractor
from lxml import html

from annotations.models import Annotation, Rating, Source
from annotations.notes import READER
from annotations.services import add_evidence, approve, edit_annotation, relate
from annotations.services.corrections import add_correction
from annotations.tests.factories import COMPLETE, annotate
from articles.models import Article, Author, Section, Topic
from articles.tests.factories import make_article, make_image, make_user
from newsroom.tests.vocabulary import faults

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert('x')</script><!-- & \u2028 ]]>"


def told(client, path: str) -> list[dict]:
    """The nodes of a page's graph, which has to be without a fault."""
    response = client.get(path)
    assert response.status_code == 200, path
    page = response.content.decode()
    assert_can_be_shared(page, path)
    [document] = JsonLdExtractor().extract(page)
    assert faults(document, settings.SITE_URL) == [], path
    return document["@graph"]


def assert_can_be_shared(page: str, path: str) -> None:
    """What others show of a page that is linked to: Open Graph, and a description."""
    head = html.fromstring(page.encode()).find("head")
    tags = {tag.get("property") or tag.get("name"): tag.get("content") for tag in head.iter("meta")}
    for name in ("description", "og:description", "og:title", "og:type", "og:site_name"):
        assert tags.get(name, "").strip(), (path, name)
    [canonical] = head.xpath("link[@rel='canonical']/@href")
    assert canonical == tags["og:url"] == settings.SITE_URL + path


def node(nodes: list[dict], type_: str) -> dict:
    [found] = [node for node in nodes if node.get("@type") == type_]
    return found


@pytest.fixture
def article():
    section = Section.objects.create(slug="harbour", name="Harbour")
    return make_article(published=True, section=section)


def checked_claim(article, by, **changes) -> Annotation:
    """A claim that was reviewed, rated and explained, approved by ``by``."""
    detail = {
        "summary": "The river rose by two metres",
        "attribution": "attributed",
        "claimant": Source.objects.create(name="Ulla Wick", type="person"),
        "claimant_role": "harbour master",
        "review_status": "reviewed",
        "rating": Rating.objects.exclude(value=None).first(),
        "explanation": "The gauge at the quay says so.",
    }
    claim = annotate(article, "The river rose", detail=detail | changes, by=by)
    return approve(claim, by=by)


def test_every_page_of_the_demo_says_what_is_true_to_the_vocabulary(client):
    call_command("load_demo", "--force", stdout=StringIO())
    add_correction(Article.objects.public().first(), by=None, text="It was three.")
    pages = ["/", "/claims/", "/quotes/", "/statistics/", "/corrections/"]
    for rows in (
        Article.objects.public(),
        Annotation.objects.public(),
        *(model.objects.visible_to(READER) for model in (Section, Topic, Author, Source)),
    ):
        pages += [row.get_absolute_url() for row in rows]
    types = json.dumps([told(client, path) for path in pages])
    for type_ in ("Claim", "ClaimReview", "Quotation", "Observation", "SocialMediaPosting"):
        assert f'"@type": "{type_}"' in types
    assert len(pages) > 60


def test_an_article_has_its_annotations_as_parts(client, article):
    rows = {
        kind: annotate(article, article.live_revision.text, kind, approved=True)
        for kind in COMPLETE
    }
    about = node(told(client, article.get_absolute_url()), "NewsArticle")
    address = settings.SITE_URL + article.get_absolute_url()
    assert (about["@id"], about["headline"]) == (address, "River rises")
    assert about["articleSection"] == "Harbour"
    assert "logo" in about["publisher"]
    parts = {part["@type"]: part for part in about["hasPart"]}
    assert set(parts) == {"Claim", "Quotation", "SocialMediaPosting"}
    assert parts["Claim"]["@id"] == f"{address}#annotation-{rows['claim'].pk}"
    assert parts["Claim"]["text"] == article.live_revision.text
    assert parts["Quotation"]["spokenByCharacter"] == {"@id": parts["Quotation"]["creator"]["@id"]}
    assert parts["SocialMediaPosting"]["author"]["alternateName"] == "@ada"
    [measured] = about["mentions"]
    assert (measured["value"], measured["unitText"]) == (2, "metres")


def test_an_article_tells_what_was_wrong_in_it(client, article):
    add_correction(article, by=None, text="It was three.")
    [correction] = node(told(client, article.get_absolute_url()), "NewsArticle")["correction"]
    assert correction["text"] == "It was three."
    [listed] = node(told(client, "/corrections/"), "CollectionPage")["hasPart"]
    assert listed == correction


def test_a_statistic_says_who_counted_and_how_exactly(client, article):
    board = Source.objects.create(name="River Board", type="organisation")
    detail = COMPLETE["statistic"] | {
        "value": Decimal("1234567.5"), "qualifier": "about", "publisher": board,
        "place": "Calder Wath", "as_of": "2026-11", "source_url": "https://example.org/gauge",
    }  # fmt: skip
    row = annotate(article, "two metres", "statistic", approved=True, detail=detail)
    add_evidence(row, by=None, title="Gauge", archived_link="https://example.org/kept")
    measured = node(told(client, row.get_absolute_url()), "ItemPage")["mainEntity"]
    assert measured["description"] == "About 1,234,567.5 metres"
    assert measured["observationDate"] == "2026-11"
    report, evidence = measured["subjectOf"]
    assert report["publisher"]["name"] == "River Board"
    assert report["publisher"]["@type"] == "Organization"
    assert report["url"] == "https://example.org/gauge"
    assert evidence["archivedAt"] == "https://example.org/kept"


def test_a_quote_says_where_it_was_said_and_what_it_was_before(client, article):
    detail = COMPLETE["quote"] | {
        "place": "The quay", "language": "cy", "original_text": "Buon ni'n lwcus,",
        "translator": "Bo Fen", "said_on": "2026-11", "source_url": "https://example.org/tape",
    }  # fmt: skip
    row = annotate(article, "“We were lucky,”", "quote", approved=True, detail=detail)
    quotation = node(told(client, row.get_absolute_url()), "ItemPage")["mainEntity"]
    assert quotation["locationCreated"]["name"] == "The quay"
    assert quotation["translationOfWork"]["inLanguage"] == "cy"
    assert quotation["translator"] == {"name": "Bo Fen"}
    assert quotation["isBasedOn"] == [{"@type": "CreativeWork", "url": "https://example.org/tape"}]


def main_entity(client, row: Annotation) -> dict:
    return node(told(client, row.get_absolute_url()), "ItemPage")["mainEntity"]


def test_a_claim_says_when_and_where_it_was_first_made(client, article, editor):
    claim = checked_claim(
        article, editor, claim_date="2026-11", place="Marl Hall", occasion="flood hearing",
        reported_by="Marl Radio", first_appearance="https://example.org/first",
        reviewed_on="2026-11-04",
    )  # fmt: skip
    about = main_entity(client, claim)
    assert about["datePublished"] == "2026-11"
    assert about["locationCreated"] == {"@type": "Place", "name": "Marl Hall"}
    assert about["recordedAt"] == {"@type": "Event", "name": "flood hearing"}
    assert about["firstAppearance"]["url"] == "https://example.org/first"
    here, radio = about["appearance"]
    assert here == {"@id": settings.SITE_URL + article.get_absolute_url()}
    assert radio["publisher"]["name"] == "Marl Radio"
    assert about["review"]["datePublished"] == "2026-11-04"


def test_a_quote_says_what_it_is_based_on(client, article):
    detail = COMPLETE["quote"] | {
        "occasion": "flood hearing", "source_url": "https://example.org/tape",
        "archived_url": "https://kept.example.org/tape", "reported_by": "Marl Radio",
    }  # fmt: skip
    quote = main_entity(
        client, annotate(article, "“We were lucky,”", "quote", approved=True, detail=detail)
    )
    assert quote["recordedAt"]["name"] == "flood hearing"
    assert quote["isBasedOn"] == [
        {
            "@type": "CreativeWork",
            "url": "https://example.org/tape",
            "archivedAt": "https://kept.example.org/tape",
            "publisher": {"@type": "Organization", "name": "Marl Radio"},
        }
    ]


def test_a_statistic_says_of_whom_over_what_time_and_how(client, article):
    detail = COMPLETE["statistic"] | {
        "lower": Decimal("1.5"), "upper": Decimal("2.5"), "population": "rented homes",
        "breakdown": ["by the quay"], "period_start": "2025-12", "period_end": "2026-11-02",
        "method": "survey", "archived_url": "https://kept.example.org/1", "reported_by": "Marl Radio",
    }  # fmt: skip
    row = annotate(article, "two metres", "statistic", approved=True, detail=detail)
    measured = main_entity(client, row)
    assert (measured["minValue"], measured["maxValue"]) == (1.5, 2.5)
    assert measured["variableMeasured"] == {
        "@type": "StatisticalVariable",
        "name": "rise of the river",
        "description": "rented homes",
    }
    [part] = measured["additionalProperty"]
    assert part["value"] == "by the quay"
    assert measured["measurementMethod"] == "Survey"
    report, radio = measured["subjectOf"]
    assert report["temporalCoverage"] == "2025-12/2026-11-02"
    assert report["archivedAt"] == "https://kept.example.org/1"
    assert radio["publisher"]["name"] == "Marl Radio"
    edit_annotation(row, by=None, detail={"period_end": ""})
    assert main_entity(client, row)["subjectOf"][0]["temporalCoverage"] == "2025-12/.."


@pytest.mark.parametrize(
    ("availability", "policy", "known"),
    [
        ("available", "keep", {"identifier", "associatedMedia", "text"}),
        ("deleted", "keep", {"identifier", "text"}),
        ("deleted", "withdraw", set()),
    ],
)
def test_a_post_says_its_language_and_what_came_with_it(
    client, settings, article, availability, policy, known
):
    settings.DELETED_POSTS = policy
    detail = COMPLETE["social_embed"] | {
        "language": "cy", "post_id": "177", "media": ["https://x.example.org/1.jpg"],
        "availability": availability,
    }  # fmt: skip
    row = annotate(article, "on Monday", "social_embed", approved=True, detail=detail)
    post = main_entity(client, row)
    assert post["inLanguage"] == "cy"
    assert {"identifier", "associatedMedia", "text"} & post.keys() == known
    if "associatedMedia" in known:
        assert post["associatedMedia"][0]["contentUrl"] == "https://x.example.org/1.jpg"
    settings.LINK_TO_POSTS = False
    assert "associatedMedia" not in main_entity(client, row)


@pytest.mark.parametrize(("policy", "told_still"), [("keep", True), ("withdraw", False)])
def test_a_deleted_post_follows_the_policy_of_the_site(client, settings, policy, told_still):
    settings.DELETED_POSTS = policy
    article = make_article(body="<p>Kanarie words of a post.</p><p>More.</p>", published=True)
    detail = COMPLETE["social_embed"] | {
        "text": "Kanarie words", "availability": "deleted", "checked_on": "2026-11-03",
        "post_url": "https://x.example.org/1", "archived_url": "https://kept.example.org/1",
    }  # fmt: skip
    words = "Kanarie words of a post."
    row = annotate(article, words, "social_embed", approved=True, detail=detail)
    for path in (article.get_absolute_url(), row.get_absolute_url(), "/", "/feeds/articles/"):
        page = client.get(path).content.decode()
        assert ("Kanarie" in page) <= told_still
        assert ("kept.example.org" in page) <= told_still
    [posting] = node(told(client, article.get_absolute_url()), "NewsArticle")["hasPart"]
    assert posting["creativeWorkStatus"] == "Deleted"
    assert posting["url"] == settings.SITE_URL + row.get_absolute_url()
    assert ("text" in posting, "archivedAt" in posting) == (told_still, told_still)


def test_a_review_is_signed_by_the_site_and_rated_on_its_scale(client, article, editor):
    claim = checked_claim(article, editor)
    nodes = told(client, article.get_absolute_url())
    [part] = node(nodes, "NewsArticle")["hasPart"]
    assert part["author"]["name"] == "Ulla Wick"
    assert part["author"]["jobTitle"] == "harbour master"
    review = part["review"]
    assert review["author"]["name"] == settings.SITE_NAME
    assert review["itemReviewed"] == {"@id": part["@id"]}
    assert review["url"] == settings.SITE_URL + claim.get_absolute_url()
    values = [rating.value for rating in Rating.objects.exclude(value=None)]
    rating = review["reviewRating"]
    assert rating["alternateName"] == claim.claim.rating.label
    assert (rating["worstRating"], rating["bestRating"]) == (min(values), max(values))
    assert "editor" not in json.dumps(nodes)  # whoever approved it is no public name


@pytest.mark.parametrize(
    "missing",
    [{"rating": None}, {"review_status": "in_progress"}, {"rating": None, "explanation": ""}],
    ids=["rating", "status", "explanation"],
)
def test_what_is_not_reviewed_has_no_review(client, article, editor, missing):
    checked_claim(article, editor, **missing)
    assert "ClaimReview" not in json.dumps(told(client, article.get_absolute_url()))


def test_what_nobody_approved_by_name_has_no_review(client, article):
    checked_claim(article, None)
    assert "ClaimReview" not in json.dumps(told(client, article.get_absolute_url()))


def test_a_rating_beside_the_scale_has_no_number(client, article, editor):
    beside = Rating.objects.filter(value=None).first()
    checked_claim(article, editor, rating=beside)
    [part] = node(told(client, article.get_absolute_url()), "NewsArticle")["hasPart"]
    assert "ratingValue" not in part["review"]["reviewRating"]


def test_relations_that_schema_org_knows(client, article):
    quote = annotate(article, "“We were lucky,”", "quote", approved=True)
    claim = annotate(article, "We were lucky", approved=True)
    elsewhere = annotate(make_article("Elsewhere", published=True), "two metres", approved=True)
    relate(claim, quote, type="part_of", by=None)
    relate(elsewhere, claim, type="same_claim_as", by=None)
    parts = node(told(client, article.get_absolute_url()), "NewsArticle")["hasPart"]
    part = node(parts, "Claim")
    assert part["isPartOf"] == [{"@id": node(parts, "Quotation")["@id"]}]
    other = settings.SITE_URL + elsewhere.article.get_absolute_url()
    assert part["sameAs"] == [f"{other}#annotation-{elsewhere.pk}"]
    there = node(told(client, elsewhere.article.get_absolute_url()), "NewsArticle")["hasPart"]
    assert there[0]["sameAs"] == [part["@id"]]


def test_a_source_that_has_no_type_is_given_none(client, article):
    quote = annotate(article, "“We were lucky,”", "quote", approved=True)
    source = quote.quote.speaker
    who = node(told(client, source.get_absolute_url()), "ProfilePage")["mainEntity"]
    assert "@type" not in who
    Source.objects.filter(pk=source.pk).update(type="person", same_as="https://example.org/ada")
    who = node(told(client, source.get_absolute_url()), "ProfilePage")["mainEntity"]
    assert (who["@type"], who["sameAs"]) == ("Person", "https://example.org/ada")


def test_lists_and_the_way_down_to_them(client, article):
    listed = node(told(client, "/sections/harbour/"), "CollectionPage")
    [item] = listed["mainEntity"]["itemListElement"]
    assert item["url"] == settings.SITE_URL + article.get_absolute_url()
    trail = node(told(client, article.get_absolute_url()), "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in trail] == [settings.SITE_NAME, "Harbour", "River rises"]


def test_a_picture_is_told_with_its_size(client):
    article = make_article(published=True, lead_image=make_image(credit="Bo Fen"))
    image = node(told(client, article.get_absolute_url()), "NewsArticle")["image"]
    assert (image["width"]["value"], image["creditText"]) == (600, "Bo Fen")
    assert client.get(image["url"].removeprefix(settings.SITE_URL)).status_code == 200


def test_hostile_words_do_not_break_out(client, editor):
    author = Author.objects.create(slug="x", name=HOSTILE)
    section = Section.objects.create(slug="s", name=HOSTILE)
    article = make_article(
        HOSTILE, f"<p>{HOSTILE.replace('<', '&lt;')}</p>", published=True, slug="h",
        authors=[author], section=section,
    )  # fmt: skip
    words = article.live_revision.text
    source = Source.objects.create(name=HOSTILE, same_as="javascript:alert(1)")
    quote = COMPLETE["quote"] | {"text": HOSTILE, "speaker": source}
    row = annotate(article, words, "quote", approved=True, detail=quote, note=HOSTILE)
    for path in ("/", article.get_absolute_url(), "/authors/x/", "/sections/s/",
                 row.get_absolute_url(), source.get_absolute_url()):  # fmt: skip
        nodes = told(client, path)
        assert HOSTILE in json.dumps(nodes, ensure_ascii=False).replace("\\u2028", "\u2028")
        page = client.get(path).content.decode()
        [block] = re.findall('<script type="application/ld.json">(.*?)</script>', page, re.DOTALL)
        assert not set("<>&") & set(block)
        assert "alert('x')</script>" not in page
        assert "javascript:" not in page


def test_withdrawn_words_are_not_told(client, article):
    draft = annotate(article, "two metres", "statistic", note="Canary")
    assert "mentions" not in node(told(client, article.get_absolute_url()), "NewsArticle")
    approve(draft, by=None)
    edit_annotation(draft, by=None, note="Seen")
    assert "mentions" in node(told(client, article.get_absolute_url()), "NewsArticle")


def test_the_address_of_a_page_has_nothing_that_it_does_not_know(client, article):
    page = client.get(article.get_absolute_url(), {"from": "letter"}).content.decode()
    assert_can_be_shared(page, article.get_absolute_url())


# The checker itself: each of these makes a good document bad, and must be found.

MUTANTS = {
    "a misspelt property": lambda news: news.update(headlin="x"),
    "a misspelt type": lambda news: news["hasPart"][0].update({"@type": "Quotaton"}),
    "a type in other case": lambda news: news.update({"@type": "newsArticle"}),
    "a property of another type": lambda news: news.update(spokenByCharacter={"@type": "Person", "name": "x"}),
    "an observation as a part": lambda news: news.update(hasPart=news["mentions"]),
    "a citation on an observation": lambda news: news["mentions"][0].update(citation="x"),
    "a name where a person belongs": lambda news: news.update(author="Ada Marl"),
    "a place as the author": lambda news: news["author"].update({"@type": "Place"}),
    "text where an address belongs": lambda news: news["hasPart"][0].update(url="no address"),
    "a date that is none": lambda news: news.update(datePublished="yesterday"),
    "a month that is none": lambda news: news["hasPart"][0].update(dateCreated="2026-13"),
    "a day that is none": lambda news: news["hasPart"][0].update(dateCreated="2026-02-30"),
    "a moment without offset": lambda news: news.update(datePublished="2026-11-03T10:00:00"),
    "modified too early": lambda news: news.update(dateModified="2001-01-01T00:00:00+00:00"),
    "no headline": lambda news: news.pop("headline"),
    "no id": lambda news: news["hasPart"][0].pop("@id"),
    "an id elsewhere": lambda news: news.update({"@id": "https://example.org/1"}),
    "no unit": lambda news: news["mentions"][0].pop("unitText"),
    "no value and no bound": lambda news: news["mentions"][0].pop("value"),
    "an empty value": lambda news: news.update(description=""),
    "a reference of the wrong type": lambda news: news["hasPart"][0].update(
        isPartOf={"@id": news["mentions"][0]["@id"]}
    ),
    "no claimant's word": lambda news: news["hasPart"][1]["review"].pop("claimReviewed"),
    "an interval of one end": lambda news: news["mentions"][0].update(
        subjectOf=[{"@type": "Report", "temporalCoverage": "2026-11"}]
    ),
    "a rating off the scale": lambda news: news["hasPart"][1]["review"]["reviewRating"].update(ratingValue=99),
    "a language that is none": lambda news: news.update(inLanguage="English please"),
}  # fmt: skip


@pytest.fixture
def document(client, article):
    annotate(article, "“We were lucky,”", "quote", approved=True)
    annotate(article, "two metres", "statistic", approved=True)
    checked_claim(article, make_user("somebody"))
    [document] = JsonLdExtractor().extract(client.get(article.get_absolute_url()).content.decode())
    news = document["@graph"][0]
    news["hasPart"].sort(key=lambda part: part["@type"], reverse=True)  # the quotation, the claim
    assert faults(document, settings.SITE_URL) == []
    return document


def test_the_checker_finds_every_mutant(document):
    for name, mutate in MUTANTS.items():
        mutant = copy.deepcopy(document)
        mutate(mutant["@graph"][0])
        assert faults(mutant, settings.SITE_URL), name


def test_the_checker_counts_positions(document):
    document["@graph"][1]["itemListElement"].reverse()
    assert "count from 1" in faults(document, settings.SITE_URL)[0]


def test_the_checker_wants_the_context(document):
    document["@context"] = "https://schema.example"
    assert faults(document, settings.SITE_URL)
