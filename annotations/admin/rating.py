"""The site's scale for checked claims."""

from django.contrib import admin
from django.utils.safestring import SafeString

from annotations.admin.open_work import LIST
from annotations.choices import Kind
from annotations.models import Rating
from annotations.services.ratings import create_rating, edit_rating
from articles.admin import DeskAdmin
from articles.admin.narrowing import list_link
from articles.permissions import may_edit_taxonomy


@admin.register(Rating)
class RatingAdmin(DeskAdmin):
    list_display = ("label", "value", "tone", "meaning", "claims")
    search_fields = ("label", "meaning")
    sortable_by = ()  # the scale has an order
    fields = ("label", "slug", "meaning", "value", "order", "tone")
    prepopulated_fields = {"slug": ("label",)}

    @admin.display(description="Claims")
    def claims(self, rating: Rating) -> SafeString:
        query = {"kind": Kind.CLAIM, "claim__rating__id__exact": rating.pk}
        return list_link("Its claims", LIST, **query)

    def has_add_permission(self, request) -> bool:
        return may_edit_taxonomy(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_edit_taxonomy(request.user)

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()  # programs know it by its slug

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def save_model(self, request, obj: Rating, form, change) -> None:
        if change:
            edit_rating(Rating.objects.get(pk=obj.pk), by=request.user, **form.cleaned_data)
        else:
            obj.pk = create_rating(by=request.user, **form.cleaned_data).pk
