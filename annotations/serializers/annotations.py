"""Annotations in native JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.anchoring import context
from annotations.choices import Kind, Reason, State, Status
from annotations.models import Anchor, Annotation
from annotations.serializers.details import DETAIL_IN, DETAIL_OUT, show_detail
from annotations.serializers.links import (
    EvidenceIn,
    EvidenceOut,
    RelationFromIn,
    RelationOut,
    show_evidence,
    show_relation,
)
from annotations.serializers.places import PlaceIn
from articles.rest.input import Choice, Strict, Text, api_url, utc
from articles.serializers import ArticleInListOut, ArticleKey, show_article_name
from articles.text.units import utf16_of

MOST_EVIDENCE = MOST_RELATIONS = 50  # in one request


class AnnotationEditIn(Strict):
    """The detail stands under the kind's own name; what is left out stays as it is.

    Evidence and relations have versions of their own, and are written at their own addresses.
    """

    elsewhere = {
        "evidence": "Evidence is added at evidence/, changed and withdrawn at evidence/ID/.",
        "relations": "Relations are added at relations/, changed and withdrawn at relations/ID/.",
        "status": "It is moved by approve/, withdraw/ and restore/ below the annotation.",
        **dict.fromkeys(
            ("exact", "start", "end"), "Its place is moved by reattach/ below the annotation."
        ),
    }

    note = Text(required=False, allow_blank=True, trim_whitespace=False, help_text="For readers.")
    desk_note = Text(
        required=False, allow_blank=True, trim_whitespace=False, help_text="For colleagues."
    )


class NewAnnotationIn(AnnotationEditIn, PlaceIn):
    article = ArticleKey()
    evidence = EvidenceIn(many=True, required=False, max_length=MOST_EVIDENCE)
    relations = RelationFromIn(
        many=True, required=False, max_length=MOST_RELATIONS, help_text="That start at it."
    )


def _for_kind(
    base: type, name: str, kind: Kind, *, named: bool | None = None
) -> type[serializers.Serializer]:
    """``base`` with the detail of the kind; ``named``: whether ``kind`` must, or may, be given."""
    fields: dict[str, Any] = {kind.value: DETAIL_IN[kind.value](required=False)}
    if named is not None:
        fields["kind"] = Choice([(kind.value, kind.label)], required=named)
    return type(name.format(kind.name.title().replace("_", "")), (base,), fields)


# What each kind takes: to create under annotations/, under the kind's own list, and to edit.
NEW_IN = {kind.value: _for_kind(NewAnnotationIn, "New{}In", kind, named=True) for kind in Kind}
NEW_OF_KIND_IN = {
    kind.value: _for_kind(NewAnnotationIn, "New{}OfKindIn", kind, named=False) for kind in Kind
}
EDIT_IN = {kind.value: _for_kind(AnnotationEditIn, "{}EditIn", kind) for kind in Kind}


class AnyEditIn(AnnotationEditIn):
    """For the description: the detail of the annotation's own kind only."""

    claim = DETAIL_IN["claim"](required=False)
    quote = DETAIL_IN["quote"](required=False)
    statistic = DETAIL_IN["statistic"](required=False)
    social_embed = DETAIL_IN["social_embed"](required=False)


class WordsOut(serializers.Serializer):
    exact = serializers.CharField()
    prefix = serializers.CharField(allow_blank=True)
    suffix = serializers.CharField(allow_blank=True)


class ArticleInAnnotationOut(ArticleInListOut):
    """Its name; all of it but its text with ``include=article``."""

    NAME = ("id", "url", "slug", "headline")

    def get_fields(self):
        fields = super().get_fields()
        for name in fields.keys() - set(self.NAME):
            fields[name].required, fields[name].is_expansion = False, True
        return fields


class RelationInAnnotationOut(RelationOut):
    def get_fields(self):
        return {**super().get_fields(), "annotation": OtherEndOut(required=False)}


@extend_schema_field({"$ref": "#/components/schemas/AnnotationOut"})
class OtherEndOut(serializers.Field):
    """The annotation at the other end, with ``include=relations``."""


