"""One function per operation. They assume an authorised caller and validated input."""

from annotations.services.anchors import confirm, reattach
from annotations.services.annotations import create_annotation, edit_annotation
from annotations.services.comments import comment, reopen, resolve
from annotations.services.evidence import add_evidence, edit_evidence, withdraw_evidence
from annotations.services.once import claim_key, remember_save
from annotations.services.relations import edit_relation, relate, withdraw_relation
from annotations.services.reports import report, resolve_report
from annotations.services.sources import (
    create_source,
    edit_source,
    find_or_create_source,
    merge_source,
    sources_called,
)
from annotations.services.transitions import approve, restore, withdraw
from annotations.services.undoing import last_actions, undo
from annotations.services.workspace import Item, Saved, save_workspace

__all__ = [
    "Item",
    "Saved",
    "add_evidence",
    "approve",
    "claim_key",
    "comment",
    "confirm",
    "create_annotation",
    "create_source",
    "edit_annotation",
    "edit_evidence",
    "edit_relation",
    "edit_source",
    "find_or_create_source",
    "last_actions",
    "merge_source",
    "reattach",
    "relate",
    "remember_save",
    "reopen",
    "report",
    "resolve",
    "resolve_report",
    "restore",
    "save_workspace",
    "sources_called",
    "undo",
    "withdraw",
    "withdraw_evidence",
    "withdraw_relation",
]
