"""One thing done to many rows of a list: asked first, then done and told row by row.

The question names every row with what will happen to it, or why nothing can. The answer posts
the rows with the versions that were shown. Each is done by the service in a transaction of its
own; what somebody changed meanwhile is left as it is, and told.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse

from annotations.services.locking import require_standing
from articles.errors import Refusal, StaleVersion
from articles.models import Article
from articles.services import lock_article

MOST = 200  # rows at once: what a person can read through, and a request can do
ROW = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")


@dataclass(frozen=True)
class BulkAction:
    """``service`` does it to one item; ``check`` raises the Refusal that it would, and no more."""

    verb: str
    past: str
    service: Callable
    check: Callable[[models.Model], None]
    effect: Callable[[models.Model], str] = lambda item: ""  # what it means for readers


@dataclass(frozen=True)
class Row:
    """An item in the question or the answer; ``refusal`` says why not, "" where it can or was."""

    item: models.Model
    title: str
    about: str
    address: str
    refusal: str
    effect: str = ""


class Bulk:
    """An admin whose list offers ``bulk_actions``, by the name that the list's form posts."""

    bulk_actions: Mapping[str, BulkAction]
    bulk_related: tuple[str, ...] = ()  # what describe() and the actions need besides the list's

    def may_do(self, request: HttpRequest, item=None) -> bool:
        """Whether this person may do these things, to this item or to any."""
        raise NotImplementedError

    def article_of(self, item) -> Article:
        """Whose row is the item's lock."""
        raise NotImplementedError

    def describe(self, item) -> tuple[str, str]:
        """A title to know the item by, and what it belongs to."""
        raise NotImplementedError

    def get_urls(self):
        view = self.admin_site.admin_view(self.bulk_view)
        name = f"annotations_{self.opts.model_name}_bulk"
        return [path("bulk/<slug:name>/", view, name=name), *super().get_urls()]

    def get_actions(self, request: HttpRequest):
        actions = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET and self.may_do(request):
            for name, action in self.bulk_actions.items():
                ask = partial(Bulk.ask, name=name)
                actions[name] = (ask, name, action.verb.capitalize())
        return actions

    def ask(self, request: HttpRequest, queryset, *, name: str) -> HttpResponse | None:
        """The page that asks, of what was selected in the list."""
        action = self.bulk_actions[name]
        items = list(queryset.select_related(*self.bulk_related)[: MOST + 1])
        if not 1 <= len(items) <= MOST:
            plural = self.opts.verbose_name_plural
            messages.error(request, f"Nothing was done: choose 1 to {MOST} {plural} of this list.")
            return None
        rows = [self._asked(request, action, item) for item in items]
        return self._bulk_page(request, name, rows, request.GET.urlencode())

    def bulk_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Does what was asked, and tells row by row what came of it."""
        if name not in self.bulk_actions:
            raise Http404
        if request.method != "POST":  # after a log-in that came between
            messages.warning(request, "Nothing was done: you had been logged out. Choose again.")
            return HttpResponseRedirect(self._list())
        if not self.may_do(request):
            raise PermissionDenied
        posted = [ROW.fullmatch(value) for value in dict.fromkeys(request.POST.getlist("row"))]
        if not all(posted) or not 1 <= len(posted) <= MOST:
            raise BadRequest(f"Between one and {MOST} rows, each with its version.")
        action = self.bulk_actions[name]
        rows = [self._done(request, action, int(row[1]), int(row[2])) for row in posted]
        back = QueryDict(request.POST.get("back", "")[:2000]).urlencode()
        return self._bulk_page(request, name, [row for row in rows if row], back, done=True)

    def _asked(self, request: HttpRequest, action: BulkAction, item) -> Row:
        try:
            self._require(request, item)
            action.check(item)
        except Refusal as refusal:
            return self._row(item, refusal.message)
        return self._row(item, effect=action.effect(item))

    def _done(self, request, action: BulkAction, pk: int, version: int) -> Row | None:
        """None where there is no such item."""
        wanted = self.get_queryset(request).select_related(*self.bulk_related).filter(pk=pk)
        item = wanted.first()
        if item is None:
            return None
        try:
            with transaction.atomic():
                lock_article(self.article_of(item))
                item = wanted.get()
                if item.version != version:
                    raise StaleVersion("Somebody changed it meanwhile. Look at it again.")
                self._require(request, item)
                action.service(item, by=request.user)
        except Refusal as refusal:
            return self._row(item, refusal.message)
        return self._row(item)

    def _require(self, request: HttpRequest, item) -> None:
        if not self.may_do(request, item):
            raise NotYours("You may not do this to it.")

    def _row(self, item, refusal: str = "", effect: str = "") -> Row:
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return Row(item, *self.describe(item), reverse(page, args=[item.pk]), refusal, effect)

    def _list(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _bulk_page(self, request, name: str, rows: list[Row], back: str, done=False):
        action = self.bulk_actions[name]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{action.verb.capitalize()} {self.opts.verbose_name_plural}",
            "action": action,
            "rows": [row for row in rows if not row.refusal],
            "refused": [row for row in rows if row.refusal],
            "all": len(rows),
            "done": done,
            "list": self._list(),
            "back": back,
            "address": reverse(f"admin:annotations_{self.opts.model_name}_bulk", args=[name]),
        }
        return TemplateResponse(request, "admin/annotations/bulk.html", context)


def withdrawing(service: Callable) -> BulkAction:
    """For evidence, relations and corrections."""
    return BulkAction("withdraw", "withdrawn", service, require_standing)


class NotYours(Refusal):
    code, status = "permission_denied", 403
