"""Many operations in one request, and what came of each."""

from collections.abc import Collection
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.serializers.annotations import AnnotationOut
from articles.rest.input import AN_ID, Choice, Flag, Strict
from articles.rest.keyset import LARGEST_ID
from articles.rest.meanings import PROBLEM

MOST_OPERATIONS = 200
OPS = (
    "create", "update", "approve", "withdraw", "restore", "confirm", "reattach", "undo",
)  # fmt: skip
VERSION = {"oneOf": [{"type": "integer"}, {"type": "string", "const": "*"}]}


@extend_schema_field(VERSION)
class VersionField(serializers.Field):
    """The version that was read, or "*" for any."""

    default_error_messages = {"shape": "Give the version as a number, or *."}

    def to_internal_value(self, data: Any) -> int | str:
        return data if data == "*" or type(data) is int else self.fail("shape")


class OperationIn(Strict):
    """What an operation has of its own; the other members are those of the single route."""

    OWN = frozenset({"op", "id", "version"})

    op = Choice([(op, op) for op in OPS])
    id = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    version = VersionField(required=False)


def _operation(ops: Collection[str], **members: dict) -> dict:
    properties = {"op": {"type": "string", "enum": list(ops)}, **members}
    return {"type": "object", "required": list(properties), "properties": properties}


@extend_schema_field(
    {
        "oneOf": [
            _operation(["create"]),
            _operation(
                [op for op in OPS if op != "create"],
                id=AN_ID,
                version={**VERSION, "description": "As in If-Match."},
            ),
        ],
        "description": "Beside these, what the single route takes.",
    }
)
class OperationField(serializers.Field):
    default_error_messages = {"shape": "Give an object."}

    def to_internal_value(self, data: Any) -> dict:
        return data if isinstance(data, dict) else self.fail("shape")


class BulkIn(Strict):
    atomic = Flag(default=True, help_text="All or none; else each by itself.")
    operations = serializers.ListField(
        child=OperationField(), min_length=1, max_length=MOST_OPERATIONS
    )


@extend_schema_field({**PROBLEM, "description": "Where it was not done."})
class ProblemField(serializers.DictField):
    pass


class ResultOut(serializers.Serializer):
    index = serializers.IntegerField(help_text="Of the operation, from 0.")
    status = serializers.IntegerField(help_text="As the single route would have answered.")
    annotation = AnnotationOut(required=False, help_text="Where it was done.")
    problem = ProblemField(required=False)


class BulkOut(serializers.Serializer):
    results = ResultOut(many=True)
