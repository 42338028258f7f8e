"""Sections, topics and authors."""

from django.contrib import admin
from django.db import transaction

from articles.admin.desk import DeskAdmin
from articles.models import Author, Section, Topic
from articles.permissions import may_edit_taxonomy
from articles.services import record_change


class TaxonomyAdmin(DeskAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def has_add_permission(self, request) -> bool:
        return may_edit_taxonomy(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_edit_taxonomy(request.user)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields  # an address in use does not follow a name

    def save_model(self, request, obj, form, change) -> None:
        before = {name: form.initial.get(name) for name in form.changed_data} if change else {}
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if after:
                verb = "edited" if change else "created"
                record_change(obj, verb, by=request.user, before=before, after=after)


@admin.register(Section)
class SectionAdmin(TaxonomyAdmin):
    pass


@admin.register(Topic)
class TopicAdmin(TaxonomyAdmin):
    pass


@admin.register(Author)
class AuthorAdmin(TaxonomyAdmin):
    pass
