"""Evidence and relations: made, edited and withdrawn through the services."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied

from annotations.admin.bulk import Bulk, withdrawing
from annotations.admin.telling.named import quoted
from annotations.models import Annotation, Evidence, Relation
from annotations.permissions import may_annotate, may_edit
from annotations.services import (
    add_evidence,
    edit_evidence,
    edit_relation,
    relate,
    withdraw_evidence,
    withdraw_relation,
)
from articles.admin import DeskAdmin
from articles.admin.narrowing import Withdrawn
from articles.models import Article


def named(annotation: Annotation) -> str:
    """Words to know it by."""
    words = quoted(annotation.latest_anchor.baseline.exact)
    return f"{words} ({annotation.get_kind_display().lower()})"


class LinkAdmin(Bulk, DeskAdmin):
    """What hangs on an annotation, with an action that withdraws it."""

    end: str  # the field that names the annotation whose right decides

    def has_add_permission(self, request) -> bool:
        return may_annotate(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return may_annotate(request.user)
        return obj.withdrawn_at is None and may_edit(request.user, getattr(obj, self.end))

    def get_readonly_fields(self, request, obj=None):
        return self.fixed if obj else ()

    def may_do(self, request, item=None) -> bool:
        if item is None:
            return may_annotate(request.user)
        return may_edit(request.user, getattr(item, self.end))

    def article_of(self, item) -> Article:
        return getattr(item, self.end).article

    def describe(self, item) -> tuple[str, str]:
        annotation = getattr(item, self.end)
        return str(item), f"{named(annotation)} in “{annotation.article.headline}”"


@admin.register(Evidence)
class EvidenceAdmin(LinkAdmin):
    list_display = ("title", "stance", "publisher", "annotation_line", "withdrawn_at")
    list_filter = ("stance", Withdrawn)
    list_select_related = ("annotation__latest_anchor__baseline",)
    search_fields = (
        "title", "publisher", "link", "annotation__latest_anchor__baseline__exact",
        "annotation__article__latest_revision__headline",
    )  # fmt: skip
    sortable_by = ()
    raw_id_fields = ("annotation",)
    fields = ("annotation", "title", "stance", "source_type", "publisher", "link", "archived_link",
              "published_on", "accessed_on")  # fmt: skip
    end, fixed = "annotation", ("annotation",)
    bulk_actions = {"withdraw_selected": withdrawing(withdraw_evidence)}
    bulk_related = (
        "annotation__latest_anchor__baseline", "annotation__article__latest_revision",
    )  # fmt: skip

    @admin.display(description="Of")
    def annotation_line(self, evidence: Evidence) -> str:
        return named(evidence.annotation)

    def save_model(self, request, obj: Evidence, form, change) -> None:
        fields = dict(form.cleaned_data)
        if change:
            edit_evidence(Evidence.objects.get(pk=obj.pk), by=request.user, **fields)
            return
        annotation = fields.pop("annotation")
        if not may_edit(request.user, annotation):
            raise PermissionDenied
        obj.pk = add_evidence(annotation, by=request.user, **fields).pk


@admin.register(Relation)
class RelationAdmin(LinkAdmin):
    list_display = ("from_line", "type", "to_line", "note", "withdrawn_at")
    list_filter = ("type", Withdrawn)
    list_select_related = (
        "from_annotation__latest_anchor__baseline", "to_annotation__latest_anchor__baseline",
    )  # fmt: skip
    search_fields = (
        "note", "from_annotation__latest_anchor__baseline__exact",
        "to_annotation__latest_anchor__baseline__exact",
        "from_annotation__article__latest_revision__headline",
        "to_annotation__article__latest_revision__headline",
    )  # fmt: skip
    sortable_by = ()
    raw_id_fields = ("from_annotation", "to_annotation")
    fields = ("from_annotation", "type", "to_annotation", "note")
    end, fixed = "from_annotation", ("from_annotation", "type", "to_annotation")
    bulk_actions = {"withdraw_selected": withdrawing(withdraw_relation)}
    bulk_related = (*list_select_related, "from_annotation__article__latest_revision")

    @admin.display(description="From")
    def from_line(self, relation: Relation) -> str:
        return named(relation.from_annotation)

    @admin.display(description="To")
    def to_line(self, relation: Relation) -> str:
        return named(relation.to_annotation)

    def describe(self, item: Relation) -> tuple[str, str]:
        start, end = named(item.from_annotation), named(item.to_annotation)
        _title, about = super().describe(item)
        return f"{start} {item.get_type_display()} {end}", about

    def save_model(self, request, obj: Relation, form, change) -> None:
        fields = dict(form.cleaned_data)
        if change:
            edit_relation(Relation.objects.get(pk=obj.pk), by=request.user, note=fields["note"])
            return
        if not may_edit(request.user, fields["from_annotation"]):
            raise PermissionDenied
        obj.pk = relate(
            fields["from_annotation"],
            fields["to_annotation"],
            type=fields["type"],
            note=fields["note"],
            by=request.user,
        ).pk
