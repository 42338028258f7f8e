"""What readers reported: at the head of the review tray, and all of it in a list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from annotations.models import Report
from annotations.permissions import may_annotate
from annotations.services import resolve_report
from annotations.services.warnings import shorten
from articles.admin import DeskAdmin
from articles.errors import Refusal

SHOWN = 10  # in the tray


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    list_display = ("line", "words_line", "article_line", "at", "settled")
    list_filter = (("resolved_at", admin.EmptyFieldListFilter),)
    list_select_related = ("article__latest_revision", "resolved_by")
    search_fields = ("text", "words", "article__slug", "article__latest_revision__headline")
    ordering = ("-id",)
    sortable_by = ()
    fields = ("text", "words", "article_link", "annotation_link", "at", "settled")
    readonly_fields = fields
    actions = ("resolve_selected",)

    def get_queryset(self, request) -> QuerySet:
        latest = "article__latest_revision"
        return super().get_queryset(request).defer(f"{latest}__body", f"{latest}__text")

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return may_annotate(request.user)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.resolve_view))
        return [
            path("<int:pk>/resolve/", view, name="annotations_report_resolve"),
            *super().get_urls(),
        ]

    def resolve_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One report, from the tray."""
        if not may_annotate(request.user):
            raise PermissionDenied
        self._resolve(request, get_object_or_404(Report.objects.select_related("article"), pk=pk))
        return HttpResponseRedirect(reverse("admin:annotations_review"))

    @admin.action(description="Resolve", permissions=["resolve"])
    def resolve_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        for item in queryset.select_related("article"):
            self._resolve(request, item)

    def _resolve(self, request: HttpRequest, item: Report) -> None:
        try:
            resolve_report(item, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"Resolved: {shorten(item.text)}")

    @admin.display(description="What is wrong")
    def line(self, item: Report) -> str:
        return shorten(item.text, 160)

    @admin.display(description="Words")
    def words_line(self, item: Report) -> str:
        return f"“{shorten(item.words)}”" if item.words else ""

    @admin.display(description="Article")
    def article_line(self, item: Report) -> str:
        return item.article.headline

    @admin.display(description="Article")
    def article_link(self, item: Report) -> str:
        page = reverse("admin:articles_article_change", args=[item.article_id])
        return format_html('<a href="{}">{}</a>', page, item.article.headline)

    @admin.display(description="Annotation")
    def annotation_link(self, item: Report) -> str:
        if item.annotation_id is None:
            return ""
        page = reverse("admin:annotations_annotation_change", args=[item.annotation_id])
        return format_html('<a href="{}">{}</a>', page, item.annotation)

    @admin.display(description="Resolved")
    def settled(self, item: Report) -> str:
        return f"by {item.resolved_by or '–'}" if item.resolved_at else "Open"


def open_reports() -> list[Report]:
    """The oldest unresolved ones, for the tray: the first of them has waited longest."""
    rows = Report.objects.filter(resolved_at=None).select_related("article__latest_revision")
    heavy = ("article__latest_revision__body", "article__latest_revision__text")
    return list(rows.defer(*heavy).order_by("id")[: SHOWN + 1])
