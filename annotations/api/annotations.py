"""annotations/, claims/, quotes/, statistics/ and social-embeds/."""

from collections.abc import Callable, Sequence
from functools import partial

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
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
from annotations.api import doing
from annotations.api.bulk import Bulk
from annotations.api.expanding import put_articles, put_related
from annotations.api.shown import annotations_for, show_in
from annotations.api.w3c import ITEM_OUT, LIST_OUT, NEW_OUT, PREFER, WebAnnotations, new_in
from annotations.choices import Kind
from annotations.filters import AnnotationFilters
from annotations.models import Annotation
from annotations.permissions import may_annotate, may_edit
from annotations.serializers.annotations import (
    NEW_IN,
    NEW_OF_KIND_IN,
    AnnotationOut,
    AnyEditIn,
)
from annotations.serializers.places import A_SPAN, PlaceIn, read_span
from annotations.withholding import black_out
from articles.choices import Scope
from articles.filters import find_article
from articles.models import Article, Revision
from articles.rest.input import REVISION_NUMBER, Strict, number_of_revision
from articles.rest.paging import ORDERS
from articles.services import lock_article

REVISION = OpenApiParameter(
    "revision",
    REVISION_NUMBER,
    description="Where it stands in this revision (desk only; a list needs `article`, too).",
)
EITHER = (Scope.ANNOTATE, Scope.REVIEW)
OVERLAPS = OpenApiParameter(
    "overlaps",
    {"type": "string", "pattern": f"^{A_SPAN.pattern}$"},
    description="`START,END`: those that stand on any of this span of the text that is shown. It "
    "needs `article`, and goes by `revision` and `offset_unit`.",
)
OFFSET_UNIT = OpenApiParameter(
    "offset_unit",
    OpenApiTypes.STR,
    enum=["code_point", "utf16"],
    default="code_point",
    description="What offsets count, in the request and in the answer. `utf16` is for browsers; an "
    "offset between the two units of one character is refused.",
)
ANY_NEW = PolymorphicProxySerializer(
    component_name="NewAnnotationIn",
    serializers=list(NEW_IN.values()),
    resource_type_field_name=None,
)


