"""Partial dates ("2014", "2014-06" or "2014-06-30"), kept as typed, with a column to sort by.

Decimals that come back as they were written, and a column to look words up by.
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from annotations.anchoring.typography import plain_dress

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
UNKNOWN = date.min  # sorts before every real date, so that the column is never null


def first_day(value: str) -> date:
    """The first day that a partial date covers; ``UNKNOWN`` for "". Raises ValueError."""
    if value == "":
        return UNKNOWN
    match = PARTIAL_DATE.fullmatch(value)
    if not match:
        raise ValueError(value)
    year, month, day = match.groups(default="01")
    return date(int(year), int(month), int(day))


def last_day(value: str) -> date:
    """The last day that a partial date covers; ``UNKNOWN`` for "". Raises ValueError."""
    first = first_day(value)
    if first == UNKNOWN:
        return UNKNOWN
    month = first.month if len(value) > 4 else 12
    day = first.day if len(value) > 7 else monthrange(first.year, month)[1]
    return first.replace(month=month, day=day)


def not_before(path: str, day: date) -> Q:
    """Rows whose partial date at ``path`` covers this day or a later one."""
    whole = day.isoformat()
    return Q(**{f"{path}_sort__gte": day}) | Q(**{f"{path}__in": [whole[:4], whole[:7]]})


def not_after(path: str, day: date) -> Q:
    """Rows whose partial date at ``path`` covers this day or an earlier one."""
    return Q(**{f"{path}_sort__lte": day}) & ~Q(**{path: ""})


def validate_partial_date(value: str) -> None:
    try:
        first_day(value)
    except ValueError:
        raise ValidationError(
            "Give a year, a month or a day: 2014, 2014-06 or 2014-06-30.", code="partial_date"
        ) from None


class PartialDateField(models.CharField):
    """A date known to the year, the month or the day, as text; "" where it is not known."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("help_text", "2014, 2014-06 or 2014-06-30")
        super().__init__(*args, **kwargs)


class FirstDayField(models.DateField):
    """The sort column beside a PartialDateField: its first day, kept on every save."""

    day_of = staticmethod(first_day)

    def __init__(self, *args, of: str, **kwargs):
        self.of = of
        kwargs.setdefault("default", UNKNOWN)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        value = self.day_of(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}


class LastDayField(FirstDayField):
    """The same for the end of a period: the last day that it covers."""

    day_of = staticmethod(last_day)


def words_key(words: str) -> str:
    """Equal for words that are equal up to typography (see anchoring.typography); for look-ups."""
    return blake2b(plain_dress(words).encode(), digest_size=16).hexdigest()


class WordsKeyField(models.CharField):
    """The look-up column beside a field of words, however long: their ``words_key``."""

    def __init__(self, *args, of: str, **kwargs):
        self.of = of
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault("default", "")
        kwargs.setdefault("editable", False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        value = words_key(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}


EXACT_DIGITS = 15  # of a decimal that SQLite, which keeps a binary float, gives back unchanged


def validate_digits(value: Decimal) -> None:
    _sign, digits, _exponent = value.as_tuple()
    if len("".join(map(str, digits)).strip("0")) > EXACT_DIGITS:
        raise ValidationError(f"At most {EXACT_DIGITS} significant digits.", code="digits")


class ExactDecimalField(models.DecimalField):
    """A decimal that every database gives back as it was written."""

    default_validators = [validate_digits]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs  # the column is the same


MOST_LINES = 50
LONGEST_LINE = 1000  # code points, as long as a link may be
validate_link = URLValidator(schemes=["http", "https"])


def validate_lines(value: list[str]) -> None:
    """A list of short texts, each of one line and none empty."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError("Give a list of texts.", code="lines")
    if len(value) > MOST_LINES:
        raise ValidationError(f"At most {MOST_LINES} of them.", code="lines")
    for item in value:
        if not item.strip() or "\n" in item or len(item) > LONGEST_LINE:
            raise ValidationError(
                f"Each is one line of 1 to {LONGEST_LINE} characters.", code="lines"
            )


class LinesField(models.JSONField):
    """A list of short texts, [] where there are none; ``each`` validates every one of them."""

    default_validators = [validate_lines]

    def __init__(self, *args, each=(), **kwargs):
        self.each = tuple(each)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def run_validators(self, value) -> None:
        super().run_validators(value)
        for item in value or ():
            for validate in self.each:
                validate(item)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs  # the column is the same
