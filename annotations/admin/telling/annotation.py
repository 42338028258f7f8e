"""Changes of annotations in plain words."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from annotations.admin.telling.named import Named
from annotations.choices import Reason
from annotations.forms import show_number
from annotations.models import DETAILS, Rating, Source
from articles.admin.telling import Entry, Field, fields_of, listed, values_of
from articles.models import Change

DID = {
    "created": " made",
    "approved": " approved",
    "withdrawn": " withdrew",
    "restored": " restored as a draft",
    "confirmed": " confirmed the new words of",
    "reattached": " re-attached to other words",
    "moved": " moved the marks of",
    "changed": "’s edit changed the words of",
    "lost": "’s edit took away the words of",
    "intact": "’s edit brought back the words of",
}
UNDID = {
    "confirmed": " took back the confirmation of",
    "reattached": " took back the re-attachment of",
    "withdrawn": " took back the withdrawal of",
}
REASONS = {reason.value: reason.label for reason in Reason}


def tell_annotation(changes: list[Change]) -> Iterator[Entry]:
    """Three queries."""
    named = Named(change.subject_id for change in changes)
    values = Values(changes)
    for change in changes:
        pk, fields, phrase = change.subject_id, (), DID.get(change.verb)
        if change.verb == "edited":
            fields = values.fields(change, named.kinds.get(pk))
            phrase = f" changed {listed([f'the {field.label}' for field in fields])} of"
        elif change.verb == "undone":
            phrase = UNDID.get(change.reason, " took back a decision on")
        if phrase is None:
            continue
        if "exact" in change.after:
            fields = _words(change)
        note = change.reason if change.verb == "withdrawn" else ""
        if change.verb == "changed":
            note = REASONS.get(change.after.get("reason"), "").capitalize()
        yield Entry(change, phrase, named.name(pk), named.url(pk), fields, note=note)


def _words(change: Change) -> tuple[Field, ...]:
    """The words that an annotation was for, and is for now."""
    before, after = (side.get("exact") or "" for side in (change.before, change.after))
    return (Field("words", before, after),) if before != after else ()


class Values:
    """The typed fields of edits as people read them. Two queries."""

    def __init__(self, changes: list[Change]) -> None:
        naming = {model.source_field for model in DETAILS.values() if model.source_field}
        sources = Source.objects.in_bulk(
            set().union(*(values_of(changes, name) for name in naming))
        )
        ratings = Rating.objects.in_bulk(values_of(changes, "rating"))
        self.rows = {Source: sources, Rating: ratings}

    def fields(self, change: Change, kind: str | None) -> tuple[Field, ...]:
        model = DETAILS.get(kind)
        columns = {field.name: field for field in model._meta.concrete_fields} if model else {}
        shown = fields_of(change, lambda name, value: self.shown(columns.get(name), value))
        labels = {"note": "note for readers", "desk note": "note for the desk"}
        return tuple(field._replace(label=labels.get(field.label, field.label)) for field in shown)

    def shown(self, column: models.Field | None, value: Any) -> str:
        if value in (None, "", [], False):
            return ""
        if column is not None and column.related_model in self.rows:
            return str(self.rows[column.related_model].get(value, value))
        if column is not None and column.choices:
            return dict(column.flatchoices).get(value, str(value))
        if isinstance(column, models.DecimalField):
            return _number(value)
        if isinstance(column, models.BooleanField):
            return "yes"
        return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _number(value: Any) -> str:
    try:
        return show_number(Decimal(value))
    except InvalidOperation:
        return str(value)
