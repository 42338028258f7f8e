"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.contenttypes.views import shortcut
from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from annotations import views as annotation_pages
from annotations.api.articles import AnnotatedRevisionViewSet
from annotations.api.of_article import ArticleAnnotationViewSet
from annotations.api.whole import WholeArticleViewSet
from annotations.facts import pages as fact_pages
from annotations.feeds import ClaimsFeed, CorrectionsFeed
from annotations.search import pages as search_pages
from articles import media
from articles import views as article_pages
from articles.api import ChangeViewSet, PlainText, PreviewViewSet
from articles.feeds import ArticlesFeed, SectionFeed
from articles.pages import public_page
from articles.permissions import SEE_DRAFTS
from articles.rest.views import NothingHere
from newsroom import api, crawlers, health

API = "api/v1/"
REVISIONS = f"{API}articles/<int:article>/revisions/"

router = SimpleRouter()
for name, view in api.COLLECTIONS.items():
    router.register(f"{API}{name}", view, basename=f"api-{name}")

# Django tells anybody with a way into the admin the address of any row; here a draft's is the desk's.
view_on_site = admin.site.admin_view(
    permission_required(SEE_DRAFTS, raise_exception=True)(shortcut)
)

handler400 = "newsroom.errors.bad_request"
handler500 = "newsroom.errors.server_error"

urlpatterns = [
    path("", article_pages.home, name="home"),
    path("articles/<slug:slug>/", article_pages.article, name="article"),
    path("articles/<slug:slug>/report/", annotation_pages.report, name="report"),
    path("preview/<str:token>/", article_pages.preview, name="preview"),
    path("media/images/<str:key>/<str:name>", media.image, name="image"),
    path(
        "preview/<str:token>/images/<str:key>/<str:name>", media.preview_image, name="preview_image"
    ),
    path("sections/<slug:slug>/", article_pages.section, name="section"),
    path("topics/<slug:slug>/", article_pages.topic, name="topic"),
    path("authors/<slug:slug>/", article_pages.author, name="author"),
    path("annotations/<int:pk>/", annotation_pages.annotation, name="annotation"),
    path("claims/", fact_pages.claims, name="claims"),
    path("quotes/", fact_pages.quotes, name="quotes"),
    path("statistics/", fact_pages.statistics, name="statistics"),
    path("search/", search_pages.search, name="search"),
    path("sources/<int:pk>/", annotation_pages.source, name="source"),
    path("corrections/", annotation_pages.corrections, name="corrections"),
    path("feeds/articles/", public_page()(ArticlesFeed()), name="feed_articles"),
    path("feeds/sections/<slug:slug>/", public_page()(SectionFeed()), name="feed_section"),
    path("feeds/claims/", public_page()(ClaimsFeed()), name="feed_claims"),
    path("feeds/corrections/", public_page()(CorrectionsFeed()), name="feed_corrections"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:name>/<int:part>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path("news-sitemap.xml", crawlers.news_sitemap, name="news_sitemap"),
    path("robots.txt", crawlers.robots),
    path("favicon.ico", crawlers.favicon),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/r/<path:content_type_id>/<path:object_id>/", view_on_site),
    path("admin/", admin.site.urls),
    path(API, api.Root.as_view({"get": "root"}), name="api-root"),
    *router.urls,
    path(f"{API}articles/import/", WholeArticleViewSet.as_view({"post": "take"})),
    path(f"{API}articles/<int:article>/export/", WholeArticleViewSet.as_view({"get": "export"})),
    path(
        f"{API}articles/<int:article>/annotations/",
        ArticleAnnotationViewSet.as_view({"get": "list", "post": "create"}),
    ),
    path(REVISIONS, AnnotatedRevisionViewSet.as_view({"get": "list"})),
    path(
        f"{REVISIONS}<int:number>/",
        AnnotatedRevisionViewSet.as_view({"get": "retrieve"}),
        name="api-revision",
    ),
    path(
        f"{REVISIONS}<int:number>/text",
        AnnotatedRevisionViewSet.as_view({"get": "text"}, renderer_classes=[PlainText]),
        name="api-revision-text",
    ),
    path(f"{API}articles/<int:article>/changes/", ChangeViewSet.as_view({"get": "list"})),
    path(f"{API}articles/<int:article>/preview/", PreviewViewSet.as_view({"get": "retrieve"})),
    path(f"{API}schema/", api.Description.as_view(), name="schema"),
    path(f"{API}docs/", api.Docs.as_view(), name="api-docs"),
    re_path(r"^api/", NothingHere.as_view()),
]
