"""What notes tell readers of each field, and of fields that are empty nothing."""

import re

import pytest

from annotations.models import DETAILS
from annotations.services import add_evidence, edit_annotation
from annotations.tests.factories import COMPLETE, annotate
from annotations.tests.reading import QUOTE, text
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db

WORDS = {
    "claim": "The river rose",
    "quote": QUOTE,
    "statistic": "two metres",
    "social_embed": "on Monday",
}
# Every field filled in, and what a note says of it. "" is the desk's own business.
FULL = {
    "claim": {
        "summary": ("The river rose", "The river rose"),
        "attribution": ("hedged", "Reported with a hedge, not as settled:"),
        "hedge": ("is said to", "“is said to”"),
        "review_status": ("not_applicable", "Not something that can be checked"),
        "claimant": ("Ada Marl", "Ada Marl"),
        "claimant_role": ("harbour master", "harbour master"),
        "rating": (None, ""),
        "explanation": ("Nobody measured it.", "Nobody measured it."),
        "reviewed_on": ("2026-10", "(October 2026)"),
        "claim_type": ("opinion", "; it is an opinion"),
        "check_worthiness": ("check_worthy", ""),
        "claim_date": ("2026-11-02", "When and where 2 November 2026, flood hearing, Marl Hall"),
        "place": ("Marl Hall", "Marl Hall"),
        "occasion": ("flood hearing", "flood hearing"),
        "reported_by": ("Marl Radio", "As reported by Marl Radio"),
        "first_appearance": ("https://example.org/first", 'href="https://example.org/first"'),
    },
    "quote": {
        "text": ("We were lucky,", "“We were lucky,”"),
        "speaker": ("Ada Marl", "Ada Marl"),
        "speaker_role": ("harbour master", "harbour master"),
        "quote_type": ("direct", "Word for word"),
        "verification": ("matches_source", "Compared with the source: it matches"),
        "verified_on": ("2026-11-04", "(4 November 2026)"),
        "cue": ("grumbled", ""),
        "said_on": ("2026", "When and where 2026, flood hearing, Marl Hall, at a press"),
        "source_url": ("https://example.org/tape", 'href="https://example.org/tape"'),
        "archived_url": ("https://kept.example.org/tape", 'href="https://kept.example.org/tape"'),
        "reported_by": ("Marl Radio", "As reported by Marl Radio"),
        "place": ("Marl Hall", "Marl Hall"),
        "occasion": ("flood hearing", "flood hearing"),
        "medium": ("press_conference", "at a press conference"),
        "edited": ("brackets", "; the words in brackets are ours"),
        "language": ("fr", "In the original, French"),
        "original_text": ("On a eu de la chance,", "On a eu de la chance,"),
        "translator": ("Ben Ash", "Translated by Ben Ash"),
    },
    "statistic": {
        "value": ("20", "20 per cent"),
        "lower": ("18.5", "From a survey. Between 18.5 and"),
        "upper": ("22", "and 22 per cent. Provisional"),
        "unit": ("per cent", "per cent"),
        "measure": ("homes with wet floors", "homes with wet floors"),
        "population": ("rented homes", ", among rented homes"),
        "breakdown": (["ground floor", "by the quay"], "(only ground floor, by the quay)"),
        "qualifier": ("about", "About"),
        "place": ("Calder Wath", "Calder Wath"),
        "as_of": ("2026-11", ", as of November 2026"),
        "period_start": ("2025-12", "Where and when Calder Wath, December 2025 to"),
        "period_end": ("2026-11-02", "to 2 November 2026"),
        "method": ("survey", "How exact it is From a survey."),
        "obs_status": ("provisional", "Provisional: it may still change."),
        "publisher": ("River Board", "Published by River Board"),
        "source_url": ("https://example.org/table", 'href="https://example.org/table"'),
        "archived_url": ("https://kept.example.org/table", 'href="https://kept.example.org/table"'),
        "reported_by": ("Marl Radio", "As reported by Marl Radio"),
    },
    "social_embed": {
        "platform": ("x", "Where X"),
        "author_name": ("Ada Marl", "Ada Marl"),
        "handle": ("@ada", "@ada"),
        "text": ("Cadwch draw", '<p class="note-lead note-post" lang="cy" dir="auto">Cadwch draw'),
        "language": ("cy", "Language Welsh"),
        "truncated": (True, "The post is cut short here; it goes on."),
        "author_url": ("https://x.example.org/ada", 'href="https://x.example.org/ada"'),
        "post_date": ("2026-11-03", "3 November 2026"),
        "post_url": ("https://x.example.org/1", 'href="https://x.example.org/1"'),
        "post_id": ("177", ""),
        "media": (["https://x.example.org/1.jpg"], '<a href="https://x.example.org/1.jpg"'),
        "availability": ("edited", "It was edited since"),
        "checked_on": ("2026-11", "(looked at in November 2026)"),
        "archived_url": ("https://kept.example.org/1", 'href="https://kept.example.org/1"'),
        "archived_on": ("2026-11-05", ", kept on 5 November 2026"),
    },
}  # fmt: skip


