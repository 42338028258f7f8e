"""The status of an annotation: draft → approved → withdrawn → draft; drafts are withdrawn too."""

from django.db import transaction
from django.utils import timezone

from annotations.choices import Status
from annotations.models import Annotation
from annotations.services.annotations import require_complete
from annotations.services.locking import lock_annotation, stamp
from annotations.services.visibility import hide, refresh_visibility
from articles.errors import WrongState
from articles.services import record_change


@transaction.atomic
def approve(annotation: Annotation, *, by) -> Annotation:
    """Show it to readers of its article.

    Raises WrongState unless it is a draft, Incomplete where required fields are empty.
    """
    lock_annotation(annotation)
    require_approvable(annotation)
    annotation.approved_by, annotation.approved_at = by, timezone.now()
    return move_to(annotation, Status.APPROVED, by=by, verb="approved")


@transaction.atomic
def withdraw(annotation: Annotation, *, by, reason: str = "") -> Annotation:
    """Take it from every public place; nothing is deleted. Raises WrongState if it was already."""
    lock_annotation(annotation)
    require_withdrawable(annotation)
    return move_to(annotation, Status.WITHDRAWN, by=by, verb="withdrawn", reason=reason)


@transaction.atomic
def restore(annotation: Annotation, *, by) -> Annotation:
    """Make a withdrawn annotation a draft again. Raises WrongState unless it is withdrawn."""
    lock_annotation(annotation)
    _require(annotation, Status.WITHDRAWN, verb="restored")
    annotation.approved_by = annotation.approved_at = None
    return move_to(annotation, Status.DRAFT, by=by, verb="restored")


def require_approvable(annotation: Annotation) -> None:
    """Raise what ``approve`` would, judged by the rows at hand."""
    _require(annotation, Status.DRAFT, verb="approved")
    require_complete(annotation.detail)


def require_withdrawable(annotation: Annotation) -> None:
    """Raise what ``withdraw`` would, judged by the row at hand."""
    _require(annotation, Status.DRAFT, Status.APPROVED, verb="withdrawn")


def _require(annotation: Annotation, *statuses: Status, verb: str) -> None:
    if annotation.status not in statuses:
        raise WrongState(
            f"It cannot be {verb}: it is {annotation.status}.", annotation_status=annotation.status
        )


def move_to(
    annotation: Annotation, status: Status, *, by, verb: str, reason: str = ""
) -> Annotation:
    before, annotation.status = annotation.status, status
    if status != Status.APPROVED:
        hide(annotation)  # the constraint holds at every moment
    stamp(annotation, "status", "is_public", "approved_by", "approved_at")
    record_change(
        annotation,
        verb,
        by=by,
        article=annotation.article,
        before={"status": before},
        after={"status": status},
        reason=reason,
    )
    refresh_visibility(annotation.article, only=annotation)
    return annotation
