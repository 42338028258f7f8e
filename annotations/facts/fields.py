"""What readers may ask the fact index for, beyond plain choices."""

import re
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from annotations.folding import fold
from annotations.models import Source
from annotations.notes import READER

A_NUMBER = re.compile(r"[0-9]{1,18}")
# Further off, moments leave what the databases can hold; nothing is said or counted there anyway.
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
A_DATE = "Give a date as year, month and day, such as 2026-11-03."


class DayField(forms.DateField):
    """One day, as browsers send it."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            validators=[MinValueValidator(FIRST_DAY, A_DATE), MaxValueValidator(LAST_DAY, A_DATE)],
            error_messages={"invalid": A_DATE},
        )


class WordsField(forms.CharField):
    """Words that stand anywhere in a field, whatever their case."""

    def __init__(self, label: str, **kwargs) -> None:
        super().__init__(label=label, required=False, max_length=100, **kwargs)


class NamedField(WordsField):
    """Sources by their number, as links give it, or by a part of their name.

    Cleans to None, a Source that readers may see, or the part of a name, folded.
    """

    def clean(self, value) -> Source | str | None:
        value = super().clean(value)
        if not A_NUMBER.fullmatch(value):
            return fold(value) or None
        found = Source.objects.visible_to(READER).select_related("merged_into").filter(pk=value)
        source = found.first()
        if source is None:
            raise forms.ValidationError("There is no such source.", code="invalid")
        return source.merged_into or source


def topics_or_sections(label: str) -> forms.ModelChoiceField:
    """Choices by slug; the form gives them, since what readers may see changes by the minute."""
    return forms.ModelChoiceField(
        None,
        label=label,
        required=False,
        to_field_name="slug",
        empty_label="Any",
        error_messages={"invalid_choice": f"There is no such {label.lower()}."},
    )
