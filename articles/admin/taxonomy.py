"""Sections, topics and authors."""

from django.contrib import admin
from django.utils.safestring import SafeString

from articles.admin.desk import DeskAdmin
from articles.admin.narrowing import list_link
from articles.models import Author, Section, Topic
from articles.permissions import may_edit_taxonomy
from articles.services import create_filing, edit_filing

ARTICLES = "admin:articles_article_changelist"


class TaxonomyAdmin(DeskAdmin):
    narrowed_by: str  # the parameter of the articles' list

    list_display = ("name", "slug", "articles")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    @admin.display(description="Articles")
    def articles(self, filed) -> SafeString:
        return list_link("Its articles", ARTICLES, **{self.narrowed_by: filed.pk})

    def has_add_permission(self, request) -> bool:
        return may_edit_taxonomy(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_edit_taxonomy(request.user)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields  # an address in use does not follow a name

    def save_model(self, request, obj, form, change) -> None:
        if change:
            filing = self.model.objects.get(pk=obj.pk)
            edit_filing(filing, by=request.user, **form.cleaned_data)
        else:
            obj.pk = create_filing(self.model, by=request.user, **form.cleaned_data).pk


@admin.register(Section)
class SectionAdmin(TaxonomyAdmin):
    narrowed_by = "section__id__exact"


@admin.register(Topic)
class TopicAdmin(TaxonomyAdmin):
    narrowed_by = "topic"


@admin.register(Author)
class AuthorAdmin(TaxonomyAdmin):
    narrowed_by = "author"
