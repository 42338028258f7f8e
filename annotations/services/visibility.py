"""The one place that decides what readers see of annotations, and that pages have changed."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from annotations.choices import Kind, State, Status
from annotations.models import Anchor, Annotation, Relation
from annotations.withholding import withholds
from articles.choices import ArticleState, EventAction
from articles.models import Article
from articles.services import Subject, record_article, record_events, record_withdrawn


def refresh_visibility(
    article: Article, *, only: Annotation | None = None, edited: bool = False
) -> None:
    """Bring ``live_anchor``, ``is_public`` and ``first_public_at`` up to date, and tell of it.

    For all annotations of the article, or ``only`` one, in a fixed number of statements. Call it
    inside the transaction of every change of an annotation's status or anchor, and of an
    article's state or live revision. ``is_public`` = approved, article published, live anchor
    intact; the clock is asked when somebody looks (querysets.py). ``edited``: what readers see of
    ``only`` has changed, if they still see it.
    """
    annotations = Annotation.objects.filter(article=article)
    if only is not None:
        annotations = annotations.filter(pk=only.pk)
    live = Anchor.objects.filter(annotation=OuterRef("pk"), revision=article.live_revision_id)
    published = article.state == ArticleState.PUBLISHED
    shown = Q(status=Status.APPROVED) & Exists(live.filter(state=State.INTACT))
    before = _seen(annotations)
    annotations.update(
        live_anchor=Subquery(live.values("pk")),
        is_public=Case(When(shown, then=Value(published)), default=Value(False)),
    )
    _keep_first_public_at(article, annotations)
    after = _seen(annotations)
    _tell(article, before, after, edited={only.pk} if edited else set())
    touch_pages(article)
    if only is not None:
        only.refresh_from_db(fields=["live_anchor", "is_public", "first_public_at"])
        if before or after:
            _tell_text(only)


def hide(annotation: Annotation) -> None:
    """Take it from readers, unsaved: for a change of status on the way to ``refresh_visibility``."""
    if annotation.is_public:
        annotation.is_public = False
        _tell(annotation.article, {annotation.pk: (annotation.kind, 0)}, {})
        _tell_text(annotation)


def _tell_text(annotation: Annotation) -> None:
    """Where words of deleted posts are withheld, what readers get of a text hangs on its posts."""
    if annotation.kind != Kind.SOCIAL_EMBED or not withholds():
        return
    article, anchor = annotation.article, annotation.live_anchor
    article.public_updated_at = max(timezone.now(), article.published_at)
    article.save(update_fields=["public_updated_at"])
    record_article(article, EventAction.UPDATED)
    if anchor and anchor.start is not None:
        over = {"live_anchor__start__lt": anchor.end, "live_anchor__end__gt": anchor.start}
        beside = Annotation.objects.filter(live_anchor__revision=anchor.revision_id, **over)
        tell_updated(beside.exclude(pk=annotation.pk))


def tell_updated(annotations: QuerySet[Annotation]) -> None:
    """Tell that what readers see of those of these annotations that they see has changed."""
    public = annotations.filter(is_public=True).order_by("pk")
    rows = public.values_list("article", "article__published_at", "pk", "kind")
    record_events(EventAction.UPDATED, (Subject(*row) for row in rows))


def _seen(annotations: QuerySet[Annotation]) -> dict[int, tuple[str, int]]:
    """Kind and live anchor of those that are public, by id."""
    rows = annotations.filter(is_public=True).values_list("pk", "kind", "live_anchor")
    return {pk: (kind, anchor) for pk, kind, anchor in rows}


def _tell(article: Article, before: dict, after: dict, *, edited: Collection[int] = ()) -> None:
    """Record the events between two moments; notes elsewhere that show a relation change too."""
    gone = {pk: kind for pk, (kind, _anchor) in before.items() if pk not in after}
    come = [pk for pk in after if pk not in before]
    if gone:
        record_withdrawn(article, gone)
    for action, pks in (
        (EventAction.PUBLISHED, come),
        (
            EventAction.UPDATED,
            [pk for pk in after if pk in before and (pk in edited or after[pk] != before[pk])],
        ),
    ):
        record_events(
            action, [Subject(article.pk, article.published_at, pk, after[pk][0]) for pk in pks]
        )
    if flipped := [*gone, *come]:
        standing = Relation.objects.filter(withdrawn_at=None).order_by()
        there = standing.filter(from_annotation__in=flipped)
        back = standing.filter(to_annotation__in=flipped)
        ends = there.values("to_annotation").union(back.values("from_annotation"))
        tell_updated(Annotation.objects.filter(pk__in=ends).exclude(pk__in=[*before, *after]))


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
