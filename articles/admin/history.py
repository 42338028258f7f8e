"""What was, to be read and not touched: revisions and the history."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from articles.admin.desk import DeskAdmin
from articles.admin.narrowing import OfArticle
from articles.models import Change, Revision


@admin.register(Revision)
class RevisionAdmin(DeskAdmin):
    list_display = ("headline", "number", "article_slug", "created_by", "created_at")
    list_select_related = ("article", "created_by")
    list_filter = (OfArticle,)
    search_fields = ("headline", "article__slug", "created_by__username")
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "text")

    @admin.display(description="Article")
    def article_slug(self, revision: Revision) -> str:
        return revision.article.slug

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A revision is read among the others of its article."""
        if object_id is None or request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        revision = self.get_object(request, object_id)
        if revision is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        place = [revision.article_id, revision.number]
        return HttpResponseRedirect(reverse("admin:articles_article_revision", args=place))


class SubjectFilter(admin.SimpleListFilter):
    """Of what: the models that the desk has lists of, not what a search through all lines finds."""

    title, parameter_name = "of", "subject"

    def lookups(self, request, model_admin):
        desk = model_admin.admin_site._registry.items()
        models = [model._meta for model, its_admin in desk if isinstance(its_admin, DeskAdmin)]
        return sorted((meta.model_name, capfirst(meta.verbose_name)) for meta in models)

    def queryset(self, request, queryset):
        return queryset.filter(subject=self.value()) if self.value() else queryset


@admin.register(Change)
class ChangeAdmin(DeskAdmin):
    list_display = ("at", "by", "subject", "subject_id", "verb", "article_slug", "reason")
    list_display_links = ("at",)
    list_filter = (SubjectFilter, OfArticle)
    list_select_related = ("article", "by")
    search_fields = ("=verb", "article__slug", "by__username", "reason")
    search_help_text = (
        "A verb such as “published”, an article’s slug, a colleague, or words of a reason."
    )
    sortable_by = ()

    @admin.display(description="Article")
    def article_slug(self, change: Change) -> str:
        return change.article.slug if change.article else ""
