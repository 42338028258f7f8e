"""Corrections, made and withdrawn through the services."""

from django.contrib import admin

from annotations.admin.bulk import Bulk, withdrawing
from annotations.models import Correction
from annotations.services.corrections import add_correction, edit_correction, withdraw_correction
from annotations.services.warnings import shorten
from articles.admin import DeskAdmin
from articles.admin.narrowing import Withdrawn
from articles.models import Article
from articles.permissions import may_correct


@admin.register(Correction)
class CorrectionAdmin(Bulk, DeskAdmin):
    list_display = (
        "text",
        "article_line",
        "annotation",
        "created_by",
        "created_at",
        "withdrawn_at",
    )
    list_display_links = ("text",)
    list_filter = (Withdrawn,)
    list_select_related = ("article__latest_revision", "annotation", "created_by")
    search_fields = (
        "text", "old_wording", "new_wording", "article__slug", "article__latest_revision__headline",
    )  # fmt: skip
    sortable_by = ()
    raw_id_fields = ("article", "annotation")
    fields = ("article", "annotation", "text", "old_wording", "new_wording")
    bulk_actions = {"withdraw_selected": withdrawing(withdraw_correction)}

    def get_queryset(self, request):
        heavy = ("article__latest_revision__body", "article__latest_revision__text")
        return super().get_queryset(request).defer(*heavy)

    @admin.display(description="Article")
    def article_line(self, correction: Correction) -> str:
        return correction.article.headline

    def has_add_permission(self, request) -> bool:
        return may_correct(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_correct(request.user) and (obj is None or obj.withdrawn_at is None)

    def get_readonly_fields(self, request, obj=None):
        return ("article",) if obj else ()

    def save_model(self, request, obj: Correction, form, change) -> None:
        fields = dict(form.cleaned_data)
        if change:
            edit_correction(Correction.objects.get(pk=obj.pk), by=request.user, **fields)
        else:
            obj.pk = add_correction(fields.pop("article"), by=request.user, **fields).pk

    def may_do(self, request, item=None) -> bool:
        return may_correct(request.user)

    def article_of(self, item: Correction) -> Article:
        return item.article

    def describe(self, item: Correction) -> tuple[str, str]:
        return shorten(item.text, 160), f"Of “{item.article.headline}”"
