"""Annotations as the W3C's Web Annotations, where a request asks for them."""

from collections.abc import Callable

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.utils.mediatypes import media_type_matches

from annotations.api.shown import anchor_of
from annotations.api.taking import Taker
from annotations.choices import Kind
from annotations.models import Annotation
from annotations.serializers.annotations import AnnotationOut
from annotations.w3c.pages import Listed
from annotations.w3c.preferring import IRIS, MINIMAL, preferred
from annotations.w3c.reading import items_of
from annotations.w3c.shapes import ANNOTATION, LIST, NEW
from annotations.w3c.words import LD_JSON, MEDIA_TYPE
from annotations.w3c.writing import web_annotation
from articles.models import Article
from articles.rest import etags
from articles.rest.input import api_url
from articles.rest.paging import FIRST
from articles.rest.parsing import StrictJSONParser
from articles.rest.views import Endpoint

# What an annotation and a collection say of themselves in the header (Protocol, 3.1 and 4.1).
RESOURCE = '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
CONTAINER = (
    '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type", '
    "<http://www.w3.org/TR/annotation-protocol/>; "
    'rel="http://www.w3.org/ns/ldp#constrainedBy"'
)
LIST_OUT = {(200, "application/json"): AnnotationOut(many=True), (200, LD_JSON): LIST}
ITEM_OUT = {(200, "application/json"): AnnotationOut, (200, LD_JSON): ANNOTATION}


class TakenOut(serializers.Serializer):
    """What was made of a page or collection, in its order."""

    results = AnnotationOut(many=True)


NEW_OUT = {
    (201, "application/json"): AnnotationOut,
    (201, LD_JSON): ANNOTATION,
    (200, "application/json"): TakenOut,  # of many
}


def new_in(ours) -> dict:
    """What a create takes."""
    return {"application/json": ours, LD_JSON: NEW}


PREFER = OpenApiParameter(
    "Prefer",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description=f'Of a collection: `return=representation;include="{MINIMAL}"` leaves out its '
    f"annotations, `{IRIS}` gives their addresses alone.",
)


class WebAnnotationParser(StrictJSONParser):
    media_type = LD_JSON


class WebAnnotationRenderer(JSONRenderer):
    media_type, format = MEDIA_TYPE, "jsonld"


NOT_IN_WEB_ANNOTATIONS = {
    "fields": "A Web Annotation has no `fields` and `include`.",
    "include": "A Web Annotation has no `fields` and `include`.",
    "offset_unit": "A Web Annotation counts code points.",
}


class WebAnnotations(Endpoint):
    """Reads and creates answer in either form; what acts on an annotation answers in ours."""

    label = "Annotations"  # what the list is called
    kind: Kind | None = None  # of all, where the address says it
    article: Article | None = None
    renderer_classes = [*Endpoint.renderer_classes, WebAnnotationRenderer]

    def get_renderers(self) -> list:
        both = self.action in ("list", "retrieve", "create")
        return [
            renderer
            for renderer in super().get_renderers()
            if both or not isinstance(renderer, WebAnnotationRenderer)
        ]

    def get_parsers(self) -> list:
        """The action is not known yet where REST framework asks."""
        method = self.request.method.lower() if self.request else ""  # none for the description
        takes = getattr(self, "action_map", {}).get(method) == "create"
        return [*super().get_parsers(), *([WebAnnotationParser()] if takes else [])]

    @property
    def is_web_annotation(self) -> bool:
        return media_type_matches(LD_JSON, self.request.content_type)

    def take(self, create: Callable[[dict], Annotation]) -> Response:
        """Make an annotation of the Web Annotation that was sent, or all of a page or collection."""
        document = self.request.data
        taker = Taker(self.request, create, kind=self.kind, article=self.article)
        items = items_of(document)
        if items is None:
            return self.created(taker.take(document))
        made = [item.pk for item in taker.take_all(items)]
        rows = {item.pk: item for item in self.get_queryset().filter(pk__in=made)}
        shown = [self.show(rows[pk]) for pk in made]
        return Response({"results": shown}, content_type="application/json")

    @property
    def wants_web_annotations(self) -> bool:
        return isinstance(self.request.accepted_renderer, WebAnnotationRenderer)

    def initial(self, request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        asked = NOT_IN_WEB_ANNOTATIONS.keys() & request.query_params.keys()
        if asked and self.wants_web_annotations:
            raise ValidationError({name: [NOT_IN_WEB_ANNOTATIONS[name]] for name in asked})

    def web_annotation(self, item: Annotation) -> dict:
        anchor = anchor_of(item, desk=self.desk, revision=self.revision)
        return web_annotation(item, anchor, desk=self.desk)

    def answer(self, item: Annotation) -> Response:
        if not self.wants_web_annotations:
            return super().answer(item)
        shown = self.web_annotation(item)
        tag = etags.etag(self.version_of(item), shown)
        return Response(shown, headers={"ETag": tag, "Link": RESOURCE})

    def show_in_list(self, item: Annotation) -> dict | str:
        if not self.wants_web_annotations:
            return super().show_in_list(item)
        if self._preferred() == IRIS:
            return api_url("annotations", item.pk)
        return self.web_annotation(item)

    def get_paginated_response(self, data: list) -> Response:
        if not self.wants_web_annotations:
            return super().get_paginated_response(data)
        request = self.request
        address = request.build_absolute_uri(request.path)
        listed = Listed.at(address, request.query_params.dict(), self.label)
        is_whole = "cursor" not in request.query_params
        is_first = request.query_params.get("cursor", FIRST) == FIRST
        url = listed.first_url if is_first else request.build_absolute_uri()
        links = {"next": self.paginator.next, "previous": self.paginator.previous}
        shown, headers = listed.page(url, data, **links), {"Vary": "Prefer"}
        if is_whole and "create" in self.action_map.values():
            headers["Accept-Post"] = f"application/json, {MEDIA_TYPE}"
        if is_whole:
            shown = listed.collection(shown, embed=self._preferred() != MINIMAL)
            headers["Link"] = CONTAINER
        return Response(shown, headers=headers)

    def _preferred(self) -> str:
        return preferred(self.request.headers.get("Prefer", ""))

    def created(self, item: Annotation) -> Response:
        answer = self.again(item)
        answer.status_code, answer["Location"] = 201, api_url("annotations", item.pk)
        return answer
