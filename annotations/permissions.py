"""Who may do what with annotations; the other half of the table is articles/permissions.py."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser

from annotations.choices import Status
from articles.choices import Scope
from articles.permissions import EDITOR, FACT_CHECKER, REPORTER, SEE_DRAFTS, User, may

ANNOTATE = "annotations.change_annotation"
APPROVE = "annotations.approve_annotation"

GROUPS: dict[str, tuple[str, ...]] = {
    REPORTER: (ANNOTATE,),
    FACT_CHECKER: (ANNOTATE, APPROVE),
    EDITOR: (ANNOTATE, APPROVE),
}


def may_annotate(user: User) -> bool:
    """May create draft annotations and sources, and edit drafts."""
    return may(user, ANNOTATE, Scope.ANNOTATE)


def may_approve(user: User) -> bool:
    """May approve, confirm, withdraw, restore, and edit what is approved."""
    return may(user, APPROVE, Scope.REVIEW)


def may_comment(user: User) -> bool:
    """May tell colleagues something of an annotation, and settle what they told: all the desk."""
    return may(user, SEE_DRAFTS, Scope.ANNOTATE)


def may_rate(user: User) -> bool:
    """May say how true a claim is."""
    return may_approve(user)


def rates(fields: Mapping[str, Any], detail=None) -> bool:
    """Whether writing these typed fields over the detail (None: a new one) gives or takes a rating."""
    return "rating" in fields and fields["rating"] != getattr(detail, "rating", None)


def may_edit(user: User, annotation) -> bool:
    """May edit this annotation, its place, its evidence and the relations that start at it."""
    return may_annotate(user) if annotation.status == Status.DRAFT else may_approve(user)


def may_undo(user: User, annotation, verb: str | None) -> bool:
    """May take back what the history calls by this verb: who may do a thing may undo it."""
    return may_edit(user, annotation) if verb == "reattached" else may_approve(user)


def may_edit_source(user: User, source) -> bool:
    """Whoever may annotate; a source that readers see, whoever may edit what they see."""
    if may_approve(user):
        return True
    public = type(source).objects.visible_to(AnonymousUser()).filter(pk=source.pk)
    return may_annotate(user) and not public.exists()
