"""sources/, evidence/ and relations/."""

from datetime import datetime

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from annotations import services
from annotations.filters import EvidenceFilters, RelationFilters, SourceFilters
from annotations.models import Annotation, Evidence, Relation, Source
from annotations.permissions import may_annotate, may_approve, may_edit, may_edit_source
from annotations.serializers.links import (
    EvidenceIn,
    EvidenceOut,
    MergeIn,
    NewEvidenceIn,
    NewRelationIn,
    RelationIn,
    RelationOut,
    SourceIn,
    SourceOut,
    show_evidence,
    show_relation,
    show_source,
)
from articles.choices import Scope
from articles.rest.input import checked
from articles.rest.paging import ORDERS
from articles.rest.writing import WritingEndpoint, described
from articles.services import lock_article


class LinksEndpoint(WritingEndpoint):
    """Made by whoever may annotate."""

    # What belongs to a draft is written with the one scope, what readers see with the other.
    scopes = {"create": (Scope.ANNOTATE,)} | dict.fromkeys(
        ("update", "partial_update", "destroy"), (Scope.ANNOTATE, Scope.REVIEW)
    )

    def may_make(self, user) -> bool:
        return may_annotate(user)

    def refuse_unless_may_edit(self, annotation: Annotation) -> None:
        """Asked again under the lock: somebody may just have approved it."""
        lock_article(annotation.article)
        annotation.refresh_from_db(fields=["status"])
        if not may_edit(self.request.user, annotation):
            raise PermissionDenied


@described(SourceIn, SourceIn, SourceOut)
class SourceViewSet(LinksEndpoint):
    """People and organisations. Readers see those that a public annotation names."""

    queryset = Source.objects.all()
    serializer_class = SourceOut
    filterset_class = SourceFilters
    scopes = LinksEndpoint.scopes | {"merge": (Scope.REVIEW,)}
    orders = (*ORDERS, "name", "-name")
    order_fields = {"name": "folded_name"}
    input_class = new_class = SourceIn

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.visible_to(self.request.user)

    def show(self, item: Source) -> dict:
        return show_source(item)

    def changed_at(self, item: Source) -> datetime:
        return item.updated_at

    def lock(self, item: Source) -> None:
        Source.objects.select_for_update().get(pk=item.pk)

    def may_write(self, user, item: Source) -> bool:
        return may_edit_source(user, item)

    def edit(self, item: Source, fields: dict) -> None:
        services.edit_source(item, by=self.request.user, **fields)

    def make(self, fields: dict) -> Source:
        return services.create_source(by=self.request.user, **fields)

    @extend_schema(request=MergeIn, responses=SourceOut)
    @action(detail=True, methods=["post"])
    def merge(self, request, pk=None) -> Response:
        """Make it one with another: what names it names the other from now on.

        Its id and name keep answering. Annotations that named it get a new version.
        """
        source = self.get_for_writing(lambda user, item: may_approve(user))
        services.merge_source(source, by=request.user, **checked(MergeIn, request.data))
        return self.again(source)


@described(NewEvidenceIn, EvidenceIn, EvidenceOut)
class EvidenceViewSet(LinksEndpoint):
    """Documents outside. DELETE withdraws."""

    queryset = Evidence.objects.all()
    serializer_class = EvidenceOut
    filterset_class = EvidenceFilters
    orders = ("-created_at", "created_at")
    input_class, new_class = EvidenceIn, NewEvidenceIn

    def get_queryset(self) -> QuerySet[Evidence]:
        evidence = Evidence.objects.visible_to(self.request.user)
        return evidence.select_related("annotation__article")

    def show(self, item: Evidence) -> dict:
        return show_evidence(item)

    def lock(self, item: Evidence) -> None:
        lock_article(item.annotation.article)

    def may_write(self, user, item: Evidence) -> bool:
        return may_edit(user, item.annotation)

    def edit(self, item: Evidence, fields: dict) -> None:
        services.edit_evidence(item, by=self.request.user, **fields)

    def make(self, fields: dict) -> Evidence:
        annotation = fields.pop("annotation")
        self.refuse_unless_may_edit(annotation)
        return services.add_evidence(annotation, by=self.request.user, **fields)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk=None) -> Response:
        evidence = self.get_for_writing(self.may_write)
        services.withdraw_evidence(evidence, by=request.user)
        return Response(status=204)


@described(NewRelationIn, RelationIn, RelationOut)
class RelationViewSet(LinksEndpoint):
    """Typed links between two annotations. DELETE withdraws."""

    queryset = Relation.objects.all()
    serializer_class = RelationOut
    filterset_class = RelationFilters
    orders = ("-created_at", "created_at")
    input_class, new_class = RelationIn, NewRelationIn

    def get_queryset(self) -> QuerySet[Relation]:
        relations = Relation.objects.visible_to(self.request.user)
        return relations.select_related("from_annotation__article")

    def show(self, item: Relation) -> dict:
        return show_relation(item)

    def lock(self, item: Relation) -> None:
        lock_article(item.from_annotation.article)

    def may_write(self, user, item: Relation) -> bool:
        return may_edit(user, item.from_annotation)

    def edit(self, item: Relation, fields: dict) -> None:
        services.edit_relation(item, by=self.request.user, note=fields.get("note", item.note))

    def make(self, fields: dict) -> Relation:
        first, second = fields.pop("from"), fields.pop("to")
        self.refuse_unless_may_edit(first)
        return services.relate(first, second, by=self.request.user, **fields)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk=None) -> Response:
        relation = self.get_for_writing(self.may_write)
        services.withdraw_relation(relation, by=request.user)
        return Response(status=204)
