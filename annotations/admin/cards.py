"""What the workspace's panel shows of each annotation, as JSON."""

from typing import Any

from django.db.models import Count, F, Q

from annotations.admin.comments import open_comments
from annotations.choices import State, Status
from annotations.forms import show_number
from annotations.highlighting import Mark, nest
from annotations.models import DETAIL_PATHS, Annotation, Detail, Rating, Source
from annotations.permissions import may_annotate, may_approve, may_edit, may_undo
from annotations.services import last_actions
from annotations.services.workspace import REATTACH, UNDO
from articles.difference import words
from articles.models import Article


def cards(article: Article | None, user) -> list[dict[str, Any]]:
    """One per annotation of the article, in the order of the latest text. Three queries."""
    if article is None or article.latest_revision is None:
        return []
    rows = (
        Annotation.objects.filter(article=article)
        .select_related("latest_anchor__baseline", *DETAIL_PATHS)
        .annotate(
            evidence_count=Count("evidence", Q(evidence__withdrawn_at=None)),
            open_comments=open_comments(),
        )
        .order_by(F("latest_anchor__start").asc(nulls_last=True), "id")
    )
    annotations, text = list(rows), article.latest_revision.text
    lines = last_actions([annotation.pk for annotation in annotations])
    last = {pk: line.verb for pk, line in lines.items()}
    return [card(item, text, user, last=last.get(item.pk)) for item in annotations]


def card(annotation: Annotation, text: str, user, *, last: str | None) -> dict[str, Any]:
    """``exact`` is what stands there now (null when lost), ``baseline`` what it was made for,
    ``difference`` the two word by word where they count as changed: pairs of "same", "gone" or
    "come" and the text. ``last`` is what undoing would take back (see last_actions).
    """
    anchor = annotation.latest_anchor
    exact = None if anchor.start is None else text[anchor.start : anchor.end]
    baseline = anchor.baseline.exact
    return {
        "ref": str(annotation.pk),
        "id": annotation.pk,
        "kind": annotation.kind,
        "status": annotation.status,
        "version": annotation.version,
        "start": anchor.start,
        "end": anchor.end,
        "state": anchor.state,
        "reason": anchor.get_reason_display(),
        "exact": exact,
        "baseline": baseline if baseline != exact else None,
        "difference": difference(baseline, exact) if anchor.state == State.CHANGED else None,
        "detail": values(annotation.detail),
        "note": annotation.note,
        "desk_note": annotation.desk_note,
        "missing": annotation.detail.missing(),
        "evidence": annotation.evidence_count,
        "comments": annotation.open_comments,
        "last": last,
        "may": allowed(annotation, user, last=last),
    }


def difference(before: str, after: str) -> list[tuple[str, str]]:
    return [(part.op, part.text) for part in words(before, after)]


def values(detail: Detail) -> dict[str, str]:
    """The typed fields as their form shows them."""
    shown = {}
    for name in detail.field_names():
        value = getattr(detail, name)
        if isinstance(value, Source):
            shown[name] = str(value)
        elif isinstance(value, Rating):
            shown[name] = str(value.pk)
        elif hasattr(value, "normalize"):
            shown[name] = show_number(value)
        elif isinstance(value, list):
            shown[name] = "\n".join(value)
        else:
            shown[name] = "" if value is None or value is False else str(value)
    return shown


def allowed(annotation: Annotation, user, *, last: str | None) -> list[str]:
    """What this person may do with the annotation as it is: "edit" and actions of the panel."""
    status, state = annotation.status, annotation.latest_anchor.state
    approver = may_approve(user)
    possible = {
        "edit": status != Status.WITHDRAWN and may_edit(user, annotation),
        "approve": approver and status == Status.DRAFT,
        "withdraw": approver and status != Status.WITHDRAWN,
        "restore": approver and status == Status.WITHDRAWN,
        "confirm": approver and status != Status.WITHDRAWN and state == State.CHANGED,
        REATTACH: status != Status.WITHDRAWN and may_edit(user, annotation),
        UNDO: last is not None and may_undo(user, annotation, last),
    }
    return [name for name, may in possible.items() if may]


def allowed_when_new(user) -> list[str]:
    """The same for an annotation that is yet to be saved."""
    return (["edit", REATTACH] if may_annotate(user) else []) + (
        ["approve"] if may_approve(user) else []
    )


def marked_body(article: Article | None, shown: list[dict[str, Any]]) -> str:
    """The latest body with a mark around every annotation that stands and is not withdrawn."""
    if article is None or article.latest_revision is None:
        return ""
    marks = [
        Mark(item["start"], item["end"], item["id"], item["kind"])
        for item in shown
        if item["start"] is not None and item["status"] != Status.WITHDRAWN
    ]
    return nest(article.latest_revision.body, marks)
