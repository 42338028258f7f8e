"""What the workspace posts, read with distrust: from JSON to the items that services take."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied

from annotations.choices import Kind, Status
from annotations.forms import DETAIL_FORMS, DetailForm
from annotations.models import DETAILS, Annotation
from annotations.permissions import may_annotate, may_approve, may_edit, may_rate, may_undo
from annotations.services import Item, last_actions
from annotations.services.workspace import ACTIONS, REATTACH, UNDO
from articles.errors import Invalid
from articles.models import Article, Change

REF = re.compile(r"[0-9]{1,18}|new-[0-9]{1,9}")
MAX_ITEMS = 5000
NEEDED = "Needed before it can be approved."
BY_APPROVERS = ("approve", "withdraw", "restore", "confirm")


@dataclass
class Posted:
    """The items, and what is wrong with the fields: ref → field → messages."""

    items: list[Item] = field(default_factory=list)
    errors: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def read_items(raw: str, article: Article | None, *, by) -> Posted:
    """Check form, fields and rights of every item.

    Raises Invalid for what the workspace's own script never posts, PermissionDenied for what this
    person may not do.
    """
    rows = _rows(raw)
    ids = [row["ref"] for row in rows if not row["ref"].startswith("new-")]
    here = Annotation.objects.filter(article=article, pk__in=ids).select_related(*DETAILS)
    known = {str(annotation.pk): annotation for annotation in here}
    undone = last_actions([known[row["ref"]].pk for row in rows if _is_undone(row, known)])
    posted = Posted()
    for row in rows:
        annotation = known.get(row["ref"])
        if annotation is None and not row["ref"].startswith("new-"):
            raise Invalid(f"Annotation {row['ref']} is not one of this article.")
        _require_right(row, annotation, undone, by)
        item, errors = _item(row, annotation, by)
        posted.items.append(item)
        if errors:
            posted.errors[item.ref] = errors
    return posted


def _rows(raw: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(raw)
        json.dumps(rows, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, RecursionError):
        raise Invalid("The annotations are not readable JSON; nothing was saved.") from None
    if not isinstance(rows, list) or len(rows) > MAX_ITEMS:
        raise Invalid(f"The annotations are a list of at most {MAX_ITEMS}.")
    rows = [_row(row) for row in rows]
    refs = [row["ref"] for row in rows]
    if len(set(refs)) < len(refs):
        raise Invalid("An annotation is listed twice.")
    return rows


def _row(row: Any) -> dict[str, Any]:
    """The row with every key there and of its type. Raises Invalid."""
    if not isinstance(row, dict):
        raise Invalid("Each annotation is an object.")
    full = {
        "ref": row.get("ref"),
        "kind": row.get("kind"),
        "version": row.get("version", 0),
        "start": row.get("start"),
        "end": row.get("end"),
        "detail": row.get("detail"),
        "note": row.get("note"),
        "desk_note": row.get("desk_note"),
        "action": row.get("action") or "",
    }
    checks = {
        "ref": isinstance(full["ref"], str) and REF.fullmatch(full["ref"]),
        "kind": full["kind"] in Kind.values,
        "version": _is_count(full["version"]),
        "start": full["start"] is None or _is_count(full["start"]),
        "end": full["end"] is None or _is_count(full["end"]),
        "detail": full["detail"] is None or _is_detail(full["detail"]),
        "note": full["note"] is None or isinstance(full["note"], str),
        "desk_note": full["desk_note"] is None or isinstance(full["desk_note"], str),
        "action": full["action"] in ("", REATTACH, *ACTIONS),
    }
    wrong = [name for name, right in checks.items() if not right]
    if wrong:
        raise Invalid(f"An annotation has a wrong {', '.join(wrong)}.")
    return full


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _is_detail(value: Any) -> bool:
    return isinstance(value, dict) and all(
        item is None or isinstance(item, (str, int, float)) for item in value.values()
    )


def _is_undone(row: dict[str, Any], known: dict[str, Annotation]) -> bool:
    return row["action"] == UNDO and row["ref"] in known


def _require_right(
    row: dict[str, Any], annotation: Annotation | None, undone: dict[int, Change], user
) -> None:
    edited = any(row[name] is not None for name in ("detail", "note", "desk_note"))
    if annotation is None:
        allowed = may_annotate(user)
    elif edited or row["action"] == REATTACH:
        allowed = may_edit(user, annotation)
    else:
        allowed = True
    if row["action"] in BY_APPROVERS:
        allowed = allowed and may_approve(user)
    if row["action"] == UNDO and annotation is not None:
        line = undone.get(annotation.pk)
        allowed = allowed and may_undo(user, annotation, line and line.verb)
    if not allowed:
        raise PermissionDenied


def _item(row: dict[str, Any], annotation: Annotation | None, user) -> tuple[Item, dict]:
    kind = annotation.kind if annotation else row["kind"]
    form = _form(row, annotation, kind, user)
    errors = {name: list(lines) for name, lines in form.errors.items()}
    errors = errors or form.instance.contradictions()
    approved = annotation is not None and annotation.status == Status.APPROVED
    if not errors and (row["action"] == "approve" or approved):
        errors = {name: [NEEDED] for name in form.instance.missing()}
    typed = {name: form.cleaned_data.get(name) for name in DetailForm.NOTES}
    typed["detail"] = form.detail if row["detail"] is not None else None
    return Item(**{**row, "kind": kind, **typed}), errors


def _form(row: dict[str, Any], annotation: Annotation | None, kind: str, user) -> DetailForm:
    data = {
        name: "" if value is None else str(value) for name, value in (row["detail"] or {}).items()
    }
    data |= {name: row[name] for name in DetailForm.NOTES if row[name] is not None}
    instance = annotation.detail if annotation else DETAILS[kind]()
    return DETAIL_FORMS[kind](data, only=set(data), instance=instance, may_rate=may_rate(user))
