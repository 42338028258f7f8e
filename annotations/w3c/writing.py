"""Annotations of ours as Web Annotations; the sections named are the Data Model's."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from annotations.anchoring import context
from annotations.models import Anchor, Annotation
from annotations.serializers.details import show_detail
from annotations.serializers.links import EVIDENCE
from annotations.w3c.words import CONTEXT, MOTIVATIONS, NOTE_PURPOSE, POSITION, QUOTE
from articles.choices import direction
from articles.rest.input import api_url, utc

Node = dict[str, Any]


def web_annotation(annotation: Annotation, anchor: Anchor, *, desk: bool) -> Node:
    """``anchor`` is the one to show. Evidence is prefetched as the caller may see it.

    The typed fields are a body of JSON text, which survives every JSON-LD processor; the note is a
    body of its own. Who made it is told to the desk alone: for readers it is the newsroom.
    """
    by = annotation.created_by if desk else None
    return {
        "@context": CONTEXT,
        "id": api_url("annotations", annotation.pk),
        "type": "Annotation",
        "motivation": MOTIVATIONS[annotation.kind],
        "created": _instant(annotation.created_at),
        "modified": _instant(annotation.updated_at),
        "creator": {"type": "Person", "nickname": by.username} if by else _newsroom(),
        "generator": {
            "id": settings.SITE_URL + reverse("api-root"),
            "type": "Software",
            "name": f"{settings.SITE_NAME} API",
            "homepage": api_url("docs"),
        },
        "body": _bodies(annotation),
        "target": _target(annotation, anchor),
    }


def text_url(anchor: Anchor) -> str:
    """Of the text that the anchor counts in."""
    number = anchor.revision.number
    url = api_url("articles", anchor.revision.article_id, "revisions", number, "text")
    return url.removesuffix("/")


def _newsroom() -> Node:
    return {
        "id": f"{settings.SITE_URL}/#organization",
        "type": "Organization",
        "name": settings.SITE_NAME,
        "homepage": f"{settings.SITE_URL}/",
    }


def _bodies(annotation: Annotation) -> list[Node]:
    kind = annotation.kind
    evidence = [
        {name: getattr(item, name) for name in EVIDENCE} for item in annotation.evidence.all()
    ]
    typed = {"kind": kind, kind: show_detail(kind, annotation.detail), "evidence": evidence}
    bodies = [
        {
            "type": "TextualBody",
            "purpose": MOTIVATIONS[kind],
            "format": "application/json",
            "value": json.dumps(typed, ensure_ascii=False),
        }
    ]
    if annotation.note:
        language = annotation.article.language
        bodies.append(
            {
                "type": "TextualBody",
                "purpose": NOTE_PURPOSE,
                "format": "text/plain",
                "language": language,
                "textDirection": direction(language),
                "value": annotation.note,
            }
        )
    return bodies


def _target(annotation: Annotation, anchor: Anchor) -> Node:
    """A lost one has the words that it was made for and no position: they are not in the source."""
    return {
        "type": "SpecificResource",
        "source": text_url(anchor),
        "scope": settings.SITE_URL + annotation.article.get_absolute_url(),
        "selector": _selectors(anchor),
    }


def _selectors(anchor: Anchor) -> list[Node]:
    if anchor.start is None:
        made_for = anchor.baseline
        return [_quote(made_for.exact, made_for.prefix, made_for.suffix)]
    prefix, suffix = context(anchor.revision.text, anchor.start, anchor.end)
    return [
        _quote(anchor.words, prefix, suffix),
        {"type": POSITION, "start": anchor.start, "end": anchor.end},
    ]


def _quote(exact: str, prefix: str, suffix: str) -> Node:
    return {"type": QUOTE, "exact": exact, "prefix": prefix, "suffix": suffix}


def _instant(moment: datetime) -> str:
    """3.3.1: xsd:dateTime in UTC with a Z; whole seconds, which every reader of dates takes."""
    return utc(moment.replace(microsecond=0))
