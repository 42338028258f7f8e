"""annotations/, claims/, quotes/, statistics/ and social-embeds/."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_view,
)
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response

from annotations import services
from annotations.anchoring import Span
from annotations.api.shown import anchor_of, annotations_for
from annotations.api.w3c import ITEM_OUT, LIST_OUT, NEW_OUT, PREFER, WebAnnotations
from annotations.choices import Kind
from annotations.filters import AnnotationFilters
from annotations.models import Annotation
from annotations.permissions import (
    may_annotate,
    may_approve,
    may_edit,
    may_rate,
    may_undo,
    rates,
)
from annotations.serializers.annotations import (
    EDIT_IN,
    NEW_IN,
    NEW_OF_KIND_IN,
    AnnotationOut,
    AnyEditIn,
    show_annotation,
)
from annotations.serializers.places import PLACE, PlaceIn, locate
from articles.choices import Scope
from articles.errors import Invalid, WrongState
from articles.filters import find_article
from articles.models import Article, Revision
from articles.rest.input import Strict, checked, number_of_revision
from articles.rest.paging import ORDERS
from articles.serializers import ReasonIn
from articles.services import lock_article

REVISION = OpenApiParameter(
    "revision",
    OpenApiTypes.INT,
    description="Where it stands in this revision (desk only; a list needs `article`, too).",
)
EITHER = (Scope.ANNOTATE, Scope.REVIEW)
ANY_NEW = PolymorphicProxySerializer(
    component_name="NewAnnotationIn",
    serializers=list(NEW_IN.values()),
    resource_type_field_name=None,
)


@extend_schema_view(
    list=extend_schema(parameters=[REVISION, PREFER], responses=LIST_OUT),
    retrieve=extend_schema(parameters=[REVISION], responses=ITEM_OUT),
)
class AnnotationReading(WebAnnotations):
    """Reading and making annotations; of one kind where ``kind`` says so."""

    queryset = Annotation.objects.all()
    serializer_class = AnnotationOut
    filterset_class = AnnotationFilters
    scopes = {"create": (Scope.ANNOTATE,)}
    orders = (*ORDERS, "-published_at", "published_at")
    order_fields = {"published_at": "first_public_at"}
    item_parameters = list_parameters = frozenset({"revision"})
    kind: Kind | None = None
    revision: Revision | None = None  # the one that ?revision= names

    def get_queryset(self) -> QuerySet[Annotation]:
        user = self.request.user
        annotations = annotations_for(user, desk=self.desk, revision=self.revision)
        return annotations.filter(kind=self.kind) if self.kind else annotations

    def list(self, request, *args, **kwargs) -> Response:
        if (number := number_of_revision(request)) is not None:
            self.revision = self.find_revision(self.listed_article(), number)
        return super().list(request, *args, **kwargs)

    def listed_article(self) -> Article | None:
        """The one article that the list is of. Raises ValidationError where it is of many."""
        key = self.request.query_params.get("article")
        if key is None:
            raise ValidationError({"revision": ["A revision needs its article."]})
        return find_article(Article.objects.visible_to(self.request.user), key)

    def retrieve(self, request, *args, **kwargs) -> Response:
        annotation = self.get_object()
        if (number := number_of_revision(request)) is not None:
            self.revision = self.find_revision(annotation.article, number)
            annotation = self.get_object()
        return self.answer(annotation)

    def find_revision(self, article: Article | None, number: int) -> Revision:
        visible = Revision.objects.visible_to(self.request.user)
        return get_object_or_404(visible, article=article, number=number)

    def show(self, item: Annotation) -> dict:
        anchor = anchor_of(item, desk=self.desk, revision=self.revision)
        headline = item.article.headline if self.revision else anchor.revision.headline
        return show_annotation(item, anchor, headline, desk=self.desk)

    @transaction.atomic
    def create(self, request) -> Response:
        if not may_annotate(request.user):
            raise PermissionDenied
        fields = self.checked_new(request.data)
        article = self.locked_article(fields.pop("article"))
        revision, span = self.find_place(article, fields)
        kind = fields.pop("kind")
        detail = fields.pop(kind, None)
        self.require_right_to_rate(detail)
        annotation = services.create_annotation(
            article, kind=kind, start=span.start, end=span.end, revision=revision,
            detail=detail, by=request.user, **fields,
        )  # fmt: skip
        return self.created(annotation)

    def checked_new(self, data) -> dict:
        """The validated input, with its kind."""
        if self.kind:
            return {"kind": self.kind.value} | checked(NEW_OF_KIND_IN[self.kind], data)
        kind = data.get("kind") if isinstance(data, dict) else None
        if not isinstance(kind, str) or kind not in NEW_IN:
            raise ValidationError({"kind": [f"One of {', '.join(NEW_IN)}."]})
        return checked(NEW_IN[kind], data)

    def require_right_to_rate(self, detail: dict | None, annotation: Annotation | None = None):
        """Raise PermissionDenied where this gives or takes a rating that others may give."""
        current = annotation and annotation.detail
        if rates(detail or {}, current) and not may_rate(self.request.user):
            raise PermissionDenied

    def locked_article(self, key: str) -> Article:
        """The article to annotate; its text stays as it is until the transaction ends."""
        article = find_article(Article.objects.visible_to(self.request.user), key)
        if article is None:
            raise ValidationError({"article": ["There is no such article."]})
        return lock_article(article)

    def find_place(self, article: Article, fields: dict) -> tuple[Revision, Span]:
        """Takes the place out of ``fields`` and looks for it in the text that is meant."""
        place = {name: fields.pop(name) for name in PLACE if name in fields}
        number, revision = fields.pop("revision", None), article.latest_revision
        if revision is None:
            raise WrongState("The article has no text to annotate yet.")
        if number is not None and number != revision.number:
            revision = article.revisions.filter(number=number).first()
        if revision is None:
            raise ValidationError({"revision": ["The article has no such revision."]})
        return revision, locate(revision.text, place)


def may_approve_it(user, annotation: Annotation) -> bool:
    return may_approve(user)


def may_undo_it(user, annotation: Annotation) -> bool:
    line = services.last_actions([annotation.pk]).get(annotation.pk)
    return may_undo(user, annotation, line.verb if line else None)


def annotation_action(
    service: Callable, takes: type[Strict] = Strict, *, allowed: Callable = may_approve_it
) -> Callable:
    """POST …/<action>/ on one annotation: the service of that name."""

    def method(self, request, pk=None) -> Response:
        return self.act(service, takes, allowed)

    method.__name__, method.__doc__ = service.__name__, service.__doc__.partition(".")[0]
    described = None if takes is Strict else takes
    documented = extend_schema(request=described, responses=AnnotationOut)(method)
    return action(detail=True, methods=["post"])(documented)


@extend_schema_view(create=extend_schema(request=ANY_NEW, responses=NEW_OUT))
class AnnotationViewSet(AnnotationReading):
    """Readers get the live anchor, the desk the latest; nothing is deleted: DELETE withdraws."""

    # Drafts are edited with the one scope, what is approved with the other.
    scopes = (
        AnnotationReading.scopes
        | dict.fromkeys(("update", "partial_update", "reattach", "undo"), EITHER)
        | dict.fromkeys(("destroy", "approve", "withdraw", "restore", "confirm"), (Scope.REVIEW,))
    )

    def version_of(self, item: Annotation) -> int:
        return item.version

    def lock(self, item: Annotation) -> None:
        lock_article(item.article)

    @extend_schema(request=AnyEditIn, responses=AnnotationOut)
    @transaction.atomic
    def update(self, request, pk=None) -> Response:
        annotation = self.get_for_writing(may_edit)
        context = {"shown": self.show(annotation)}
        fields = checked(EDIT_IN[annotation.kind], request.data, partial=True, context=context)
        detail = fields.pop(annotation.kind, None)
        self.require_right_to_rate(detail, annotation)
        services.edit_annotation(annotation, detail=detail, by=request.user, **fields)
        return self.again(annotation)

    @extend_schema(request=AnyEditIn, responses=AnnotationOut)
    def partial_update(self, request, pk=None) -> Response:
        return self.update(request, pk)

    @extend_schema(responses={204: None})
    @transaction.atomic
    def destroy(self, request, pk=None) -> Response:
        annotation = self.get_for_writing(may_approve_it)
        services.withdraw(annotation, by=request.user)
        return Response(status=204)

    @extend_schema(request=PlaceIn, responses=AnnotationOut)
    @action(detail=True, methods=["post"])
    @transaction.atomic
    def reattach(self, request, pk=None) -> Response:
        """Put it on another place of the latest revision; id, history and address stay."""
        annotation = self.get_for_writing(may_edit)
        fields = checked(PlaceIn, request.data)
        article = annotation.article
        revision, span = self.find_place(article, fields)
        if revision != article.latest_revision:
            message = f"Places are in the latest revision, {article.latest_revision.number}."
            raise Invalid(message, {"revision": [message]})
        services.reattach(annotation, start=span.start, end=span.end, by=request.user)
        return self.again(annotation)

    @transaction.atomic
    def act(self, service: Callable, takes: type[Strict], allowed: Callable) -> Response:
        annotation = self.get_for_writing(allowed)
        fields = checked(takes, self.request.data)
        service(annotation, by=self.request.user, **fields)
        return self.again(annotation)

    approve = annotation_action(services.approve)
    withdraw = annotation_action(services.withdraw, ReasonIn)
    restore = annotation_action(services.restore)
    confirm = annotation_action(services.confirm)
    undo = annotation_action(services.undo, allowed=may_undo_it)


def of_kind(kind: Kind) -> type[AnnotationReading]:
    """The view of one kind's list: read and create; an item's own address is annotations/ID/."""
    name = f"{kind.name.title().replace('_', '')}ViewSet"
    documented = extend_schema(request=NEW_OF_KIND_IN[kind], responses=NEW_OUT)
    view = type(
        name,
        (AnnotationReading,),
        {"kind": kind, "label": f"{kind.label}s", "__doc__": f"Annotations: {kind.label}."},
    )
    return extend_schema_view(create=documented)(view)
