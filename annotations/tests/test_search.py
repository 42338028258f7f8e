"""The search: what it finds, on either database, and what it answers to anything typed."""

import pytest

from annotations.models import Source
from annotations.services import edit_source, relate, withdraw
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE, text
from articles.services import publish
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(published=True)


def found(client, query: str, place: str = "") -> tuple[list, list]:
    """The articles and the annotations that are shown."""
    response = client.get("/search/", {"q": query, "in": place})
    assert response.status_code == 200
    context = response.context
    return tuple(context[name].rows if name in context else [] for name in ("articles", "facts"))


@pytest.mark.parametrize(
    "query",
    [
        "river", "RIVER", "riv", "river monday", '"rose by two metres"', "“two metres”",
        "river OR volcano", "river -volcano", "rises", "harbour-master", "metres.", "“We were",
        "river river",
    ],
)  # fmt: skip
def test_an_article_is_found_by(client, article, query):
    assert found(client, query)[0] == [article]


@pytest.mark.parametrize(
    "query",
    ["iver", "volcano", "river volcano", '"river by"', '"riv"', "river -monday", "volcano OR iver"],
)
def test_an_article_is_not_found_by(client, article, query):
    assert found(client, query) == ([], [])


@pytest.mark.parametrize(
    "query", ["ÉCOLE", "école", "e\u0301cole", "маяк", "МАЯ", "المكتبة", "STRAẞE"]
)
def test_letters_of_any_language_are_found_whatever_their_case(client, query):
    article = make_article(body="<p>École du port; Маяк; المكتبة; Straße.</p>", published=True)
    assert found(client, query)[0] == [article]


def test_what_stands_in_the_headline_comes_first(client, article):
    other = make_article("Harbour news", slug="b", body="<p>A river.</p>", published=True)
    assert found(client, "river")[0] == [article, other]


FACTS = [
    ("claim", {"summary": "It never snows"}, "never snows"),
    ("claim", {"claimant": "Ada Marl"}, "marl"),
    ("quote", {"text": "A stroke of luck"}, '"stroke of luck"'),
    ("quote", {}, "ada"),
    ("statistic", {"measure": "height of the tide"}, "height tide"),
    ("statistic", {"publisher": "River Board", "measure": "tide"}, "board tide"),
    ("social_embed", {"text": "Keep off the quay"}, "quay"),
    ("social_embed", {"author_name": "Ada Marl", "handle": "@tidewatch"}, "tidewatch"),
]


@pytest.mark.parametrize(("kind", "detail", "query"), FACTS)
def test_an_annotation_is_found_by_its_fields_and_sources(client, article, kind, detail, query):
    wanted = annotate(
        article, "harbour master", kind, approved=True, detail=COMPLETE[kind] | detail
    )
    place = {"social_embed": "posts"}.get(kind, f"{kind}s")
    assert found(client, query) == ([], [wanted])
    assert found(client, query, place) == ([], [wanted])
    assert found(client, query, "articles") == ([], [])
    assert found(client, f"{query} volcano")[1] == []
    assert found(client, f"volcano OR {query}")[1] == [wanted]
    assert found(client, f"harbour -{query.split()[0]}")[1] == []


def test_an_annotation_is_found_by_the_words_it_stands_on_with_its_fields(client, article):
    wanted = annotate(article, "two metres", "quote", approved=True)
    assert found(client, "metres marl", "quotes")[1] == [wanted]
    assert found(client, "metres", "claims")[1] == []


def test_what_changes_is_found_by_what_it_says_now(client, article):
    wanted = annotate(article, QUOTE, "quote", approved=True)
    edit_source(Source.objects.get(), by=None, name="Bo Tarn")
    assert found(client, "marl") == ([], [])
    assert found(client, "tarn") == ([], [wanted])
    rewrite(article, "<p>Otters came. “We were lucky,” the harbour master said.</p>")
    assert found(client, "otters") == ([], [])
    publish(article, by=None, reason="test")
    assert found(client, "otters")[0] == [article]
    assert found(client, "monday") == ([], [])


def test_only_what_readers_may_see_is_found(client, article):
    withdraw(annotate(article, QUOTE, "quote", approved=True), by=None)
    annotate(article, "two metres", "statistic")
    draft = make_article("Draft of a volcano", slug="draft")
    annotate(draft, "The river", detail=COMPLETE["claim"] | {"summary": "Lava"}, approved=True)
    for query in ("lucky marl", "rise of", "volcano", "lava"):
        assert found(client, query) == ([], [])


