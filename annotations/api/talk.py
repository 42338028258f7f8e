"""comments/ and reports/: the desk's alone."""

from collections.abc import Callable

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from annotations import services
from annotations.filters import CommentFilters, ReportFilters
from annotations.models import Comment, Report
from annotations.permissions import may_annotate, may_comment
from annotations.serializers.talk import (
    CommentOut,
    NewCommentIn,
    ReportOut,
    show_comment,
    show_report,
)
from articles.choices import Scope
from articles.rest.input import Strict, checked
from articles.rest.views import Endpoint


class Settling(Endpoint):
    """What is open until it is resolved. Its version is which of the two it is."""

    orders = ("-created_at", "created_at")
    order_fields = {"created_at": "at"}

    def get_queryset(self) -> QuerySet:
        rows = self.queryset.select_related("resolved_by")
        return rows if self.desk else rows.none()

    def version_of(self, item: Comment | Report) -> str:
        return "resolved" if item.resolved_at else "open"

    def lock(self, item: Comment | Report) -> None:
        type(item).objects.select_for_update().get(pk=item.pk)

    def settle(self, service: Callable, allowed: Callable) -> Response:
        item = self.get_for_writing(lambda user, item: allowed(user))
        checked(Strict, self.request.data)
        service(item, by=self.request.user)
        return self.again(item)


@extend_schema_view(
    list=extend_schema(responses=CommentOut(many=True)),
    retrieve=extend_schema(responses=CommentOut),
)
class CommentViewSet(Settling):
    """What colleagues tell each other about an annotation."""

    queryset = Comment.objects.select_related("by", "annotation__article")
    serializer_class = CommentOut
    filterset_class = CommentFilters
    scopes = dict.fromkeys(("create", "resolve", "reopen"), (Scope.ANNOTATE,))

    def show(self, item: Comment) -> dict:
        return show_comment(item)

    @extend_schema(request=NewCommentIn, responses={201: CommentOut})
    def create(self, request) -> Response:
        if not may_comment(request.user):
            raise PermissionDenied
        fields = checked(NewCommentIn, request.data, context={"user": request.user})
        return self.created(services.comment(by=request.user, **fields))

    @extend_schema(request=None, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def resolve(self, request, pk=None) -> Response:
        """What it asked for is done."""
        return self.settle(services.resolve, may_comment)

    @extend_schema(request=None, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None) -> Response:
        """It is not done after all."""
        return self.settle(services.reopen, may_comment)


@extend_schema_view(
    list=extend_schema(responses=ReportOut(many=True)),
    retrieve=extend_schema(responses=ReportOut),
)
class ReportViewSet(Settling):
    """What readers say is wrong."""

    queryset = Report.objects.select_related("article__latest_revision", "revision").defer(
        "article__latest_revision__body", "article__latest_revision__text", "revision__body",
        "revision__text",
    )  # fmt: skip
    serializer_class = ReportOut
    filterset_class = ReportFilters
    scopes = {"resolve": (Scope.ANNOTATE,)}

    def show(self, item: Report) -> dict:
        return show_report(item)

    @extend_schema(request=None, responses=ReportOut)
    @action(detail=True, methods=["post"])
    def resolve(self, request, pk=None) -> Response:
        """It is dealt with."""
        return self.settle(services.resolve_report, may_annotate)
