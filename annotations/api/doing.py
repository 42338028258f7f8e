"""What is done to annotations by their routes: who may, with which input, by which service.

The single routes and ``bulk/`` do the same things; here is each, whatever it came by. Input is JSON
as it was sent; ``user`` is who sent it; with ``utf16`` its offsets are in UTF-16 units.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import PermissionDenied, ValidationError

from annotations import services
from annotations.anchoring import Span
from annotations.choices import Kind
from annotations.models import Annotation
from annotations.permissions import (
    may_annotate,
    may_approve,
    may_rate,
    may_undo,
    rates,
)
from annotations.serializers.annotations import EDIT_IN, NEW_IN, NEW_OF_KIND_IN
from annotations.serializers.places import PLACE, PlaceIn, locate
from articles.errors import Invalid, WrongState
from articles.filters import find_article
from articles.models import Article, Revision
from articles.permissions import User
from articles.rest.input import Strict, checked
from articles.serializers import ReasonIn
from articles.services import lock_article


def create(user: User, data: Any, *, kind: Kind | None = None, utf16: bool = False) -> Annotation:
    """A new one; of ``kind`` where the address says it. Its article is locked from here on."""
    if not may_annotate(user):
        raise PermissionDenied
    fields = _checked_new(user, data, kind)
    article = find_article(Article.objects.visible_to(user), fields.pop("article"))
    if article is None:
        raise ValidationError({"article": ["There is no such article."]})
    revision, span = _find_place(lock_article(article), fields, utf16)
    detail = fields.pop(fields["kind"], None)
    _require_right_to_rate(user, detail)
    return services.create_annotation(
        article, start=span.start, end=span.end, revision=revision, detail=detail, by=user,
        **fields,
    )  # fmt: skip


def edit(user: User, annotation: Annotation, data: Any, *, shown: Mapping[str, Any]) -> None:
    """Change what is given; ``shown`` may be sent back as it is (see Strict)."""
    fields = checked(EDIT_IN[annotation.kind], data, partial=True, context={"shown": shown})
    detail = fields.pop(annotation.kind, None)
    _require_right_to_rate(user, detail, annotation.detail)
    services.edit_annotation(annotation, detail=detail, by=user, **fields)


def reattach(user: User, annotation: Annotation, data: Any, *, utf16: bool = False) -> None:
    """Put it on another place of the latest revision; id, history and address stay."""
    fields = checked(PlaceIn, data)
    article = annotation.article
    revision, span = _find_place(article, fields, utf16)
    if revision != article.latest_revision:
        message = f"Places are in the latest revision, {article.latest_revision.number}."
        raise Invalid(message, {"revision": [message]})
    services.reattach(annotation, start=span.start, end=span.end, by=user)


def may_approve_it(user: User, annotation: Annotation) -> bool:
    return may_approve(user)


def may_undo_it(user: User, annotation: Annotation) -> bool:
    line = services.last_actions([annotation.pk]).get(annotation.pk)
    return may_undo(user, annotation, line.verb if line else None)


@dataclass(frozen=True)
class Action:
    """Done by one service that takes the annotation and ``by``, and the input's fields."""

    service: Callable[..., Annotation]
    takes: type[Strict] = Strict
    allowed: Callable[[User, Annotation], bool] = may_approve_it

    def __call__(self, user: User, annotation: Annotation, data: Any) -> None:
        self.service(annotation, by=user, **checked(self.takes, data))


ACTIONS = {
    "approve": Action(services.approve),
    "withdraw": Action(services.withdraw, ReasonIn),
    "restore": Action(services.restore),
    "confirm": Action(services.confirm),
    "undo": Action(services.undo, allowed=may_undo_it),
}


def _checked_new(user: User, data: Any, kind: Kind | None) -> dict:
    """The validated input, with its kind."""
    context = {"user": user}
    if kind:
        return {"kind": kind.value} | checked(NEW_OF_KIND_IN[kind], data, context=context)
    told = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(told, str) or told not in NEW_IN:
        raise ValidationError({"kind": [f"One of {', '.join(NEW_IN)}."]})
    return checked(NEW_IN[told], data, context=context)


def _require_right_to_rate(user: User, detail: dict | None, current=None) -> None:
    """Raise PermissionDenied where this gives or takes a rating that others may give."""
    if rates(detail or {}, current) and not may_rate(user):
        raise PermissionDenied


def _find_place(article: Article, fields: dict, utf16: bool) -> tuple[Revision, Span]:
    """Takes the place out of ``fields`` and looks for it in the text that is meant."""
    place = {name: fields.pop(name) for name in PLACE if name in fields}
    number, revision = fields.pop("revision", None), article.latest_revision
    if revision is None:
        raise WrongState("The article has no text to annotate yet.")
    if number is not None and number != revision.number:
        revision = article.revisions.filter(number=number).first()
    if revision is None:
        raise ValidationError({"revision": ["The article has no such revision."]})
    return revision, locate(revision.text, place, utf16=utf16)
