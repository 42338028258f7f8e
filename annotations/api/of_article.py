"""articles/ID/annotations/: what stands in one article."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from annotations.api.annotations import AnnotationReading
from annotations.models import Annotation
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

    def get_queryset(self) -> QuerySet[Annotation]:
        return super().get_queryset().filter(article=self.article)

    def listed_article(self) -> Article:
        return self.article
