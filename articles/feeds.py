"""Atom feeds of what is new. Like pages they show what any reader may see."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.models import Article, Section
from articles.schema_org import absolute
from articles.views import newest

# What XML 1.0 cannot hold, not even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fitting(value: Any) -> Any:
    """Text, in lists too, without the characters that XML forbids; all else as it is."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    return [fitting(item) for item in value] if isinstance(value, list | tuple) else value


def lasting_id(kind: str, pk: int, made_at: datetime) -> str:
    """A tag URI (RFC 4151): it stays when the address does not. Takes when the row was made."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{made_at.astimezone(UTC):%Y-%m-%d}:{kind}/{pk}"


class Atom(Atom1Feed):
    """Atom 1.0 in which an entry has its own ``language`` and several ``authors`` (name, link)."""

    def __init__(self, **fields) -> None:
        super().__init__(**{name: fitting(value) for name, value in fields.items()})

    def add_item(self, **fields) -> None:
        super().add_item(**{name: fitting(value) for name, value in fields.items()})

    def item_attributes(self, item: dict) -> dict[str, str]:
        language = item.get("language")
        return super().item_attributes(item) | ({"xml:lang": language} if language else {})

    def add_item_elements(self, handler, item: dict) -> None:
        super().add_item_elements(handler, item)
        for name, link in item.get("authors", ()):
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", link)
            handler.endElement("author")


class SiteFeed(Feed):
    """What our feeds share. A feed names its ``route``; every address in it begins with SITE_URL."""

    feed_type = Atom
    limit = 30
    route: str

    def feed_url(self, obj) -> str:
        return absolute(reverse(self.route))

    def feed_guid(self, obj) -> str:
        return self.feed_url(obj)

    def link(self, obj) -> str:
        return absolute("/")

    def author_name(self, obj) -> str:
        return settings.SITE_NAME


class ArticlesFeed(SiteFeed):
    """The newest articles of all sections."""

    route = "feed_articles"

    def title(self, obj) -> str:
        return settings.SITE_NAME

    def subtitle(self, obj) -> str:
        return "The latest articles"

    def items(self, obj) -> QuerySet[Article]:
        return newest(Article.objects.all())[: self.limit]

    def item_title(self, item: Article) -> str:
        return item.live_revision.headline

    def item_description(self, item: Article) -> str:
        return escape(item.live_revision.summary)

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        return lasting_id("article", item.pk, item.created_at)

    def item_pubdate(self, item: Article) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.modified_at

    def item_categories(self, item: Article) -> list[str]:
        return [item.section.name] if item.section else []

    def item_extra_kwargs(self, item: Article) -> dict:
        authors = [byline.author for byline in item.byline_set.all()]
        signed = [(author.name, absolute(author.get_absolute_url())) for author in authors]
        return {"language": item.language, "authors": signed}


class SectionFeed(ArticlesFeed):
    """The newest articles of one section."""

    def get_object(self, request: HttpRequest, slug: str) -> Section:
        return get_object_or_404(Section.objects.visible_to(AnonymousUser()), slug=slug)

    def feed_url(self, obj: Section) -> str:
        return absolute(reverse("feed_section", args=[obj.slug]))

    def link(self, obj: Section) -> str:
        return absolute(obj.get_absolute_url())

    def title(self, obj: Section) -> str:
        return f"{obj.name} – {settings.SITE_NAME}"

    def items(self, obj: Section) -> QuerySet[Article]:
        return newest(Article.objects.filter(section=obj))[: self.limit]
