"""Comments between colleagues: on an annotation's page, in its card, and in the list's filter.

Each is saved by itself, at once: it has nothing to do with whether the text can be saved.
"""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from annotations.admin.telling.named import quoted
from annotations.forms import TextField
from annotations.models import Annotation, Comment
from annotations.services import comment, reopen, resolve
from annotations.services.warnings import shorten
from articles.admin import DeskAdmin
from articles.admin.narrowing import Whether
from articles.errors import Invalid, Refusal

ACTION = re.compile(r"(resolve|reopen) ([0-9]{1,18})")
SETTLING = {"resolve": (resolve, "Resolved."), "reopen": (reopen, "Open again.")}
ROOM = Comment._meta.get_field("text").max_length


class CommentForm(forms.Form):
    text = TextField(
        max_length=ROOM,
        error_messages={
            "required": "Write something first.",
            "max_length": f"A comment has at most {ROOM:,} characters.",
        },
    )


class OpenComments(admin.SimpleListFilter):
    title, parameter_name = "comments", "comments"

    def lookups(self, request, model_admin):
        return [("open", "Open comments"), ("resolved", "All resolved"), ("none", "No comments")]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        all_of_it = Comment.objects.filter(annotation=OuterRef("pk"))
        some, unsettled = Exists(all_of_it), Exists(all_of_it.filter(resolved_at=None))
        wanted = {"open": unsettled, "resolved": some & ~unsettled, "none": ~some}
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset


class Resolved(Whether):
    title = parameter_name = "resolved"
    field, unset, set = "resolved_at", "Open", "Resolved"


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    """All of them, to be found; each is answered at its annotation."""

    list_display = ("line", "annotation_line", "by", "at", "settled")
    list_filter = (Resolved,)
    list_select_related = (
        "annotation__latest_anchor__baseline", "annotation__article__latest_revision", "by",
        "resolved_by",
    )  # fmt: skip
    search_fields = (
        "text", "by__username", "annotation__latest_anchor__baseline__exact",
        "annotation__article__latest_revision__headline",
    )  # fmt: skip
    ordering = ("-id",)
    sortable_by = ()

    def get_queryset(self, request) -> QuerySet:
        latest = "annotation__article__latest_revision"
        return super().get_queryset(request).defer(f"{latest}__body", f"{latest}__text")

    @admin.display(description="Comment")
    def line(self, item: Comment) -> str:
        return shorten(item.text, 160)

    @admin.display(description="On")
    def annotation_line(self, item: Comment) -> str:
        words = quoted(item.annotation.latest_anchor.baseline.exact)
        return f"{words} in “{item.annotation.article.headline}”"

    @admin.display(description="Resolved")
    def settled(self, item: Comment) -> str:
        return f"by {item.resolved_by or '–'}" if item.resolved_at else "Open"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None or request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        item = self.get_object(request, object_id)
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(comments_address(item.annotation_id))


def comments_address(annotation_id: int) -> str:
    """Where they are read and answered."""
    return reverse("admin:annotations_annotation_change", args=[annotation_id]) + "#comments"


def open_comments() -> Coalesce:
    """How many are open, for ``annotate`` on annotations."""
    unsettled = Comment.objects.filter(annotation=OuterRef("pk"), resolved_at=None)
    counted = unsettled.order_by().values("annotation").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def comments_context(annotation: Annotation) -> dict:
    """What templates/admin/annotations/_comments.html shows. One query."""
    found = list(annotation.comments.select_related("by", "resolved_by"))
    return {
        "annotation": annotation,
        "unsettled": [item for item in found if item.resolved_at is None],
        "settled": [item for item in found if item.resolved_at is not None],
        "room": ROOM,
    }


class Comments:
    """The view of AnnotationAdmin that shows, takes and settles comments."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.comments_view)
        return [path("<int:pk>/comments/", view, name="annotations_comments"), *super().get_urls()]

    def comments_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of them; with ``fragment`` only what stands in a card."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        annotation = get_object_or_404(Annotation.objects.select_related("article"), pk=pk)
        told, status = "", 200
        if request.method == "POST":
            try:
                told = do(annotation, request.POST, by=request.user)
            except Refusal as refusal:
                told, status = refusal.message, refusal.status
        if "fragment" in request.GET:
            context = {**comments_context(annotation), "told": told}
            template = "admin/annotations/_comments.html"
            return TemplateResponse(request, template, context, status=status)
        if told and status == 200:
            messages.success(request, told)
            return HttpResponseRedirect(comments_address(pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Comments on {annotation}",
            **comments_context(annotation),
            "told": told,
            "typed": request.POST.get("text", ""),
        }
        template = "admin/annotations/comments.html"
        return TemplateResponse(request, template, context, status=status)


def do(annotation: Annotation, posted, *, by) -> str:
    """Do what was posted and tell it. Raises Refusal and BadRequest; then nothing is done."""
    action = posted.get("action", "")
    if action == "comment":
        form = CommentForm(posted)
        if not form.is_valid():
            raise Invalid(form.errors["text"][0])
        comment(annotation, text=form.cleaned_data["text"], by=by)
        return "Added."
    match = ACTION.fullmatch(action)
    if match is None:
        raise BadRequest("This is nothing that can be done with comments.")
    item = get_object_or_404(annotation.comments.select_related("annotation__article"), pk=match[2])
    service, told = SETTLING[match[1]]
    service(item, by=by)
    return told
