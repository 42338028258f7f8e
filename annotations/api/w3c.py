"""Annotations as the W3C's Web Annotations, where a request asks for them."""

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from annotations.api.shown import anchor_of
from annotations.models import Annotation
from annotations.serializers.annotations import AnnotationOut
from annotations.w3c.shapes import ANNOTATION
from annotations.w3c.words import LD_JSON, MEDIA_TYPE
from annotations.w3c.writing import web_annotation
from articles.rest import etags
from articles.rest.input import api_url
from articles.rest.views import Endpoint

# Protocol, 3.1: what an annotation says of itself in the header.
RESOURCE = '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
ITEM_OUT = {(200, "application/json"): AnnotationOut, (200, LD_JSON): ANNOTATION}
NEW_OUT = {(201, "application/json"): AnnotationOut, (201, LD_JSON): ANNOTATION}


class WebAnnotationRenderer(JSONRenderer):
    media_type, format = MEDIA_TYPE, "jsonld"


class WebAnnotations(Endpoint):
    """Reads and creates answer in either form; what acts on an annotation answers in ours."""

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

    def created(self, item: Annotation) -> Response:
        answer = self.again(item)
        answer.status_code, answer["Location"] = 201, api_url("annotations", item.pk)
        return answer
