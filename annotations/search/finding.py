"""Finding public articles and annotations by their words. What any reader may see, nothing else."""

from typing import NamedTuple

from django.db.models import BooleanField, Case, QuerySet, Value, When

from annotations.choices import Kind
from annotations.models import (
    Annotation,
    Baseline,
    Claim,
    Quote,
    SocialEmbed,
    Source,
    Statistic,
)
from annotations.notes import READER, in_articles
from annotations.withholding import black_out, telling
from articles.models import Article
from articles.searching import Asked
from articles.vectors import LIVE, is_full_text, live_says, rank, saying

MOST = 50
RANKED = 1000  # of what was found the newest: to rank a word that is everywhere would take seconds
FIELDS = {
    Claim: ("summary", "explanation"),
    Quote: ("text",),
    Statistic: ("measure", "place"),
    SocialEmbed: ("text", "author_name", "handle"),
}
# One field of every table that FIELDS, sources and baselines stand in.
TABLES = (
    "claim__summary", "claim__claimant__name", "quote__text", "quote__speaker__name",
    "statistic__measure", "statistic__publisher__name", "social_embed__text",
    "live_anchor__baseline__exact",
)  # fmt: skip


class Found(NamedTuple):
    """The first of what was found, and of how many; ``more`` if there are others beyond MOST."""

    rows: list
    count: int
    more: bool


def find_articles(asked: Asked, *, most: int) -> Found:
    """Articles whose live headline, standfirst or text says it, the best first."""
    rows, newest = Article.objects.visible_to(READER), ("-published_at", "-pk")
    if is_full_text():
        rows = rows.filter(live_says(asked)).order_by(*newest)
        rows = Article.objects.filter(pk__in=rows.values("pk")[:RANKED])
        rows = rows.order_by(rank(asked, "slug").desc(), *newest)
    else:
        in_headline = When(saying(asked, LIVE[0]), then=Value(True))
        best = Case(in_headline, default=Value(False), output_field=BooleanField())
        rows = rows.filter(live_says(asked)).order_by(best.desc(), *newest)
    shown = Article.objects.visible_to(READER).select_related("live_revision", "section")
    found = _load(rows, shown.defer("live_revision__body"), most)
    black_out(*(article.live_revision for article in found.rows))
    return found


def find_annotations(asked: Asked, *, kind: Kind | None = None, most: int) -> Found:
    """Public annotations that say it in their words, their fields or the names of their sources."""
    rows = telling(Annotation.objects.visible_to(READER))
    if kind:
        rows = rows.filter(kind=kind)
    rows = that_say(rows, asked)
    newest = ("-first_public_at", "-pk")
    rows = rows.order_by(*newest)
    if is_full_text():
        rows = Annotation.objects.filter(pk__in=rows.values("pk")[:RANKED])
        rows = rows.order_by(rank(asked, *TABLES).desc(), *newest)
    return _load(rows, in_articles(Annotation.objects.visible_to(READER)), most)


def that_say(rows: QuerySet, asked: Asked, *, anchor: str = "live_anchor") -> QuerySet:
    """Those of the annotations that say it; of their words those that ``anchor`` stands for."""
    for group in asked.wanted:
        rows = rows.filter(pk__in=_saying(Asked((group,)), anchor))
    for term in asked.unwanted:
        rows = rows.exclude(pk__in=_saying(Asked(((term,),)), anchor))
    return rows


def _saying(asked: Asked, anchor: str) -> QuerySet:
    """Ids of annotations of which any field says it: each table is asked by its own index."""
    parts = [model.objects.filter(saying(asked, *fields)) for model, fields in FIELDS.items()]
    sources = Source.objects.filter(saying(asked, "name")).order_by().values("pk")
    for model in FIELDS:
        if model.source_field:
            parts.append(model.objects.filter(**{f"{model.source_field}__in": sources}))
    words = Baseline.objects.filter(saying(asked, "exact")).values("pk")
    parts.append(Annotation.objects.filter(**{f"{anchor}__baseline__in": words}))
    first, *others = (part.order_by().values("pk") for part in parts)
    return first.union(*others)


def _load(found: QuerySet, shown: QuerySet, most: int) -> Found:
    """Sorted by their ids alone, since the rows are wide; then those that are shown."""
    ids = list(found.values_list("pk", flat=True)[: MOST + 1])
    rows = shown.in_bulk(ids[:most])
    return Found(
        [rows[pk] for pk in ids[:most] if pk in rows], min(len(ids), MOST), len(ids) > MOST
    )
