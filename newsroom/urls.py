"""Every address of the site."""

from django.contrib import admin
from django.urls import path

from annotations import views as annotation_pages
from articles import views as article_pages
from newsroom import health

urlpatterns = [
    path("", article_pages.home, name="home"),
    path("articles/<slug:slug>/", article_pages.article, name="article"),
    path("sections/<slug:slug>/", article_pages.section, name="section"),
    path("topics/<slug:slug>/", article_pages.topic, name="topic"),
    path("authors/<slug:slug>/", article_pages.author, name="author"),
    path("annotations/<int:pk>/", annotation_pages.annotation, name="annotation"),
    path("sources/<int:pk>/", annotation_pages.source, name="source"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
]
