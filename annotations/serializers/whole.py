"""A whole article with its annotations as one JSON document, out and in again.

``{"format", "version", "article", "annotations", "relations"}``. Nothing in it is an id: annotations
have a ``key`` of the document, sources stand in full, filing and ratings go by slug.
"""

from functools import cached_property
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from annotations.choices import Kind, Reason, RelationType, State, Status
from annotations.models import DETAILS, Annotation, Baseline, Rating, Source
from annotations.serializers.annotations import MOST_EVIDENCE
from annotations.serializers.details import DETAIL_IN, show_detail
from annotations.serializers.links import EVIDENCE, SOURCE, EvidenceIn, SourceIn
from articles.choices import LANGUAGE_TAG
from articles.models import Article, Revision
from articles.rest.input import LARGEST_NUMBER, Choice, Slug, Strict, Text

FORMAT, VERSION = "newsroom-article", 1
MOST_ANNOTATIONS, MOST_FILED = 5_000, 50
ROOM = Baseline._meta.get_field("prefix").max_length
WORDS = ("exact", "prefix", "suffix")


def show_whole(article: Article, revision: Revision, annotations: list[Annotation]) -> dict:
    """``annotations`` come with all that they show (see api.shown), in the order of their ids."""
    keys = {annotation.pk: key for key, annotation in enumerate(annotations, start=1)}
    lead = revision.lead_image
    return {
        "format": FORMAT,
        "version": VERSION,
        "article": {
            "headline": revision.headline,
            "standfirst": revision.standfirst,
            "body": revision.body,
            "lead_image": lead.src if lead else None,
            "slug": article.slug,
            "language": article.language,
            "section": _filed(article.section) if article.section else None,
            "topics": [_filed(topic) for topic in article.topics.all()],
            "authors": [_filed(byline.author) for byline in article.byline_set.all()],
        },
        "annotations": [_annotation(item, key) for item, key in zip(annotations, keys.values(), strict=True)],
        "relations": [
            {
                "type": relation.type,
                "from": keys[relation.from_annotation_id],
                "to": keys[relation.to_annotation_id],
                "note": relation.note,
            }
            for annotation in annotations
            for relation in sorted(annotation.relations_from.all(), key=lambda each: each.pk)
            if relation.to_annotation_id in keys
        ],
    }  # fmt: skip


def _filed(item) -> dict:
    return {"slug": item.slug, "name": item.name}


def _annotation(annotation: Annotation, key: int) -> dict[str, Any]:
    anchor, kind = annotation.latest_anchor, annotation.kind
    return {
        "key": key,
        "kind": kind,
        "status": annotation.status,
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.words or None,
        "state": anchor.state,
        "reason": anchor.reason,
        "baseline": {name: getattr(anchor.baseline, name) for name in WORDS},
        "note": annotation.note,
        "desk_note": annotation.desk_note,
        kind: _detail(annotation),
        "evidence": [
            {name: getattr(item, name) for name in EVIDENCE} for item in annotation.evidence.all()
        ],
    }


def _detail(annotation: Annotation) -> dict[str, Any]:
    shown = show_detail(annotation.kind, annotation.detail)
    for name in shown:
        value = getattr(annotation.detail, name)
        if isinstance(value, Source):
            shown[name] = {part: getattr(value, part) for part in SOURCE}
        elif isinstance(value, Rating):
            shown[name] = value.slug
    return shown


def _text(**options: Any) -> Text:
    return Text(trim_whitespace=False, **{"allow_blank": True, **options})


def _offset() -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=0, max_value=LARGEST_NUMBER, allow_null=True, help_text="Null when lost."
    )


class WholeFilingIn(Strict):
    slug = Slug(max_length=100)
    name = Text(max_length=200)


class WholeArticleIn(Strict):
    headline = Text(max_length=300)
    standfirst = _text(required=False, default="")
    body = _text(required=False, default="")
    lead_image = Text(required=False, allow_null=True, default=None, help_text="Its address.")
    slug = Slug(max_length=120, required=False, default="")
    language = Text(max_length=35, required=False, default="en", validators=[LANGUAGE_TAG])
    section = WholeFilingIn(required=False, allow_null=True, default=None)
    topics = WholeFilingIn(many=True, required=False, default=list, max_length=MOST_FILED)
    authors = WholeFilingIn(many=True, required=False, default=list, max_length=MOST_FILED)


class BaselineIn(Strict):
    exact = _text(allow_blank=False)
    prefix = _text(max_length=ROOM)
    suffix = _text(max_length=ROOM)


