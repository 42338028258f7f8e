"""The filters of lists."""

from decimal import Decimal

from django import forms
from django.db.models import Q
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override

from annotations.choices import (
    Attribution,
    Availability,
    ClaimType,
    Kind,
    Platform,
    QuoteType,
    Reason,
    RelationType,
    ReviewStatus,
    SourceType,
    Stance,
    State,
    Status,
    Verification,
)
from annotations.fields import first_day, last_day, not_after, not_before, words_key
from annotations.folding import fold
from annotations.models import Evidence, Source
from annotations.querysets import has_words
from annotations.search.finding import that_say
from annotations.withholding import telling
from articles.choices import EventAction
from articles.filters import articles_with, key_of_article
from articles.models import Article
from articles.permissions import may_see_drafts
from articles.rest.filtering import (
    AskedFilter,
    ChoicesFilter,
    IdFilter,
    IdsFilter,
    SlugsFilter,
    moments,
)
from articles.searching import Asked
from articles.vectors import saying


class PartialDayField(forms.CharField):
    """A day, month or year; cleans to its first day or, with ``end``, its last."""

    def __init__(self, *, end: bool, **kwargs) -> None:
        super().__init__(**kwargs)
        self.end = end

    def clean(self, value):
        text = super().clean(value)
        try:
            return (last_day if self.end else first_day)(text) if text else None
        except ValueError:
            raise forms.ValidationError("Give 2014, 2014-06 or 2014-06-30.") from None


class PartialDayFilter(filters.Filter):
    """On a date that may be known to the year alone: it counts as every day that it covers."""

    field_class = PartialDayField

    def __init__(self, path: str, *, end: bool) -> None:
        super().__init__(path, label="2014, 2014-06 or 2014-06-30.", end=end)
        self.end = end
        covers = "Known to be, or perhaps, {}: the year 2014 touches any range with a day of 2014."
        text = covers.format("then or before" if end else "then or later")
        form = {"type": "string", "anyOf": PARTIAL_DAY, "description": f"{self.label} {text}"}
        set_override(self, "field", form)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        return queryset.filter((not_after if self.end else not_before)(self.field_name, value))


PARTIAL_DAY = [
    {"pattern": "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?$"},
    {"format": "date", "pattern": "^(?!0000)"},
]


def partial_days(path: str) -> tuple[PartialDayFilter, PartialDayFilter]:
    return PartialDayFilter(path, end=False), PartialDayFilter(path, end=True)


class WordsFilter(filters.CharFilter):
    """Words that stand anywhere in a field."""

    def __init__(self, path: str) -> None:
        super().__init__(path, label="Words that stand anywhere in it, whatever their case.")

    def filter(self, queryset, value):
        return queryset.filter(has_words(self.field_name, value)) if value else queryset


def amount(text: str) -> filters.NumberFilter:
    """As exact as the columns; a string in the description, as decimals are in the answers."""
    whole, places = 20, 10
    found = filters.NumberFilter(
        method="counting", label=text, max_digits=whole + places, decimal_places=places
    )
    pattern = f"^-?[0-9]{{1,{whole}}}(\\.[0-9]{{1,{places}}})?$"
    form = {"type": "string", "format": "decimal", "pattern": pattern, "description": text}
    set_override(found, "field", form)
    return found


class OfArticle(filters.FilterSet):
    """``path`` leads to an article's id; several are joined by "or"."""

    paths: tuple[str, ...]

    article = filters.CharFilter(method="of_article", label="Id or slug.")

    def of_article(self, queryset, name, value: str):
        articles = Article.objects.visible_to(self.request.user)
        pk, wanted = key_of_article(articles, value), Q()
        for path in self.paths:
            wanted |= Q(**{path: pk})
        return queryset.filter(wanted) if pk else queryset.none()


