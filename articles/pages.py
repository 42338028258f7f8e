"""What every public page has in common: how it is cached, and asked for again."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article
from articles.page_cache import keep_page, kept_page, key_of

View = Callable[..., HttpResponse]


def public_page(*parameters: str) -> Callable[[View], View]:
    """A page that is the same for all readers; ``parameters`` are the query parameters it knows.

    The view finds these and no others in its request, so that what else stands in an address (a
    newsletter's tracking) changes nothing. Answers have an ETag, are 304 where it is sent back,
    and have to be asked for again each time: a change reaches readers at once.
    """

    def decorate(view: View) -> View:
        @gzip_page
        @require_safe
        @conditional_page
        @wraps(view)
        def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            known = {name: request.GET[name] for name in parameters if name in request.GET}
            request.GET = request.GET.copy()
            request.GET.clear()
            request.GET.update(known)
            request.META["QUERY_STRING"] = request.GET.urlencode()
            key = key_of(request.path, known)
            response = (key and kept_page(key)) or _make(view, request, key, *args, **kwargs)
            response.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
            return response

        return page

    return decorate


def _make(view: View, request: HttpRequest, key: str, *args, **kwargs) -> HttpResponse:
    seconds = _seconds_to_keep() if key else 0  # asked before: the page may be of that moment
    response = view(request, *args, **kwargs)
    if key and response.status_code == 200 and seconds > 0:
        keep_page(key, response, seconds)
    return response


def _seconds_to_keep() -> float:
    """Not beyond the moment at which the next scheduled article opens."""
    opens_at = Article.objects.scheduled().values_list("published_at", flat=True).first()
    if opens_at is None:
        return settings.PAGE_CACHE_SECONDS
    wait = (opens_at - timezone.now()).total_seconds()
    return min(settings.PAGE_CACHE_SECONDS, wait)
