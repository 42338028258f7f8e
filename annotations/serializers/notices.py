"""Corrections, and the scale by which claims are rated."""

from rest_framework import serializers

from annotations.models import Annotation, Correction, Rating
from annotations.serializers.links import AnnotationField
from annotations.serializers.models import ModelIn, ModelOut
from articles.rest.input import api_url, utc
from articles.serializers import ArticleKey, ArticleNameOut, show_article_name

WORDS = ("text", "old_wording", "new_wording")
LARGEST_SMALL = 2**15 - 1  # of a PositiveSmallIntegerField
STEP = ("slug", "label", "order", "value", "meaning", "tone")


def said(text: str) -> str:
    if not text.strip():
        raise serializers.ValidationError("This field may not be blank.")
    return text


class CorrectionIn(ModelIn):
    annotation = AnnotationField(required=False, allow_null=True)
    validate_text = staticmethod(said)

    class Meta:
        model = Correction
        fields = ("annotation", *WORDS)


class NewCorrectionIn(CorrectionIn):
    article = ArticleKey()

    class Meta(CorrectionIn.Meta):
        fields = ("article", "annotation", *WORDS)


class CorrectionOut(ModelOut):
    url = serializers.URLField()
    article = ArticleNameOut()
    annotation = serializers.IntegerField(
        allow_null=True, help_text="The one it is about, where the caller may see it."
    )

    class Meta:
        model = Correction
        fields = ("id", "url", "article", "annotation", *WORDS, "created_at")


class RatingStepIn(ModelIn):
    """The slug stays, since programs know a rating by it."""

    validate_meaning = staticmethod(said)

    class Meta:
        model = Rating
        fields = STEP[1:]
        # That it is taken is told by the service, under the lock.
        extra_kwargs = {
            "value": {"max_value": LARGEST_SMALL, "min_value": 0, "validators": []},
            "order": {"max_value": LARGEST_SMALL, "min_value": 0},
        }


class NewRatingStepIn(RatingStepIn):
    class Meta(RatingStepIn.Meta):
        fields = STEP
        extra_kwargs = {**RatingStepIn.Meta.extra_kwargs, "slug": {"validators": []}}


class RatingStepOut(ModelOut):
    url = serializers.URLField()

    class Meta:
        model = Rating
        fields = ("id", "url", *STEP)


def show_correction(correction: Correction, headline: str, annotation: Annotation | None) -> dict:
    """``headline`` and ``annotation`` are what the caller may see."""
    return {
        "id": correction.pk,
        "url": api_url("corrections", correction.pk),
        "article": show_article_name(correction.article, headline),
        "annotation": annotation and annotation.pk,
        **{name: getattr(correction, name) for name in WORDS},
        "created_at": utc(correction.created_at),
    }


def show_step(rating: Rating) -> dict:
    return {
        "id": rating.pk,
        "url": api_url("ratings", rating.pk),
        **{name: getattr(rating, name) for name in STEP},
    }
