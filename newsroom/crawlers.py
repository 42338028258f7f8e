"""What machines that walk the site ask for first."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations import sitemaps as of_annotations
from articles import sitemaps as of_articles
from articles.feeds import fitting
from articles.pages import public_page

SITEMAPS = {
    "articles": of_articles.ARTICLES,
    "annotations": of_annotations.ANNOTATIONS,
    "sections": of_articles.SECTIONS,
    "topics": of_articles.TOPICS,
    "authors": of_articles.AUTHORS,
    "sources": of_annotations.SOURCES,
}
PAGES = (
    "home",
    "claims",
    "quotes",
    "statistics",
    "corrections",
)  # pages that are about no row: the part "pages"


@public_page()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap that hold something."""
    parts = [("pages", 1, None)]
    for name, sitemap in SITEMAPS.items():
        parts += [(name, number, changed) for number, changed in sitemap.parts()]
    listed = [
        {"path": reverse("sitemap_part", args=[name, number]), "changed": changed}
        for name, number, changed in parts
    ]
    return _xml("sitemap_index.xml", {"parts": listed})


@public_page()
def sitemap_part(request: HttpRequest, name: str, part: int) -> HttpResponse:
    """The addresses of one part."""
    if (name, part) == ("pages", 1):
        pages = [{"path": reverse(route), "changed": None} for route in PAGES]
    else:
        rows = SITEMAPS[name].part(part) if name in SITEMAPS else []
        pages = [
            {"path": row.get_absolute_url(), "changed": getattr(row, "changed", None)}
            for row in rows
        ]
    if not pages:
        raise Http404
    return _xml("sitemap.xml", {"pages": pages})


@public_page()
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, for news search."""
    articles = [
        {
            "path": article.get_absolute_url(),
            "title": fitting(article.live_revision.headline),
            "language": article.language.split("-")[0].lower(),
            "published_at": article.published_at,
        }
        for article in of_articles.news()
    ]
    return _xml("news_sitemap.xml", {"articles": articles, "site_name": settings.SITE_NAME})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /api/", ""]
    lines += [
        f"Sitemap: {settings.SITE_URL}{reverse(name)}" for name in ("sitemap", "news_sitemap")
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask without having read a page."""
    return redirect(static("articles/favicon.svg"))


def _xml(template: str, context: dict) -> HttpResponse:
    text = render_to_string(template, {"site_url": settings.SITE_URL, **context})
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"  # the file itself is no page to find
    return response
