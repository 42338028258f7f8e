"""What every list of the desk has in common."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from articles.admin.paging import CappedPaginator
from articles.errors import Refusal
from articles.forms import LONGEST_ID
from articles.permissions import may_see_drafts


class DeskAdmin(admin.ModelAdmin):
    """Read by the whole desk, written by nobody unless a subclass says so, deleted never."""

    # No list asks the database to read a whole table, however long that is.
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    empty_value_display = ""
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request) -> bool:
        return may_see_drafts(request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return may_see_drafts(request.user)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        """Bad input that Django's own list would fall over.

        PostgreSQL knows no text with a NUL in it; such a filter is no filter. What is selected
        for an action are numbers.
        """
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            return HttpResponseRedirect(request.path)
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(value.isdecimal() and len(value) <= LONGEST_ID for value in selected):
            messages.error(request, "What was selected is not in this list; nothing was done.")
            return HttpResponseRedirect(request.get_full_path())
        title = (
            {}
            if IS_POPUP_VAR in request.GET
            else {"title": capfirst(self.opts.verbose_name_plural)}
        )
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A service's refusal that no form foresaw is told; the transaction is undone."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            messages.error(request, f"Nothing was saved. {refusal.message}")
            return HttpResponseRedirect(request.get_full_path())

    def history_view(self, request, object_id, extra_context=None):
        """Django's own log stays empty: the history is in Change."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if self.get_object(request, object_id) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        changes = reverse("admin:articles_change_changelist")
        query = urlencode({"subject": self.opts.model_name, "subject_id": object_id})
        return HttpResponseRedirect(f"{changes}?{query}")

    def log_addition(self, *args) -> None:
        """See history_view."""

    def log_change(self, *args) -> None:
        """See history_view."""
