"""Fetching annotations with everything that their JSON shows, in a fixed number of queries."""

from django.db.models import F, Prefetch, QuerySet

from annotations.choices import Kind
from annotations.models import DETAIL_PATHS, DETAILS, Anchor, Annotation, Evidence, Relation
from annotations.serializers.annotations import show_annotation
from annotations.withholding import black_out, empty, with_withheld
from articles.models import Revision
from articles.permissions import User

# Each revision's text is fetched once, however many annotations stand in it.
TEXTS = Revision.objects.only("article", "number", "headline", "text")
HEADLINES = Revision.objects.only("article", "number", "headline")


def _detail(kind: str) -> Prefetch:
    """A query of its own: one that joins them all takes PostgreSQL longer to plan than to run."""
    paths = [path.partition("__")[2] for path in DETAIL_PATHS if path.startswith(f"{kind}__")]
    return Prefetch(kind, DETAILS[kind].objects.select_related(*paths))


def annotations_for(
    user: User, *, desk: bool, revision: Revision | None, kind: Kind | None = None
) -> QuerySet[Annotation]:
    """Those the user may see, each with the anchor to show: see ``anchor_of``.

    Of one ``kind``, or of all; with ``revision`` only those that have an anchor in it. Filters
    find the anchor's fields under the names of ``_anchor_fields``.
    """
    annotations = (
        Annotation.objects.visible_to(user)
        .select_related("article")
        .prefetch_related(
            *(_detail(each) for each in DETAILS if kind in (None, each)),
            Prefetch("evidence", Evidence.objects.visible_to(user)),
            Prefetch("relations_from", Relation.objects.visible_to(user)),
            Prefetch("relations_to", Relation.objects.visible_to(user)),
        )
    )
    if kind:
        annotations = annotations.filter(kind=kind)
    if desk:
        annotations = annotations.select_related("created_by", "approved_by")
    if revision is not None:
        return _in_revision(annotations, revision)
    path = "latest_anchor" if desk else "live_anchor"
    texts = TEXTS if desk else with_withheld(TEXTS)
    return (
        annotations.select_related(f"{path}__baseline")
        .prefetch_related(Prefetch(f"{path}__revision", texts))
        .alias(**_anchor_fields(path))
    )


def _anchor_fields(path: str) -> dict[str, F]:
    return {
        "shown_state": F(f"{path}__state"),
        "shown_reason": F(f"{path}__reason"),
        "shown_start": F(f"{path}__start"),
        "shown_end": F(f"{path}__end"),
        "shown_exact_key": F(f"{path}__baseline__exact_key"),
    }


def _in_revision(annotations: QuerySet, revision: Revision) -> QuerySet:
    anchors = Anchor.objects.filter(revision=revision).select_related("baseline")
    return (
        annotations.filter(anchors__revision=revision)
        .alias(**_anchor_fields("anchors"))
        .prefetch_related(
            Prefetch("anchors", anchors, to_attr="anchors_in_revision"),
            Prefetch("article__latest_revision", HEADLINES),
        )
    )


def anchor_of(annotation: Annotation, *, desk: bool, revision: Revision | None) -> Anchor:
    """The anchor that ``annotations_for``, asked the same, has fetched to be shown.

    For readers what the site withholds is taken out of the text around it and out of the detail.
    """
    if revision is None:
        anchor = annotation.latest_anchor if desk else annotation.live_anchor
    else:
        anchor = annotation.anchors_in_revision[0]
        anchor.revision = revision
    if not desk:
        black_out(anchor.revision)
        if annotation.kind == Kind.SOCIAL_EMBED:
            empty(annotation.detail)
    return anchor


def show_in(
    annotation: Annotation, *, desk: bool, revision: Revision | None, utf16: bool = False
) -> dict:
    """Show it where ``anchor_of`` says; its offsets in code points or in UTF-16 units."""
    anchor = anchor_of(annotation, desk=desk, revision=revision)
    headline = annotation.article.headline if revision else anchor.revision.headline
    return show_annotation(annotation, anchor, headline, desk=desk, utf16=utf16)
