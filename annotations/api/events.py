"""events/: what readers saw come, change and go, to be followed from a cursor."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from annotations.api.shown import anchor_of, annotations_for
from annotations.filters import EventFilters
from annotations.models import Annotation
from annotations.serializers.annotations import show_annotation
from annotations.serializers.events import EventOut, show_event
from articles.api.articles import articles_in_list
from articles.models import Article, Event
from articles.rest.keyset import LARGEST_ID
from articles.rest.paging import KeysetPagination, order_of
from articles.rest.views import Endpoint
from articles.serializers import show_article_in_list
from articles.services import number_events

READER = AnonymousUser()  # everybody gets what readers see, so that caches may keep it


class EventPages(KeysetPagination):
    """Oldest first, from the number in ``cursor`` on; ``next`` is always there to come back to."""

    cursor = {"type": "integer", "minimum": 0, "maximum": LARGEST_ID}

    def paginate_queryset(self, queryset: QuerySet[Event], request, view=None) -> list[Event]:
        self.request = request
        size, after, _order = self._size(), self._after(), order_of(request, view)
        head = Event.objects.aggregate(head=Max("number"))["head"] or 0  # before the rows are read
        rows = list(queryset.filter(number__gt=after, number__lte=head).order_by("number")[:size])
        # A page that is not full has seen all there is, filters included.
        self.reached = rows[-1].number if len(rows) == size else max(head, after)
        return rows

    def get_paginated_response(self, data: list) -> Response:
        query = {**self.request.query_params.dict(), "cursor": self.reached}
        link = self.request.build_absolute_uri(f"{self.request.path}?{urlencode(query)}")
        return Response({"next": link, "previous": None, "results": data})

    def _after(self) -> int:
        text = self.request.query_params.get("cursor", "0")
        if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST_ID):
            raise ValidationError({"cursor": ["This cursor is not valid."]})
        return int(text)

    def get_paginated_response_schema(self, schema: dict) -> dict:
        answer = super().get_paginated_response_schema(schema)
        answer["properties"]["next"] = {
            "type": "string",
            "format": "uri",
            "description": "Always there: what comes after this page, now or later. Keep it.",
        }
        answer["properties"]["previous"] = {"type": "null"}
        return answer


NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)


@extend_schema_view(
    list=extend_schema(responses=EventOut(many=True)),
    retrieve=extend_schema(parameters=[NUMBER], responses=EventOut),
)
class EventViewSet(Endpoint):
    """What readers saw come, change and go, in order, articles and annotations alike.

    Keep ``next`` and ask it again later: nothing is missed and nothing comes twice. Each event
    brings its subject as readers see it now, or, where they do not, none of it.
    """

    queryset = Event.objects.filter(number__isnull=False)
    serializer_class = EventOut
    filterset_class = EventFilters
    pagination_class = EventPages
    orders = ("id",)
    streams = ()  # it has no end
    lookup_field = "number"

    def list(self, request, *args, **kwargs) -> Response:
        number_events()
        return super().list(request, *args, **kwargs)

    def show_page(self, rows: Sequence[Event]) -> Sequence[dict]:
        return show_events(rows)

    def version_of(self, item: Event) -> int:
        return item.number

    def show(self, item: Event) -> dict:
        return show_events([item])[0]


def show_events(events: Sequence[Event]) -> list[dict]:
    shown = {
        "article": show_articles(item.subject_id for item in events if not item.kind),
        "annotation": show_annotations(item.subject_id for item in events if item.kind),
    }
    return [show_event(item, shown[item.subject].get(item.subject_id)) for item in events]


def show_articles(ids: Iterable[int]) -> dict[int, dict]:
    found = articles_in_list(Article.objects.visible_to(READER)).in_bulk(list(ids))
    return {
        pk: show_article_in_list(article, desk=False, shown=article.live_revision)
        for pk, article in found.items()
    }


def show_annotations(ids: Iterable[int]) -> dict[int, dict]:
    found = annotations_for(READER, desk=False, revision=None).in_bulk(list(ids))
    return {pk: show_one(annotation) for pk, annotation in found.items()}


def show_one(annotation: Annotation) -> dict:
    anchor = anchor_of(annotation, desk=False, revision=None)
    return show_annotation(annotation, anchor, anchor.revision.headline, desk=False)
