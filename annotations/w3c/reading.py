"""Web Annotations, of ours or of other systems, as the input of new annotations.

Ours have a body of JSON with the kind and the typed fields, and a note. Nothing that others wrote is
shown to readers: their bodies become the desk note. Members that nobody here knows are left out.
"""

from dataclasses import dataclass, field
from typing import Any

from rest_framework.exceptions import ParseError

from annotations.choices import Kind
from annotations.models import DETAILS, Source
from annotations.serializers.links import EVIDENCE
from annotations.w3c.selecting import many
from annotations.w3c.words import MOTIVATIONS, NOTE_PURPOSE
from articles.errors import Invalid
from articles.rest.parsing import read_json
from articles.text import clean, project

MOST_ITEMS = 1_000  # annotations in one document
MOST_TARGETS = 20  # of one annotation; whether each is here is looked up
MOST_HTML = 100_000  # code points of a body that are made plain text; a longer one is kept as it is
KIND_HELP = (
    "Say what kind it is: post it to claims/, quotes/, statistics/ or social-embeds/, or give it a "
    "body with the purpose “tagging” and the kind as its value."
)
# Data Model, 3.3.5: what made somebody annotate tells the kind where nothing else does.
KIND_OF = {motivation: kind for kind, motivation in MOTIVATIONS.items()}


@dataclass
class Wanted:
    """``fields`` are a new annotation's, without its place; ``targets`` where it may stand."""

    kind: str
    fields: dict[str, Any]
    targets: list["Target"]


@dataclass(frozen=True)
class Target:
    """``source`` is an address, "" where there is none."""

    source: str
    selectors: list = field(default_factory=list)


def items_of(document: Any) -> list | None:
    """The annotations embedded in a page or collection; None where it is neither.

    Raises Invalid where there are none, too many, or only an address to fetch them from.
    """
    types = many(document.get("type")) if isinstance(document, dict) else []
    if "AnnotationCollection" in types:
        document = next((page for page in many(document.get("first"))), None)
        if not isinstance(document, dict):
            raise _invalid("first", "Embed the page: no address is fetched.")
    elif "AnnotationPage" not in types:
        return None
    items = document.get("items")
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        raise _invalid("items", f"1 to {MOST_ITEMS:,} annotations in a list.")
    return items


def read_annotation(document: Any, kind: str | None = None) -> Wanted:
    """What a document asks for; ``kind`` where the address says it. Raises Invalid."""
    if not isinstance(document, dict) or "Annotation" not in many(document.get("type")):
        raise _invalid("type", "This is not a Web Annotation; addresses are not fetched.")
    bodies, own = [], None
    for body in _bodies(document):
        typed = None if own else _typed(body)
        if typed:
            own = typed
        else:
            bodies.append(body)
    if kind and own and own["kind"] != kind:
        raise _invalid("kind", f"Its body says that it is a {own['kind']}.")
    kind = kind or (own["kind"] if own else _kind_of(document, bodies))
    fields = _own_fields(own, bodies) if own else {}
    lines = [line for body in bodies if (line := _line(body))]
    if not own and isinstance(document.get("id"), str):
        lines.append(f"From {document['id']}")
    if lines:
        fields["desk_note"] = "\n\n".join(lines)
    targets = [_target(target) for target in many(document.get("target"))]
    if len(targets) > MOST_TARGETS:
        raise _invalid("target", f"An annotation has at most {MOST_TARGETS} targets.")
    return Wanted(kind, fields, targets)


def _bodies(document: dict) -> list:
    """All of them; those of a set each for itself."""
    value, found = document.get("bodyValue"), []
    if isinstance(value, str):
        found.append({"type": "TextualBody", "value": value})
    for body in many(document.get("body")):
        is_set = isinstance(body, dict) and isinstance(body.get("items"), list)
        found += body["items"] if is_set else [body]
    return found


def _typed(body: Any) -> dict | None:
    """What the JSON body of an annotation of ours says."""
    if not isinstance(body, dict) or body.get("format") != "application/json":
        return None
    try:
        typed = read_json(_text(body))
    except ParseError:
        return None
    kind = typed.get("kind") if isinstance(typed, dict) else None
    known = isinstance(kind, str) and kind in DETAILS and isinstance(typed.get(kind), dict)
    return typed if known else None


def _own_fields(own: dict, bodies: list) -> dict[str, Any]:
    """Takes the note out of ``bodies``."""
    kind, notes = own["kind"], []
    for body in list(bodies):
        if isinstance(body, dict) and NOTE_PURPOSE in many(body.get("purpose")) and _text(body):
            notes.append(_text(body))
            bodies.remove(body)
    fields = {kind: portable(kind, own[kind]), "note": "\n\n".join(notes)}
    if "evidence" in own:
        fields["evidence"] = portable_evidence(own["evidence"])
    return fields


def portable(kind: str, detail: dict) -> dict[str, Any]:
    """The detail as it is shown made input: its source by id only where that id has this name here."""
    detail, name = dict(detail), DETAILS[kind].source_field
    source = detail.get(name)
    if isinstance(source, dict) and isinstance(source.get("name"), str):
        detail[name] = _source_here(source)
    if isinstance(rating := detail.get("rating"), dict):
        detail["rating"] = rating.get("slug")
    return detail


def portable_evidence(evidence: Any) -> list:
    """Evidence as it is shown made input: without its ids."""
    return [
        {name: item[name] for name in EVIDENCE if name in item} if isinstance(item, dict) else item
        for item in many(evidence)
    ]


def _source_here(source: dict) -> dict:
    pk = source.get("id")
    if type(pk) is int and 0 < pk < 2**63 and Source.objects.filter(pk=pk, name=source["name"]):
        return {"id": pk}
    return {"name": source["name"]}


def _kind_of(document: dict, bodies: list) -> str:
    tags = [_text(body).strip().lower() for body in bodies if _is_tag(body)]
    for motivation in many(document.get("motivation")):
        if isinstance(motivation, str):
            tags.append(KIND_OF.get(motivation.removeprefix("oa:"), ""))
    known = next((tag for tag in tags if tag in Kind.values), None)
    if known is None:
        raise _invalid("kind", KIND_HELP)
    return known


def _is_tag(body: Any) -> bool:
    return isinstance(body, dict) and "tagging" in many(body.get("purpose"))


def _text(body: dict) -> str:
    value = body.get("value")
    return value if isinstance(value, str) else ""


def _line(body: Any) -> str:
    """What a body of another system says, for the desk."""
    if isinstance(body, str):
        return body
    if not isinstance(body, dict):
        return ""
    if value := _text(body):
        if body.get("format") == "text/html" and len(value) <= MOST_HTML:
            value = project(clean(value))
        return f"Tag: {value}" if _is_tag(body) else value
    return _address(body.get("source")) or _address(body)


def _target(target: Any) -> Target:
    if not isinstance(target, dict):
        return Target(_address(target))
    return Target(_address(target.get("source", target)), many(target.get("selector")))


def _address(resource: Any) -> str:
    """Of a resource that is one, or has one."""
    if isinstance(resource, dict):
        resource = resource.get("id")
    return resource if isinstance(resource, str) else ""


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(message, {field: [message]})
