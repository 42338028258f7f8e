"""Plain English for readers."""

from decimal import Decimal

import pytest

from annotations import choices, wording

NOTHING = {"value": None, "lower": None, "upper": None, "unit": "", "qualifier": ""}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": "4200000.0000000000", "unit": "£"}, "£4,200,000"),
        ({"value": "4.9900000000", "unit": "%", "qualifier": "about"}, "About 4.99%"),
        ({"value": "100", "unit": "people"}, "100 people"),
        ({"value": "-3", "unit": "degrees"}, "-3 degrees"),
        ({"value": "0", "unit": "cases", "qualifier": "exactly"}, "Exactly 0 cases"),
        ({"value": "1E+3", "unit": "cases"}, "1,000 cases"),
        ({"lower": "12", "upper": "15", "unit": "%"}, "12 to 15%"),
        ({"lower": "1", "upper": "2", "unit": "£"}, "£1 to £2"),
        ({"lower": "5", "unit": "boats"}, "At least 5 boats"),
        ({"lower": "5", "unit": "boats", "qualifier": "more_than"}, "More than 5 boats"),
        ({"upper": "9", "unit": "boats"}, "Up to 9 boats"),
        ({"unit": "boats"}, ""),
    ],
)
def test_amounts(fields, expected):
    numbers = {
        name: Decimal(value)
        for name, value in fields.items()
        if name in ("value", "lower", "upper")
    }
    assert wording.amount(**NOTHING | fields | numbers) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2014", "2014"),
        ("2014-06", "June 2014"),
        ("2014-06-03", "3 June 2014"),
        ("0001-01", "January 1"),
    ],
)
def test_partial_dates(value, expected):
    assert wording.partial_date(value) == expected


@pytest.mark.parametrize("name", wording.WORDS)
def test_every_choice_has_words(name):
    enums = {
        "attribution": choices.Attribution,
        "review_status": choices.ReviewStatus,
        "quote_type": choices.QuoteType,
        "verification": choices.Verification,
        "availability": choices.Availability,
        "claim_type": choices.ClaimType,
        "medium": choices.Medium,
        "edited": choices.Edited,
        "method": choices.Method,
        "obs_status": choices.ObservationStatus,
        "source_type": choices.EvidenceType,
    }
    assert set(wording.WORDS[name]) == set(enums[name].values)


def test_every_relation_reads_both_ways():
    for type_ in choices.RelationType.values:
        assert wording.relation_phrase(type_, inverse=True)
        assert wording.relation_phrase(type_, inverse=False)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "", "ftp://x"]
)
def test_only_web_addresses_are_links(url):
    assert not wording.is_web_link(url)


@pytest.mark.parametrize(
    ("language", "day", "month", "figure"),
    [
        ("en-GB", "3 November 2026", "November 2026", "4,200,000.5"),
        ("fr", "3 novembre 2026", "novembre 2026", "4\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}000,5"),
        ("de", "3. November 2026", "November 2026", "4.200.000,5"),
        ("ar", "3 نوفمبر، 2026", "نوفمبر 2026", "4.200.000,5"),
        ("tlh", "3 November 2026", "November 2026", "4,200,000.5"),  # nobody knows: as on the site
    ],
)
def test_dates_and_numbers_by_language(language, day, month, figure):
    assert wording.partial_date("2026-11-03", language) == day
    assert wording.partial_date("2026-11", language) == month
    assert wording.number(Decimal("4200000.5000"), language) == figure
