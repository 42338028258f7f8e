"""Reading input without surprises, and the few ways in which values are written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from articles.rest.keyset import LARGEST_ID
from articles.rest.problems import NotFound

LARGEST_NUMBER = 2**31 - 1  # of a PositiveIntegerField


class Text(serializers.CharField):
    """A string; REST framework's own also takes numbers."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Slug(Text, serializers.SlugField):
    """A string of ASCII letters, digits, ``-`` and ``_``."""


class Choice(serializers.ChoiceField):
    """One of a few words; a refusal names them."""

    def __init__(self, choices, **kwargs) -> None:
        super().__init__(choices, **kwargs)
        known = ", ".join(str(choice) for choice in self.choices)
        self.error_messages["invalid_choice"] = f"One of {known}."


class Flag(serializers.BooleanField):
    """true or false; REST framework's own also takes words and numbers for them."""

    def to_internal_value(self, data: Any) -> bool:
        return data if isinstance(data, bool) else self.fail("invalid", input=data)


class Instant(serializers.DateTimeField):
    """A point in time with its offset from UTC; kept as UTC."""

    default_error_messages = {
        "naive": "Give the offset from UTC: 2026-01-31T12:00:00Z.",
        "far": "The year must be between 1000 and 9000.",
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("naive")
        if not 1000 <= value.year <= 9000:  # so that no time zone moves it out of the calendar
            self.fail("far")
        return value.astimezone(UTC)


class Strict(serializers.Serializer):
    """Refuses members that it does not know, so that nothing is silently dropped.

    What the item shows but nobody writes (``id``, ``url`` …) may be sent back as it is: context
    ``shown`` is the item's representation, so that a client may read, change and PUT.
    ``elsewhere`` tells of members where they are written.
    """

    elsewhere: Mapping[str, str] = {}

    def to_internal_value(self, data: Any) -> dict:
        if isinstance(data, dict):
            shown = self.context.get("shown", {}) if self.parent is None else {}
            unknown = {
                name: [self.elsewhere.get(name, "This field is not known, or is not written here.")]
                for name in data.keys() - self.fields.keys()
                if name not in shown or data[name] != shown[name]
            }
            if unknown:
                raise ValidationError(unknown)
        return super().to_internal_value(data)


def checked(serializer_class: type[serializers.Serializer], data: Any, **options: Any) -> dict:
    """The validated input. Raises ValidationError."""
    serializer = serializer_class(data=data, **options)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


# The schemas of what names a row and a revision.
AN_ID = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
REVISION_NUMBER = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}


def number_of_revision(request) -> int | None:
    """``?revision=N``, or None without it. Raises ValidationError, NotFound beyond any number."""
    asked = request.query_params.get("revision")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdecimal()):
        raise ValidationError({"revision": ["A revision is named by its number."]})
    if len(asked) > 10 or int(asked) > LARGEST_NUMBER:
        raise NotFound
    return int(asked)


def utc(moment: datetime | None) -> str | None:
    """``"2026-01-31T12:00:00.123456Z"``."""
    return moment and moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def api_url(*parts: str | int) -> str:
    """The absolute address of an item: ``api_url("annotations", 12)``."""
    return f"{settings.SITE_URL}{reverse('api-root')}{'/'.join(map(str, parts))}/"
