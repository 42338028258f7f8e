"""The one place that decides what readers see of annotations, and that pages have changed."""

import uuid

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from annotations.choices import State, Status
from annotations.models import Anchor, Annotation, Relation
from articles.choices import ArticleState
from articles.models import Article


def refresh_visibility(article: Article, *, only: Annotation | None = None) -> None:
    """Bring ``live_anchor``, ``is_public`` and ``first_public_at`` up to date.

    For all annotations of the article, or ``only`` one, in a fixed number of statements. Call it
    inside the transaction of every change of an annotation's status or anchor, and of an
    article's state or live revision. ``is_public`` = approved, article published, live anchor
    intact; the clock is asked when somebody looks (querysets.py).
    """
    annotations = Annotation.objects.filter(article=article)
    if only is not None:
        annotations = annotations.filter(pk=only.pk)
    live = Anchor.objects.filter(annotation=OuterRef("pk"), revision=article.live_revision_id)
    published = article.state == ArticleState.PUBLISHED
    shown = Q(status=Status.APPROVED) & Exists(live.filter(state=State.INTACT))
    annotations.update(
        live_anchor=Subquery(live.values("pk")),
        is_public=Case(When(shown, then=Value(published)), default=Value(False)),
    )
    _keep_first_public_at(article, annotations)
    touch_pages(article)
    if only is not None:
        only.refresh_from_db(fields=["live_anchor", "is_public", "first_public_at"])


def touch_pages(article: Article) -> None:
    """Give the article a new ``annotations_version``, and those with annotations related to its.

    The others' rows are written after the commit, one statement each: two transactions that hold
    their own articles' locks would otherwise wait for each other.
    """
    article.annotations_version = uuid.uuid4().hex
    Article.objects.filter(pk=article.pk).update(annotations_version=article.annotations_version)
    transaction.on_commit(lambda: touch_articles(related_articles(article)))


def touch_articles(article_ids: list[int]) -> None:
    """New page versions for articles that show something of what changed. Outside transactions."""
    for pk in article_ids:
        Article.objects.filter(pk=pk).update(annotations_version=uuid.uuid4().hex)


def related_articles(article: Article) -> list[int]:
    """Ids of other articles with an annotation that has a relation to or from one of this."""
    there = Relation.objects.filter(from_annotation__article=article)
    back = Relation.objects.filter(to_annotation__article=article)
    ids = set(there.values_list("to_annotation__article", flat=True))
    ids |= set(back.values_list("from_annotation__article", flat=True))
    return sorted(ids - {article.pk})


def _keep_first_public_at(article: Article, annotations) -> None:
    """When readers could first see it; for a scheduled article the time at which they will."""
    now = timezone.now()
    not_yet = Q(first_public_at__isnull=True) | Q(first_public_at__gt=now)
    if article.published_at is not None:
        opens = max(now, article.published_at)
        annotations.filter(not_yet, is_public=True).update(first_public_at=opens)
    annotations.filter(is_public=False, first_public_at__gt=now).update(first_public_at=None)
