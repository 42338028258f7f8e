"""Pages for when something has failed. They ask nothing: no database, no session, no manifest."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(_page("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page, or for programs a problem as the API's others are (articles.rest.problems)."""
    if request.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "detail": "Something went wrong on our side. Nothing was changed.",
            "code": "server_error",
        }
        return JsonResponse(problem, status=500, content_type="application/problem+json")
    return HttpResponse(_page("500.html"), status=500)


def _page(template: str) -> str:
    return render_to_string(template, {"site_name": settings.SITE_NAME})
