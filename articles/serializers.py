"""Articles as the API reads and writes them.

The ``…Out`` classes declare shapes for the OpenAPI description (a test holds the answers to it);
the ``show_…`` functions build them, many times faster than serializers would.
"""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.choices import LANGUAGE_TAG, ArticleState
from articles.models import Article, Author, Change, Image, Revision, Section, Topic
from articles.rest.input import Instant, Slug, Strict, Text, api_url, utc

PICTURE = ("id", "src", "thumbnail", "width", "height", "alt", "credit", "caption")
MOST_NAMES = 50  # topics or authors of one article


class FiledUnder(serializers.SlugRelatedField):
    """Named by slug; the ``{id, slug, name}`` that was read is understood, too."""

    default_error_messages = {
        "invalid": "Name it by its slug.",
        "does_not_exist": "None has the slug {value}.",
    }

    def __init__(self, **kwargs):
        super().__init__(slug_field="slug", **kwargs)

    def run_validation(self, data: Any = serializers.empty):
        if data == "":  # which REST framework takes for null
            self.fail("invalid")
        return super().run_validation(data)

    def to_internal_value(self, data: Any):
        slug = data.get("slug") if isinstance(data, dict) else data
        if not isinstance(slug, str):
            self.fail("invalid")
        return super().to_internal_value(slug)


class FiledUnderMany(serializers.ListField):
    def __init__(self, model):
        child = FiledUnder(queryset=model.objects.all())
        super().__init__(child=child, required=False, max_length=MOST_NAMES)

    def to_internal_value(self, data: Any) -> list:
        items = super().to_internal_value(data)
        if len(set(items)) < len(items):
            raise serializers.ValidationError("Each may be named once.")
        return items


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
class ArticleKey(serializers.Field):
    """An article's id or slug, as text."""

    default_error_messages = {"shape": "Give an article's id or slug."}

    def to_internal_value(self, data: Any) -> str:
        if type(data) is int and 0 < data < 2**63:
            return str(data)
        return data if isinstance(data, str) else self.fail("shape")


class LeadImage(serializers.PrimaryKeyRelatedField):
    """Named by id; the object that was read is understood, too."""

    def to_internal_value(self, data: Any) -> Image:
        pk = data.get("id") if isinstance(data, dict) else data
        if type(pk) is not int:
            self.fail("incorrect_type", data_type=type(pk).__name__)
        return super().to_internal_value(pk)


class ArticleIn(Strict):
    """On PUT and PATCH, what is left out stays as it is."""

    headline = Text(max_length=300)
    standfirst = Text(required=False, allow_blank=True, trim_whitespace=False)
    body = Text(
        required=False, allow_blank=True, trim_whitespace=False,
        help_text="HTML; it is cleaned to the site's vocabulary.",
    )  # fmt: skip
    slug = Slug(max_length=120, required=False)
    section = FiledUnder(queryset=Section.objects.all(), required=False, allow_null=True)
    topics = FiledUnderMany(Topic)
    authors = FiledUnderMany(Author)
    language = Text(max_length=35, required=False, validators=[LANGUAGE_TAG])
    lead_image = LeadImage(queryset=Image.objects.all(), required=False, allow_null=True)

    TEXT = ("headline", "standfirst", "body")
    REVISED = (*TEXT, "lead_image")  # what a revision holds


class ImageIn(Strict):
    """What stands with a picture wherever it is shown."""

    alt = Text(max_length=500, help_text="What it shows, for readers who do not see it.")
    credit = Text(max_length=200, required=False, allow_blank=True)
    caption = Text(max_length=500, required=False, allow_blank=True)


class NewImageIn(ImageIn):
    file = serializers.FileField(help_text="JPEG, PNG, WebP, GIF or AVIF.")


class ReasonIn(Strict):
    reason = Text(required=False, allow_blank=True, help_text="Kept in the desk's history.")


class PublishIn(ReasonIn):
    published_at = Instant(required=False, allow_null=True, help_text="In the future: scheduled.")


class FiledOut(serializers.Serializer):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()


class FilingIn(Strict):
    """A section, topic or author."""

    name = Text(max_length=200)
    slug = Slug(max_length=100, required=False, help_text="Made from the name where none is given.")


class FilingOut(FiledOut):
    url = serializers.URLField()


