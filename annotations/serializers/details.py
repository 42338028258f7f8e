"""The typed fields of the four kinds."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from annotations.choices import Kind
from annotations.models import DETAILS, Detail, Rating, Source
from annotations.serializers.models import ModelIn, ModelOut, SourceField, SourceNameOut


class RatingOut(serializers.ModelSerializer):
    class Meta:
        model = Rating
        fields = ("slug", "label", "value", "meaning")


NAMES = {kind: model.field_names() for kind, model in DETAILS.items()}


def _detail_serializer(
    base: type, kind: str, source: serializers.Field, rating: serializers.Field, end: str
) -> type:
    model = DETAILS[kind]
    meta = type("Meta", (), {"model": model, "fields": NAMES[kind]})
    body: dict[str, Any] = {"Meta": meta, "__doc__": None}
    if model.source_field:
        body[model.source_field] = source
    if kind == Kind.CLAIM:
        body["rating"] = rating
    return type(f"{model.__name__}{end}", (base,), body)


DETAIL_IN: dict[str, type[serializers.Serializer]] = {
    kind: _detail_serializer(
        ModelIn,
        kind,
        SourceField(required=False, allow_null=True),
        serializers.SlugRelatedField(
            slug_field="slug", queryset=Rating.objects.all(), required=False, allow_null=True
        ),
        "DetailIn",
    )
    for kind in DETAILS
}
DETAIL_OUT: dict[str, type[serializers.Serializer]] = {
    kind: _detail_serializer(
        ModelOut, kind, SourceNameOut(allow_null=True), RatingOut(allow_null=True), "DetailOut"
    )
    for kind in DETAILS
}


def show_detail(kind: Kind | str, detail: Detail) -> dict[str, Any]:
    return {name: _shown(getattr(detail, name)) for name in NAMES[kind]}


def _shown(value: Any) -> Any:
    if isinstance(value, Source):
        return {"id": value.pk, "name": value.name}
    if isinstance(value, Rating):
        return {name: getattr(value, name) for name in RatingOut.Meta.fields}
    return decimal_text(value) if isinstance(value, Decimal) else value


def decimal_text(value: Decimal) -> str:
    """In full, without zeros at the end: "2.5", "100", never "1E+2"."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