@extend_schema_view(
    list=extend_schema(parameters=[REVISION, OVERLAPS, PREFER], responses=LIST_OUT),
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
    expansions = frozenset({"article", "relations"})
    item_parameters = frozenset({"revision"})
    list_parameters = frozenset({"revision", "overlaps"})
    shared_parameters = (OFFSET_UNIT,)
    kind: Kind | None = None
    revision: Revision | None = None  # the one that ?revision= names

    def get_queryset(self) -> QuerySet[Annotation]:
        user = self.request.user
        return annotations_for(user, desk=self.desk, revision=self.revision, kind=self.kind)

    @cached_property
    def utf16(self) -> bool:
        unit = self.request.query_params.get("offset_unit", "code_point")
        if unit not in OFFSET_UNIT.enum:
            raise ValidationError({"offset_unit": [f"One of {', '.join(OFFSET_UNIT.enum)}."]})
        return unit == "utf16"

    def initial(self, request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        self.utf16  # noqa: B018 -- an unknown unit is refused, whatever the answer will be

    def list(self, request, *args, **kwargs) -> HttpResponseBase:
        if (number := number_of_revision(request)) is not None:
            self.revision = self.find_revision(self.listed_article("revision"), number)
        return super().list(request, *args, **kwargs)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = super().filter_queryset(queryset)
        asked = self.request.query_params.get("overlaps") if self.action == "list" else None
        if asked is None:
            return rows
        if (article := self.listed_article("overlaps")) is None:
            return rows  # none
        shown = self.revision or (article.latest_revision if self.desk else article.live_revision)
        if shown and not self.desk:
            black_out(shown)  # the units of an answer are those of the text that its reader has
        span = read_span(asked, shown.text if shown else "", utf16=self.utf16)
        return rows.filter(shown_start__lt=span.end, shown_end__gt=span.start)

    def listed_article(self, parameter: str) -> Article | None:
        """The one that the list is of, which the parameter needs. Raises ValidationError."""
        key = self.request.query_params.get("article")
        if key is None:
            raise ValidationError({parameter: ["It needs an article."]})
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

    def members(self) -> Sequence[str]:
        others = [kind.value for kind in Kind if self.kind not in (None, kind)]
        return [name for name in super().members() if name not in others]

    def expand(self, shown: Sequence[dict]) -> None:
        user, desk = self.request.user, self.desk
        if "article" in self.included:
            put_articles(shown, user, desk=desk)
        if "relations" in self.included:
            put_related(shown, user, desk=desk, utf16=self.utf16)

    def show(self, item: Annotation) -> dict:
        return show_in(item, desk=self.desk, revision=self.revision, utf16=self.utf16)

    def create(self, request, **kwargs) -> Response:
        if not may_annotate(request.user):
            raise PermissionDenied
        make = partial(doing.create, request.user, kind=self.kind)
        if self.is_web_annotation:
            return self.take(make)
        return self.created(make(request.data, utf16=self.utf16))


def annotation_action(name: str) -> Callable:
    """POST …/<action>/ on one annotation: one of doing.ACTIONS."""
    does = doing.ACTIONS[name]

    def method(self, request, pk=None) -> Response:
        return self.act(does, does.allowed)

    method.__name__, method.__doc__ = name, does.service.__doc__.partition(".")[0]
    described = None if does.takes is Strict else does.takes
    routed = action(detail=True, methods=["post"])(method)
    return extend_schema(request=described, responses=AnnotationOut)(routed)


@extend_schema_view(create=extend_schema(request=new_in(ANY_NEW), responses=NEW_OUT))
class AnnotationViewSet(Bulk, AnnotationReading):
    """Readers get the live anchor, the desk the latest; nothing is deleted: DELETE withdraws."""

    # Drafts are edited with the one scope, what is approved with the other.
    scopes = (
        AnnotationReading.scopes
        | dict.fromkeys(("update", "partial_update", "reattach", "undo", "bulk"), EITHER)
        | dict.fromkeys(("destroy", "approve", "withdraw", "restore", "confirm"), (Scope.REVIEW,))
    )

    def version_of(self, item: Annotation) -> int:
        return item.version

    def lock(self, item: Annotation) -> None:
        lock_article(item.article)

    @extend_schema(request=AnyEditIn, responses=AnnotationOut)
    def update(self, request, pk=None) -> Response:
        annotation = self.get_for_writing(may_edit)
        doing.edit(request.user, annotation, request.data, shown=self.show(annotation))
        return self.again(annotation)

    @extend_schema(request=AnyEditIn, responses=AnnotationOut)
    def partial_update(self, request, pk=None) -> Response:
        return self.update(request, pk)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk=None) -> Response:
        annotation = self.get_for_writing(doing.may_approve_it)
        services.withdraw(annotation, by=request.user)
        return Response(status=204)

    @extend_schema(request=PlaceIn, responses=AnnotationOut)
    @action(detail=True, methods=["post"])
    def reattach(self, request, pk=None) -> Response:
        """Put it on another place of the latest revision; id, history and address stay."""
        return self.act(partial(doing.reattach, utf16=self.utf16), may_edit)

    def act(self, does: Callable, allowed: Callable) -> Response:
        annotation = self.get_for_writing(allowed)
        does(self.request.user, annotation, self.request.data)
        return self.again(annotation)

    approve = annotation_action("approve")
    withdraw = annotation_action("withdraw")
    restore = annotation_action("restore")
    confirm = annotation_action("confirm")
    undo = annotation_action("undo")


def of_kind(kind: Kind) -> type[AnnotationReading]:
    """The view of one kind's list: read and create; an item's own address is annotations/ID/."""
    name = f"{kind.name.title().replace('_', '')}ViewSet"
    documented = extend_schema(request=new_in(NEW_OF_KIND_IN[kind]), responses=NEW_OUT)
    view = type(
        name,
        (AnnotationReading,),
        {"kind": kind, "label": f"{kind.label}s", "__doc__": f"Annotations: {kind.label}."},
    )
    return extend_schema_view(create=documented)(view)
