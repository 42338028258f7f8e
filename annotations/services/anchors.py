"""Where annotations stand: carried along with the text, confirmed and re-attached by people."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import OuterRef, Subquery

from annotations.anchoring import Carried, Quote, Span, carry, compare, context, recall
from annotations.choices import State, Status
from annotations.models import Anchor, Annotation, Baseline
from annotations.services.locking import lock_annotation, stamp
from annotations.services.visibility import refresh_visibility
from articles.errors import Invalid, WrongState
from articles.models import Article, Change, Revision
from articles.services import record_change
from articles.text import tidy_span


def carry_anchors(
    article: Article,
    *,
    revision: Revision,
    previous: Revision | None,
    by,
    restored: Revision | None = None,
) -> None:
    """Give every annotation of the article an anchor in the new revision.

    Places are mapped through the difference of the two texts; what was lost, or falls out, is
    looked for by its baseline among what is new, and taken only where that is unambiguous. The
    state is judged against the baseline, so an undone change is intact again. Where an old
    revision was ``restored``, what stood in it stands where it stood. A fixed number of
    statements.
    """
    annotations = list(
        Annotation.objects.filter(article=article).select_related("latest_anchor__baseline")
    )
    if not annotations or previous is None:
        return
    before = {annotation: annotation.latest_anchor for annotation in annotations}
    stood = [(span_of(anchor), anchor.baseline) for anchor in before.values()]
    places = dict(zip(annotations, follow(previous.text, revision.text, stood), strict=True))
    if restored is not None:
        _put_back(places, restored)
    anchors = [
        placed_anchor(item, revision, before[item].baseline, places[item]) for item in annotations
    ]
    Anchor.objects.bulk_create(anchors)
    here = Anchor.objects.filter(annotation=OuterRef("pk"), revision=revision)
    Annotation.objects.filter(article=article).update(latest_anchor=Subquery(here.values("pk")))
    Change.objects.bulk_create(
        Change(
            article=article,
            subject="annotation",
            subject_id=anchor.annotation_id,
            verb=anchor.state,
            by=by,
            before=place_of(before[anchor.annotation]),
            after=place_of(anchor),
        )
        for anchor in anchors
        if (anchor.state, anchor.reason)
        != (before[anchor.annotation].state, before[anchor.annotation].reason)
    )


def _put_back(places: dict[Annotation, Span | Carried | None], restored: Revision) -> None:
    """Change ``places``, which are in the restored text, to those that stood there before.

    Only where it was confirmed or re-attached on other words since, and those are carried into
    the text intact, does the carried place stay.
    """
    anchors = Anchor.objects.filter(revision=restored).exclude(state=State.LOST)
    stood = {anchor.annotation_id: span_of(anchor) for anchor in anchors}
    for annotation, carried in places.items():
        old, words = stood.get(annotation.pk), annotation.latest_anchor.baseline.exact
        if old is None:
            continue
        if _is_intact(words, restored.text, old) or not _is_intact(words, restored.text, carried):
            places[annotation] = old


def _is_intact(words: str, text: str, place: Span | Carried | None) -> bool:
    if place is None or place.start is None:
        return False
    return compare(words, text[place.start : place.end])[0] == State.INTACT


def follow(
    old: str, new: str, stood: Sequence[tuple[Span | None, Baseline]]
) -> list[Span | Carried | None]:
    """Where in the new text is what stood at these places of the old one; None where it is lost.

    One without a place in the old text, or whose place falls out, is looked for by its baseline.
    """
    spans = [span for span, _baseline in stood if span is not None]
    carried = iter(carry(old, new, spans))
    places = [None if span is None else next(carried) for span, _baseline in stood]
    lost = [n for n, place in enumerate(places) if place is None or place.start is None]
    quotes = [_quote(stood[n][1]) for n in lost]
    for n, found in zip(lost, recall(old, new, quotes), strict=True):
        places[n] = found
    return places


def _quote(baseline: Baseline) -> Quote:
    return Quote(baseline.exact, baseline.prefix, baseline.suffix)


def span_of(anchor: Anchor) -> Span | None:
    return None if anchor.start is None else Span(anchor.start, anchor.end)


def placed_anchor(
    annotation: Annotation, revision: Revision, baseline: Baseline, span: Span | None
) -> Anchor:
    """An unsaved anchor, its state judged by comparing the words there with the baseline."""
    anchor = Anchor(annotation=annotation, revision=revision, baseline=baseline)
    place_anchor(anchor, span, revision.text)
    return anchor


def place_anchor(anchor: Anchor, span: Span | None, text: str) -> None:
    """Set place, state and reason of an anchor (unsaved)."""
    if span is None:
        anchor.start, anchor.end, anchor.state, anchor.reason = None, None, State.LOST, ""
        return
    anchor.start, anchor.end = span.start, span.end
    anchor.state, anchor.reason = compare(anchor.baseline.exact, text[span.start : span.end])


def make_baseline(annotation: Annotation, text: str, span: Span, *, by) -> Baseline:
    """Write down the words an annotation is for, with up to 32 code points on each side."""
    prefix, suffix = context(text, span.start, span.end)
    return Baseline.objects.create(
        annotation=annotation,
        exact=text[span.start : span.end],
        prefix=prefix,
        suffix=suffix,
        created_by=by,
    )


def tidy(text: str, start: int, end: int) -> Span:
    """The span as annotations keep it. Raises Invalid where it is empty or outside the text."""
    try:
        return Span(*tidy_span(text, start, end))
    except ValueError as error:
        raise Invalid(str(error), {"start": [str(error)]}) from None


@transaction.atomic
def confirm(annotation: Annotation, *, by) -> Annotation:
    """The words that stand there now become the baseline. Raises WrongState unless changed."""
    lock_annotation(annotation)
    anchor = annotation.latest_anchor
    if anchor.state != State.CHANGED:
        raise WrongState(
            f"Only changed words can be confirmed; these are {anchor.state}.", state=anchor.state
        )
    return _rebase(annotation, Span(anchor.start, anchor.end), by=by, verb="confirmed")


@transaction.atomic
def reattach(annotation: Annotation, *, start: int, end: int, by) -> Annotation:
    """Make it stand on another span of the latest revision: same id, history and permalink.

    Raises Invalid where the span is empty or outside the text, WrongState when withdrawn.
    """
    lock_annotation(annotation)
    if annotation.status == Status.WITHDRAWN:
        raise WrongState("A withdrawn annotation is restored before it is re-attached.")
    span = tidy(annotation.article.latest_revision.text, start, end)
    return _rebase(annotation, span, by=by, verb="reattached")


@transaction.atomic
def move(annotation: Annotation, span: Span, *, by) -> Annotation:
    """Put the latest anchor elsewhere and judge it against the baseline it has (a moved mark)."""
    lock_annotation(annotation)
    anchor = annotation.latest_anchor
    before = place_of(anchor)
    place_anchor(anchor, span, annotation.article.latest_revision.text)
    anchor.save()
    record_change(
        annotation,
        "moved",
        by=by,
        article=annotation.article,
        before=before,
        after=place_of(anchor),
    )
    is_live = annotation.live_anchor_id == anchor.pk
    refresh_visibility(annotation.article, only=annotation, edited=is_live)
    return annotation


def _rebase(annotation: Annotation, span: Span, *, by, verb: str) -> Annotation:
    text = annotation.article.latest_revision.text
    baseline = make_baseline(annotation, text, span, by=by)
    return stand(annotation, span, baseline, by=by, verb=verb)


def stand(
    annotation: Annotation, span: Span | None, baseline: Baseline, *, by, verb: str, reason=""
) -> Annotation:
    """Put the latest anchor of a locked annotation here, to be judged against this baseline."""
    anchor, revision = annotation.latest_anchor, annotation.article.latest_revision
    before = _words_of(anchor, revision)
    anchor.baseline = baseline
    place_anchor(anchor, span, revision.text)
    anchor.save()
    stamp(annotation)
    record_change(
        annotation,
        verb,
        by=by,
        article=annotation.article,
        before=before,
        after=_words_of(anchor, revision),
        reason=reason,
    )
    refresh_visibility(annotation.article, only=annotation, edited=True)
    return annotation


def _words_of(anchor: Anchor, revision: Revision) -> dict:
    """The place and the words it is for, with all that ``undo`` needs to bring them back."""
    return {
        **place_of(anchor),
        "exact": anchor.baseline.exact,
        "baseline": anchor.baseline_id,
        "revision": revision.number,
    }


def place_of(anchor: Anchor) -> dict:
    """Start, end, state and reason, for the history."""
    return {
        "start": anchor.start,
        "end": anchor.end,
        "state": str(anchor.state),
        "reason": str(anchor.reason),
    }
