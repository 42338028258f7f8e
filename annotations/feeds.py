"""Atom feeds of claims and corrections; see articles.feeds."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from annotations.choices import Kind
from annotations.models import Annotation, Correction
from annotations.notes import HEAVY, READER, in_articles
from articles.feeds import SiteFeed, lasting_id
from articles.schema_org import absolute


class ClaimsFeed(SiteFeed):
    """The claims that readers saw first most lately, with what was found."""

    route = "feed_claims"
    description_template = "annotations/feeds/claim.html"

    def title(self, obj) -> str:
        return f"Claims – {settings.SITE_NAME}"

    def subtitle(self, obj) -> str:
        return "Claims in our articles, who makes them, and what we found"

    def link(self, obj) -> str:
        return absolute(reverse("claims"))

    def items(self, obj) -> QuerySet[Annotation]:
        claims = Annotation.objects.visible_to(READER).filter(kind=Kind.CLAIM)
        return in_articles(claims).order_by("-first_public_at", "-id")[: self.limit]

    def item_title(self, item: Annotation) -> str:
        return item.claim.summary

    def item_link(self, item: Annotation) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Annotation) -> str:
        return lasting_id("annotation", item.pk, item.created_at)

    def item_pubdate(self, item: Annotation) -> datetime:
        return item.first_public_at

    def item_updateddate(self, item: Annotation) -> datetime:
        return max(item.first_public_at, item.updated_at)

    def item_categories(self, item: Annotation) -> list[str]:
        return [item.claim.rating.label] if item.claim.rating else []


class CorrectionsFeed(SiteFeed):
    """What we got wrong, and what is right, newest first."""

    route = "feed_corrections"
    description_template = "annotations/feeds/correction.html"

    def title(self, obj) -> str:
        return f"Corrections – {settings.SITE_NAME}"

    def subtitle(self, obj) -> str:
        return "What we got wrong, and what is right"

    def link(self, obj) -> str:
        return absolute(reverse("corrections"))

    def items(self, obj) -> QuerySet[Correction]:
        rows = Correction.objects.visible_to(READER).select_related("article__live_revision")
        return rows.defer(*HEAVY).order_by("-pk")[: self.limit]

    def item_title(self, item: Correction) -> str:
        return f"Correction: {item.article.live_revision.headline}"

    def item_link(self, item: Correction) -> str:
        return f"{absolute(item.article.get_absolute_url())}#correction-{item.pk}"

    def item_guid(self, item: Correction) -> str:
        return lasting_id("correction", item.pk, item.created_at)

    def item_pubdate(self, item: Correction) -> datetime:
        return max(item.created_at, item.article.published_at)

    def item_updateddate(self, item: Correction) -> datetime:
        return self.item_pubdate(item)