def test_the_words_of_a_deleted_post_are_kept_back_where_the_site_withholds_them(client, settings):
    article = make_article(body="<p>He wrote:</p><p>Otters ate it</p><p>Then.</p>", published=True)
    detail = COMPLETE["social_embed"] | {"text": "Otters ate it", "availability": "deleted"}
    post = annotate(article, "Otters ate it", "social_embed", approved=True, detail=detail)
    assert found(client, "otters")[1] == [post]
    assert "Otters</mark> ate it" in text(client, "/search/?q=otters")
    settings.DELETED_POSTS = "withdraw"
    assert found(client, "otters")[1] == []
    page = text(client, "/search/?q=wrote")
    assert "wrote</mark>:" in page
    assert "ate it" not in page
    claim = annotate(article, "Then.", approved=True)
    relate(claim, post, type="similar_to", by=None)
    page = text(client, claim.get_absolute_url())
    assert "This post was deleted." in page
    assert "ate it" not in page


def test_hits_are_marked_and_words_stay_words(client):
    article = make_article(
        "A <b>bold</b> river", body="<p>&lt;b&gt;river&lt;/b&gt; &amp;amp; a river</p>", published=True
    )  # fmt: skip
    annotate(
        article, "a river", approved=True,
        detail=COMPLETE["claim"] | {"summary": "<i>river</i> & sea"},
    )  # fmt: skip
    page = text(client, "/search/?q=river")
    hit = '<mark class="hit">river</mark>'
    assert f"A &lt;b&gt;bold&lt;/b&gt; {hit}" in page
    assert f"&lt;b&gt;{hit}&lt;/b&gt; &amp;amp; a {hit}" in page
    assert f"&lt;i&gt;{hit}&lt;/i&gt; &amp; sea" in page


ANYTHING = [
    "", " ", '"', "-", "OR", "\x00", "river\x00", "🌊", "river 🌊", "'; DROP TABLE x; --", "\\", "\\'",
    ":*", "a:*b", "!river", "(river", "river)", "&&", "river | ", "<->", "%", "_", "[", "(?i)x", "*",
    "a" * 200, "\u202e", "\ud7ff", "-river", "NOT", "𝗿𝗶𝘃𝗲𝗿", "1e99999", "-5", "<b>", "&amp;",
    "http://x.example/?q=1", "a@b.example", '"a', "\"\"", "- river", "river- ", "ﷺ" * 20, "ǅ", "ß",
]  # fmt: skip


@pytest.mark.parametrize("query", ANYTHING)
def test_anything_may_be_typed(client, article, query):
    annotate(article, QUOTE, "quote", approved=True)
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    for place in ("articles", "posts"):
        assert client.get("/search/", {"q": query, "in": place}).status_code == 200


@pytest.mark.parametrize("query", ["x" * 10_000, "river " * 20])
def test_too_much_is_told(client, query):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 400
    assert "too much to look for at once" in response.content.decode()
    assert query[:200].strip() in response.content.decode()


def test_nothing_to_look_for_is_told(client, article):
    for query in ("🌊", "-river"):
        assert "no word to look for" in text(client, f"/search/?q={query}")
    assert "no word to look for" not in text(client, "/search/")


def test_a_place_that_is_none_is_not_found(client):
    assert client.get("/search/?q=river&in=drafts").status_code == 404


def test_a_page_says_how_many_there_are_in_as_many_queries_as_for_one(
    client, article, django_assert_num_queries
):
    annotate(article, QUOTE, "quote", approved=True)
    for count in ("1 article", "More than 50 articles"):
        with django_assert_num_queries(QUERIES):
            page = text(client, "/search/?q=lucky")
        assert count in page
        if count == "1 article":
            for number in range(51):
                more = make_article(f"River {number}", slug=f"river-{number}", published=True)
                annotate(more, QUOTE, "quote", approved=True)
    assert "More than 50 claims, quotes, statistics or posts" in page
    assert page.count('<li class="fact"') == 20
    assert text(client, "/search/?q=lucky&in=quotes").count('<li class="fact"') == 50


# ids of articles, those shown, ids of annotations, those shown, sections of the frame
QUERIES = 5


@pytest.mark.parametrize("unique", [True, False])
def test_a_text_of_any_length_can_be_published(unique):
    """A vector of PostgreSQL holds a megabyte."""
    letters = (chr(0x20000 + number if unique else 0x4E00) for number in range(42_000))
    make_article(body=f"<p>{' '.join(letters)}</p>", published=True)