class ArticleNameOut(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.URLField()
    slug = serializers.CharField()
    headline = serializers.CharField()


class ArticleInListOut(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.URLField()
    slug = serializers.CharField()
    headline = serializers.CharField()
    standfirst = serializers.CharField(allow_blank=True)
    section = FiledOut(allow_null=True)
    topics = FiledOut(many=True)
    authors = FiledOut(many=True)
    language = serializers.CharField(help_text="Its language tag: en, cy, ar …")
    state = serializers.ChoiceField(ArticleState.choices)
    published_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    live_revision = serializers.IntegerField(required=False, allow_null=True, help_text="Desk.")
    latest_revision = serializers.IntegerField(required=False, allow_null=True, help_text="Desk.")
    version = serializers.IntegerField(required=False, help_text="Of the metadata; desk.")
    created_at = serializers.DateTimeField(required=False, help_text="Desk.")


class PictureOut(serializers.Serializer):
    id = serializers.IntegerField()
    src = serializers.CharField(help_text="Its path on the site, as it stands in bodies.")
    thumbnail = serializers.CharField()
    width = serializers.IntegerField(help_text="Pixels.")
    height = serializers.IntegerField()
    alt = serializers.CharField()
    credit = serializers.CharField(allow_blank=True)
    caption = serializers.CharField(allow_blank=True)


class ImageOut(PictureOut):
    url = serializers.URLField()
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class ChangeOut(serializers.Serializer):
    id = serializers.IntegerField()
    subject = serializers.CharField(help_text="article, annotation, evidence …")
    subject_id = serializers.IntegerField()
    verb = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    before = serializers.DictField(help_text="Only what differs.")
    after = serializers.DictField()
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()


class PreviewOut(serializers.Serializer):
    url = serializers.URLField()
    revision = serializers.IntegerField()
    expires_at = serializers.DateTimeField()


class ArticleOut(ArticleInListOut):
    body = serializers.CharField(allow_blank=True, help_text="HTML, without annotations' marks.")
    text = serializers.CharField(allow_blank=True, help_text="What every offset counts in.")
    revision = serializers.IntegerField(help_text="The number of the revision that is shown.")
    lead_image = PictureOut(allow_null=True)
    dropped_images = serializers.ListField(
        child=serializers.CharField(), required=False,
        help_text="After a write: addresses that were left out, being none of the library's.",
    )  # fmt: skip


class RevisionInListOut(serializers.Serializer):
    number = serializers.IntegerField()
    url = serializers.URLField()
    headline = serializers.CharField()
    standfirst = serializers.CharField(allow_blank=True)
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class RevisionOut(RevisionInListOut):
    body = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)


def show_article_in_list(article: Article, *, desk: bool, shown: Revision | None) -> dict:
    """``shown`` is the revision whose headline and standfirst are given."""
    data = {
        "id": article.pk,
        "url": api_url("articles", article.pk),
        "slug": article.slug,
        "headline": shown.headline if shown else "",
        "standfirst": shown.standfirst if shown else "",
        "section": _filed(article.section) if article.section else None,
        "topics": [_filed(topic) for topic in article.topics.all()],
        "authors": [_filed(byline.author) for byline in article.byline_set.all()],
        "language": article.language,
        "state": article.state,
        "published_at": utc(article.published_at),
        "updated_at": utc(article.public_updated_at),
    }
    if desk:
        data |= {
            "updated_at": utc(article.updated_at),
            "live_revision": _number(article.live_revision),
            "latest_revision": _number(article.latest_revision),
            "version": article.version,
            "created_at": utc(article.created_at),
        }
    return data


def show_article(article: Article, *, desk: bool, shown: Revision | None) -> dict:
    return {
        **show_article_in_list(article, desk=desk, shown=shown),
        "body": shown.body if shown else "",
        "text": shown.text if shown else "",
        "revision": shown.number if shown else 0,
        "lead_image": show_picture(shown.lead_image) if shown and shown.lead_image else None,
    }


def show_picture(image: Image) -> dict:
    return {name: getattr(image, name) for name in PICTURE}


def show_image(image: Image) -> dict:
    return {
        **show_picture(image),
        "url": api_url("images", image.pk),
        "created_by": image.created_by.username if image.created_by else None,
        "created_at": utc(image.created_at),
    }


def show_change(change: Change, numbers: Mapping[int, int]) -> dict:
    """``numbers`` are those of revisions by their ids, as which the history keeps them."""

    def told(side: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: numbers.get(value) if name == "live_revision" else value
            for name, value in side.items()
        }

    names = ("id", "subject", "subject_id", "verb", "reason")
    return {
        **{name: getattr(change, name) for name in names},
        "before": told(change.before),
        "after": told(change.after),
        "by": change.by.username if change.by else None,
        "at": utc(change.at),
    }


def show_revision_in_list(revision: Revision) -> dict:
    return {
        "number": revision.number,
        "url": api_url("articles", revision.article_id, "revisions", revision.number),
        "headline": revision.headline,
        "standfirst": revision.standfirst,
        "created_by": revision.created_by.username if revision.created_by else None,
        "created_at": utc(revision.created_at),
    }


def show_revision(revision: Revision) -> dict:
    return {**show_revision_in_list(revision), "body": revision.body, "text": revision.text}


def show_article_name(article: Article, headline: str) -> dict:
    """``headline`` is the one that the caller may see."""
    return {
        "id": article.pk,
        "url": api_url("articles", article.pk),
        "slug": article.slug,
        "headline": headline,
    }


def show_filing(collection: str, item) -> dict:
    return {**_filed(item), "url": api_url(collection, item.pk)}


def _filed(item) -> dict:
    return {"id": item.pk, "slug": item.slug, "name": item.name}


def _number(revision: Revision | None) -> int | None:
    return revision.number if revision else None
