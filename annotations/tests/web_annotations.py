"""Holds Web Annotations to the W3C's Data Model, each MUST under the section that says it.

Where the model leaves more open than an interchange of ours should, the rules are stricter: those
of section "+". ``broken(node, read)`` names the rules that a document breaks.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
SELECTORS = {
    "FragmentSelector", "CssSelector", "XPathSelector", "TextQuoteSelector", "TextPositionSelector",
    "DataPositionSelector", "SvgSelector", "RangeSelector",
}  # fmt: skip
AGENTS = {"Person", "Organization", "Software"}
CLASSES = {"Dataset", "Image", "Video", "Sound", "Text", "TextualBody"}
SETS = {"Choice", "Composite", "List", "Independents"}
ANNOTATION_TERMS = {
    "@context", "id", "type", "body", "bodyValue", "target", "created", "modified", "generated",
    "creator", "generator", "audience", "accessibility", "motivation", "rights", "canonical", "via",
    "stylesheet",
}  # fmt: skip
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
MEDIA_TYPE = re.compile(r"(application|audio|font|image|message|model|multipart|text|video)/\S+")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

Node = dict[str, Any]
Read = Callable[[str], str]  # the text at an address
RULES: dict[str, list[tuple[str, Callable[[Node, Read], bool]]]] = {
    "Annotation": [], "AnnotationCollection": [], "AnnotationPage": [],
}  # fmt: skip


def rule(name: str, *types: str):
    """``name`` begins with the model's section."""

    def register(holds: Callable) -> Callable:
        for each in types or ("Annotation",):
            RULES[each].append((name, holds))
        return holds

    return register


def broken(node: Any, read: Read) -> list[str]:
    """The names of the rules that it breaks, or what is embedded in it."""
    kinds = [kind for kind in RULES if isinstance(node, dict) and kind in many(node.get("type"))]
    if len(kinds) != 1:
        return ["3.1 type"]
    names = []
    for name, holds in RULES[kinds[0]]:
        try:
            good = holds(node, read)
        except (TypeError, KeyError, AttributeError, ValueError):
            good = False
        if not good:
            names.append(name)
    for inside in _embedded(node):
        names += broken(inside, read)
    return names


def _embedded(node: Node) -> Iterator[Any]:
    yield from (item for item in many(node.get("items")) if isinstance(item, dict))
    yield from (page for page in many(node.get("first")) if isinstance(page, dict))


def many(value: Any) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and bool(IRI.fullmatch(value))


def one(value: Any) -> Any:
    """The only value, whether in a list or not; raises ValueError where there are more or none."""
    [only] = many(value)
    return only


def absent_or(holds: Callable[[Any], bool], value: Any) -> bool:
    return value is None or holds(one(value))


def is_moment(value: Any) -> bool:
    return bool(MOMENT.fullmatch(value)) and datetime.fromisoformat(value) is not None


def bodies(node: Node) -> list:
    return many(node.get("body"))


def resources(node: Node) -> list[Node]:
    """The bodies and targets that are objects."""
    return [item for item in [*bodies(node), *many(node["target"])] if isinstance(item, dict)]


def selectors(node: Node) -> list:
    return [
        each for target in resources(node) for each in many(target.get("selector"))
    ]  # fmt: skip


def of_type(node: Node, kind: str) -> list[Node]:
    return [item for item in selectors(node) if isinstance(item, dict) and item["type"] == kind]


def agents(node: Node) -> list:
    return [*many(node.get("creator")), *many(node.get("generator"))]


ALL = ("Annotation", "AnnotationCollection", "AnnotationPage")


@rule("3.1 context", *ALL)
def _(node, read):
    return CONTEXT in many(node["@context"])


@rule("3.1 id", *ALL)
def _(node, read):
    return is_iri(one(node["id"]))


@rule("3.1 target")
def _(node, read):
    return len(many(node["target"])) > 0


@rule("3.2 targets are addresses or resources")
def _(node, read):
    return all(
        is_iri(each) or is_iri(each.get("id")) or "source" in each or one(each["type"]) in SETS
        for each in many(node["target"])
    )  # fmt: skip


@rule("3.2 bodies are addresses, texts or resources")
def _(node, read):
    def known(body) -> bool:
        if isinstance(body, str):
            return is_iri(body)
        is_set = body.get("type") in SETS
        return (
            is_set
            or sum(name in body for name in ("value", "source")) == 1
            or is_iri(body.get("id"))
        )

    return all(map(known, bodies(node)))


@rule("3.2.1 format")
def _(node, read):
    return all(
        absent_or(lambda value: bool(MEDIA_TYPE.fullmatch(value)), item.get("format"))
        for item in resources(node)
    )


@rule("3.2.1 language")
def _(node, read):
    return all(
        absent_or(lambda value: bool(LANGUAGE.fullmatch(value)), item.get(name))
        for item in resources(node)
        for name in ("language", "processingLanguage")
    )


@rule("3.2.1 textDirection")
def _(node, read):
    return all(
        absent_or(lambda value: value in ("ltr", "rtl", "auto"), item.get("textDirection"))
        for item in resources(node)
    )


@rule("3.2.2 classes of bodies")
def _(node, read):
    return all(
        each in CLASSES | SETS | {"SpecificResource"}
        for item in resources(node)
        for each in many(item.get("type"))
    )


@rule("3.2.4 textual bodies have one value")
def _(node, read):
    texts = [body for body in bodies(node) if body.get("type") == "TextualBody"]
    return all(isinstance(one(body["value"]), str) for body in texts)


