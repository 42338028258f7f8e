"""The filters of the fact index: what may be asked for, and what was, in words."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from annotations.choices import Kind, Verification
from annotations.facts.fields import DayField, NamedField, WordsField, topics_or_sections
from annotations.fields import not_after, not_before
from annotations.models import DETAILS, Annotation, Rating, Source
from annotations.notes import READER, in_articles
from annotations.querysets import has_words
from annotations.wording import WORDS, partial_date
from articles.models import Section, Topic


class Chosen(NamedTuple):
    """One filter that is set: what it asks for, and the query of the page without it."""

    words: str
    without: str


class FactFilter(forms.Form):
    """A GET form over the public annotations of one kind. Each field narrows by ``by_<field>``."""

    kind: Kind
    phrases: dict[str, str]  # "rated {}": what is asked for, said after the kind

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        for name, model in (("topic", Topic), ("section", Section)):
            self.fields[name].queryset = model.objects.visible_to(READER)

    def clean(self) -> dict:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "This day is before the first one.")
        if isinstance(source := cleaned.get("source"), Source):
            self.data = self.data.copy()
            self.data["source"] = source.name  # what the reader sees in place of its number
        return cleaned

    @property
    def asked(self) -> dict[str, str]:
        """The fields of the query that are filled in, in the order of the form."""
        query = self.data
        return {name: query[name] for name in self.fields if query.get(name, "").strip()}

    @property
    def has_blanks(self) -> bool:
        """A form sends all of its fields, empty ones too."""
        return any(name in self.fields and not self.data[name].strip() for name in self.data)

    def narrowed(self) -> QuerySet[Annotation]:
        """The public annotations that are asked for, with all that a list shows of them."""
        rows = in_articles(Annotation.objects.visible_to(READER).filter(kind=self.kind))
        for name, value in self.cleaned_data.items():
            if value:
                rows = rows.filter(getattr(self, f"by_{name}")(value))
        return rows

    def chosen(self, asked: dict[str, str]) -> list[Chosen]:
        """What is asked for, in words; ``asked`` is the query as it came."""
        return [
            Chosen(
                self.phrases[name].format(self.said(name, self.cleaned_data[name])),
                urlencode({key: value for key, value in asked.items() if key != name}),
            )
            for name in asked
        ]

    def said(self, name: str, value) -> str:
        if isinstance(value, date):
            return partial_date(value.isoformat())
        if isinstance(value, str):
            return f"somebody called “{value}”" if name == "source" else f"“{value}”"
        return str(value)

    def by_source(self, source: Source | str) -> Q:
        field = f"{self.kind}__{DETAILS[self.kind].source_field}"
        if isinstance(source, str):
            return Q(**{f"{field}__folded_name__contains": source})
        return Q(**{field: source})

    def by_topic(self, topic: Topic) -> Q:
        return Q(article__topics=topic)

    def by_section(self, section: Section) -> Q:
        return Q(article__section=section)


class ClaimFilter(FactFilter):
    kind = Kind.CLAIM
    phrases = {
        "rating": "rated “{}”",
        "source": "made by {}",
        "topic": "on {}",
        "section": "in {}",
        "since": "published on {} or later",
        "until": "published on {} or before",
    }

    rating = forms.ModelChoiceField(
        Rating.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label="Any",
        error_messages={"invalid_choice": "There is no such rating."},
    )
    source = NamedField("Claimed by")
    topic = topics_or_sections("Topic")
    section = topics_or_sections("Section")
    since = DayField("Published from")
    until = DayField("Published to")

    def by_rating(self, rating: Rating) -> Q:
        return Q(claim__rating=rating)

    def by_since(self, day: date) -> Q:
        return Q(first_public_at__gte=_start(day))

    def by_until(self, day: date) -> Q:
        return Q(first_public_at__lt=_start(day + timedelta(days=1)))


class QuoteFilter(FactFilter):
    kind = Kind.QUOTE
    phrases = {
        "source": "said by {}",
        "verification": "{}",
        "topic": "on {}",
        "section": "in {}",
        "since": "said on {} or later",
        "until": "said on {} or before",
    }

    source = NamedField("Said by")
    verification = forms.ChoiceField(
        label="How it was checked",
        required=False,
        choices=[
            ("", "Any"),
            *((item.value, WORDS["verification"][item]) for item in Verification),
        ],
        error_messages={"invalid_choice": "There is no such way of checking."},
    )
    topic = topics_or_sections("Topic")
    section = topics_or_sections("Section")
    since = DayField("Said from")
    until = DayField("Said to")

    def said(self, name: str, value) -> str:
        if name == "verification":
            words = WORDS["verification"][value]
            return words[0].lower() + words[1:]
        return super().said(name, value)

    def by_verification(self, value: str) -> Q:
        return Q(quote__verification=value)

    def by_since(self, day: date) -> Q:
        return not_before("quote__said_on", day)

    def by_until(self, day: date) -> Q:
        return not_after("quote__said_on", day)


class StatisticFilter(FactFilter):
    kind = Kind.STATISTIC
    phrases = {
        "measure": "that count {}",
        "place": "about {}",
        "unit": "in {}",
        "source": "published by {}",
        "topic": "on {}",
        "section": "in {}",
    }

    measure = WordsField("What is counted")
    place = WordsField("Place")
    unit = WordsField("Unit")
    source = NamedField("Published by")
    topic = topics_or_sections("Topic")
    section = topics_or_sections("Section")

    def by_measure(self, words: str) -> Q:
        return has_words("statistic__measure", words)

    def by_place(self, words: str) -> Q:
        return has_words("statistic__place", words)

    def by_unit(self, words: str) -> Q:
        return has_words("statistic__unit", words)


def _start(day: date) -> datetime:
    """When a day begins in the site's own time zone, by which the pages tell it."""
    return timezone.make_aware(datetime.combine(day, time.min))