class AnnotationFilters(OfArticle):
    """``shown_…`` are of the anchor that is shown: see api.shown.

    They narrow what the caller may see, by what the caller may see of it.
    """

    paths = ("article",)

    id = IdsFilter(label="Ids.")
    kind = ChoicesFilter(choices=Kind.choices)
    status = ChoicesFilter(choices=Status.choices)
    state = ChoicesFilter(
        choices=State.choices, field_name="shown_state", method="shown",
        label="Of the anchor that is shown.",
    )  # fmt: skip
    reason = ChoicesFilter(
        choices=Reason.choices, field_name="shown_reason", method="shown",
        label="Why that anchor counts as changed.",
    )  # fmt: skip
    section = SlugsFilter(field_name="section__slug", method="in_articles", label="Slugs.")
    topic = SlugsFilter(field_name="topics__slug", method="in_articles", label="Slugs.")
    author = SlugsFilter(field_name="authors__slug", method="in_articles", label="Slugs.")
    source = IdsFilter(method="naming", label="Ids of speakers, claimants or publishers.")
    created_since, created_until = moments("created_at", "Made")
    updated_since, updated_until = moments("updated_at", "Changed")
    published_since, published_until = moments("first_public_at", "First seen by readers")
    exact = filters.CharFilter(
        method="on_words",
        label="The words it was made for or last confirmed on, whole; typography does not count.",
    )
    q = AskedFilter(
        method="saying", label="In its words, its typed fields or the names of its sources."
    )
    rating = SlugsFilter(field_name="claim__rating__slug", label="Slugs; of claims.")
    review_status = ChoicesFilter(
        choices=ReviewStatus.choices, field_name="claim__review_status", label="Of claims."
    )
    claim_type = ChoicesFilter(
        choices=ClaimType.choices, field_name="claim__claim_type", label="Of claims."
    )
    attribution = ChoicesFilter(
        choices=Attribution.choices, field_name="claim__attribution", label="Of claims."
    )
    claim_date_since, claim_date_until = partial_days("claim__claim_date")
    reviewed_on_since, reviewed_on_until = partial_days("claim__reviewed_on")
    stance = ChoicesFilter(
        choices=Stance.choices, method="with_evidence", label="Of any of its evidence."
    )
    quote_type = ChoicesFilter(
        choices=QuoteType.choices, field_name="quote__quote_type", label="Of quotes."
    )
    verification = ChoicesFilter(
        choices=Verification.choices, field_name="quote__verification", label="Of quotes."
    )
    said_on_since, said_on_until = partial_days("quote__said_on")
    value_min = amount("Of statistics: the value, or the stretch between its bounds, reaches it.")
    value_max = amount("Of statistics: the value, or the stretch between its bounds, begins by it.")
    unit = WordsFilter("statistic__unit")
    measure = WordsFilter("statistic__measure")
    place = WordsFilter("statistic__place")
    as_of_since, as_of_until = partial_days("statistic__as_of")
    platform = ChoicesFilter(
        choices=Platform.choices, field_name="social_embed__platform", label="Of social embeds."
    )
    post_date_since, post_date_until = partial_days("social_embed__post_date")
    availability = ChoicesFilter(
        choices=Availability.choices, field_name="social_embed__availability",
        label="Of social embeds: whether the post still stands.",
    )  # fmt: skip

    def shown(self, queryset, name, value):
        return queryset.filter(**{f"{name}__in": value})

    def in_articles(self, queryset, name, value):
        return queryset.filter(article__in=articles_with(name, value))

    def naming(self, queryset, name, value):
        merged = Source.objects.filter(pk__in=value, merged_into__isnull=False)
        return queryset.naming({*value, *merged.values_list("merged_into", flat=True)})

    def on_words(self, queryset, name, value: str):
        return self.telling(queryset).filter(shown_exact_key=words_key(value))

    def saying(self, queryset, name, value: Asked):
        anchor = "latest_anchor" if may_see_drafts(self.request.user) else "live_anchor"
        return that_say(self.telling(queryset), value, anchor=anchor)

    def telling(self, queryset):
        """Without those whose words readers do not get."""
        return queryset if may_see_drafts(self.request.user) else telling(queryset)

    def with_evidence(self, queryset, name, value):
        evidence = Evidence.objects.visible_to(self.request.user).filter(stance__in=value)
        return queryset.filter(pk__in=evidence.values("annotation"))

    def counting(self, queryset, name, value: Decimal):
        """A value is its own stretch; a bound that is missing is the other one, or the value."""
        lookup, wanted = "gte" if name == "value_min" else "lte", Q()
        for field in ("value", "lower", "upper"):
            wanted |= Q(**{f"statistic__{field}__{lookup}": value})
        return queryset.filter(wanted)


class SourceFilters(filters.FilterSet):
    id = IdsFilter(label="Ids.")
    name = filters.CharFilter(method="named", label="The whole name, whatever its case.")
    q = AskedFilter(method="saying", label="In the name.")
    type = ChoicesFilter(choices=SourceType.choices)

    def named(self, queryset, name, value: str):
        return queryset.filter(folded_name=fold(value))

    def saying(self, queryset, name, value: Asked):
        return queryset.filter(saying(value, "name"))


class EvidenceFilters(OfArticle):
    paths = ("annotation__article",)

    annotation = IdFilter(field_name="annotation", label="Id.")
    stance = ChoicesFilter(choices=Stance.choices)


class RelationFilters(OfArticle):
    """Either end in the article."""

    paths = ("from_annotation__article", "to_annotation__article")

    annotation = IdFilter(method="at_either_end", label="Id of either end.")
    type = ChoicesFilter(choices=RelationType.choices)

    def at_either_end(self, queryset, name, value: int):
        return queryset.filter(Q(from_annotation=value) | Q(to_annotation=value))


class CorrectionFilters(OfArticle):
    paths = ("article",)

    created_since, created_until = moments("created_at", "Made")


class EventFilters(filters.FilterSet):
    """``article`` is an id: of one that is gone nobody is told the slug."""

    subject = ChoicesFilter(choices=[("article", "Article"), ("annotation", "Annotation")])
    action = ChoicesFilter(choices=EventAction.choices)
    kind = ChoicesFilter(choices=Kind.choices)
    article = IdFilter(label="Its id; events of its annotations are found, too.")


class SettlingFilters(OfArticle):
    annotation = IdFilter(field_name="annotation", label="Id.")
    resolved = filters.ChoiceFilter(
        choices=[("true", "Resolved"), ("false", "Open")], method="settled"
    )
    created_since, created_until = moments("at", "Made")

    def settled(self, queryset, name, value):
        return queryset.filter(resolved_at__isnull=value == "false")


class CommentFilters(SettlingFilters):
    paths = ("annotation__article",)


class ReportFilters(SettlingFilters):
    paths = ("article",)
