"""The fact index: what is in it, what it can be asked for, and what it answers to nonsense."""

import pytest

from annotations.models import Rating, Source
from annotations.services import merge_source, withdraw
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE, text
from articles.models import Section, Topic
from articles.paging import PAGE_SIZE
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
PAGES = ["/claims/", "/quotes/", "/statistics/"]
WORDS = {"claim": "The river rose", "quote": QUOTE, "statistic": "two metres"}


@pytest.fixture
def article():
    section = Section.objects.create(name="Water", slug="water")
    topic = Topic.objects.create(name="Floods", slug="floods")
    return make_article(section=section, topics=[topic], published=True)


@pytest.fixture
def elsewhere():
    return make_article("Elsewhere", slug="elsewhere", published=True)


def add(article, kind: str, **detail):
    if rating := detail.get("rating"):
        detail["rating"] = Rating.objects.get(slug=rating)
    return annotate(article, WORDS[kind], kind, approved=True, detail=COMPLETE[kind] | detail)


def rows(client, path: str, **query) -> list:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.context["page"].rows


def test_a_claim_tells_its_rating_and_who_made_it(client, article):
    add(
        article, "claim", summary="It never floods", rating="false", explanation="It does.",
        claimant="Ada Marl", claimant_role="harbour master", review_status="reviewed",
    )  # fmt: skip
    page = text(client, "/claims/")
    for words in ("It never floods", "<strong>False</strong>", "What is known contradicts it.",
                  "Ada Marl", "harbour master", "River rises"):  # fmt: skip
        assert words in page


def test_a_quote_tells_who_when_and_how_it_was_checked(client, article):
    add(
        article, "quote", speaker_role="harbour master", said_on="2026-11",
        verification="matches_source",
    )  # fmt: skip
    page = text(client, "/quotes/")
    for words in ("“We were lucky,”", "Ada Marl", "harbour master", "November 2026",
                  "Compared with the source: it matches"):  # fmt: skip
        assert words in page


def test_a_statistic_tells_what_it_counts(client, article):
    add(
        article, "statistic", value="1500", unit="boats", measure="boats at the quay",
        place="Calder Wath", as_of="2026", publisher="River Board",
    )  # fmt: skip
    page = text(client, "/statistics/")
    for words in ("1,500 boats", "boats at the quay", "Calder Wath", ">2026</time>", "River Board"):
        assert words in page


def test_only_what_readers_may_see_is_in_it(client, article):
    annotate(article, "The river rose")
    withdraw(add(article, "claim"), by=None)
    annotate(make_article("Draft", slug="draft"), "The river rose", approved=True)
    assert rows(client, "/claims/") == []
    assert "There is nothing here yet." in text(client, "/claims/")


