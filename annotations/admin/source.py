"""People and organisations."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from annotations.admin.open_work import LIST
from annotations.models import Source
from annotations.permissions import may_annotate, may_approve, may_edit_source
from annotations.services import create_source, edit_source, merge_source
from articles.admin import DeskAdmin
from articles.admin.narrowing import Whether, list_link
from articles.errors import Refusal

MOST_MERGED = 50
FIELDS = ("name", "disambiguation", "type", "description", "same_as")


class Merged(Whether):
    title = parameter_name = "merged"
    field, unset, set = "merged_into", "Standing for itself", "Merged into another"


class NamesakeFilter(admin.SimpleListFilter):
    """Who may be one and the same: sources that only their disambiguation tells apart."""

    title, parameter_name = "name", "name"

    def lookups(self, request, model_admin):
        return [("shared", "Shared with another")]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        if self.value() != "shared":
            return queryset
        standing = Source.objects.filter(merged_into=None)
        others = standing.filter(folded_name=OuterRef("folded_name")).exclude(pk=OuterRef("pk"))
        return queryset.filter(Exists(others), merged_into=None)


class SourceForm(forms.ModelForm):
    def validate_unique(self) -> None:
        """Two sources of one name are told, though the form does not show the folded name."""
        super().validate_unique()
        hidden = self._get_validation_exclusions() - {"folded_name"}
        try:
            self.instance.validate_constraints(exclude=hidden)
        except ValidationError as error:
            self._update_errors(error)


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    form = SourceForm
    list_display = (
        "name", "disambiguation", "type", "annotations", "merged_line", "updated_at",
    )  # fmt: skip
    list_filter = ("type", NamesakeFilter, Merged)
    sortable_by = ()
    list_select_related = ("merged_into",)
    actions = ("merge_selected",)
    search_fields = ("name", "folded_name", "disambiguation", "description")
    fields = FIELDS

    @admin.display(description="Annotations")
    def annotations(self, source: Source) -> SafeString | str:
        if source.merged_into_id:
            return ""
        return list_link("Its annotations", LIST, source=f"{source.name} #{source.pk}")

    @admin.display(description="Merged")
    def merged_line(self, source: Source) -> str:
        return f"into {source.merged_into}" if source.merged_into else ""

    def has_add_permission(self, request) -> bool:
        return may_annotate(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return may_annotate(request.user)
        return obj.merged_into_id is None and may_edit_source(request.user, obj)

    def has_merge_permission(self, request) -> bool:
        return may_approve(request.user)

    def save_model(self, request, obj: Source, form, change) -> None:
        fields = {name: form.cleaned_data[name] for name in FIELDS}
        if change:
            edit_source(Source.objects.get(pk=obj.pk), by=request.user, **fields)
        else:
            obj.pk = create_source(by=request.user, **fields).pk

    @admin.action(description="Merge into one", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Source]):
        """Asks which one stays; then all the others become it, or none does."""
        sources = list(queryset.order_by("pk")[: MOST_MERGED + 1])
        if not 2 <= len(sources) <= MOST_MERGED:
            messages.error(request, f"Choose 2 to {MOST_MERGED} sources to merge.")
            return None
        chosen = [source for source in sources if str(source.pk) == request.POST.get("into")]
        if not chosen:
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Merge sources",
                "sources": sources,
            }
            return TemplateResponse(request, "admin/annotations/merge.html", context)
        try:
            with transaction.atomic():
                for source in sources:
                    if source != chosen[0]:
                        merge_source(source, into=chosen[0], by=request.user)
        except Refusal as refusal:
            messages.error(request, f"Nothing was merged. {refusal.message}")
        else:
            messages.success(request, f"{len(sources)} sources are now one: {chosen[0]}.")
        return None
