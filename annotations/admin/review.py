"""The review tray: what edits changed or lost, across articles, to be decided one by one.

Plain forms; the page's script posts the same forms with ``fragment`` and puts the answer in the
item's place.
"""

import re
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from annotations import review
from annotations.admin.report import SHOWN, open_reports
from annotations.admin.review_filter import ReviewFilter
from annotations.errors import StaleAnnotation
from annotations.models import Annotation
from annotations.permissions import may_annotate, may_approve, may_edit, may_undo
from annotations.services import confirm, last_actions, reattach, undo, withdraw
from annotations.services.locking import lock_annotation
from articles.admin.standing import state_line
from articles.errors import Refusal, StaleBase

TRAY = "admin:annotations_review"
PAGE_SIZE = 25
PAGE = "page"  # what the page of one annotation posts as the way back
PLACE = re.compile(r"[0-9]{1,9}")


class Action(NamedTuple):
    service: Callable
    allowed: Callable
    told: str


def _may_approve(user, annotation: Annotation) -> bool:
    return may_approve(user)


def _may_undo(user, annotation: Annotation) -> bool:
    line = last_actions([annotation.pk]).get(annotation.pk)
    return may_undo(user, annotation, line.verb if line else None)


ACTIONS = {
    "confirm": Action(confirm, _may_approve, "Confirmed"),
    "reattach": Action(reattach, may_edit, "Re-attached"),
    "withdraw": Action(withdraw, _may_approve, "Withdrawn"),
    "undo": Action(undo, _may_undo, "Taken back"),
}


class ReviewTray:
    """The views of AnnotationAdmin that review."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("review/", view(require_GET(self.review_view)), name="annotations_review"),
            path("review/<int:pk>/", view(self.decide_view), name="annotations_decide"),
            *super().get_urls(),
        ]

    def review_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        filters = ReviewFilter(request.GET)
        rows = list(filters.page(review.rows())[: PAGE_SIZE + 2])
        room = PAGE_SIZE + any(row.pk == filters.done for row in rows)
        more, rows = len(rows) > room, rows[:room]
        shown = groupby(review.items(rows, request.user), key=lambda item: item.annotation.article)
        reports = [] if filters.after else open_reports()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Review",
            "reports": reports[:SHOWN],
            "more_reports": len(reports) > SHOWN,
            "may_resolve": may_annotate(request.user),
            "groups": [(article, state_line(article), list(items)) for article, items in shown],
            "filters": filters,
            "first": filters.query(),
            "next": filters.query(after=filters.cursor(rows[-1])) if more else "",
            "back": filters.query(after=filters.after),
        }
        return TemplateResponse(request, "admin/annotations/review.html", context)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One decision about one annotation, on the version and the text that the page showed."""
        if request.method != "POST":  # after a log-in that came between
            messages.warning(request, "Nothing was decided: you had been logged out. Decide again.")
            return HttpResponseRedirect(reverse(TRAY))
        if not self.has_view_permission(request):
            raise PermissionDenied
        annotation = Annotation.objects.select_related("article").filter(pk=pk).first()
        if annotation is None:
            raise Http404
        try:
            told, status = decide(annotation, request.POST, by=request.user), 200
        except Refusal as refusal:
            told, status = f"Nothing was done. {refusal.message}", 409
        back = request.POST.get("back", "")[:1000]
        if status != 200 or request.POST.get("fragment"):
            return self._answer(request, pk, told, status, back)
        if back == PAGE:
            messages.success(request, f"{told}.")
            return HttpResponseRedirect(reverse("admin:annotations_annotation_change", args=[pk]))
        filters = ReviewFilter(QueryDict(back))
        query = filters.query(after=filters.after, done=pk)
        return HttpResponseRedirect(f"{reverse(TRAY)}?{query}#annotation-{pk}")

    def _answer(self, request, pk: int, told: str, status: int, back: str) -> HttpResponse:
        """The item as it is now: alone for the script, with a page around it for everybody else."""
        item = review.item(pk, request.user)
        context = {"item": item, "told": told, "refused": status != 200, "back": back}
        if request.POST.get("fragment"):
            template = "admin/annotations/_review_item.html"
            return TemplateResponse(request, template, context, status=status)
        page = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Nothing done"}
        template = "admin/annotations/review_refused.html"
        return TemplateResponse(request, template, {**page, **context}, status=status)


@transaction.atomic
def decide(annotation: Annotation, posted: QueryDict, *, by) -> str:
    """Do what was posted and tell it in a word.

    Raises Refusal, PermissionDenied and BadRequest; then nothing is done.
    """
    lock_annotation(annotation)
    name, *place = posted.get("action", "").split(" ")
    if name not in ACTIONS or not all(PLACE.fullmatch(number) for number in place):
        raise BadRequest("This is no action of the review.")
    if len(place) != (2 if name == "reattach" else 0):
        raise BadRequest("A re-attachment has a start and an end, nothing else has.")
    latest = annotation.article.latest_revision
    if posted.get("revision") != str(latest.number):
        raise StaleBase(latest)
    if posted.get("version") != str(annotation.version):
        raise StaleAnnotation(annotation)
    if not ACTIONS[name].allowed(by, annotation):
        raise PermissionDenied
    span = dict(zip(("start", "end"), map(int, place), strict=False))
    ACTIONS[name].service(annotation, by=by, **span)
    return ACTIONS[name].told
