"""articles/ID/export/ and articles/import/: a whole article with its annotations."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from annotations.api.article_import import Import
from annotations.api.shown import annotations_for
from annotations.permissions import may_annotate
from annotations.serializers.whole import WholeIn, WholeTakenOut, show_whole
from articles.api.articles import version_of
from articles.choices import Scope
from articles.models import Article, Byline
from articles.permissions import may_edit_articles
from articles.rest import etags
from articles.rest.input import api_url, checked
from articles.rest.problems import NotFound
from articles.rest.views import Endpoint


class WholeArticleViewSet(Endpoint):
    """The desk's: an article as it works on it, with all that is not of this site's making."""

    queryset = Article.objects.all()
    scopes = {"take": (Scope.EDIT,)}

    def get_queryset(self) -> QuerySet[Article]:
        bylines = Byline.objects.select_related("author")
        return (
            Article.objects.visible_to(self.request.user)
            .select_related("section", "latest_revision__lead_image")
            .prefetch_related("topics", Prefetch("byline_set", bylines))
        )

    @extend_schema(
        responses=WholeIn, parameters=[OpenApiParameter("article", int, OpenApiParameter.PATH)]
    )
    def export(self, request, article: int) -> Response:
        """The latest revision and all annotations of it, drafts and withdrawn ones too."""
        found = get_object_or_404(self.get_queryset(), pk=article)
        if not self.desk or found.latest_revision is None:
            raise NotFound
        annotations = annotations_for(request.user, desk=True, revision=None)
        rows = list(annotations.filter(article=found).order_by("pk"))
        shown = show_whole(found, found.latest_revision, rows)
        return Response(
            shown, headers={"ETag": etags.etag(version_of(found, found.latest_revision), shown)}
        )

    @extend_schema(request=WholeIn, responses={201: WholeTakenOut})
    def take(self, request) -> Response:
        """Make a draft of an exported article: all of it, or nothing.

        Sources, and filing for whoever may make it, are found or made; a slug that is taken gets a
        number. A status other than draft takes the right to approve; `reason` says where it is lost.
        """
        if not may_edit_articles(request.user):
            raise PermissionDenied
        whole = checked(WholeIn, request.data)
        if whole["annotations"] and not may_annotate(request.user):
            raise PermissionDenied
        taken = Import(request).take(whole)
        article = taken.article
        shown: dict[str, Any] = {
            "id": article.pk,
            "url": api_url("articles", article.pk),
            "slug": article.slug,
            "dropped_images": list(taken.dropped_images),
            "annotations": [
                {
                    "key": key,
                    "id": annotation.pk,
                    "url": api_url("annotations", annotation.pk),
                    "status": annotation.status,
                    "reason": taken.reasons.get(key, ""),
                }
                for key, annotation in taken.annotations.items()
            ],
        }
        headers = {
            "ETag": etags.etag(version_of(article, article.latest_revision), shown),
            "Location": shown["url"],
        }
        return Response(shown, status=201, headers=headers)
