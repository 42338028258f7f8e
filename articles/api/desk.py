"""What only the desk has of an article: its history, and links to what is not public."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.response import Response

from articles import services
from articles.models import Article, Change, Revision
from articles.rest import etags
from articles.rest.input import REVISION_NUMBER, number_of_revision, utc
from articles.rest.problems import NotFound
from articles.rest.views import Endpoint
from articles.serializers import ChangeOut, PreviewOut, show_change

REVISION = OpenApiParameter(
    "revision", REVISION_NUMBER, description="To this revision; the latest if not given."
)


class OfArticle(Endpoint):
    """Below articles/ID/."""

    filter_backends = []

    def get_article(self) -> Article:
        visible = Article.objects.visible_to(self.request.user).select_related("latest_revision")
        return get_object_or_404(visible, pk=self.kwargs["article"])


@extend_schema_view(list=extend_schema(responses=ChangeOut(many=True)))
class ChangeViewSet(OfArticle):
    """The desk's history: what was done to the article and what is in it, by whom, and when."""

    queryset = Change.objects.all()
    serializer_class = ChangeOut
    orders = ("-id", "id")

    def get_queryset(self) -> QuerySet[Change]:
        changes = self.get_article().changes.select_related("by")
        return changes if self.desk else changes.none()

    def show_page(self, rows: Sequence[Change]) -> list[dict]:
        named = {side.get("live_revision") for row in rows for side in (row.before, row.after)}
        live = Revision.objects.filter(pk__in=named - {None})
        numbers = dict(live.values_list("pk", "number"))
        return [show_change(row, numbers) for row in rows]


@extend_schema_view(
    retrieve=extend_schema(
        summary="Make a private link", parameters=[REVISION], responses=PreviewOut
    )
)
class PreviewViewSet(OfArticle):
    queryset = Revision.objects.all()
    serializer_class = PreviewOut
    item_parameters = frozenset({"revision"})

    def retrieve(self, request, article: int) -> Response:
        """A private link to the page as readers would see it; whoever has it may look."""
        found, number = self.get_article(), number_of_revision(request)
        if not self.desk or found.latest_revision is None:
            raise NotFound
        revision = found.latest_revision
        if number is not None:
            revision = get_object_or_404(found.revisions, number=number)
        link = services.preview_link(revision)
        shown = {
            "url": f"{settings.SITE_URL}{link.path}",
            "revision": revision.number,
            "expires_at": utc(link.until),
        }
        return Response(shown, headers={"ETag": etags.etag(revision.number, shown)})