class AnnotationOut(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.URLField()
    kind = serializers.ChoiceField(Kind.choices)
    status = serializers.ChoiceField(Status.choices)
    version = serializers.IntegerField()
    is_public = serializers.BooleanField()
    article = ArticleInAnnotationOut()
    revision = serializers.IntegerField(help_text="The number of the revision it stands in here.")
    start = serializers.IntegerField(
        allow_null=True, help_text="Code points, or what `offset_unit` says; null when lost."
    )
    end = serializers.IntegerField(allow_null=True)
    exact = serializers.CharField(allow_null=True, help_text="The words there now.")
    prefix = serializers.CharField(allow_null=True, allow_blank=True)
    suffix = serializers.CharField(allow_null=True, allow_blank=True)
    baseline = WordsOut(allow_null=True, help_text="What it was made for, where that differs.")
    state = serializers.ChoiceField(State.choices)
    reason = serializers.ChoiceField(Reason.choices, allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    claim = DETAIL_OUT["claim"](required=False)
    quote = DETAIL_OUT["quote"](required=False)
    statistic = DETAIL_OUT["statistic"](required=False)
    social_embed = DETAIL_OUT["social_embed"](required=False)
    evidence = EvidenceOut(many=True)
    relations = RelationInAnnotationOut(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(
        allow_null=True, help_text="When readers could first see it, or will."
    )
    desk_note = serializers.CharField(required=False, allow_blank=True, help_text="Desk.")
    created_by = serializers.CharField(required=False, allow_null=True, help_text="Desk.")
    approved_by = serializers.CharField(required=False, allow_null=True, help_text="Desk.")
    approved_at = serializers.DateTimeField(required=False, allow_null=True, help_text="Desk.")


def show_annotation(
    annotation: Annotation, anchor: Anchor, headline: str, *, desk: bool, utf16: bool = False
) -> dict:
    """``anchor`` is the one to show, ``headline`` its article's as the caller may see it.

    The annotation comes with its relations and evidence prefetched as the caller may see them.
    """
    article, kind = annotation.article, annotation.kind
    data = {
        "id": annotation.pk,
        "url": api_url("annotations", annotation.pk),
        "kind": kind,
        "status": annotation.status,
        "version": annotation.version,
        "is_public": annotation.is_public and article.is_public,
        "article": show_article_name(article, headline),
        **_show_place(anchor, desk=desk, utf16=utf16),
        "note": annotation.note,
        kind: show_detail(kind, annotation.detail),
        "evidence": [show_evidence(item) for item in annotation.evidence.all()],
        "relations": [show_relation(item) for item in _relations(annotation)],
        "created_at": utc(annotation.created_at),
        "updated_at": utc(annotation.updated_at),
        "published_at": utc(annotation.first_public_at),
    }
    return data | _desk_fields(annotation) if desk else data


def _show_place(anchor: Anchor, *, desk: bool, utf16: bool) -> dict[str, Any]:
    words, start, end = dict.fromkeys(("exact", "prefix", "suffix")), anchor.start, anchor.end
    if anchor.start is not None:
        text = anchor.revision.text
        if utf16:
            start, end = map(utf16_of(text).units, (start, end))
        prefix, suffix = context(text, anchor.start, anchor.end)
        words = {"exact": text[anchor.start : anchor.end], "prefix": prefix, "suffix": suffix}
    made_for = {name: getattr(anchor.baseline, name) for name in words}
    return {
        "revision": anchor.revision.number,
        "start": start,
        "end": end,
        **words,
        # Readers never get it: its context may be of a draft that they may not see.
        "baseline": made_for if desk and made_for != words else None,
        "state": anchor.state,
        "reason": anchor.reason,
    }


def _relations(annotation: Annotation) -> list:
    both = [*annotation.relations_from.all(), *annotation.relations_to.all()]
    return sorted(both, key=lambda relation: relation.pk)


def _desk_fields(annotation: Annotation) -> dict[str, Any]:
    made, approved = annotation.created_by, annotation.approved_by
    return {
        "desk_note": annotation.desk_note,
        "created_by": made.username if made else None,
        "approved_by": approved.username if approved else None,
        "approved_at": utc(annotation.approved_at),
    }
