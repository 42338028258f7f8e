"""Articles and what they are filed under, under /api/v1/."""

from articles.api.articles import ArticleViewSet, PlainText, RevisionViewSet
from articles.api.filing import AuthorViewSet, SectionViewSet, TopicViewSet

__all__ = [
    "ArticleViewSet",
    "AuthorViewSet",
    "PlainText",
    "RevisionViewSet",
    "SectionViewSet",
    "TopicViewSet",
]
