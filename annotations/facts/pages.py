"""The pages of the fact index."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from annotations.facts.filters import ClaimFilter, FactFilter, QuoteFilter, StatisticFilter
from articles.pages import public_page
from articles.paging import read_page


@public_page(*ClaimFilter.base_fields, "before")
def claims(request: HttpRequest) -> HttpResponse:
    return _list(request, ClaimFilter(request.GET), "annotations/facts/claims.html")


@public_page(*QuoteFilter.base_fields, "before")
def quotes(request: HttpRequest) -> HttpResponse:
    return _list(request, QuoteFilter(request.GET), "annotations/facts/quotes.html")


@public_page(*StatisticFilter.base_fields, "before")
def statistics(request: HttpRequest) -> HttpResponse:
    return _list(request, StatisticFilter(request.GET), "annotations/facts/statistics.html")


def _list(request: HttpRequest, form: FactFilter, template: str) -> HttpResponse:
    """A page of the list, newest first; 400 with what is wrong where a filter makes no sense."""
    asked = form.asked
    if form.has_blanks:  # from the form itself: on to the address that says only what is asked
        return redirect(f"{request.path}?{urlencode(asked)}" if asked else request.path)
    context = {"form": form, "query_string": urlencode(asked)}
    if not form.is_valid():
        return render(request, template, context, status=400)
    context["page"] = read_page(form.narrowed(), request.GET, by="first_public_at")
    context["chosen"] = form.chosen(asked)
    return render(request, template, context)
