"""Plain English for readers: what the fields of an annotation say. Pure; choices' own labels are
the desk's words."""

from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format, get_format

from annotations.choices import (
    Attribution,
    Availability,
    Qualifier,
    QuoteType,
    RelationType,
    ReviewStatus,
    Verification,
)

# What a reader is told for each value of these fields.
WORDS: dict[str, dict[str, str]] = {
    "attribution": {
        Attribution.OWN_VOICE: "Stated by this newsroom in its own voice",
        Attribution.ATTRIBUTED: "Attributed to somebody else",
        Attribution.HEDGED: "Reported with a hedge, not as settled",
        Attribution.IN_QUOTE: "Made inside a quotation",
        Attribution.IN_EMBED: "Made in a social media post",
    },
    "review_status": {
        ReviewStatus.UNDETERMINED: "Not checked yet",
        ReviewStatus.IN_PROGRESS: "Being checked",
        ReviewStatus.REVIEWED: "Checked",
        ReviewStatus.NOT_APPLICABLE: "Not something that can be checked",
    },
    "quote_type": {
        QuoteType.DIRECT: "Word for word",
        QuoteType.PARTIAL: "Partly word for word",
        QuoteType.INDIRECT: "Reported in other words",
    },
    "verification": {
        Verification.UNVERIFIED: "Not yet compared with a recording or document",
        Verification.MATCHES_SOURCE: "Compared with the source: it matches",
        Verification.DIFFERS_FROM_SOURCE: "Compared with the source: it differs",
        Verification.CANNOT_VERIFY: "It could not be compared with a source",
    },
    "availability": {
        Availability.UNKNOWN: "Not known",
        Availability.AVAILABLE: "It still stands",
        Availability.DELETED: "It was deleted since",
        Availability.ACCOUNT_GONE: "Its account is gone",
        Availability.EDITED: "It was edited since",
    },
}

# The same in a margin, after the kind.
BRIEFLY: dict[str, str] = {
    ReviewStatus.UNDETERMINED: "not checked yet",
    ReviewStatus.IN_PROGRESS: "being checked",
    ReviewStatus.REVIEWED: "checked",
    ReviewStatus.NOT_APPLICABLE: "cannot be checked",
    Verification.UNVERIFIED: "not checked yet",
    Verification.MATCHES_SOURCE: "matches the source",
    Verification.DIFFERS_FROM_SOURCE: "differs from the source",
    Verification.CANNOT_VERIFY: "could not be checked",
}

# A relation told from its far end: B is disputed by A.
INVERSE: dict[str, str] = {
    RelationType.PART_OF: "contains",
    RelationType.QUOTED_FROM: "is the source of",
    RelationType.SUPPORTS: "is supported by",
    RelationType.DISPUTES: "is disputed by",
    RelationType.QUALIFIES: "is qualified by",
    RelationType.SAME_CLAIM_AS: "is the same claim as",
    RelationType.SIMILAR_TO: "is similar to",
    RelationType.CONTINUES: "is continued by",
    RelationType.UPDATES: "is updated by",
    RelationType.CORRECTS: "is corrected by",
}

UNITS_BEFORE = frozenset("£$€¥₹₪")
UNITS_WITHOUT_SPACE = frozenset({"%", "‰", "°", "p"})


def is_web_link(url: str) -> bool:
    """Fit for an href: an address on the web, whatever a row may hold."""
    return url.startswith(("https://", "http://"))


def relation_phrase(type_: str, *, inverse: bool) -> str:
    """The words between two annotations: ``"disputes"``, or from the far end its inverse."""
    return INVERSE[type_] if inverse else RelationType(type_).label


def number(value: Decimal, language: str = "en") -> str:
    """``Decimal("4200000.0000000000")`` → ``"4,200,000"``, in French ``"4 200 000"``; decimals as
    far as they say something."""
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if is_english(language):
        return text
    with translation.override(language):
        signs = {",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")}
    return "".join(signs.get(sign, sign) for sign in text)


def amount(
    *,
    value: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    unit: str,
    qualifier: str = "",
    language: str = "en",
) -> str:
    """What a statistic says: "About 4,200,000 pounds", "12 to 15%", "At least £3".

    The figures are written as in the language of the article.
    """
    start = Qualifier(qualifier).label if qualifier in Qualifier.values else ""
    if value is not None:
        figure = _with_unit(number(value, language), unit)
    elif lower is not None and upper is not None:
        figure = (
            _with_unit(number(lower, language), unit)
            if unit in UNITS_BEFORE
            else number(lower, language)
        )
        figure += " to " + _with_unit(number(upper, language), unit)
    elif lower is not None:
        start, figure = start or "At least", _with_unit(number(lower, language), unit)
    elif upper is not None:
        start, figure = start or "Up to", _with_unit(number(upper, language), unit)
    else:
        return ""
    return f"{start} {figure}".strip()


def fate(availability: str, checked_on: str) -> str:
    """What became of a post since: "It was deleted since (looked at on 3 November 2026)", or ""."""
    if availability not in (Availability.DELETED, Availability.ACCOUNT_GONE, Availability.EDITED):
        return ""
    told = WORDS["availability"][availability]
    return f"{told} (looked at on {partial_date(checked_on)})" if checked_on else told


def is_english(language: str) -> bool:
    """Or a language that Django has no formats for."""
    if language.lower().partition("-")[0] == "en":
        return True
    try:
        return not translation.get_supported_language_variant(language.lower())
    except LookupError:
        return True


def partial_date(value: str, language: str = "en") -> str:
    """``"2026-11-03"`` → ``"3 November 2026"``, ``"2026-11"`` → ``"November 2026"``, or the year,
    in other languages as Django's formats have it.

    "" stays "".
    """
    parts = value.split("-")
    if len(parts) == 1:
        return value
    day = date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    if not is_english(language):
        with translation.override(language):
            return date_format(day, "DATE_FORMAT" if len(parts) == 3 else "YEAR_MONTH_FORMAT")
    return f"{day.day} {day:%B} {day.year}" if len(parts) == 3 else f"{day:%B} {day.year}"


def _with_unit(figure: str, unit: str) -> str:
    if unit in UNITS_BEFORE:
        return unit + figure
    return figure + unit if unit in UNITS_WITHOUT_SPACE else f"{figure} {unit}".strip()
