"""The shapes of Web Annotations for the OpenAPI description (a test holds the answers to them)."""

from typing import Any

from annotations.w3c.words import CONTEXT, MOTIVATIONS, NOTE_PURPOSE, POSITION, QUOTE

Schema = dict[str, Any]


def _object(required: str = "", /, **properties: Schema) -> Schema:
    """``required`` are names with spaces between them; ``context`` stands for ``@context``."""
    named = {"@context" if name == "context" else name: of for name, of in properties.items()}
    return {"type": "object", "required": required.split(), "properties": named}


def _one_of(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


TEXT: Schema = {"type": "string"}
IRI: Schema = {"type": "string", "format": "uri"}
COUNT: Schema = {"type": "integer", "minimum": 0}
INSTANT: Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}

AGENT = _object("type", id=IRI, type=TEXT, name=TEXT, nickname=TEXT, homepage=IRI)
BODY = _object(
    "type purpose format value",
    type=_one_of("TextualBody"),
    purpose=_one_of(*MOTIVATIONS.values(), NOTE_PURPOSE),
    format=_one_of("application/json", "text/plain"),
    language=TEXT,
    textDirection=_one_of("ltr", "rtl"),
    value={
        "type": "string",
        "description": "The note; or, as JSON, the annotation's `kind`, its detail under the "
        "kind's name, and its `evidence`.",
    },
)
SELECTOR = {
    "oneOf": [
        _object(
            "type exact prefix suffix",
            type=_one_of(QUOTE), exact={"type": "string", "minLength": 1}, prefix=TEXT, suffix=TEXT,
        ),
        _object("type start end", type=_one_of(POSITION), start=COUNT, end=COUNT),
    ]
}  # fmt: skip
ANNOTATION = _object(
    "@context id type motivation created modified creator generator body target",
    context=_one_of(CONTEXT),
    id=IRI,
    type=_one_of("Annotation"),
    motivation=_one_of(*MOTIVATIONS.values()),
    created=INSTANT,
    modified=INSTANT,
    creator=AGENT,
    generator=AGENT,
    body={"type": "array", "items": BODY},
    target=_object(
        "type source scope selector",
        type=_one_of("SpecificResource"),
        source={**IRI, "description": "The text that the positions count in, in code points."},
        scope=IRI,
        selector={"type": "array", "items": SELECTOR},
    ),
)
