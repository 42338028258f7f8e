"""Changes of what hangs on annotations in plain words."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse

from annotations.admin.telling.named import Named
from annotations.choices import RelationType
from annotations.models import Comment, Correction, Evidence, Relation
from annotations.services.warnings import shorten
from articles.admin.telling import Entry, Field, fields_of
from articles.models import Change

HANGING = {
    "created": " added",
    "edited": " changed",
    "withdrawn": " withdrew",
    "resolved": " resolved",
    "reopened": " reopened",
}


def _with_rows(changes: list[Change], model: type[models.Model]) -> list[tuple[Change, Any]]:
    """The changes that can be told here, each with the row it is about. One query."""
    rows = model.objects.in_bulk([change.subject_id for change in changes])
    known = [change for change in changes if change.verb in HANGING and change.subject_id in rows]
    return [(change, rows[change.subject_id]) for change in known]


def tell_evidence(changes: list[Change]) -> Iterator[Entry]:
    """Two queries."""
    told = _with_rows(changes, Evidence)
    named = Named(row.annotation_id for _change, row in told)
    for change, row in told:
        phrase = f"{HANGING[change.verb]} the evidence “{shorten(row.title)}” for"
        pk = row.annotation_id
        yield Entry(change, phrase, named.name(pk), named.url(pk), _fields(change, row))


def tell_relation(changes: list[Change]) -> Iterator[Entry]:
    """Two queries."""
    told = _with_rows(changes, Relation)
    named = Named(
        pk for _change, row in told for pk in (row.from_annotation_id, row.to_annotation_id)
    )
    did = {
        "created": " noted that",
        "edited": " changed the note on that",
        "withdrawn": " took back that",
    }
    for change, row in told:
        here, there = row.from_annotation_id, row.to_annotation_id
        phrase = f"{did[change.verb]} {named.name(here)} {RelationType(row.type).label}"
        fields = _fields(change, row)
        yield Entry(change, phrase, named.name(there), named.url(there), fields)


def tell_correction(changes: list[Change]) -> Iterator[Entry]:
    """One query."""
    told = _with_rows(changes, Correction)
    for change, row in told:
        url = reverse("admin:annotations_correction_change", args=[row.pk])
        fields = _fields(change, row)
        note = "" if fields else change.after.get("text", row.text)
        phrase = " told readers of" if change.verb == "created" else HANGING[change.verb]
        yield Entry(change, phrase, "a correction", url, fields, note=note)


def tell_comment(changes: list[Change]) -> Iterator[Entry]:
    """Two queries."""
    told = _with_rows(changes, Comment)
    named = Named(row.annotation_id for _change, row in told)
    for change, row in told:
        said = (
            " commented on" if change.verb == "created" else f"{HANGING[change.verb]} a comment on"
        )
        pk = row.annotation_id
        url = f"{named.url(pk)}#comments"
        yield Entry(change, said, named.name(pk), url, note=row.text)


def _fields(change: Change, row: models.Model) -> tuple[Field, ...]:
    """The columns that differ, choices by their labels."""
    if change.verb != "edited":
        return ()

    def shown(name: str, value: Any) -> str:
        choices = dict(row._meta.get_field(name).flatchoices)
        return str(choices.get(value, "" if value is None else value))

    return fields_of(change, shown)
