"""People and organisations."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from annotations.models import Source
from annotations.permissions import may_annotate, may_edit_source
from annotations.services import create_source, edit_source
from articles.admin import DeskAdmin

FIELDS = ("name", "disambiguation", "type", "description", "same_as")


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
    list_display = ("name", "disambiguation", "type", "updated_at")
    list_filter = ("type",)
    search_fields = ("name", "folded_name", "disambiguation", "description")
    fields = FIELDS

    def has_add_permission(self, request) -> bool:
        return may_annotate(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_annotate(request.user) if obj is None else may_edit_source(request.user, obj)

    def save_model(self, request, obj: Source, form, change) -> None:
        fields = {name: form.cleaned_data[name] for name in FIELDS}
        if change:
            edit_source(Source.objects.get(pk=obj.pk), by=request.user, **fields)
        else:
            obj.pk = create_source(by=request.user, **fields).pk
