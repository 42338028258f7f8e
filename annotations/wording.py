"""Plain English for readers: what the fields of an annotation say. Pure; choices' own labels are
the desk's words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format, get_format

from annotations.choices import (
    GONE,
    Attribution,
    Availability,
    ClaimType,
    Edited,
    EvidenceType,
    Medium,
    Method,
    ObservationStatus,
    Qualifier,
    QuoteType,
    RelationType,
    ReviewStatus,
    Verification,
)

# What a reader is told for each value of these fields; "" where it is the desk's business alone.
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
    "claim_type": {
        ClaimType.QUANTITY: "",
        ClaimType.EVENT: "",
        ClaimType.PERSONAL_EXPERIENCE: "it is somebody’s own experience",
        ClaimType.CAUSAL: "",
        ClaimType.LAW: "",
        ClaimType.PREDICTION: "it is a prediction",
        ClaimType.OPINION: "it is an opinion",
        ClaimType.OTHER: "",
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
    "medium": {
        Medium.INTERVIEW: "in an interview",
        Medium.SPEECH: "in a speech or sitting",
        Medium.PRESS_CONFERENCE: "at a press conference",
        Medium.STATEMENT: "in a written statement",
        Medium.DOCUMENT: "in a document or book",
        Medium.BROADCAST: "on radio or television",
        Medium.SOCIAL_MEDIA: "on social media",
        Medium.MESSAGE: "in a letter, e-mail or message",
        Medium.OTHER: "",
    },
    "edited": {
        Edited.NONE: "nothing was added or left out",
        Edited.BRACKETS: "the words in brackets are ours",
        Edited.ELLIPSIS: "words were left out at the dots",
        Edited.SIC: "a slip was kept and marked [sic]",
    },
    "method": {
        Method.COUNT: "Counted",
        Method.ESTIMATE: "An estimate",
        Method.SURVEY: "From a survey",
        Method.MODEL: "Worked out with a model",
        Method.TESTIMONY: "On somebody’s word",
    },
    "obs_status": {
        ObservationStatus.FINAL: "Final",
        ObservationStatus.PROVISIONAL: "Provisional: it may still change",
        ObservationStatus.ESTIMATED: "Estimated, until it is known",
        ObservationStatus.REVISED: "Revised since it was first published",
        ObservationStatus.FORECAST: "A forecast",
    },
    "source_type": {
        EvidenceType.PRIMARY: "from the record itself",
        EvidenceType.SECONDARY: "at second hand",
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
        figure = _between(lower, "to", upper, unit, language)
    elif lower is not None:
        start, figure = start or "At least", _with_unit(number(lower, language), unit)
    elif upper is not None:
        start, figure = start or "Up to", _with_unit(number(upper, language), unit)
    else:
        return ""
    return f"{start} {figure}".strip()


def margin(
    *,
    value: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    unit: str,
    language: str = "en",
) -> str:
    """How far off a value may be: "Between 18 and 22%"; "" where no bound stands beside one."""
    if value is None or (lower is None and upper is None):
        return ""
    if lower is not None and upper is not None:
        return f"Between {_between(lower, 'and', upper, unit, language)}"
    if lower is not None:
        return f"At least {_with_unit(number(lower, language), unit)}"
    return f"At most {_with_unit(number(upper, language), unit)}"


def period(start: str, end: str, say: Callable[[str], str]) -> str:
    """A time between two partial dates, of which either may be "": "June 2025 to May 2026".

    ``say`` tells one date.
    """
    if start and end:
        return say(start) if start == end else f"{say(start)} to {say(end)}"
    if start:
        return f"from {say(start)} on"
    return f"until {say(end)}" if end else ""


def remarks(*, truncated: bool, pictures: int, availability: str, checked_on: str) -> str:
    """What a post does not show by itself, in sentences without the last full stop, or "".

    "It was deleted since (looked at on 3 November 2026). It is cut short here".
    """
    told = []
    if availability in (*GONE, Availability.EDITED):
        fate = WORDS["availability"][availability]
        looked = f" (looked at {preposition(checked_on)} {partial_date(checked_on)})"
        told.append(fate + looked if checked_on else fate)
    if truncated:
        told.append("It is cut short here")
    if pictures:
        told.append(f"It came with {pictures_or_films(pictures)}, not shown here")
    return ". ".join(told)


def pictures_or_films(count: int) -> str:
    return "a picture or film" if count == 1 else f"{count} pictures or films"


def preposition(value: str) -> str:
    """Before a partial date: on 3 November 2026, in November 2026."""
    return "on" if value.count("-") == 2 else "in"


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


def _between(lower: Decimal, joint: str, upper: Decimal, unit: str, language: str) -> str:
    """12 to 15%, but £1 to £2."""
    start = number(lower, language)
    start = _with_unit(start, unit) if unit in UNITS_BEFORE else start
    return f"{start} {joint} {_with_unit(number(upper, language), unit)}"


def _with_unit(figure: str, unit: str) -> str:
    if unit in UNITS_BEFORE:
        return unit + figure
    return figure + unit if unit in UNITS_WITHOUT_SPACE else f"{figure} {unit}".strip()
