"""Evidence and relations in an annotation's card: added, edited and withdrawn at once, one by one.

As with comments, they have nothing to do with whether the text can be saved.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from annotations.choices import Status
from annotations.forms import EvidenceForm, RelationForm, name_of
from annotations.models import Annotation, Evidence, Relation
from annotations.permissions import may_edit
from annotations.services import (
    add_evidence,
    edit_evidence,
    relate,
    withdraw_evidence,
    withdraw_relation,
)
from articles.errors import Invalid, Refusal

ACTION = re.compile(r"(add|relate)|(edit|withdraw|part) ([0-9]{1,18})")
CHANGED = (
    "Somebody changed this evidence meanwhile. Nothing was saved; "
    "saving again puts what is here over it."
)
TEMPLATE = "admin/annotations/_links.html"
MOST_OFFERED = 12  # annotations to relate one to


class Linking:
    """The view of AnnotationAdmin that shows and changes what hangs on an annotation."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/links/", view(self.links_view), name="annotations_links"),
            path("choices/", view(self.choices_view), name="annotations_choices"),
            *super().get_urls(),
        ]

    def choices_view(self, request: HttpRequest) -> JsonResponse:
        """The newest annotations that ``q`` is about, ``[{"label": …}]``, to relate one to."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "").replace("\x00", "")
        named = ("latest_anchor__baseline", "article__latest_revision")
        heavy = ("article__latest_revision__body", "article__latest_revision__text")
        rows = Annotation.objects.about(words).select_related(*named).defer(*heavy)
        found = rows.order_by("-pk")[:MOST_OFFERED] if words.strip() else ()
        return JsonResponse([{"label": name_of(annotation)} for annotation in found], safe=False)

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What stands in a card; without ``fragment`` the annotation's own page shows the same."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        annotation = get_object_or_404(Annotation.objects.select_related("article"), pk=pk)
        if "fragment" not in request.GET:
            return HttpResponseRedirect(reverse("admin:annotations_annotation_change", args=[pk]))
        told, status, bound = "", 200, {}
        editable = annotation.status != Status.WITHDRAWN and may_edit(request.user, annotation)
        if request.method == "POST":
            if not editable:
                raise PermissionDenied
            try:
                told, bound = do(annotation, request.POST, by=request.user)
                status = 400 if bound else 200
            except Refusal as refusal:
                told, status = refusal.message, refusal.status
        shown = links_context(annotation, bound, request.user)
        context = {**shown, "editable": editable, "told": told}
        return TemplateResponse(request, TEMPLATE, context, status=status)


def links_context(annotation: Annotation, bound: dict[str, forms.BaseForm], user) -> dict[str, Any]:
    """Evidence with a form each, relations both ways, and the forms for more. Two queries."""
    evidence = annotation.evidence.filter(withdrawn_at=None)
    ends = ("from_annotation", "to_annotation")
    named = [f"{end}__{part}" for end in ends
             for part in ("latest_anchor__baseline", "article__latest_revision")]  # fmt: skip
    heavy = [
        f"{end}__article__latest_revision__{name}" for end in ends for name in ("body", "text")
    ]
    standing = _relations(annotation).filter(withdrawn_at=None)
    return {
        "annotation": annotation,
        "evidence": [(item, bound.get(f"edit-{item.pk}") or edit_form(item)) for item in evidence],
        "relations": [
            (
                item,
                item.to_annotation if item.from_annotation_id == annotation.pk else None,
                may_edit(user, item.from_annotation),
            )
            for item in standing.select_related(*named).defer(*heavy)
        ],
        "evidence_form": bound.get("add") or EvidenceForm(prefix="add", auto_id=False),
        "relation_form": bound.get("relate") or RelationForm(prefix="relate", auto_id=False),
    }


def _relations(annotation: Annotation) -> QuerySet[Relation]:
    return Relation.objects.filter(Q(from_annotation=annotation) | Q(to_annotation=annotation))


def edit_form(item: Evidence, posted=None) -> EvidenceForm:
    return EvidenceForm(posted, instance=item, prefix=f"edit-{item.pk}", auto_id=False)


def do(annotation: Annotation, posted, *, by) -> tuple[str, dict[str, forms.BaseForm]]:
    """Do what was posted: what to tell, and the form to correct where nothing was done.

    Raises Refusal and BadRequest; then nothing is done.
    """
    match = ACTION.fullmatch(posted.get("action", ""))
    if match is None:
        raise BadRequest("This is nothing that can be done with evidence and relations.")
    action = match[1] or match[2]
    if action == "add":
        form = EvidenceForm(posted, prefix="add", auto_id=False)
        if not form.is_valid():
            return "Nothing was added yet.", {"add": form}
        add_evidence(annotation, by=by, **form.cleaned_data)
        return "Added.", {}
    if action == "relate":
        return _relate(annotation, posted, by=by)
    if action == "part":
        return _part(annotation, match[3], by=by)
    item = get_object_or_404(annotation.evidence, pk=match[3])
    if action == "withdraw":
        withdraw_evidence(item, by=by)
        return "Withdrawn.", {}
    return _edit(item, posted, by=by)


def _edit(item: Evidence, posted, *, by) -> tuple[str, dict[str, forms.BaseForm]]:
    """A form that was loaded before somebody else's change is told so, and shown again."""
    version = str(item.version)  # the form writes on the item
    form = edit_form(item, posted)
    if not form.is_valid():
        return "Nothing was changed yet.", {f"edit-{item.pk}": form}
    if posted.get(f"edit-{item.pk}-version") != version:
        return CHANGED, {f"edit-{item.pk}": form}
    edit_evidence(Evidence.objects.get(pk=item.pk), by=by, **form.cleaned_data)
    return "Changed.", {}


def _part(annotation: Annotation, number: str, *, by) -> tuple[str, dict[str, forms.BaseForm]]:
    relation = get_object_or_404(_relations(annotation), pk=number)
    if not may_edit(by, relation.from_annotation):
        raise PermissionDenied
    withdraw_relation(relation, by=by)
    return "Taken away.", {}


def _relate(annotation: Annotation, posted, *, by) -> tuple[str, dict[str, forms.BaseForm]]:
    form = RelationForm(posted, prefix="relate", auto_id=False)
    if form.is_valid():
        fields = form.cleaned_data
        try:
            relate(annotation, fields["to"], type=fields["type"], note=fields["note"], by=by)
        except Invalid as refusal:
            form.add_error("to", refusal.message)
        else:
            return "Related.", {}
    return "Nothing was related yet.", {"relate": form}
