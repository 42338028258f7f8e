"""Articles and what they are filed under, under /api/v1/."""

from articles.api.articles import ArticleViewSet, PlainText, RevisionViewSet
from articles.api.desk import ChangeViewSet, PreviewViewSet
from articles.api.filing import AuthorViewSet, SectionViewSet, TopicViewSet
from articles.api.images import ImageViewSet

__all__ = [
    "ArticleViewSet",
    "AuthorViewSet",
    "ChangeViewSet",
    "ImageViewSet",
    "PlainText",
    "PreviewViewSet",
    "RevisionViewSet",
    "SectionViewSet",
    "TopicViewSet",
]
