"""Making and editing annotations."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from annotations.anchoring import Span, carry
from annotations.choices import State, Status
from annotations.errors import Incomplete
from annotations.models import DETAILS, Annotation, Baseline, Detail
from annotations.services.anchors import make_baseline, placed_anchor, tidy
from annotations.services.evidence import add_evidence
from annotations.services.locking import lock_annotation, stamp
from annotations.services.relations import relate
from annotations.services.sources import find_or_create_source
from annotations.services.visibility import refresh_visibility
from articles.errors import Invalid, WrongState
from articles.models import Article, Revision
from articles.services import assign, lock_article, record_change


@transaction.atomic
def create_annotation(
    article: Article,
    *,
    kind: str,
    start: int | None,
    end: int | None,
    by,
    revision: Revision | None = None,
    made_for: Mapping[str, str] | None = None,
    detail: Mapping[str, Any] | None = None,
    note: str = "",
    desk_note: str = "",
    evidence: Iterable[Mapping[str, Any]] = (),
    relations: Iterable[Mapping[str, Any]] = (),
) -> Annotation:
    """Make a draft annotation on ``[start, end)``, code points of ``revision``'s text.

    ``revision`` is the latest where it is not given; the words of an older one are carried to the
    latest. ``detail`` has the kind's field names; a source is a Source or a name. ``relations`` start at the
    annotation: ``{"to": Annotation, "type", "note"?}``. The annotation
    is anchored in the live revision too where its words stand there. ``made_for`` are the words
    (``exact``, ``prefix``, ``suffix``) that it was made for elsewhere, if not those that stand there
    now; then start and end may be None: it is lost. Raises Invalid for a span that is empty or out
    of range and for fields that contradict each other, AmbiguousSource, WrongState where there is
    no text.
    """
    lock_article(article)
    latest = article.latest_revision
    if latest is None:
        raise WrongState("The article has no text to annotate yet.")
    made_on = revision or latest
    span = None if start is None else tidy(made_on.text, start, end)
    annotation = Annotation.objects.create(
        article=article, kind=kind, note=note, desk_note=desk_note, created_by=by
    )
    fields = resolve_sources(kind, detail or {}, by=by)
    typed = DETAILS[kind](annotation=annotation, **fields)
    require_consistent(typed)
    typed.save(force_insert=True)
    if made_for:
        baseline = Baseline.objects.create(annotation=annotation, created_by=by, **made_for)
    else:
        baseline = make_baseline(annotation, made_on.text, span, by=by)
    _anchor(annotation, made_on, span, baseline)
    for item in evidence:
        add_evidence(annotation, by=by, **item)
    for item in relations:
        relate(annotation, item["to"], type=item["type"], note=item.get("note", ""), by=by)
    record_change(annotation, "created", by=by, article=article, after={"kind": kind})
    refresh_visibility(article, only=annotation)
    return annotation


def _anchor(
    annotation: Annotation, made_on: Revision, span: Span | None, baseline: Baseline
) -> None:
    """Anchors in the revision it was made on, in the latest, and in the live one if intact there."""
    article = annotation.article
    anchors = {made_on.pk: placed_anchor(annotation, made_on, baseline, span)}
    for revision in (article.latest_revision, article.live_revision):
        if revision is None or revision.pk in anchors:
            continue
        place = None
        for there in carry(made_on.text, revision.text, [span] if span else []):
            place = None if there.start is None else Span(there.start, there.end)
        anchor = placed_anchor(annotation, revision, baseline, place)
        if revision == article.latest_revision or anchor.state == State.INTACT:
            anchors[revision.pk] = anchor
    for anchor in anchors.values():
        anchor.save()
    annotation.latest_anchor = anchors[article.latest_revision_id]
    annotation.save(update_fields=["latest_anchor"])


@transaction.atomic
def edit_annotation(
    annotation: Annotation,
    *,
    by,
    detail: Mapping[str, Any] | None = None,
    note: str | None = None,
    desk_note: str | None = None,
) -> Annotation:
    """Change typed fields and notes; what is not given stays. Public at once when approved.

    Raises Incomplete where an approved annotation would lose a required field, Invalid where
    fields would contradict each other, AmbiguousSource, and WrongState when withdrawn. Writes nothing where all values are what they were.
    """
    lock_annotation(annotation)
    if annotation.status == Status.WITHDRAWN:
        raise WrongState("A withdrawn annotation is restored before it is edited.")
    fields = resolve_sources(annotation.kind, detail or {}, by=by)
    notes = {"note": note, "desk_note": desk_note}
    before, after = assign(annotation.detail, fields)
    more = assign(annotation, {name: text for name, text in notes.items() if text is not None})
    before, after = before | more[0], after | more[1]
    if not after:
        return annotation
    require_consistent(annotation.detail)
    if annotation.status == Status.APPROVED:
        require_complete(annotation.detail)
    annotation.detail.save()
    stamp(annotation, "note", "desk_note")
    record_change(
        annotation, "edited", by=by, article=annotation.article, before=before, after=after
    )
    refresh_visibility(annotation.article, only=annotation, edited=True)
    return annotation


def resolve_sources(kind: str, detail: Mapping[str, Any], *, by) -> dict[str, Any]:
    """The detail with a source that was given by name (or as what find_or_create_source takes)
    found or made. Raises AmbiguousSource."""
    fields, name = dict(detail), DETAILS[kind].source_field
    named = fields.get(name)
    if isinstance(named, str):
        named = {"name": named}
    if isinstance(named, Mapping):
        fields[name] = find_or_create_source(by=by, **named)
    return fields


def require_consistent(detail: Detail) -> None:
    """Raise Invalid where typed fields contradict each other."""
    if wrong := detail.contradictions():
        raise Invalid(next(iter(wrong.values()))[0], {detail.kind.value: wrong})


def require_complete(detail: Detail) -> None:
    """Raise Incomplete, naming the required fields that are empty."""
    if missing := detail.missing():
        raise Incomplete(missing)
