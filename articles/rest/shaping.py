"""Which of an item's members are shown (``?fields=``), and what is shown in full (``?include=``)."""

from collections.abc import Collection

from rest_framework.exceptions import ValidationError

SOME = {
    "type": "object",
    "title": "With `fields`",
    "description": "Only the members that `fields` names.",
}


def names_asked(request, parameter: str, known: Collection[str]) -> frozenset[str] | None:
    """The names in a comma list, None where the request has none. Raises ValidationError."""
    asked = request.query_params.get(parameter)
    if asked is None:
        return None
    names = asked.split(",")
    if unknown := [name for name in names if name not in known]:
        message = f"Not known: {', '.join(unknown)}. Known are {', '.join(sorted(known))}."
        raise ValidationError({parameter: [message]})
    return frozenset(names)


def names_of(known: Collection[str]) -> dict:
    """The schema of a parameter that ``names_asked`` reads."""
    return {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1}


def or_some(schema: dict) -> dict:
    """The schema of an answer that may be narrowed by ``fields``."""
    return {"anyOf": [schema, SOME]}


def whole(schema):
    """The schema without those alternatives: of answers to requests without ``fields``."""
    if isinstance(schema, list):
        return [whole(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    match schema:
        case {"anyOf": [one, {"title": title}]} if title == SOME["title"]:
            return whole(one)
    return {name: whole(item) for name, item in schema.items()}
