"""What lists and describes the API as a whole."""

import functools
import hashlib

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from annotations.api.annotations import AnnotationViewSet, of_kind
from annotations.api.articles import AnnotatedArticleViewSet
from annotations.api.events import EventViewSet
from annotations.api.links import EvidenceViewSet, RelationViewSet, SourceViewSet
from annotations.api.notices import CorrectionViewSet, RatingViewSet
from annotations.api.talk import CommentViewSet, ReportViewSet
from annotations.choices import Kind
from articles.api import (
    AuthorViewSet,
    ImageViewSet,
    SectionViewSet,
    TopicViewSet,
)
from articles.rest.input import api_url
from articles.rest.views import Endpoint

COLLECTIONS = {
    "articles": AnnotatedArticleViewSet,
    "annotations": AnnotationViewSet,
    "claims": of_kind(Kind.CLAIM),
    "quotes": of_kind(Kind.QUOTE),
    "statistics": of_kind(Kind.STATISTIC),
    "social-embeds": of_kind(Kind.SOCIAL_EMBED),
    "sources": SourceViewSet,
    "evidence": EvidenceViewSet,
    "relations": RelationViewSet,
    "corrections": CorrectionViewSet,
    "ratings": RatingViewSet,
    "sections": SectionViewSet,
    "topics": TopicViewSet,
    "authors": AuthorViewSet,
    "events": EventViewSet,
    "images": ImageViewSet,
    "comments": CommentViewSet,
    "reports": ReportViewSet,
}


class Root(Endpoint):
    """Where everything is."""

    @extend_schema(
        tags=["root"],
        responses={200: {"type": "object", "additionalProperties": {"type": "string"}}},
    )
    def root(self, request) -> Response:
        return Response({name: api_url(name) for name in (*COLLECTIONS, "schema", "docs")})


class Description(SpectacularAPIView):
    """The description: the same for everybody, so that it is made once, which takes a second.

    ``?format=json|yaml`` for who follows a link and sends no Accept header.
    """

    FORMS = ("json", "yaml")

    def get_format_suffix(self, **kwargs) -> str | None:
        asked = self.request.query_params
        errors = {name: ["This parameter is not known here."] for name in asked if name != "format"}
        form = asked.get("format")
        if form not in (None, *self.FORMS):
            errors["format"] = [f"One of {', '.join(self.FORMS)}."]
        if errors:
            raise ValidationError(errors)
        return form

    def finalize_response(self, request, response, *args, **kwargs):
        if isinstance(response, Response):  # a problem: JSON, in whatever form the description is
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)

    @extend_schema(exclude=True)
    def get(self, request) -> HttpResponseBase:
        written = write_description(type(request.accepted_renderer))
        response = HttpResponse(written, content_type=request.accepted_media_type)
        response["ETag"] = f'"{hashlib.sha256(written).hexdigest()[:20]}"'
        response["Cache-Control"] = "no-cache"
        return get_conditional_response(request, etag=response["ETag"], response=response)


@functools.cache
def write_description(renderer: type[BaseRenderer]) -> bytes:
    description = SchemaGenerator().get_schema(request=None, public=True)
    return renderer().render(description, renderer_context={})


class Docs(SpectacularSwaggerSplitView):
    """The description, to read and to try. Its script is a request of its own, for the policy."""

    template_name = "api/docs.html"