FILTERS = [
    ("claim", {"rating": "false", "explanation": "So."}, {"rating": "false"}, {"rating": "true"}),
    ("claim", {"claimant": "Ada Marl"}, {"source": "MARL"}, {"source": "Bo"}),
    ("claim", {}, {"topic": "floods"}, None),
    ("claim", {}, {"section": "water"}, None),
    ("claim", {}, {"since": "2020-01-01"}, {"until": "2020-01-01"}),
    ("claim", {}, {"since": "2020-01-01", "until": "2999-12-31"}, {"since": "2999-12-31"}),
    ("quote", {}, {"source": "ada marl"}, {"source": "nobody"}),
    ("quote", {"verification": "cannot_verify"}, {"verification": "cannot_verify"},
     {"verification": "unverified"}),
    ("quote", {"said_on": "2020-05-07"}, {"since": "2020-05-07"}, {"since": "2020-05-08"}),
    ("quote", {"said_on": "2020-05-07"}, {"until": "2020-05-07"}, {"until": "2020-05-06"}),
    ("quote", {"said_on": "2020-05"}, {"since": "2020-05-31"}, {"since": "2020-06-01"}),
    ("quote", {"said_on": "2020"}, {"since": "2020-12-31"}, {"since": "2021-01-01"}),
    ("quote", {"said_on": "2020"}, {"until": "2020-01-01"}, {"until": "2019-12-31"}),
    ("statistic", {"measure": "Ärzte im Dienst"}, {"measure": "ÄRZTE"}, {"measure": "Boote"}),
    ("statistic", {"place": "Calder Wath (north)"}, {"place": "wath ("}, {"place": "W.th"}),
    ("statistic", {"unit": "%"}, {"unit": "%"}, {"unit": "_"}),
    ("statistic", {"publisher": "River Board"}, {"source": "board"}, {"source": "ada"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "detail", "asked", "other"), FILTERS)
def test_a_filter_keeps_what_is_asked_for(client, article, elsewhere, kind, detail, asked, other):
    wanted, path = add(article, kind, **detail), f"/{kind}s/"
    if other is None:  # filed under: the second article is not
        add(elsewhere, kind, **detail)
    else:
        assert rows(client, path, **other) == []
    assert rows(client, path, **asked) == [wanted]


def test_what_has_no_date_is_in_no_span_of_time(client, article):
    add(article, "quote")
    for asked in ({"since": "1000-01-01"}, {"until": "2999-12-31"}):
        assert rows(client, "/quotes/", **asked) == []


def test_a_source_is_asked_for_by_its_number_even_after_a_merger(client, article):
    quote = add(article, "quote")
    old = Source.objects.create(name="A. Marl")
    merge_source(old, into=quote.quote.speaker, by=None)
    for pk in (quote.quote.speaker_id, old.pk):
        page = client.get("/quotes/", {"source": pk})
        assert page.context["page"].rows == [quote]
        assert "said by Ada Marl" in page.content.decode()
        assert 'value="Ada Marl"' in page.content.decode()


def test_each_filter_is_told_in_words_and_can_be_removed(client, article):
    add(article, "claim", claimant="Ada Marl", rating="false", explanation="So.")
    asked = {"rating": "false", "source": "marl", "since": "2020-02-01"}
    page = text(client, "/claims/?rating=false&source=marl&since=2020-02-01")
    for words in (
        "rated “False”",
        "made by somebody called “marl”",
        "published on 1 February 2020 or later",
    ):
        assert words in page
    for name in asked:
        rest = "&amp;".join(f"{key}={value}" for key, value in asked.items() if key != name)
        assert f'href="/claims/?{rest}"' in page


def test_an_empty_field_is_dropped_from_the_address(client):
    response = client.get("/claims/?rating=&source=ada+marl&topic=&since=")
    assert response.headers["Location"] == "/claims/?source=ada+marl"
    assert client.get("/quotes/?source=++&topic=").headers["Location"] == "/quotes/"


def test_nothing_found_says_so(client, article):
    add(article, "claim")
    page = text(client, "/claims/?rating=true")
    assert "Nothing here is all of that." in page
    assert 'href="/claims/"' in page


NONSENSE = [
    ("rating", "no-such"), ("rating", "\x00"), ("topic", "secret"), ("section", "\x00"),
    ("source", "999999"), ("source", "0"), ("source", "\x00"), ("source", "x" * 101),
    ("since", "2026-13-01"), ("since", "yesterday"), ("since", "0001-01-01"),
    ("until", "9999-12-31"), ("since", "\x00"), ("since", "٢٠٢٦-١١-٠٣x"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_nonsense_is_told_beside_its_field(client, article, name, value):
    add(article, "claim")
    response = client.get("/claims/", {name: value})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [name]
    assert "errorlist" in response.content.decode()
    assert "A claim" not in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_hostile_words_in_filters_are_words(client, path):
    words = '"><script>alert(1)</script>'
    page = text(client, f"{path}?source=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    for name in ("topic", "nothing", words):
        response = client.get(path, {name: words})
        assert response.status_code in (200, 400)
        assert "<script>alert" not in response.content.decode()


def test_the_last_day_before_the_first_is_told(client):
    response = client.get("/quotes/?since=2026-02-01&until=2026-01-01")
    assert response.status_code == 400
    assert "This day is before the first one." in response.content.decode()


def test_a_topic_of_drafts_only_is_not_there(client):
    topic = Topic.objects.create(name="Secret", slug="secret")
    make_article(topics=[topic])
    response = client.get("/claims/?topic=secret")
    assert response.status_code == 400
    assert "Secret" not in response.content.decode()


def test_what_is_no_filter_changes_nothing(client, article):
    """Links that are passed on carry all sorts of things."""
    add(article, "claim")
    assert text(client, "/claims/?utm_source=letter") == text(client, "/claims/")


@pytest.mark.parametrize("before", ["", "x", "\x00", "20261399T000000000000Z-1"])
def test_a_made_up_page_is_not_found(client, before):
    assert client.get("/claims/", {"before": before}).status_code == 404


@pytest.mark.parametrize("kind", ["claim", "quote", "statistic"])
def test_pages_have_each_once_newest_first_in_as_many_queries_as_one(
    client, article, kind, django_assert_num_queries
):
    path = f"/{kind}s/?topic=floods"
    add(article, kind)
    with django_assert_num_queries(QUERIES[kind]):
        client.get(path)
    for _ in range(PAGE_SIZE * 2):
        add(article, kind)
    seen, address = [], path
    while address:
        with django_assert_num_queries(QUERIES[kind]):
            page = client.get(address).context["page"]
        seen += [row.pk for row in page.rows]
        address = f"{path}&before={page.older}" if page.older else ""
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == PAGE_SIZE * 2 + 1


# the topic asked for, the list, sections of the frame, topics and sections to choose from, for
# claims the ratings too
QUERIES = {"claim": 6, "quote": 5, "statistic": 5}