@rule("3.2.5 body or bodyValue")
def _(node, read):
    return not ("body" in node and "bodyValue" in node) and absent_or(
        lambda value: isinstance(value, str), node.get("bodyValue")
    )


@rule("3.3.1 moments", *ALL)
def _(node, read):
    names = ("created", "modified", "generated")
    everywhere = [node, *(resources(node) if "target" in node else [])]
    return all(absent_or(is_moment, item.get(name)) for item in everywhere for name in names)


@rule("3.3.2 agents")
def _(node, read):
    def known(agent) -> bool:
        if isinstance(agent, str):
            return is_iri(agent)
        return (
            absent_or(is_iri, agent.get("id"))
            and one(agent["type"]) in AGENTS
            and all(isinstance(name, str) and name for name in many(agent.get("name")))
            and absent_or(lambda name: isinstance(name, str) and bool(name), agent.get("nickname"))
            and all(map(is_iri, many(agent.get("homepage"))))
        )

    return all(map(known, agents(node)))


@rule("3.3.5 purposes are motivations")
def _(node, read):
    return all(
        each in MOTIVATIONS for item in resources(node) for each in many(item.get("purpose"))
    )


@rule("3.3.6 rights", *ALL)
def _(node, read):
    return all(map(is_iri, many(node.get("rights"))))


@rule("3.3.7 canonical and via")
def _(node, read):
    return absent_or(is_iri, node.get("canonical")) and all(map(is_iri, many(node.get("via"))))


@rule("4 a specific resource has one source")
def _(node, read):
    specific = [item for item in resources(node) if "selector" in item or "source" in item]
    return all(is_iri(one(item["source"])) for item in specific)


@rule("4.2 selectors are known")
def _(node, read):
    return all(one(each["type"]) in SELECTORS for each in selectors(node))


@rule("4.2.4 text quote")
def _(node, read):
    return all(
        isinstance(one(each["exact"]), str)
        and all(absent_or(lambda text: isinstance(text, str), each.get(name)) for name in AROUND)
        for each in of_type(node, "TextQuoteSelector")
    )


@rule("4.2.5 text position")
def _(node, read):
    return all(
        type(one(each[name])) is int and one(each[name]) >= 0
        for each in of_type(node, "TextPositionSelector")
        for name in ("start", "end")
    )


@rule("4.6 scope")
def _(node, read):
    return all(is_iri(each) for item in resources(node) for each in many(item.get("scope")))


@rule("5.1 label", "AnnotationCollection", "AnnotationPage")
def _(node, read):
    return all(isinstance(label, str) and label for label in many(node.get("label")))


@rule("5.1 total", "AnnotationCollection", "AnnotationPage")
def _(node, read):
    return absent_or(is_count, node.get("total"))


@rule("5.1 first", "AnnotationCollection")
def _(node, read):
    if node.get("total") == 0:
        return "first" not in node
    first = one(node["first"])
    return is_iri(first) or "AnnotationPage" in many(first["type"])


@rule("5.1 last", "AnnotationCollection")
def _(node, read):
    return absent_or(is_iri, node.get("last"))


@rule("5.2 items", "AnnotationPage")
def _(node, read):
    return isinstance(node["items"], list) and all(
        is_iri(item) or "Annotation" in many(item["type"]) for item in node["items"]
    )


@rule("5.2 partOf", "AnnotationPage")
def _(node, read):
    return is_iri(node["partOf"]["id"]) and node["partOf"]["type"] == "AnnotationCollection"


@rule("5.2 next and prev", "AnnotationPage")
def _(node, read):
    return all(absent_or(is_iri, node.get(name)) for name in ("next", "prev"))


@rule("5.2 startIndex", "AnnotationPage")
def _(node, read):
    return absent_or(is_count, node.get("startIndex"))


AROUND = ("prefix", "suffix")


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


@rule("+ one known motivation")
def _(node, read):
    return node["motivation"] in MOTIVATIONS


@rule("+ only the context's own terms")
def _(node, read):
    return node.keys() <= ANNOTATION_TERMS


@rule("+ no member is null", *ALL)
def _(node, read):
    return not any(value is None for value in _values(node))


def _values(value: Any) -> Iterator[Any]:
    yield value
    for inside in value.values() if isinstance(value, dict) else many(value):
        if inside is not value:
            yield from _values(inside) if isinstance(inside, dict | list) else [inside]


@rule("+ a quote has words, prefix and suffix")
def _(node, read):
    quotes = of_type(node, "TextQuoteSelector")
    return all(each["exact"].strip() and each.keys() >= set(AROUND) for each in quotes)


@rule("+ a position starts before it ends")
def _(node, read):
    return all(each["start"] < each["end"] for each in of_type(node, "TextPositionSelector"))


@rule("+ modified after it was created")
def _(node, read):
    return node["created"] <= node["modified"]


@rule("+ the words stand at the position in the source")
def _(node, read):
    target = one(node["target"])
    positions = of_type(node, "TextPositionSelector")
    if not positions:
        return True
    text, [place], [quote] = read(target["source"]), positions, of_type(node, "TextQuoteSelector")
    before, after = text[: place["start"]], text[place["end"] :]
    return (
        text[place["start"] : place["end"]] == quote["exact"]
        and before.endswith(quote["prefix"])
        and after.startswith(quote["suffix"])
    )
