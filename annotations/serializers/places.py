"""Naming a place in a text by its words or by offsets (half-open)."""

import re
from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from annotations.anchoring import Span, find
from annotations.errors import Ambiguous, QuoteNotFound
from articles.errors import Invalid
from articles.rest.input import LARGEST_NUMBER, Strict, Text
from articles.text import tidy_span
from articles.text.units import utf16_of

MOST_CANDIDATES = 1_000  # more places than anybody reads; bounds the work on "e" in a long text
A_SPAN = re.compile(r"([0-9]{1,9}),([0-9]{1,9})")
PLACE = ("exact", "prefix", "suffix", "start", "end")


def offset(text: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False, min_value=0, max_value=LARGEST_NUMBER, help_text=text
    )


def words(text: str, **options: Any) -> Text:
    return Text(required=False, trim_whitespace=False, help_text=text, **options)


class PlaceIn(Strict):
    """``exact`` with any of the others, or ``start`` and ``end``."""

    exact = words("The words as they stand in the text.")
    prefix = words("What stands right before them.", allow_blank=True)
    suffix = words("What stands right after them.", allow_blank=True)
    start = offset("Code points of the text, or what `offset_unit` says.")
    end = offset("In the same unit; the span ends before it.")
    revision = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_NUMBER,
        help_text="The number of the revision whose text is meant; the latest if not given.",
    )  # fmt: skip


def locate(text: str, place: Mapping[str, Any], *, utf16: bool = False) -> Span:
    """The one span that ``place`` names (see PlaceIn), in code points.

    With ``utf16`` the offsets that it names, and those of candidates, are UTF-16 units. Raises
    Invalid where it names none or contradicts itself, Ambiguous with all candidates, QuoteNotFound.
    """
    if utf16:
        return _locate_in_utf16(text, place)
    start, end = place.get("start"), place.get("end")
    if end is not None and start is None:
        raise _invalid("end", "An end needs a start.")
    if "exact" in place:
        return _by_words(text, place)
    if start is None or end is None:
        raise _invalid("exact", "Say where: by exact, or by start and end.")
    span = _tidy(text, start, end)
    before, after = place.get("prefix", ""), place.get("suffix", "")
    if not (text[:start].endswith(before) and text[end:].startswith(after)):
        raise _invalid("start", "Other words stand before or after this span.")
    return span


def read_span(asked: str, text: str, *, utf16: bool) -> Span:
    """``"START,END"`` in code points. Raises Invalid."""
    match = A_SPAN.fullmatch(asked)
    start, end = map(int, match.groups()) if match else (0, 0)
    if start >= end:
        raise _invalid("overlaps", "Give START,END, the end after the start.")
    if not utf16:
        return Span(start, end)
    units = utf16_of(text)
    longest = units.units(len(text))
    try:
        return Span(*(units.code_points(min(place, longest)) for place in (start, end)))
    except ValueError as error:
        raise _invalid("overlaps", str(error)) from None


def _locate_in_utf16(text: str, place: Mapping[str, Any]) -> Span:
    converted, unit = dict(place), utf16_of(text)
    for name in ("start", "end"):
        if place.get(name) is not None:
            try:
                converted[name] = unit.code_points(place[name])
            except ValueError as error:
                raise _invalid(name, str(error)) from None
    try:
        return locate(text, converted)
    except Ambiguous as refusal:
        raise Ambiguous(
            [
                {name: unit.units(offset) for name, offset in candidate.items()}
                for candidate in refusal.extra["candidates"]
            ]
        ) from None


def _by_words(text: str, place: Mapping[str, Any]) -> Span:
    exact, prefix, suffix = (place.get(name, "") for name in PLACE[:3])
    start, end = place.get("start"), place.get("end")
    if end is not None:
        span = _tidy(text, start, end)
        if span not in _standing(text, exact, prefix, suffix, start):
            raise _invalid("exact", "Other words stand between start and end.")
        return span
    spans = _standing(text, exact, prefix, suffix, start)
    if len(spans) > 1:
        raise Ambiguous([{"start": span.start, "end": span.end} for span in spans])
    if spans:
        return spans[0]
    if exact not in text:
        span = find(text, exact, prefix, suffix)  # perhaps with other quotation marks or dashes
        if span and start in (None, span.start):
            return span
    raise QuoteNotFound("These words do not stand in this text, or not with this context.")


def _standing(text: str, exact: str, prefix: str, suffix: str, start: int | None) -> list[Span]:
    """Where the words stand in their context, to the letter, no character cut in two."""
    needle, spans = prefix + exact + suffix, []
    at = text.find(needle) if start is None else start - len(prefix)
    while at >= 0 and len(spans) < MOST_CANDIDATES:
        if text.startswith(needle, at):
            spans.extend(_whole(text, at + len(prefix), at + len(prefix) + len(exact)))
        at = text.find(needle, at + 1) if start is None else -1
    return spans


def _whole(text: str, start: int, end: int) -> list[Span]:
    try:
        tidy = Span(*tidy_span(text, start, end))
    except ValueError:
        return []
    return [tidy] if start <= tidy.start and tidy.end <= end else []


def _tidy(text: str, start: int, end: int) -> Span:
    try:
        return Span(*tidy_span(text, start, end))
    except ValueError as error:
        raise _invalid("start", str(error)) from None


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(message, {field: [message]})
