"""What crawlers are told of articles and what they are filed under: only what readers may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max, Model, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest
from django.utils import timezone

from articles.models import Article, Author, Section, Topic

PART = 2000  # ids in one part of a sitemap
NEWS_FOR = timedelta(hours=48)
NEWS_AT_MOST = 1000


@dataclass(frozen=True)
class Sitemap:
    """Rows that have a page, and where it is known when each last changed.

    Parts are ranges of ids, not counts: a part is read by its key however many come before it,
    and an address stays in its part. django.contrib.sitemaps counts, skips, and reads every row
    for the index; it also takes the addresses' host from the request.
    """

    rows: Callable[[], QuerySet]
    changed: Combinable | None = None

    def parts(self) -> list[tuple[int, datetime | None]]:
        """The numbers of the parts that hold something, from 1, and when each last changed."""
        parts = self.rows().annotate(part=F("pk") / PART + 1).order_by("part")
        if self.changed is None:
            return [(part, None) for part in parts.values_list("part", flat=True).distinct()]
        return list(parts.values("part").annotate(at=Max(self.changed)).values_list("part", "at"))

    def part(self, number: int) -> list[Model]:
        """Its rows, with ``changed`` on each; none for a part that there is not."""
        rows = self.rows().filter(pk__gte=(number - 1) * PART, pk__lt=number * PART)
        return list(rows.annotate(changed=self.changed) if self.changed else rows)


ARTICLES = Sitemap(
    lambda: Article.objects.public().only("slug").order_by("pk"),
    changed=Greatest("published_at", "live_since"),
)


def filed(model) -> Sitemap:
    return Sitemap(lambda: model.objects.visible_to(AnonymousUser()).order_by("pk"))


SECTIONS, TOPICS, AUTHORS = map(filed, (Section, Topic, Author))


def news() -> QuerySet[Article]:
    """The articles of the last two days, newest first."""
    since = timezone.now() - NEWS_FOR
    return (
        Article.objects.public()
        .filter(published_at__gte=since)
        .select_related("live_revision")
        .only("slug", "language", "published_at", "live_revision__headline")
        .order_by("-published_at", "-id")[:NEWS_AT_MOST]
    )
