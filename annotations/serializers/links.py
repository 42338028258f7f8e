"""Sources, evidence and relations."""

from rest_framework import serializers

from annotations.models import Annotation, Evidence, Relation, Source
from annotations.serializers.models import ModelIn, ModelOut, validate_name
from articles.rest.input import Strict, Text, api_url

SOURCE = ("name", "disambiguation", "type", "description", "same_as")
EVIDENCE = (
    "title", "publisher", "link", "archived_link", "published_on", "accessed_on", "source_type",
    "stance",
)  # fmt: skip


class SourceIn(ModelIn):
    validate_name = staticmethod(validate_name)

    class Meta:
        model = Source
        fields = SOURCE


class MergeIn(Strict):
    into = serializers.PrimaryKeyRelatedField(
        queryset=Source.objects.all(), help_text="The id of the one that stays."
    )


class SourceOut(ModelOut):
    url = serializers.URLField()
    merged_into = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Source
        fields = ("id", "url", *SOURCE, "merged_into")


class EvidenceIn(ModelIn):
    class Meta:
        model = Evidence
        fields = EVIDENCE


class AnnotationField(serializers.PrimaryKeyRelatedField):
    """An annotation by id, among those that the writer (context ``user``) may see."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Annotation.objects.all(), **kwargs)

    def get_queryset(self):
        return Annotation.objects.visible_to(self.context["user"]).select_related("article")


class NewEvidenceIn(EvidenceIn):
    annotation = AnnotationField()

    class Meta(EvidenceIn.Meta):
        fields = ("annotation", *EVIDENCE)


class EvidenceOut(ModelOut):
    url = serializers.URLField()
    annotation = serializers.IntegerField()

    class Meta:
        model = Evidence
        fields = ("id", "url", "annotation", *EVIDENCE)


class RelationIn(Strict):
    """Another type or end is another relation: only the note can be edited."""

    note = Text(required=False, allow_blank=True, trim_whitespace=False)


class RelationFromIn(ModelIn):
    """A relation that starts at an annotation in the making."""

    to = AnnotationField()

    class Meta:
        model = Relation
        fields = ("type", "to", "note")


class NewRelationIn(RelationFromIn):
    def get_fields(self):
        return {**super().get_fields(), "from": AnnotationField()}  # a word of Python's


class RelationOut(ModelOut):
    url = serializers.URLField()

    def get_fields(self):
        fields = super().get_fields()
        fields["from"], fields["to"] = serializers.IntegerField(), serializers.IntegerField()
        return fields

    class Meta:
        model = Relation
        fields = ("id", "url", "type", "note")


def show_source(source: Source) -> dict:
    return {
        "id": source.pk,
        "url": api_url("sources", source.pk),
        **{name: getattr(source, name) for name in SOURCE},
        "merged_into": source.merged_into_id,
    }


def show_evidence(evidence: Evidence) -> dict:
    return {
        "id": evidence.pk,
        "url": api_url("evidence", evidence.pk),
        "annotation": evidence.annotation_id,
        **{name: getattr(evidence, name) for name in EVIDENCE},
    }


def show_relation(relation: Relation) -> dict:
    return {
        "id": relation.pk,
        "url": api_url("relations", relation.pk),
        "type": relation.type,
        "from": relation.from_annotation_id,
        "to": relation.to_annotation_id,
        "note": relation.note,
    }
