"""articles/ID/annotations/: what stands in one article."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from annotations.api.annotations import AnnotationReading
from annotations.api.w3c import NEW_OUT, WebAnnotationParser
from annotations.models import Annotation
from annotations.w3c.shapes import NEW
from annotations.w3c.words import LD_JSON
from articles.models import Article


class ArticleAnnotationViewSet(AnnotationReading):
    """The annotations of one article."""

    @cached_property
    def article(self) -> Article:
        visible = Article.objects.visible_to(self.request.user)
        return get_object_or_404(visible, pk=self.kwargs["article"])

    @property
    def label(self) -> str:
        shown = self.article.latest_revision if self.desk else self.article.live_revision
        return f"Annotations of “{shown.headline if shown else self.article.slug}”"

    @extend_schema(request={LD_JSON: NEW}, responses=NEW_OUT)
    def create(self, request, article: int) -> Response:
        """Web Annotations alone: ours are made at annotations/, which takes the article."""
        return super().create(request)

    def get_parsers(self) -> list:
        return [
            parser for parser in super().get_parsers() if isinstance(parser, WebAnnotationParser)
        ]

    def get_queryset(self) -> QuerySet[Annotation]:
        return super().get_queryset().filter(article=self.article)

    def listed_article(self, parameter: str) -> Article:
        return self.article
