"""Reading JSON strictly: what cannot be kept or would be dropped is refused."""

import json
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

# Lone surrogates cannot be stored, NUL not in PostgreSQL; the other controls are in no text that
# a person typed and break feeds (XML). Tab, line feed and carriage return are fine.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class StrictJSONParser(JSONParser):
    """UTF-8 JSON without NaN, repeated members, control characters and lone surrogates."""

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise RequestDataTooBig
        try:
            return read_json(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ParseError(f"This is not valid JSON: {error}.") from None


def read_json(text: str) -> Any:
    """Raises ParseError for what is no JSON, or has what cannot be kept."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_members_once)
    except RecursionError:
        raise ParseError("The JSON is nested too deeply.") from None
    except ValueError as error:
        raise ParseError(f"This is not valid JSON: {error}.") from None
    _refuse_unkeepable(data)
    return data


def _refuse_constant(name: str):
    raise ValueError(f"{name} is not JSON")


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member stands twice in one object")
    return members


def _refuse_unkeepable(data: Any) -> None:
    """Walk without recursion: JSON may be nested nearly as deeply as the interpreter allows."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and UNKEEPABLE.search(value):
            raise ParseError("Text must not hold control characters or lone surrogates.")
        if isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
