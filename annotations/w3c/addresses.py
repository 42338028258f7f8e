"""Which article, and which revision of it, an address of this site means."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from articles.filters import key_of_article
from articles.models import Article
from articles.permissions import User

SCHEMES = ("http", "https")
# Names of routes, and what of the route says which article it is.
ROUTES = {
    "article": "slug",
    "api-articles-detail": "pk",
    "api-revision": "article",
    "api-revision-text": "article",
}


def article_at(address: str, user: User, *, host: str) -> tuple[int, int | None] | None:
    """The article's id and the revision's number, where the address names one.

    None for an address elsewhere, and for an article that the user may not see. The site goes by
    ``SITE_URL`` and by the ``host`` that was asked; whether over TLS is the proxy's matter.
    """
    try:
        parts = urlsplit(address)
        path = unquote(parts.path)
        site = urlsplit(settings.SITE_URL)
        if parts.scheme not in SCHEMES or _host(parts.netloc) not in (
            _host(site.netloc),
            _host(host),
        ):
            return None
        match = resolve(path.removeprefix(site.path))
    except (ValueError, Resolver404):
        return None
    if match.url_name not in ROUTES:
        return None
    key = str(match.kwargs[ROUTES[match.url_name]])
    articles = Article.objects.visible_to(user)
    pk = key_of_article(articles, key)
    if match.url_name == "article":  # where a slug of figures is no id
        pk = articles.filter(slug=key).values_list("pk", flat=True).first() or pk
    return (pk, match.kwargs.get("number")) if pk else None


def _host(netloc: str) -> str:
    host = netloc.rpartition("@")[2].lower()
    return host.removesuffix(":80").removesuffix(":443")
