"""Annotations across articles: to be found, read and edited one by one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from annotations import review
from annotations.admin.bulk import Bulk, BulkAction
from annotations.admin.comments import Comments, comments_context
from annotations.admin.linking import Linking
from annotations.admin.listing import Listing
from annotations.admin.readers import when_approved, when_withdrawn
from annotations.admin.review import PAGE, ReviewTray
from annotations.admin.telling import ANNOTATIONS, TELLERS, changes_of
from annotations.choices import Status
from annotations.forms import DETAIL_FORMS, DetailForm
from annotations.models import Annotation
from annotations.permissions import may_approve, may_edit, may_rate
from annotations.services import approve, edit_annotation, withdraw
from annotations.services.transitions import require_approvable, require_withdrawable
from annotations.services.warnings import shorten
from articles.admin import DeskAdmin
from articles.admin.article import add_refusal
from articles.admin.timeline import Timeline
from articles.errors import Refusal
from articles.models import Article

CHANGE = "admin:annotations_annotation_change"


@admin.register(Annotation)
class AnnotationAdmin(Listing, Bulk, Comments, Linking, ReviewTray, Timeline, DeskAdmin):
    tellers, groups = TELLERS, ANNOTATIONS
    bulk_actions = {
        "approve_selected": BulkAction(
            "approve", "approved", approve, require_approvable, when_approved
        ),
        "withdraw_selected": BulkAction(
            "withdraw", "withdrawn", withdraw, require_withdrawable, when_withdrawn
        ),
    }
    bulk_related = ("live_anchor",)

    # What is done to many

    def may_do(self, request, item=None) -> bool:
        return may_approve(request.user)

    def article_of(self, item: Annotation) -> Article:
        return item.article

    def describe(self, item: Annotation) -> tuple[str, str]:
        told = [item.get_kind_display(), str(getattr(item.detail, "summary", ""))]
        told += [self.source(item), f"in “{item.article.headline}”"]
        words = shorten(item.latest_anchor.baseline.exact, 160)
        return words, " · ".join(filter(None, told))

    # The page of one

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None or not self.has_view_permission(request):
            raise PermissionDenied  # annotations are made in the workspace
        annotation = self.get_object(request, object_id)
        if annotation is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = self._form(request, annotation)
        if request.method == "POST" and self._save(request, annotation, form):
            return HttpResponseRedirect(reverse(CHANGE, args=[annotation.pk]))
        return self._page(request, annotation, form)

    def _form(self, request: HttpRequest, annotation: Annotation) -> DetailForm:
        return DETAIL_FORMS[annotation.kind](
            request.POST if request.method == "POST" else None,
            instance=annotation.detail,
            initial={"note": annotation.note, "desk_note": annotation.desk_note},
            may_rate=may_rate(request.user),
        )

    def _save(self, request: HttpRequest, annotation: Annotation, form: DetailForm) -> bool:
        """Save the fields; a form loaded before somebody else's change is told so."""
        if annotation.status == Status.WITHDRAWN or not may_edit(request.user, annotation):
            raise PermissionDenied
        if form.is_valid() and request.POST.get("version") != str(annotation.version):
            form.add_error(None, "Somebody changed this annotation meanwhile. Nothing was saved; "
                                 "saving again puts what is here over it.")  # fmt: skip
        if not form.is_valid():
            return False
        notes = {name: form.cleaned_data[name] for name in form.NOTES}
        row = Annotation.objects.select_related("article").get(pk=annotation.pk)
        try:
            edit_annotation(row, by=request.user, detail=form.detail, **notes)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        messages.success(request, "Saved.")
        return True

    def _page(self, request: HttpRequest, annotation: Annotation, form: DetailForm) -> HttpResponse:
        editable = annotation.status != Status.WITHDRAWN and may_edit(request.user, annotation)
        if not editable:
            for field in form.fields.values():
                field.disabled = True
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(annotation),
            "annotation": annotation,
            "anchor": annotation.latest_anchor,
            "evidence": annotation.evidence.filter(withdrawn_at=None),
            "baselines": annotation.baselines.order_by("-id"),
            "form": form,
            "editable": editable,
            "item": review.item(annotation.pk, request.user),
            "back": PAGE,
            **comments_context(annotation),
        }
        status = 400 if form.is_bound else 200
        template = "admin/annotations/annotation.html"
        return TemplateResponse(request, template, context, status=status)

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """Django's "History": what was done to it and to what hangs on it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        annotation = self.get_object(request, object_id)
        if annotation is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        lists = reverse("admin:annotations_annotation_changelist")
        page = reverse(CHANGE, args=[annotation.pk])
        context = {
            "title": f"History of {annotation}",
            "crumbs": [("Annotations", lists), (str(annotation), page)],
        }
        return self.timeline(request, changes_of(annotation), context)