class WholeSourceIn(SourceIn):
    """Found by name and disambiguation, or made."""

    class Meta(SourceIn.Meta):
        validators = ()


class PartIn(Strict):
    """What the annotations of every kind have; state and reason are judged anew."""

    key = serializers.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
    status = Choice(Status.choices)
    start, end = _offset(), _offset()
    exact = _text(allow_null=True, help_text="The words there now.")
    state = Choice(State.choices, required=False)
    reason = Choice(Reason.choices, required=False, allow_blank=True)
    baseline = BaselineIn(help_text="The words that it was made for.")
    note = _text(required=False, default="")
    desk_note = _text(required=False, default="")
    evidence = EvidenceIn(many=True, required=False, default=list, max_length=MOST_EVIDENCE)

    def validate(self, part: dict) -> dict:
        start, end = part["start"], part["end"]
        if (start is None) != (end is None) or (start is None) != (part["exact"] is None):
            raise serializers.ValidationError("Give start, end and exact, or none of them.")
        if start is not None and start >= end:
            raise serializers.ValidationError("It ends after it starts.")
        return part


def _detail_in(kind: str) -> type[serializers.Serializer]:
    source = DETAILS[kind].source_field
    body = {source: WholeSourceIn(required=False, allow_null=True)} if source else {}
    meta = type("Meta", (DETAIL_IN[kind].Meta,), {})
    return type(f"Whole{DETAIL_IN[kind].__name__}", (DETAIL_IN[kind],), {**body, "Meta": meta})


def _part_in(kind: Kind) -> type[PartIn]:
    fields = {
        "kind": Choice([(kind.value, kind.label)]),
        kind.value: _detail_in(kind.value)(),
    }
    return type(f"Whole{kind.name.title().replace('_', '')}In", (PartIn,), fields)


PART_IN = {kind.value: _part_in(kind) for kind in Kind}


@extend_schema_field(
    PolymorphicProxySerializer("WholeAnnotationIn", PART_IN, resource_type_field_name="kind")
)
class PartField(serializers.Field):
    """An annotation of the document, by the shape of its kind."""

    default_error_messages = {"shape": "Give an object.", "kind": "Its kind is not known."}

    @cached_property
    def parts(self) -> dict[str, PartIn]:
        """One for each kind and document: to make the fields takes longer than to check with them."""
        return {kind: part() for kind, part in PART_IN.items()}

    def to_internal_value(self, data: Any) -> dict:
        if not isinstance(data, dict):
            self.fail("shape")
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in PART_IN:
            self.fail("kind")
        return self.parts[kind].run_validation(data)

    def to_representation(self, value: Any) -> Any:
        return value


class WholeRelationIn(Strict):
    def get_fields(self):
        fields = super().get_fields()
        for name in ("from", "to"):  # the first is a word of Python's
            fields[name] = serializers.IntegerField(help_text="An annotation's key.")
        return fields

    type = Choice(RelationType.choices)
    note = _text(required=False, default="")


class WholeIn(Strict):
    format = Choice([(FORMAT, FORMAT)])
    version = Choice([(VERSION, VERSION)])
    article = WholeArticleIn()
    annotations = serializers.ListField(
        child=PartField(), required=False, default=list, max_length=MOST_ANNOTATIONS
    )
    relations = WholeRelationIn(
        many=True, required=False, default=list, max_length=MOST_ANNOTATIONS
    )

    def validate_annotations(self, parts: list[dict]) -> list[dict]:
        keys = [part["key"] for part in parts]
        if len(set(keys)) < len(keys):
            raise serializers.ValidationError("Each key is one annotation's.")
        return parts

    def validate(self, whole: dict) -> dict:
        keys = {part["key"] for part in whole["annotations"]}
        for relation in whole["relations"]:
            if not {relation["from"], relation["to"]} <= keys:
                raise serializers.ValidationError({"relations": ["No annotation has this key."]})
        return whole


class TakenPartOut(serializers.Serializer):
    key = serializers.IntegerField()
    id = serializers.IntegerField()
    url = serializers.URLField()
    status = serializers.ChoiceField(Status.choices)
    reason = serializers.CharField(
        allow_blank=True, help_text="Why the status is another: `permission_denied`, `incomplete`."
    )


class WholeTakenOut(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.URLField()
    slug = serializers.CharField()
    dropped_images = serializers.ListField(child=serializers.CharField())
    annotations = TakenPartOut(many=True)
