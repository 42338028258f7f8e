"""Comments: what colleagues tell each other about an annotation, and that it is settled."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Annotation, Comment
from articles.errors import WrongState
from articles.services import record_change


@transaction.atomic
def comment(annotation: Annotation, *, text: str, by) -> Comment:
    """Say something about an annotation, whatever its status and place. Changes nothing else."""
    made = Comment.objects.create(annotation=annotation, text=text, by=by)
    _record(made, "created", by=by, after={"annotation": annotation.pk, "text": text})
    return made


@transaction.atomic
def resolve(item: Comment, *, by) -> Comment:
    """What it asked for is done. Raises WrongState where somebody has said so already."""
    _lock(item)
    if item.resolved_at:
        raise WrongState(f"{item.resolved_by or 'A command'} has resolved this comment already.")
    return _set(item, "resolved", by=by, resolved_by=by, resolved_at=timezone.now())


@transaction.atomic
def reopen(item: Comment, *, by) -> Comment:
    """It is not done after all. Raises WrongState where it is open."""
    _lock(item)
    if not item.resolved_at:
        raise WrongState("This comment is open already.")
    return _set(item, "reopened", by=by, resolved_by=None, resolved_at=None)


def _lock(item: Comment) -> None:
    item.refresh_from_db(from_queryset=Comment.objects.select_for_update())


def _set(item: Comment, verb: str, *, by, **fields: Any) -> Comment:
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=list(fields))
    _record(item, verb, by=by, after={"annotation": item.annotation_id})
    return item


def _record(item: Comment, verb: str, **kwargs: Any) -> None:
    record_change(item, verb, article=item.annotation.article, **kwargs)
