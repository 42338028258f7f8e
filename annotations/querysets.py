"""Read queries that decide what somebody may see. Pages, API, feeds and counts use these."""

import re

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.choices import State, Status
from articles.choices import ArticleState
from articles.permissions import User, may_see_drafts

# The fields of the typed details that name a source.
NAMING = (("claim", "claimant"), ("quote", "speaker"), ("statistic", "publisher"))
MOST_WORDS = 8  # of a search; more narrow it no further


def has_words(path: str, words: str) -> Q:
    """Rows with the words anywhere in the field at ``path``, whatever their case.

    By a pattern, since SQLite's own "contains" knows the case of ASCII letters only.
    """
    return Q(**{f"{path}__iregex": re.escape(words)})


class AnnotationQuerySet(QuerySet):
    def public(self) -> "AnnotationQuerySet":
        """Approved, on its own words in a published article, and not before the article's time.

        ``is_public`` holds all but the clock (services.visibility keeps it).
        """
        return self.filter(is_public=True, article__published_at__lte=timezone.now())

    def visible_to(self, user: User) -> "AnnotationQuerySet":
        return self.all() if may_see_drafts(user) else self.public()

    def about(self, words: str) -> "AnnotationQuerySet":
        """Not withdrawn, with each of the words in what it was confirmed on or in its headline."""
        found = self.exclude(status=Status.WITHDRAWN)
        for word in words.split()[:MOST_WORDS]:
            confirmed = Q(latest_anchor__baseline__exact__icontains=word)
            found = found.filter(confirmed | Q(article__latest_revision__headline__icontains=word))
        return found

    def needs_review(self) -> "AnnotationQuerySet":
        """Changed or lost in the latest text of its article, and not withdrawn."""
        troubled = self.filter(latest_anchor__state__in=[State.CHANGED, State.LOST])
        return troubled.exclude(status=Status.WITHDRAWN)

    def naming(self, sources) -> "AnnotationQuerySet":
        """Whose claimant, speaker or publisher is one of these sources or ids."""
        named = []
        for kind, field in NAMING:
            details = self.model._meta.get_field(kind).related_model.objects
            named.append(details.filter(**{f"{field}__in": sources}).values("pk"))
        # One list of ids: three joined by "or" make PostgreSQL read every annotation.
        return self.filter(pk__in=named[0].union(*named[1:], all=True))


class SourceQuerySet(QuerySet):
    def visible_to(self, user: User) -> "SourceQuerySet":
        """The desk sees all sources, readers those that a public annotation names.

        One that was merged is seen where what it was merged into is.
        """
        if may_see_drafts(user):
            return self.all()
        annotations = self.model._meta.apps.get_model("annotations", "Annotation").objects.public()
        named = [
            Exists(annotations.filter(**{f"{kind}__{field}": OuterRef("stands_as")}))
            for kind, field in NAMING
        ]
        standing = self.alias(stands_as=Coalesce("merged_into", "pk"))
        return standing.filter(named[0] | named[1] | named[2])


class EvidenceQuerySet(QuerySet):
    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """Not withdrawn, and of an annotation that may be seen."""
        standing = self.filter(withdrawn_at__isnull=True)
        if may_see_drafts(user):
            return standing
        return standing.filter(
            annotation__is_public=True, annotation__article__published_at__lte=timezone.now()
        )


class CorrectionQuerySet(QuerySet):
    def visible_to(self, user: User) -> "CorrectionQuerySet":
        """Not withdrawn, and of an article that may be seen."""
        standing = self.filter(withdrawn_at__isnull=True)
        if may_see_drafts(user):
            return standing
        return standing.filter(
            article__state=ArticleState.PUBLISHED, article__published_at__lte=timezone.now()
        )


class RelationQuerySet(QuerySet):
    def visible_to(self, user: User) -> "RelationQuerySet":
        """Not withdrawn, and both ends may be seen."""
        standing = self.filter(withdrawn_at__isnull=True)
        if may_see_drafts(user):
            return standing
        now = timezone.now()
        return standing.filter(
            Q(from_annotation__is_public=True, to_annotation__is_public=True),
            from_annotation__article__published_at__lte=now,
            to_annotation__article__published_at__lte=now,
        )