@pytest.fixture
def article():
    return make_article(published=True)


def make(article, kind: str, detail: dict):
    return annotate(article, WORDS[kind], kind, approved=True, detail=detail)


def note_of(client, annotation) -> str:
    """The note as it stands under the article."""
    page = text(client, annotation.article.get_absolute_url())
    return page.partition(f'id="annotation-{annotation.pk}"')[2].partition('<p class="note-links">')[0]  # fmt: skip


def read(html: str) -> str:
    """What stands in it to be read."""
    html = re.sub(r"</?(?:a|bdi|span|strong|time)\b[^>]*>", "", html)
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html))


@pytest.mark.parametrize("kind", DETAILS)
def test_every_field_is_told_but_those_of_the_desk(client, article, kind):
    assert set(FULL[kind]) == set(DETAILS[kind].field_names())
    note = note_of(client, make(article, kind, {k: value for k, (value, _) in FULL[kind].items()}))
    said = read(note)
    for name, (_value, expected) in FULL[kind].items():
        assert expected in (note if "=" in expected else said), name
    assert "grumbled" not in note
    assert "177" not in note


@pytest.mark.parametrize("kind", DETAILS)
def test_what_is_empty_has_no_label(client, article, kind):
    note = note_of(client, make(article, kind, COMPLETE[kind]))
    told = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", note, re.DOTALL)
    assert len(told) == note.count("<dt>")
    for label, words in told:
        assert label.strip()
        assert read(words).strip(), label
    labels = {label for label, _ in told}
    assert labels <= {
        "Who said it", "How it is quoted", "How it was checked",
        "How it is made", "Review", "Words", "What is counted", "Who posted it", "Where",
    }  # fmt: skip
    assert "()" not in read(note)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"place": "Marl Hall"}, "Where Marl Hall How"),
        ({"occasion": "flood hearing"}, "Occasion flood hearing How"),
        ({"place": "Marl Hall", "occasion": "flood hearing"}, "Where flood hearing, Marl Hall How"),
        ({"archived_url": "https://kept.example.org/1"}, "Source Archived copy"),
        ({"medium": "other"}, "Who said it Ada Marl How it is quoted"),
        ({"medium": "message"}, "How it was said in a letter, e-mail or message"),
        ({"said_on": "2026-11", "medium": "message"}, "When November 2026, in a letter"),
        ({"language": "cy"}, "Translated from Welsh"),
    ],
)
def test_quotes_with_a_part_of_it(client, article, fields, expected):
    note = read(note_of(client, make(article, "quote", COMPLETE["quote"] | fields)))
    assert expected in note


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"lower": "1.5"}, "How exact it is At least 1.5 metres."),
        ({"upper": "3"}, "How exact it is At most 3 metres."),
        ({"lower": "1", "upper": "3", "unit": "£"}, "How exact it is Between £1 and £3."),
        ({"value": None, "lower": "1", "upper": "3"}, "1 to 3 metres What is counted"),
        ({"period_start": "2025"}, "When from 2025 on"),
        ({"period_end": "2025-06"}, "When until June 2025"),
        ({"period_start": "2025", "period_end": "2025"}, "When 2025 "),
        ({"place": "Marl"}, "Where Marl "),
        ({"as_of": "2025"}, "When as of 2025 "),
        ({"method": "count", "obs_status": "final"}, "How exact it is Counted. Final."),
        ({"breakdown": ["by the quay"]}, "rise of the river (only by the quay)"),
    ],
)
def test_statistics_with_a_part_of_it(client, article, fields, expected):
    assert expected in read(
        note_of(client, make(article, "statistic", COMPLETE["statistic"] | fields))
    )


def test_a_period_is_told_in_lists_and_margins_where_no_day_is(client, article):
    fields = {"period_start": "2025-06", "period_end": "2026-05"}
    row = make(article, "statistic", COMPLETE["statistic"] | fields)
    assert "June 2025 to May 2026" in read(text(client, "/statistics/"))
    page = text(client, article.get_absolute_url())
    assert 'data-below="rise of the river, June 2025 to May 2026"' in page
    edit_annotation(row, by=None, detail={"as_of": "2026-11"})
    listed = read(text(client, "/statistics/"))
    assert "as of November 2026" in listed
    assert "June 2025" not in listed


