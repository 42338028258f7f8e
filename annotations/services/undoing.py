"""Taking back what was decided about an annotation: confirm, reattach and withdraw."""

from collections.abc import Iterable

from django.db import transaction

from annotations.anchoring import Span
from annotations.choices import Status
from annotations.models import Annotation, Baseline
from annotations.services.anchors import follow, span_of, stand
from annotations.services.locking import lock_annotation
from annotations.services.transitions import move_to
from articles.errors import WrongState
from articles.models import Change, Revision

CONFIRMED, REATTACHED, WITHDRAWN = UNDOABLE = ("confirmed", "reattached", "withdrawn")
UNDONE, RESTORED = "undone", "restored"


@transaction.atomic
def undo(annotation: Annotation, *, by) -> Annotation:
    """Take back the last confirm, reattach or withdraw that still holds; then the one before it.

    - withdraw: it is a draft or approved again, with the approval it had.
    - confirm: the former words are the baseline again. The place stays; where it is lost by now,
      the one it had then is carried to the latest text.
    - reattach: the former words and place again, carried to the latest text; lost where they are
      not in it.

    Edits of fields, approval and new revisions in between stay. A withdrawn annotation that was
    restored has its withdrawal taken back already. Raises WrongState where there is nothing left.
    """
    lock_annotation(annotation)
    line = last_actions([annotation.pk]).get(annotation.pk)
    if line is None:
        raise WrongState(f"There is nothing to undo for {annotation}.")
    if line.verb == WITHDRAWN:
        status = Status(line.before["status"])
        return move_to(annotation, status, by=by, verb=UNDONE, reason=line.verb)
    baseline, revision = _former(annotation, line)
    place = span_of(annotation.latest_anchor)
    if line.verb == REATTACHED or place is None:
        start, end = line.before["start"], line.before["end"]
        span = None if start is None else Span(start, end)
        latest = annotation.article.latest_revision
        [place] = follow(revision.text, latest.text, [(span, baseline)])
    return stand(annotation, place, baseline, by=by, verb=UNDONE, reason=line.verb)


def last_actions(annotation_ids: Iterable[int]) -> dict[int, Change]:
    """What ``undo`` would take back of each annotation; those with nothing are left out.

    One query: the history is a stack, on which each undo takes back the last line that holds.
    """
    lines = Change.objects.filter(
        subject="annotation",
        subject_id__in=annotation_ids,
        verb__in=(*UNDOABLE, UNDONE, RESTORED),
    ).order_by("id")
    holding: dict[int, list[Change]] = {}
    for line in lines:
        stack = holding.setdefault(line.subject_id, [])
        if line.verb in UNDOABLE:
            stack.append(line)
        elif line.verb == UNDONE and stack:
            stack.pop()
        elif line.verb == RESTORED:
            stack[:] = [earlier for earlier in stack if earlier.verb != WITHDRAWN]
    return {pk: stack[-1] for pk, stack in holding.items() if stack}


def _former(annotation: Annotation, line: Change) -> tuple[Baseline, Revision]:
    """The baseline before the line, and the revision its place is in.

    Lines of before there was an undo do not tell. Then the baselines were written one after the
    other: the newest at the time is the line's own, the former the one before.
    """
    baselines, revisions = annotation.baselines, annotation.article.revisions
    if "baseline" in line.before:
        revision = revisions.get(number=line.before["revision"])
        return baselines.get(pk=line.before["baseline"]), revision
    written = baselines.filter(created_at__lte=line.at).order_by("-id")[:2]
    if len(written) < 2:
        raise WrongState(f"The history does not tell what {annotation} stood on before.")
    return written[1], revisions.filter(created_at__lte=line.at).latest("number")
