"""Annotations as the W3C's Web Annotations, where a request asks for them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from annotations.api.shown import anchor_of
from annotations.models import Annotation
from annotations.serializers.annotations import AnnotationOut
from annotations.w3c.pages import Listed
from annotations.w3c.preferring import IRIS, MINIMAL, preferred
from annotations.w3c.shapes import ANNOTATION, LIST
from annotations.w3c.words import LD_JSON, MEDIA_TYPE
from annotations.w3c.writing import web_annotation
from articles.rest import etags
from articles.rest.input import api_url
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
NEW_OUT = {(201, "application/json"): AnnotationOut, (201, LD_JSON): ANNOTATION}

PREFER = OpenApiParameter(
    "Prefer",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description=f'Of a collection: `return=representation;include="{MINIMAL}"` leaves out its '
    f"annotations, `{IRIS}` gives their addresses alone.",
)


class WebAnnotationRenderer(JSONRenderer):
    media_type, format = MEDIA_TYPE, "jsonld"


class WebAnnotations(Endpoint):
    """Reads and creates answer in either form; what acts on an annotation answers in ours."""

    label = "Annotations"  # what the list is called
    renderer_classes = [*Endpoint.renderer_classes, WebAnnotationRenderer]

    def get_renderers(self) -> list:
        both = self.action in ("list", "retrieve", "create")
        return [
            renderer
            for renderer in super().get_renderers()
            if both or not isinstance(renderer, WebAnnotationRenderer)
        ]

    @property
    def wants_web_annotations(self) -> bool:
        return isinstance(self.request.accepted_renderer, WebAnnotationRenderer)

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
        is_first = "cursor" not in request.query_params
        url = listed.first_url if is_first else request.build_absolute_uri()
        links = {"next": self.paginator.next, "previous": self.paginator.previous}
        shown, headers = listed.page(url, data, **links), {"Vary": "Prefer"}
        if is_first:
            shown = listed.collection(shown, embed=self._preferred() != MINIMAL)
            headers["Link"] = CONTAINER
        return Response(shown, headers=headers)

    def _preferred(self) -> str:
        return preferred(self.request.headers.get("Prefer", ""))

    def created(self, item: Annotation) -> Response:
        answer = self.again(item)
        answer.status_code, answer["Location"] = 201, api_url("annotations", item.pk)
        return answer
