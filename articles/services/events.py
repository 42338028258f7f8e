"""The public feed of events: recorded with the change, numbered when somebody reads.

A feed that is read from a cursor must not give an event a number below one that was read already.
Numbers that a transaction takes as it writes do just that: who took 7 may commit after who took 8.
So an event gets its number after its commit, from one numberer at a time, and a reader who has
seen number N has been given all that will ever stand before it. For the same reason what is
scheduled waits without a number until its time has come.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from articles.choices import EventAction
from articles.models import Article, Event

BATCH = 1000  # numbered at once; a page has fewer
NUMBERING = 0x6E756D62  # of PostgreSQL's advisory lock; any number that nothing else uses


class Subject(NamedTuple):
    """What an event is about: an article, or an annotation of it; ``opens_at`` is the article's."""

    article: int
    opens_at: datetime
    annotation: int | None = None
    kind: str = ""


def record_events(action: EventAction, subjects: Iterable[Subject]) -> None:
    """Tell that these came or changed for readers, or will as their articles' time comes.

    Call it inside the transaction of the change.
    """
    now = timezone.now()
    _write(action, ((subject, max(now, subject.opens_at)) for subject in subjects))


def record_article(article: Article, action: EventAction) -> None:
    """The same of a published article itself."""
    record_events(action, [Subject(article.pk, article.published_at)])


def record_withdrawn(article: Article, annotations: Mapping[int, str] | None = None) -> None:
    """Tell that the article, or these annotations of it (id: kind), ceased to be public.

    What was only to come never happened: its events go, and nothing is told.
    """
    now, itself = timezone.now(), annotations is None
    wanted = {article.pk: ""} if itself else annotations
    ahead = _ahead(article).filter(subject=_name(not itself), subject_id__in=wanted)
    # Locked first: the clock may make them due, and somebody number them, at this very moment.
    rows = list(ahead.select_for_update())
    Event.objects.filter(pk__in=[row.pk for row in rows]).delete()
    never = {row.subject_id for row in rows if row.action == EventAction.PUBLISHED}
    _write(
        EventAction.WITHDRAWN,
        (
            (Subject(article.pk, now, None if itself else pk, kind), now)
            for pk, kind in wanted.items()
            if pk not in never
        ),
    )


def reschedule_events(article: Article) -> None:
    """Move what is still to come of the article and its annotations to its new time."""
    _ahead(article).update(at=max(timezone.now(), article.published_at))


def _ahead(article: Article) -> QuerySet[Event]:
    return Event.objects.filter(article=article, number=None, at__gt=timezone.now())


def _name(is_annotation: bool) -> str:
    return "annotation" if is_annotation else "article"


def _write(action: EventAction, told: Iterable[tuple[Subject, datetime]]) -> None:
    Event.objects.bulk_create(
        (
            Event(
                article_id=subject.article,
                subject=_name(subject.annotation is not None),
                subject_id=subject.annotation or subject.article,
                kind=subject.kind,
                action=action,
                at=at,
            )
            for subject, at in told
        ),
        batch_size=BATCH,
    )


def number_events() -> None:
    """Give the events that are committed and due their places in the feed, the earliest first."""
    due = Event.objects.filter(number=None, at__lte=timezone.now())
    if not due.exists():
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":  # elsewhere a transaction that writes is alone
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
        rows = list(due.order_by("at", "id").select_for_update()[:BATCH])
        last = Event.objects.aggregate(last=Max("number"))["last"] or 0
        for number, row in enumerate(rows, start=last + 1):
            row.number = number
        Event.objects.bulk_update(rows, ["number"])
