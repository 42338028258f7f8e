"""The page of the search."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.choices import Kind
from annotations.search.finding import MOST, find_annotations, find_articles
from articles.pages import public_page
from articles.searching import MOST_CHARACTERS, MOST_TERMS, TooLongError, ask

FEW = 10  # of articles and of annotations where both are shown
PLACES = {
    "": "Everything",
    "articles": "Articles",
    "claims": "Claims",
    "quotes": "Quotes",
    "statistics": "Statistics",
    "posts": "Posts",
}
KINDS = {
    "claims": Kind.CLAIM,
    "quotes": Kind.QUOTE,
    "statistics": Kind.STATISTIC,
    "posts": Kind.SOCIAL_EMBED,
}


@public_page("q", "in")
def search(request: HttpRequest) -> HttpResponse:
    """What says the words of ``?q=``, everywhere or ``?in=`` one place; 404 where that is none."""
    query, place = request.GET.get("q", ""), request.GET.get("in", "")
    if place not in PLACES:
        raise Http404
    context = {"query": query, "place": place, "places": PLACES.items()}
    context |= {"most_characters": MOST_CHARACTERS, "most_terms": MOST_TERMS}
    try:
        asked = ask(query)
    except TooLongError:
        context |= {"query": query[:MOST_CHARACTERS], "too_long": True}
        return render(request, "annotations/search/search.html", context, status=400)
    if asked:
        most = FEW if not place else MOST
        context["asked"] = asked
        if place in ("", "articles"):
            context["articles"] = find_articles(asked, most=most)
        if place != "articles":
            context["facts"] = find_annotations(asked, kind=KINDS.get(place), most=most)
    return render(request, "annotations/search/search.html", context)