def test_dates_and_hedges_are_in_the_language_of_the_article(client):
    article = make_article(
        body="<p>Le fleuve serait monté.</p>", published=True, language="fr", slug="f"
    )
    detail = COMPLETE["claim"] | {
        "attribution": "hedged",
        "hedge": "serait",
        "claim_date": "2026-11",
    }
    claim = annotate(article, "Le fleuve", "claim", approved=True, detail=detail)
    note = note_of(client, claim)
    assert '<span lang="fr" dir="auto">“serait”</span>' in note
    assert '<time datetime="2026-11" lang="fr">novembre 2026</time>' in note


POST = COMPLETE["social_embed"] | {
    "text": "Cadwch draw o’r cei heno", "language": "cy", "truncated": True,
    "media": ["https://x.example.org/1.jpg", "https://x.example.org/2.mp4"],
}  # fmt: skip


@pytest.fixture
def post():
    article = make_article(
        body="<p>Cadwch draw o’r cei heno</p><p>It was calm.</p>", published=True
    )
    words = "Cadwch draw o’r cei heno"
    return annotate(article, words, "social_embed", approved=True, detail=POST)


def test_a_post_in_another_language_is_marked_so_wherever_it_is_quoted(client, post):
    figure = text(client, post.article.get_absolute_url())
    assert re.search(r'<blockquote lang="cy" dir="auto">', figure)
    page = text(client, post.get_absolute_url())
    assert f'data-annotation="{post.pk}" lang="cy">Cadwch draw' in page
    found = text(client, "/search/?q=cadwch&in=posts")
    assert f'<a href="{post.get_absolute_url()}" lang="cy">' in found


def test_a_quoted_post_says_what_it_does_not_show(client, post):
    page = text(client, post.article.get_absolute_url())
    remarks = "It is cut short here. It came with 2 pictures or films, not shown here."
    assert f'<span class="post-remarks">{remarks}</span>' in page
    edit_annotation(
        post, by=None, detail={"truncated": False, "media": [], "availability": "deleted"}
    )
    page = text(client, post.article.get_absolute_url())
    assert '<span class="post-remarks">It was deleted since.</span>' in page


def test_pictures_of_a_post_are_linked_as_long_as_they_are_there(client, settings, post):
    linked = '<a href="https://x.example.org/1.jpg" rel="nofollow noopener">Picture or film 1</a>'
    assert linked in note_of(client, post)
    settings.LINK_TO_POSTS = False
    assert "<dt>Attached</dt><dd>2 pictures or films</dd>" in note_of(client, post)
    settings.LINK_TO_POSTS = True
    edit_annotation(post, by=None, detail={"availability": "deleted"})
    assert "<dt>Attached</dt><dd>2 pictures or films</dd>" in note_of(client, post)
    settings.DELETED_POSTS = "withdraw"
    for words in ("Attached", "cut short", "pictures"):
        assert words not in text(client, post.article.get_absolute_url())


@pytest.mark.parametrize(
    ("source_type", "expected"),
    [
        ("primary", "Supports, from the record itself: Gauge"),
        ("secondary", "Supports, at second hand: Gauge"),
        ("", "Supports: Gauge"),
    ],
)
def test_evidence_tells_how_near_it_is_to_the_record(client, article, source_type, expected):
    claim = make(article, "claim", COMPLETE["claim"])
    add_evidence(
        claim, by=None, title="Gauge", stance="supports", source_type=source_type,
        accessed_on="2026-11",
    )  # fmt: skip
    note = read(note_of(client, claim))
    assert expected in note
    assert "(read in November 2026)" in note


HOSTILE = '"><script>alert(1)</script>'
BAD_LINK = "javascript:alert(1)"
LISTS = {"breakdown": [HOSTILE], "media": [BAD_LINK, HOSTILE]}
CHOSEN = {
    "attribution", "review_status", "quote_type", "verification", "platform", "qualifier",
    "availability", "medium", "edited", "method", "obs_status", "claim_type", "check_worthiness",
}  # fmt: skip


@pytest.mark.parametrize("kind", DETAILS)
def test_hostile_fields_are_words(client, article, kind):
    """Whatever stands in a field of text, a row may hold it."""
    hostile = {
        name: LISTS.get(name, BAD_LINK if str(value).startswith("https:") else HOSTILE)
        for name, (value, _) in FULL[kind].items()
        if isinstance(value, str | list) and name not in CHOSEN and not re.match(r"\d", str(value))
    }
    hostile.pop(DETAILS[kind].source_field, None)
    detail = {name: value for name, (value, _) in FULL[kind].items()} | hostile
    row = make(article, kind, detail)
    for path in (article.get_absolute_url(), row.get_absolute_url()):
        page = text(client, path)
        assert "<script>alert" not in page
        assert "javascript:" not in page
        assert "&lt;script&gt;" in page
