"""The site's scale for checked claims."""

from typing import Any

from django.db import IntegrityError, transaction

from annotations.choices import Tone
from annotations.models import Annotation, Rating
from annotations.services.visibility import tell_updated, touch_articles
from articles.errors import Invalid
from articles.services import assign, record_change

TAKEN = "Another rating has it."
# What a site starts with; it edits it in the admin. Slug, label, value, tone, meaning.
DEFAULT_SCALE = [
    ("false", "False", 1, Tone.BAD, "What is known contradicts it."),
    ("mostly-false", "Mostly false", 2, Tone.POOR, "It has a grain of truth, but its point is wrong."),
    ("half-true", "Half true", 3, Tone.MIXED, "Part of it is right; what it leaves out changes the picture."),
    ("mostly-true", "Mostly true", 4, Tone.FAIR, "Its point is right; a detail is missing or off."),
    ("true", "True", 5, Tone.GOOD, "What is known bears it out."),
    ("unproven", "Unproven", None, Tone.OPEN, "What is known neither bears it out nor contradicts it."),
]  # fmt: skip


def make_default_scale(*, using: str) -> None:
    """Give a site that has no scale the default one. Run after every migrate."""
    ratings = Rating.objects.using(using)
    if ratings.exists():
        return
    for order, (slug, label, value, tone, meaning) in enumerate(DEFAULT_SCALE, start=1):
        ratings.create(slug=slug, label=label, value=value, tone=tone, meaning=meaning, order=order)


@transaction.atomic
def create_rating(*, by, **fields: Any) -> Rating:
    """Add a step to the scale: slug, label, order, value, meaning, tone.

    Raises Invalid where another step has the slug or the value.
    """
    rating = Rating(**fields)
    _save(rating)
    record_change(rating, "created", by=by, after=fields)
    return rating


@transaction.atomic
def edit_rating(rating: Rating, *, by, **fields: Any) -> Rating:
    """Change a step; the pages of the claims that have it change with it. Raises Invalid as above."""
    rating.refresh_from_db(from_queryset=Rating.objects.select_for_update())
    before, after = assign(rating, fields)
    if not after:
        return rating
    rating.version += 1
    _save(rating)
    record_change(rating, "edited", by=by, before=before, after=after)
    rated = Annotation.objects.filter(claim__rating=rating)
    tell_updated(rated)
    articles = rated.values_list("article", flat=True)
    transaction.on_commit(lambda: touch_articles(sorted(set(articles))))
    return rating


def _save(rating: Rating) -> None:
    try:
        with transaction.atomic():
            rating.save()
    except IntegrityError:
        others = Rating.objects.exclude(pk=rating.pk)
        taken = [
            name
            for name in ("slug", "value")
            if others.filter(**{name: getattr(rating, name)}).exists()
        ]
        raise Invalid(TAKEN, {name: [TAKEN] for name in taken}) from None
