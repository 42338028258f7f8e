"""API tokens: everybody's own, and all for those who may manage users."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.desk import DeskAdmin
from articles.choices import Scope
from articles.errors import Invalid
from articles.models import Token
from articles.permissions import may_manage_tokens
from articles.services import create_token, revoke_token

LASTING = (7, 30, 90, 180, 366)  # days that are offered, as far as the settings allow
MEANINGS = {
    Scope.READ_DRAFTS: "Articles, annotations and sources that readers do not see, and desk notes.",
    Scope.ANNOTATE: "Make and edit draft annotations, sources, evidence and relations.",
    Scope.REVIEW: "Approve, confirm, withdraw and rate; edit what is approved.",
    Scope.EDIT: "Write and edit articles, submit them for review.",
    Scope.PUBLISH: "Publish, schedule, unpublish, archive and correct.",
}


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=Token.name.field.max_length,
        help_text="What will use it, such as “nightly export”.",
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label="It lasts", coerce=int)

    def __init__(self, data=None) -> None:
        most = settings.API_TOKEN_MAX_DAYS
        days = [number for number in LASTING if number < most] + [min(most, LASTING[-1])]
        usual = 90 if 90 in days else days[-1]
        super().__init__(data, initial={"days": usual}, label_suffix="")
        self.fields["days"].choices = [(number, f"{number} days") for number in days]

    def scopes_told(self) -> list[tuple]:
        """Each checkbox with what its scope means."""
        return [(box, MEANINGS[scope]) for box, scope in zip(self["scopes"], Scope, strict=True)]


@admin.register(Token)
class TokenAdmin(DeskAdmin):
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Token]:
        tokens = super().get_queryset(request)
        return tokens if may_manage_tokens(request.user) else tokens.filter(user=request.user)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        whose = ("user",) if may_manage_tokens(request.user) else ()
        return ("name", *whose, "allowed", "secret", "standing", "created_at", "last_used_at")

    @admin.display(description="May")
    def allowed(self, token: Token) -> str:
        return told_scopes(token)

    @admin.display(description="Begins with")
    def secret(self, token: Token) -> str:
        return f"{token.shown}…"

    @admin.display(description="State")
    def standing(self, token: Token) -> str:
        return told_standing(token)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [
            path("<int:pk>/revoke/", view, name="articles_token_revoke"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django's hook behind both add_view and change_view: made here, and afterwards read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if object_id is None:
            return self.add(request)
        token = self.get_object(request, object_id)
        if token is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            raise PermissionDenied
        return self.page(request, "token", token.name, **facts(token))

    def add(self, request: HttpRequest) -> HttpResponse:
        """The secret is in the answer to the form itself: it stands in no session and no address."""
        form = TokenForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                token, secret = create_token(request.user, by=request.user, **form.cleaned_data)
            except Invalid as refusal:
                for name, lines in refusal.errors.items():
                    form.add_error(name, lines)
            else:
                example = f"{settings.SITE_URL}{reverse('api-root')}articles/"
                more = facts(token) | {"secret": secret, "example": example}
                return self.page(request, "made", "Your new token", **more)
        status = 400 if form.is_bound else 200
        return self.page(request, "form", "Make an API token", status=status, form=form)

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        token = get_object_or_404(self.get_queryset(request), pk=pk)
        revoke_token(token, by=request.user)
        messages.success(request, f"“{token.name}” is revoked.")
        return HttpResponseRedirect(reverse("admin:articles_token_changelist"))

    def page(self, request, name: str, title: str, *, status: int = 200, **more) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        template = f"admin/articles/token/{name}.html"
        return TemplateResponse(request, template, context | more, status=status)


def facts(token: Token) -> dict:
    """What a page tells of a token."""
    is_valid = token.revoked_at is None and token.expires_at > timezone.now()
    return {
        "token": token, "allowed": told_scopes(token), "standing": told_standing(token),
        "is_valid": is_valid,
    }  # fmt: skip


def told_scopes(token: Token) -> str:
    """ "Annotate, review"."""
    told = ", ".join(Scope(scope).label.lower() for scope in token.scopes)
    return told.capitalize() or "Read what readers read"


def told_standing(token: Token) -> str:
    if token.revoked_at:
        return f"Revoked on {_day(token.revoked_at)}"
    if token.expires_at <= timezone.now():
        return f"Expired on {_day(token.expires_at)}"
    return f"Valid until {_day(token.expires_at)}"


def _day(moment) -> str:
    local = timezone.localtime(moment)
    return f"{local.day} {local:%b %Y}"
