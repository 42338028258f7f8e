"""Articles as the API reads and writes them.

The ``…Out`` classes declare shapes for the OpenAPI description (a test holds the answers to it);
the ``show_…`` functions build them, many times faster than serializers would.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.choices import LANGUAGE_TAG, ArticleState
from articles.models import Article, Author, Revision, Section, Topic
from articles.rest.input import Instant, Strict, Text, api_url, utc

MOST_NAMES = 50  # topics or authors of one article


class FiledUnder(serializers.SlugRelatedField):
    """Named by slug; the ``{id, slug, name}`` that was read is understood, too."""

    def __init__(self, **kwargs):
        super().__init__(slug_field="slug", **kwargs)

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


class ArticleIn(Strict):
    """On PUT and PATCH, what is left out stays as it is."""

    headline = Text(max_length=300)
    standfirst = Text(required=False, allow_blank=True, trim_whitespace=False)
    body = Text(
        required=False, allow_blank=True, trim_whitespace=False,
        help_text="HTML; it is cleaned to the site's vocabulary.",
    )  # fmt: skip
    slug = serializers.SlugField(max_length=120, required=False)
    section = FiledUnder(queryset=Section.objects.all(), required=False, allow_null=True)
    topics = FiledUnderMany(Topic)
    authors = FiledUnderMany(Author)
    language = Text(max_length=35, required=False, validators=[LANGUAGE_TAG])

    TEXT = ("headline", "standfirst", "body")


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
    slug = serializers.SlugField(
        max_length=100, required=False, help_text="Made from the name where none is given."
    )


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
    state = serializers.ChoiceField(ArticleState.choices)
    published_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    live_revision = serializers.IntegerField(required=False, allow_null=True, help_text="Desk.")
    latest_revision = serializers.IntegerField(required=False, allow_null=True, help_text="Desk.")
    version = serializers.IntegerField(required=False, help_text="Of the metadata; desk.")


class ArticleOut(ArticleInListOut):
    body = serializers.CharField(allow_blank=True, help_text="HTML, without annotations' marks.")
    text = serializers.CharField(allow_blank=True, help_text="What every offset counts in.")
    revision = serializers.IntegerField(help_text="The number of the revision that is shown.")


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
        "state": article.state,
        "published_at": utc(article.published_at),
        "updated_at": utc(article.updated_at),
    }
    if desk:
        data |= {
            "live_revision": _number(article.live_revision),
            "latest_revision": _number(article.latest_revision),
            "version": article.version,
        }
    return data


def show_article(article: Article, *, desk: bool, shown: Revision | None) -> dict:
    return {
        **show_article_in_list(article, desk=desk, shown=shown),
        "body": shown.body if shown else "",
        "text": shown.text if shown else "",
        "revision": shown.number if shown else 0,
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
