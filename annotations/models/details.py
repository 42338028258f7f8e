"""The typed fields of the four kinds: one table each, keyed by its annotation.

The comments say R where a field must be filled in before the annotation can be approved. The
sources and choices follow newsroom practice and schema.org (Claim, Quotation, Observation,
SocialMediaPosting).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from annotations.choices import (
    GONE,
    Attribution,
    Availability,
    CheckWorthiness,
    ClaimType,
    Edited,
    Kind,
    Medium,
    Method,
    ObservationStatus,
    Platform,
    Qualifier,
    QuoteType,
    ReviewStatus,
    Verification,
)
from annotations.fields import (
    ExactDecimalField,
    FirstDayField,
    LastDayField,
    LinesField,
    PartialDateField,
    first_day,
    last_day,
    validate_link,
)
from annotations.models.annotation import Annotation
from annotations.models.rating import Rating
from annotations.models.source import Source
from articles.choices import LANGUAGE_TAG


def choice(choices, **kwargs) -> models.CharField:
    return models.CharField(max_length=30, choices=choices, blank=True, **kwargs)


def line(**kwargs) -> models.CharField:
    return models.CharField(max_length=300, blank=True, **kwargs)


def link(**kwargs) -> models.URLField:
    return models.URLField(max_length=1000, blank=True, **kwargs)


def language_tag(**kwargs) -> models.CharField:
    return models.CharField(max_length=35, blank=True, validators=[LANGUAGE_TAG], **kwargs)


def is_empty(value) -> bool:
    """Whether a required field says nothing: white space alone, of any kind, is nothing."""
    return value in ("", None) or (isinstance(value, str) and value.isspace())


class Detail(models.Model):
    """What the four tables share. Empty text is "", an unknown number or source is null."""

    kind: Kind
    source_field: str | None = None  # which field names the Source that the kind is about
    required: tuple[str, ...] = ()
    rarely: tuple[str, ...] = ()  # fields that forms show under "More", in this order

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind.label} {self.pk}"

    def missing(self) -> list[str]:
        """The names of required fields that are empty."""
        return [name for name in self.required if is_empty(getattr(self, name))]

    def contradictions(self) -> dict[str, list[str]]:
        """What is wrong with fields that are right each for itself: messages by field."""
        return {}

    @classmethod
    def field_names(cls) -> list[str]:
        """The typed fields, in the order in which forms and the API show them."""
        return [
            field.name
            for field in cls._meta.concrete_fields
            if field.name != "annotation" and not isinstance(field, FirstDayField)
        ]


class Claim(Detail):
    kind, source_field = Kind.CLAIM, "claimant"
    required = ("summary", "attribution", "review_status")
    rarely = (
        "claim_type", "check_worthiness", "hedge", "claim_date", "place", "occasion",
        "reported_by", "first_appearance", "reviewed_on",
    )  # fmt: skip

    annotation = models.OneToOneField(
        Annotation, models.PROTECT, primary_key=True, related_name="claim"
    )
    summary = line(help_text="The claim in one plain sentence, 75 characters at best.")  # R
    attribution = choice(Attribution.choices, help_text="Whose voice the claim is made in.")  # R
    review_status = choice(ReviewStatus.choices)  # R
    claimant = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, db_index=False)
    claimant_role = line()
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, db_index=False)
    explanation = models.TextField(
        blank=True, help_text="How it was checked, and what was found. Needed with a rating."
    )  # R with a rating
    reviewed_on = PartialDateField(help_text="When the check was finished: 2014-06-30.")
    reviewed_on_sort = FirstDayField(of="reviewed_on")
    hedge = line(help_text="The words that hold it back: “reportedly”, “is said to”.")
    claim_type = choice(ClaimType.choices)
    check_worthiness = choice(CheckWorthiness.choices, help_text="Whether a check is worth it.")
    claim_date = PartialDateField(help_text="When it was made: 2014, 2014-06 or 2014-06-30.")
    claim_date_sort = FirstDayField(of="claim_date")
    place = line(help_text="Where it was made.")
    occasion = line(help_text="At what: a debate, a hearing, an interview.")
    reported_by = line(help_text="Another outlet that it comes from.")
    first_appearance = link(help_text="The web address where it was first made.")

    class Meta:
        indexes = [
            models.Index(fields=["claimant", "-annotation"], name="claim_by_claimant"),
            models.Index(fields=["rating", "-annotation"], name="claim_by_rating"),
        ]

    def missing(self) -> list[str]:
        unexplained = self.rating_id is not None and is_empty(self.explanation)
        return super().missing() + (["explanation"] if unexplained else [])


class Quote(Detail):
    kind, source_field = Kind.QUOTE, "speaker"
    required = ("text", "speaker", "quote_type", "verification")
    rarely = (
        "cue", "place", "occasion", "medium", "edited", "reported_by", "archived_url",
        "verified_on", "language", "translator", "original_text",
    )  # fmt: skip

    annotation = models.OneToOneField(
        Annotation, models.PROTECT, primary_key=True, related_name="quote"
    )
    text = models.TextField(
        blank=True, help_text="The words without the outer quotation marks."
    )  # R
    speaker = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, db_index=False)  # R
    speaker_role = line()
    quote_type = choice(QuoteType.choices)  # R
    verification = choice(Verification.choices)  # R
    verified_on = PartialDateField(help_text="When it was compared: 2014-06-30.")
    cue = line(help_text="The word that introduces it: said, warned, wrote.")
    said_on = PartialDateField()
    said_on_sort = FirstDayField(of="said_on")
    source_url = link(verbose_name="source URL")
    archived_url = link(verbose_name="archived URL", help_text="A copy of the source that stays.")
    reported_by = line(help_text="Another outlet that it comes from.")
    place = line(help_text="Where it was said.")
    occasion = line(help_text="At what: a debate, a hearing, a match.")
    medium = choice(Medium.choices, help_text="How the words reached us.")
    edited = choice(Edited.choices, help_text="What we did to the words.")
    language = language_tag(help_text="Of the original, if this is a translation: fr, cy, ar …")
    original_text = models.TextField(blank=True, help_text="The words before they were translated.")
    translator = line()

    class Meta:
        indexes = [models.Index(fields=["speaker", "-annotation"], name="quote_by_speaker")]


class Statistic(Detail):
    kind, source_field = Kind.STATISTIC, "publisher"
    required = ("unit", "measure")  # and a value, or a bound: see missing()
    rarely = (
        "lower", "upper", "population", "breakdown", "period_start", "period_end", "method",
        "obs_status", "reported_by", "archived_url",
    )  # fmt: skip

    annotation = models.OneToOneField(
        Annotation, models.PROTECT, primary_key=True, related_name="statistic"
    )
    # 30 digits, 10 of them decimals: national budgets in full and shares to many places.
    value = ExactDecimalField(max_digits=30, decimal_places=10, null=True, blank=True)  # R or …
    lower = ExactDecimalField(max_digits=30, decimal_places=10, null=True, blank=True)  # … these
    upper = ExactDecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    unit = line(help_text="per cent, people, pounds …")  # R
    measure = line(help_text="What is counted: “children in care”.")  # R
    population = line(help_text="Of whom or what: “children under 16”.")
    breakdown = LinesField(
        verbose_name="broken down by",
        help_text="What the figure is narrowed to, one per line: “Women”, “Rented homes”.",
    )
    qualifier = choice(Qualifier.choices)
    place = line()
    as_of = PartialDateField()
    as_of_sort = FirstDayField(of="as_of")
    period_start = PartialDateField(
        help_text="If it counts over a time: its first day, month or year."
    )
    period_start_sort = FirstDayField(of="period_start")
    period_end = PartialDateField(help_text="Its last day, month or year.")
    period_end_sort = LastDayField(of="period_end")
    method = choice(Method.choices, help_text="How the figure was come by.")
    obs_status = choice(ObservationStatus.choices, verbose_name="how final")
    publisher = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, db_index=False)
    source_url = link(verbose_name="source URL")
    archived_url = link(verbose_name="archived URL", help_text="A copy of the source that stays.")
    reported_by = line(help_text="Another outlet that it comes from.")

    class Meta:
        indexes = [models.Index(fields=["publisher", "-annotation"], name="statistic_by_publisher")]
        constraints = [
            models.CheckConstraint(
                name="statistic_period_in_order",
                condition=Q(period_end="") | Q(period_end_sort__gte=F("period_start_sort")),
            )
        ]

    def contradictions(self) -> dict[str, list[str]]:
        ends = self.period_end and last_day(self.period_end)
        if ends and ends < first_day(self.period_start):
            return {"period_end": ["The period ends before it starts."]}
        return {}

    def missing(self) -> list[str]:
        bounds = (self.value, self.lower, self.upper)
        return (["value"] if all(item is None for item in bounds) else []) + super().missing()


class SocialEmbed(Detail):
    kind = Kind.SOCIAL_EMBED
    required = ("platform", "author_name", "handle", "text")
    rarely = (
        "language", "truncated", "author_url", "post_id", "media", "archived_url", "archived_on",
        "checked_on",
    )  # fmt: skip

    annotation = models.OneToOneField(
        Annotation, models.PROTECT, primary_key=True, related_name="social_embed"
    )
    platform = choice(Platform.choices)  # R
    author_name = line()  # R
    handle = line(help_text="As it is shown, with its @.")  # R
    text = models.TextField(blank=True)  # R
    language = language_tag(help_text="Of the post, if it is not the article’s: fr, cy, ar …")
    truncated = models.BooleanField(
        default=False, verbose_name="cut short", help_text="Whether the post goes on."
    )
    author_url = link(verbose_name="author URL")
    post_date = PartialDateField()
    post_date_sort = FirstDayField(of="post_date")
    post_url = link(verbose_name="post URL")
    post_id = line(verbose_name="post ID", help_text="The network’s own number or name of it.")
    media = LinesField(
        each=[validate_link], help_text="Web addresses of its pictures and films, one per line."
    )
    availability = choice(Availability.choices, help_text="Whether the post still stands.")
    checked_on = PartialDateField()
    archived_url = link(verbose_name="archived URL")
    archived_on = PartialDateField()

    @property
    def is_gone(self) -> bool:
        return self.availability in GONE

    @property
    def is_withheld(self) -> bool:
        """Its words are not shown to readers: the site's policy for posts that were deleted."""
        return self.is_gone and settings.DELETED_POSTS == "withdraw"

    @property
    def shown_text(self) -> str:
        return "a post that was deleted" if self.is_withheld else self.text


DETAILS: dict[str, type[Detail]] = {
    model.kind.value: model for model in (Claim, Quote, Statistic, SocialEmbed)
}

# What to select with an annotation to show its detail without a further query.
DETAIL_PATHS = (
    "claim__claimant",
    "claim__rating",
    "quote__speaker",
    "statistic__publisher",
    "social_embed",
)
