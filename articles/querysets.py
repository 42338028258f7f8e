"""Read queries that decide what somebody may see. Pages, API, feeds and counts use these."""

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.choices import ArticleState
from articles.permissions import User, may_see_drafts

MOST_COUNTED = 1000


def capped_count(rows: QuerySet) -> int:
    """How many rows there are, counted up to MOST_COUNTED + 1, which means "more"."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


class ArticleQuerySet(QuerySet):
    def public(self) -> "ArticleQuerySet":
        """Published, and not before its time: the clock opens a scheduled article."""
        return self.filter(state=ArticleState.PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self) -> "ArticleQuerySet":
        """Published, but not before a time to come, which is first in order."""
        waiting = self.filter(state=ArticleState.PUBLISHED, published_at__gt=timezone.now())
        return waiting.order_by("published_at")

    def visible_to(self, user: User) -> "ArticleQuerySet":
        return self.all() if may_see_drafts(user) else self.public()


class RevisionQuerySet(QuerySet):
    def visible_to(self, user: User) -> "RevisionQuerySet":
        """Revisions are the desk's; readers get the live one through its article."""
        return self.all() if may_see_drafts(user) else self.none()


class TaxonomyQuerySet(QuerySet):
    """Sections, topics and authors: public once an article of theirs is."""

    def visible_to(self, user: User) -> "TaxonomyQuerySet":
        if may_see_drafts(user):
            return self.all()
        articles = self.model._meta.get_field("article").related_model.objects
        field = self.model.article_field
        return self.filter(Exists(articles.public().filter(**{field: OuterRef("pk")})))


class ImageQuerySet(QuerySet):
    """Images: public where the live revision of a public article shows them."""

    def visible_to(self, user: User) -> "ImageQuerySet":
        if may_see_drafts(user):
            return self.all()
        # From the image to its revisions to their articles, in this order: a join would let SQLite
        # begin with all public articles.
        articles = apps.get_model("articles.Article").objects.public()
        live = Exists(articles.filter(live_revision=OuterRef("revision")))
        shown = self.model.revisions.through.objects.filter(live, image=OuterRef("pk"))
        return self.filter(Exists(shown))
