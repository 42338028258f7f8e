"""Finding the place that the selectors of a Web Annotation mean (Data Model, 4.2).

Words are looked for first, in their context; a position tells only which of several places is
meant. So an annotation finds its words in a text that other systems count otherwise, or have seen
in another revision, and never gets words that it was not made for.
"""

from contextlib import suppress
from typing import Any

from annotations.anchoring import Span, find
from annotations.errors import Ambiguous, QuoteNotFound
from annotations.serializers.places import locate
from annotations.w3c.words import POSITION, QUOTE
from articles.errors import Invalid, Refusal
from articles.rest.input import LARGEST_NUMBER

MOST_REFINED = 10  # selectors within selectors
FIELD = "target.selector"


def many(value: Any) -> list:
    """The values of a member that may be missing, one, or a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_usable(selectors: list) -> bool:
    return bool(_first(selectors, QUOTE) or _first(selectors, POSITION))


def find_place(text: str, selectors: list, *, is_source: bool) -> Span:
    """The span of ``text`` that the selectors mean, the inner where they are refined.

    ``is_source`` says that positions count in this very text; otherwise one alone is not believed.
    Raises Invalid, Ambiguous with all candidates, QuoteNotFound.
    """
    offset = 0
    for _step in range(MOST_REFINED):
        words, position = _first(selectors, QUOTE), _first(selectors, POSITION)
        if words is None and position is None:
            raise Invalid(*_refused(f"Give a {QUOTE} or a {POSITION}."))
        span = _find(text, words, position, is_source)
        refined = many((words or position).get("refinedBy"))
        if not refined:
            return Span(offset + span.start, offset + span.end)
        # What refines it counts in the words that were just found.
        offset, text = offset + span.start, text[span.start : span.end]
        selectors, is_source = refined, True
    raise Invalid(*_refused(f"At most {MOST_REFINED} selectors may refine each other."))


def _find(text: str, words: dict | None, position: dict | None, is_source: bool) -> Span:
    ends = {name: _offset(position, name) for name in ("start", "end")} if position else {}
    if words is None:
        if not is_source:
            raise Invalid(
                *_refused(f"A position alone counts in a revision's text only; add a {QUOTE}.")
            )
        return locate(text, ends)
    quote = {name: _words(words, name) for name in ("exact", "prefix", "suffix")}
    if not quote["exact"].strip():
        raise Invalid(*_refused(f"A {QUOTE} needs words in “exact”."))
    try:
        return locate(text, quote)
    except (Ambiguous, QuoteNotFound) as refusal:
        # Context that was written down otherwise, or not of this revision.
        if isinstance(refusal, QuoteNotFound) and (span := find(text, **quote)):
            return span
        if ends:
            with suppress(Refusal):
                return locate(text, {"exact": quote["exact"], "start": ends["start"]})
        raise


def _first(selectors: list, kind: str) -> dict | None:
    return next(
        (each for each in selectors if isinstance(each, dict) and kind in many(each.get("type"))),
        None,
    )


def _words(selector: dict, name: str) -> str:
    value = selector.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(*_refused(f"“{name}” is text."))
    return value


def _offset(selector: dict, name: str) -> int:
    value = selector.get(name)
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise Invalid(*_refused(f"“{name}” is a whole number, from 0."))
    return value


def _refused(message: str) -> tuple[str, dict[str, list[str]]]:
    return message, {FIELD: [message]}
