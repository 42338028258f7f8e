"""What was, to be read and not touched: revisions and the history."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse

from articles.admin.desk import DeskAdmin
from articles.models import Change, Revision


@admin.register(Revision)
class RevisionAdmin(DeskAdmin):
    list_display = ("headline", "number", "article_slug", "created_by", "created_at")
    list_select_related = ("article", "created_by")
    search_fields = ("headline", "text", "article__slug")
    date_hierarchy = "created_at"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "text")

    @admin.display(description="Article", ordering="article__slug")
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


@admin.register(Change)
class ChangeAdmin(DeskAdmin):
    list_display = ("at", "by", "subject", "subject_id", "verb", "article_slug", "reason")
    list_display_links = ("at",)
    list_filter = ("subject", "verb")
    list_select_related = ("article", "by")
    search_fields = ("article__slug", "by__username", "reason")
    date_hierarchy = "at"

    @admin.display(description="Article", ordering="article__slug")
    def article_slug(self, change: Change) -> str:
        return change.article.slug if change.article else "–"
