"""Saving the workspace: text and annotations in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from annotations.anchoring import Span
from annotations.choices import Kind
from annotations.errors import StaleAnnotation
from annotations.models import Annotation
from annotations.permissions import may_edit
from annotations.services.anchors import confirm, move, reattach
from annotations.services.annotations import create_annotation, edit_annotation
from annotations.services.transitions import approve, restore, withdraw
from annotations.services.undoing import undo
from articles.errors import Invalid, StaleBase
from articles.models import Article, Image, Revision
from articles.services import KEEP, images_at, lock_article, refuse_long_body, save_revision
from articles.text import read_marks

UNDO = "undo"
ACTIONS = {
    "approve": approve,
    "withdraw": withdraw,
    "restore": restore,
    "confirm": confirm,
    UNDO: undo,
}
REATTACH = "reattach"


@dataclass(frozen=True)
class Item:
    """What the panel says of one annotation.

    ``ref`` is its id as text, or "new-1" for one just made. ``version``, ``start`` and ``end``
    (None when lost) are those it was loaded with. ``detail``, ``note`` and ``desk_note`` are None
    where nothing was typed. ``action`` is one of ACTIONS, "reattach" or "".
    """

    ref: str
    kind: str = ""
    version: int = 0
    start: int | None = None
    end: int | None = None
    detail: Mapping[str, Any] | None = None
    note: str | None = None
    desk_note: str | None = None
    action: str = ""

    @property
    def is_new(self) -> bool:
        return self.ref.startswith("new-")

    @property
    def is_edited(self) -> bool:
        return any(value is not None for value in (self.detail, self.note, self.desk_note))

    @property
    def is_touched(self) -> bool:
        return self.is_edited or bool(self.action)


@dataclass(frozen=True)
class Saved:
    revision: Revision
    ids: dict[str, int] = field(default_factory=dict)  # "new-1": 27


@transaction.atomic
def save_workspace(
    article: Article,
    *,
    headline: str,
    standfirst: str,
    body: str,
    by,
    base: int,
    lead_image: Image | None = KEEP,
    items: Sequence[Item] = (),
) -> Saved:
    """Save the text, then apply the marks in it and what was done in the panel.

    ``body`` is HTML with ``<mark data-annotation="12">`` around each annotation that the panel
    lists. A mark's place wins over the carried one; a missing mark never deletes: the carried
    anchor stands. Raises StaleBase, StaleAnnotation and what the single operations raise; then
    nothing at all is written.
    """
    refuse_long_body(body)
    lock_article(article)
    latest = article.latest_revision
    if base != (latest.number if latest else 0):
        raise StaleBase(latest)
    _refuse_stale(article, items)
    marked = read_marks(body, known=images_at)
    revision = save_revision(
        article,
        headline=headline,
        standfirst=standfirst,
        body=marked.body,
        lead_image=lead_image,
        by=by,
        base=base,
    )
    revision.dropped_images = marked.dropped
    places = {ref: Span(*place) for ref, place in marked.places.items()}
    _apply_marks(article, items, places, by=by, text_moved=revision != latest)
    ids = {}
    for item in items:
        if item.is_new:
            ids[item.ref] = _create(article, item, places.get(item.ref), by=by).pk
        elif item.is_touched:
            _edit(article, item, places.get(item.ref), by=by)
    return Saved(revision, ids)


def _annotations(article: Article, items: Sequence[Item]) -> dict[str, Annotation]:
    ids = [item.ref for item in items if not item.is_new]
    rows = Annotation.objects.filter(article=article, pk__in=ids).select_related("latest_anchor")
    return {str(annotation.pk): annotation for annotation in rows}


def _refuse_stale(article: Article, items: Sequence[Item]) -> None:
    known = _annotations(article, items)
    for item in items:
        if item.is_new:
            continue
        if item.ref not in known:
            raise Invalid(f"Annotation {item.ref} is not one of this article.")
        annotation = known[item.ref]
        anchor = annotation.latest_anchor
        if (item.version, item.start, item.end) != (annotation.version, anchor.start, anchor.end):
            raise StaleAnnotation(annotation)


def _apply_marks(article, items, places: Mapping[str, Span], *, by, text_moved: bool) -> None:
    """Put moved marks' anchors where the marks are.

    Editing the text may move any of them along; moving one on an unchanged text is an edit of
    the annotation, and a mark moved without the right to that is passed over.
    """
    known = _annotations(article, items)
    for item in items:
        annotation, span = known.get(item.ref), places.get(item.ref)
        if annotation is None or span is None or item.action == REATTACH:
            continue
        anchor = annotation.latest_anchor
        if (anchor.start, anchor.end) != (span.start, span.end) and (
            text_moved or may_edit(by, annotation)
        ):
            annotation.article = article
            move(annotation, span, by=by)


def _edit(article: Article, item: Item, span: Span | None, *, by) -> None:
    annotation = Annotation.objects.get(pk=item.ref, article=article)
    annotation.article = article
    if item.is_edited:
        edit_annotation(
            annotation, by=by, detail=item.detail, note=item.note, desk_note=item.desk_note
        )
    _act(annotation, item, span, by=by)


def _act(annotation: Annotation, item: Item, span: Span | None, *, by) -> None:
    if item.action == REATTACH:
        if span is None:
            raise Invalid(f"Nothing is marked to re-attach {annotation} to.")
        reattach(annotation, start=span.start, end=span.end, by=by)
    elif item.action:
        ACTIONS[item.action](annotation, by=by)


def _create(article: Article, item: Item, span: Span | None, *, by) -> Annotation:
    if span is None:
        label = Kind(item.kind).label.lower()
        raise Invalid(f"The words of the new {label} are no longer in the text ({item.ref}).")
    annotation = create_annotation(
        article,
        kind=item.kind,
        start=span.start,
        end=span.end,
        by=by,
        detail=item.detail,
        note=item.note or "",
        desk_note=item.desk_note or "",
    )
    _act(annotation, item, span, by=by)
    return annotation
