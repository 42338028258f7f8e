"""The kinds of filters that lists have; each says in the description what it takes."""

import re
from datetime import UTC, datetime, time

from django import forms
from django_filters import rest_framework as filters
from django_filters.fields import BaseCSVField
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.drainage import set_override
from rest_framework.exceptions import ValidationError as Refused

from articles.rest.input import AN_ID, Instant
from articles.rest.keyset import LARGEST_ID
from articles.searching import MOST_CHARACTERS, MOST_TERMS, Asked, TooLongError, ask

MOST_VALUES = 200  # of one filter; as many as a page has items
# Of a filter that takes several; as rest.schema.KEEPABLE, and without the comma.
A_VALUE = r"^(?=[\s\S]*\S)[^,\u0000-\u0008\u000B\u000C\u000E-\u001F]+$"
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class SeveralField(BaseCSVField):
    """``?kind=claim,quote``: each value is checked as if it were alone."""

    def clean(self, value):
        if value and not all(each.strip() for each in value):
            raise forms.ValidationError("Give values with one comma between them.")
        if value and len(value) > MOST_VALUES:
            raise forms.ValidationError(f"At most {MOST_VALUES} values.")
        return super().clean(value)


class Several(filters.BaseInFilter):
    """One of the values."""

    base_field_class = SeveralField


class FilterScheme(DjangoFilterExtension):
    """As drf-spectacular's, which does not know the bounds of ``Several``."""

    priority = 1

    def resolve_filter_field(self, auto_schema, model, filterset, name, field) -> list[dict]:
        parameters = super().resolve_filter_field(auto_schema, model, filterset, name, field)
        if isinstance(field, Several):
            for parameter in parameters:
                values = parameter["schema"]
                values |= {"minItems": 1, "maxItems": MOST_VALUES}
                if values["items"] == {"type": "string"}:
                    values["items"]["pattern"] = A_VALUE
        return parameters


class IdFilter(filters.Filter):
    """A row's id; numbers that no row can have are refused."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=1, max_value=LARGEST_ID, **kwargs)
        set_override(self, "field", {**AN_ID, "description": self.label})


class IdsFilter(Several, IdFilter):
    pass


class ChoicesFilter(Several, filters.ChoiceFilter):
    def __init__(self, *args, choices, **kwargs):
        known = ", ".join(value for value, _label in choices)
        messages = {"invalid_choice": f"One of {known}."}
        super().__init__(*args, choices=choices, error_messages=messages, **kwargs)


class SlugsFilter(Several, filters.CharFilter):
    pass


class MomentField(forms.CharField):
    """An instant or a whole day; of a day its first or, with ``end``, its last microsecond."""

    def __init__(self, *, end: bool, **kwargs) -> None:
        super().__init__(**kwargs)
        self.end = end

    def clean(self, value) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        whole_day = A_DAY.fullmatch(text)
        try:
            moment = Instant().run_validation(f"{text}T00:00:00Z" if whole_day else text)
        except Refused:
            raise forms.ValidationError(
                "Give a day, 2026-01-31, or an instant, 2026-01-31T12:00:00Z; escape a plus sign."
            ) from None
        if whole_day and self.end:
            return datetime.combine(moment, time.max, tzinfo=UTC)
        return moment


class MomentFilter(filters.Filter):
    """``end`` says of which end of a stretch of time; both ends are part of it."""

    field_class = MomentField

    def __init__(self, field_name: str, *, end: bool, label: str) -> None:
        lookup = "lte" if end else "gte"
        super().__init__(field_name, lookup_expr=lookup, label=label, end=end)
        text = f"{label} An instant with its offset, or a day in UTC."
        set_override(self, "field", {"type": "string", "anyOf": MOMENT, "description": text})


A_YEAR = "([1-8][0-9]{3}|9000)"  # that Instant takes
MOMENT = [
    {"format": "date", "pattern": f"^{A_YEAR}-[0-9]{{2}}-[0-9]{{2}}$"},
    {"format": "date-time", "pattern": f"^{A_YEAR}-[0-9]{{2}}-[0-9]{{2}}T"},
]


def moments(field_name: str, what: str) -> tuple[MomentFilter, MomentFilter]:
    """``x_since, x_until = moments("x_at", "Written")``; both ends belong to it."""
    return (
        MomentFilter(field_name, end=False, label=f"{what} then or later."),
        MomentFilter(field_name, end=True, label=f"{what} then or before; all of a day."),
    )


class AskedField(forms.CharField):
    """What is searched for, as the site's search takes it."""

    def clean(self, value) -> Asked | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            asked = ask(text)
        except TooLongError:
            raise forms.ValidationError(
                f"At most {MOST_CHARACTERS} characters and {MOST_TERMS} words."
            ) from None
        if not asked:
            raise forms.ValidationError("Give words or numbers to look for.")
        return asked


class AskedFilter(filters.Filter):
    field_class = AskedField

    def __init__(self, *, method: str, label: str) -> None:
        super().__init__(method=method, label=label)
        form = {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS}
        set_override(self, "field", {**form, "description": f"{label} {ASKED}"})


ASKED = (
    'Words by their beginnings, "words that stand together", -without, this OR that: at least one '
    f"that is looked for, and at most {MOST_TERMS} words."
)
