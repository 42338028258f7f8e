"""The desk's side of articles, in Django's plain admin."""

from django.conf import settings
from django.contrib import admin

from articles.admin.article import ArticleAdmin
from articles.admin.desk import DeskAdmin
from articles.admin.history import ChangeAdmin, RevisionAdmin
from articles.admin.image import ImageAdmin
from articles.admin.taxonomy import AuthorAdmin, SectionAdmin, TopicAdmin
from articles.admin.token import TokenAdmin

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "The desk"
admin.site.enable_nav_sidebar = False  # the lists need the width; the breadcrumbs lead back

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "ChangeAdmin",
    "DeskAdmin",
    "ImageAdmin",
    "RevisionAdmin",
    "SectionAdmin",
    "TokenAdmin",
    "TopicAdmin",
]
