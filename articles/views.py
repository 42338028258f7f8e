"""The public pages of articles. Whoever is logged in, they show what any reader may see."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.choices import ArticleState
from articles.models import Article, ArticleSlug, Author, Byline, Revision, Section, Topic
from articles.pages import public_page
from articles.paging import Page, read_page
from articles.previewing import read_token
from articles.querysets import ArticleQuerySet


@public_page("before")
def home(request: HttpRequest) -> HttpResponse:
    """The front page: the newest articles of all sections."""
    listing = _listing(request, Article.objects.all())
    first_page = "before" not in request.GET
    return render(request, "articles/home.html", {"listing": listing, "first_page": first_page})


@public_page("before")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    return _filed_under(request, Section, slug, "articles/section.html")


@public_page("before")
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return _filed_under(request, Topic, slug, "articles/topic.html")


@public_page("before")
def author(request: HttpRequest, slug: str) -> HttpResponse:
    return _filed_under(request, Author, slug, "articles/author.html")


@public_page()
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article: 410 once it is archived, 301 from an address it had before."""
    found = (
        Article.objects.filter(slug=slug)
        .select_related("live_revision__lead_image", "section")
        .prefetch_related(_bylines(), "topics")
        .first()
    )
    if found is None:
        return _moved(slug)
    if found.is_public:
        return render(
            request, "articles/article.html", {"article": found, "revision": found.live_revision}
        )
    if _is_gone(found):
        return render(request, "410.html", status=410)
    raise Http404


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A revision as readers would see it, for whoever has the private link."""
    link = read_token(token, now=timezone.now())
    revisions = Revision.objects.select_related(
        "article__section", "article__live_revision", "lead_image"
    )
    found = link and revisions.filter(article=link.article, number=link.revision).first()
    if not found:
        return render(request, "articles/no_preview.html", status=404)
    context = {"article": found.article, "revision": found}
    context |= {"preview_until": link.until, "preview_token": token}
    response = render(request, "articles/article.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"  # the address is the secret
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _moved(slug: str) -> HttpResponse:
    old = get_object_or_404(ArticleSlug.objects.select_related("article"), slug=slug)
    if not (old.article.is_public or _is_gone(old.article)):
        raise Http404  # the new address would tell of what readers may not see
    return redirect(old.article, permanent=True)


def _is_gone(article: Article) -> bool:
    return article.state == ArticleState.ARCHIVED and article.was_ever_public


def _filed_under(request: HttpRequest, model, slug: str, template: str) -> HttpResponse:
    filed = get_object_or_404(model.objects.visible_to(AnonymousUser()), slug=slug)
    listing = _listing(request, Article.objects.filter(**{model.article_field: filed}))
    return render(request, template, {"filed": filed, "listing": listing})


def _listing(request: HttpRequest, articles: ArticleQuerySet) -> Page:
    return read_page(newest(articles), request.GET, by="published_at")


def newest(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those of the articles that are public, newest first, with what lists show of each."""
    return (
        articles.public()
        .select_related("live_revision__lead_image", "section")
        .defer("live_revision__body", "live_revision__text")
        .prefetch_related(_bylines())
        .order_by("-published_at", "-id")
    )


def _bylines() -> Prefetch:
    return Prefetch("byline_set", Byline.objects.select_related("author"))
