"""The shapes of Web Annotations for the OpenAPI description (a test holds the answers to them)."""

from typing import Any

from annotations.w3c.words import CONTEXT, MOTIVATIONS, NOTE_PURPOSE, POSITION, QUOTE

Schema = dict[str, Any]


def _object(title: str, required: str, /, **properties: Schema) -> Schema:
    """``required`` are names with spaces between them; ``context`` stands for ``@context``."""
    named = {"@context" if name == "context" else name: of for name, of in properties.items()}
    shape = {"type": "object", "required": required.split(), "properties": named}
    return {"title": title, **shape} if title else shape


def _one_of(*words: str) -> Schema:
    return {"type": "string", **({"enum": list(words)} if words[1:] else {"const": words[0]})}


TEXT: Schema = {"type": "string"}
IRI: Schema = {"type": "string", "format": "uri"}
COUNT: Schema = {"type": "integer", "minimum": 0}
INSTANT: Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}

AGENT = _object("WebAgent", "type", id=IRI, type=TEXT, name=TEXT, nickname=TEXT, homepage=IRI)
BODY = _object(
    "WebBody",
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
            "WebTextQuoteSelector", "type exact prefix suffix",
            type=_one_of(QUOTE), exact={"type": "string", "minLength": 1}, prefix=TEXT, suffix=TEXT,
        ),
        _object("WebTextPositionSelector", "type start end", type=_one_of(POSITION), start=COUNT, end=COUNT),
    ]
}  # fmt: skip
ANNOTATION = _object(
    "WebAnnotation",
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
        "WebTarget",
        "type source scope selector",
        type=_one_of("SpecificResource"),
        source={**IRI, "description": "The text that the positions count in, in code points."},
        scope=IRI,
        selector={"type": "array", "items": SELECTOR},
    ),
)

PAGE = _object(
    "WebAnnotationPage",
    "@context id type partOf items",
    context=_one_of(CONTEXT),
    id=IRI,
    type=_one_of("AnnotationPage"),
    partOf=_object("", "id type label", id=IRI, type=_one_of("AnnotationCollection"), label=TEXT),
    startIndex=COUNT,
    next=IRI,
    prev=IRI,
    items={"type": "array", "items": {"oneOf": [ANNOTATION, IRI]}},
)
COLLECTION = _object(
    "WebAnnotationCollection",
    "@context id type label",
    context=_one_of(CONTEXT),
    id=IRI,
    type=_one_of("AnnotationCollection"),
    label=TEXT,
    total={**COUNT, "description": "Only where all stand on the first page."},
    first={"oneOf": [PAGE, IRI], "description": "Missing where there is nothing."},
)
LIST = {
    "oneOf": [COLLECTION, PAGE],
    "description": "A collection with its first page, or with `cursor` another page.",
}

ANYTHING: Schema = {}
NEW = {
    "title": "NewWebAnnotations",
    "description": "A Web Annotation, a page of them, or a collection with its first page within; "
    "what is only an address is not fetched. The kind comes from the route, from the JSON body of "
    "an annotation of ours, from a body with the purpose `tagging`, or from the motivation "
    f"({', '.join(f'`{motivation}`: {kind}' for kind, motivation in MOTIVATIONS.items())}). Bodies "
    "of other systems become the desk note.",
    "anyOf": [
        {
            "type": "object",
            "required": ["type", "target"],
            "properties": {"type": ANYTHING, "target": ANYTHING, "body": ANYTHING},
        },
        {"type": "object", "required": ["type", "items"], "properties": {"type": ANYTHING}},
        {"type": "object", "required": ["type", "first"], "properties": {"type": ANYTHING}},
    ],
}
