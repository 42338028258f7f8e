"""Serializers made from models: their fields, choices and validators are declared once, there."""

from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.fields import LONGEST_LINE, MOST_LINES, LinesField, validate_lines
from annotations.folding import fold
from annotations.models import Source
from articles.rest.input import AN_ID, Choice, Flag, Strict, Text
from articles.rest.keyset import LARGEST_ID

FOLDED_ROOM = Source._meta.get_field("folded_name").max_length
NAME_ROOM = Source._meta.get_field("name").max_length


class ModelIn(Strict, serializers.ModelSerializer):
    serializer_choice_field = Choice
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.BooleanField: Flag,
    }

    def build_standard_field(self, field_name, model_field):
        if isinstance(model_field, LinesField):
            child = Text(max_length=LONGEST_LINE, validators=model_field.each)
            rules = {"max_length": MOST_LINES, "validators": [validate_lines]}
            return serializers.ListField, {"child": child, "required": False, **rules}
        field_class, options = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, models.TextField):
            options["trim_whitespace"] = False  # running text stays as it was typed
        return field_class, options


class ModelOut(serializers.ModelSerializer):
    """Every field is always there."""

    def build_standard_field(self, field_name, model_field):
        if isinstance(model_field, LinesField):
            return serializers.ListField, {"child": serializers.CharField()}
        return super().build_standard_field(field_name, model_field)

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.required = True
        return fields


def validate_name(name: str) -> str:
    """A source's name, which must have something to look it up by."""
    folded = fold(name)
    if not folded:
        raise serializers.ValidationError("A source needs a name.")
    if len(folded) > FOLDED_ROOM:  # a few ligatures fold to many letters
        raise serializers.ValidationError("This name is too long.")
    return name


NEW_SOURCE = ("disambiguation", "type", "same_as")  # what describes it where it is new


class SourceNameIn(ModelIn):
    id = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    name = Text(required=False, max_length=NAME_ROOM, validators=[validate_name])

    class Meta:
        model = Source
        fields = ("id", "name", *NEW_SOURCE)
        validators = ()  # a name may be known or new


class SourceNameOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


@extend_schema_field(
    {
        "description": "A source by id or by name. One of this name (and disambiguation, if "
        "given) is found, or made with what else is given; an existing one stays as it is.",
        "oneOf": [
            AN_ID,
            {
                "type": "object",
                "properties": {
                    "id": AN_ID,
                    "name": {"type": "string", "minLength": 1, "maxLength": NAME_ROOM},
                    **{name: {"type": "string"} for name in NEW_SOURCE},
                },
                "additionalProperties": False,
                "anyOf": [{"required": ["id"]}, {"required": ["name"]}],
            },
        ],
    }
)
class SourceField(serializers.Field):
    """A source by id (``3`` or ``{"id": 3}``) or by name (``{"name": …}``); null for none.

    Gives a Source, or what find_or_create_source takes: the name as a str, or with more a dict.
    """

    default_error_messages = {
        "shape": "Give an id, or an object with an id or a name.",
        "unknown": "There is no source with this id.",
        "described": "A source that is named by its id is described at sources/.",
        "other": "The source with this id has another name; give one of the two.",
    }

    def to_internal_value(self, data: Any) -> Source | str | dict:
        if type(data) is int:
            data = {"id": data}
        if not isinstance(data, dict):
            self.fail("shape")
        serializer = SourceNameIn(data=data)
        serializer.is_valid(raise_exception=True)
        named = serializer.validated_data
        if "id" not in named:
            if "name" not in named:
                self.fail("shape")
            return dict(named) if len(named) > 1 else named["name"]
        if named.keys() & set(NEW_SOURCE):
            self.fail("described")
        source = Source.objects.select_related("merged_into").filter(pk=named["id"]).first()
        if source is None:
            self.fail("unknown")
        if named.get("name", source.name) != source.name:
            self.fail("other")
        return source.merged_into or source
