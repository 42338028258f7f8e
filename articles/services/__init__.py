"""One function per operation. They assume an authorised caller and validated input."""

from articles.errors import Invalid, PublicationWarnings, Refusal, StaleBase, WrongState
from articles.services.articles import create_article, edit_article, free_slug, lock_article
from articles.services.changes import assign, record_change
from articles.services.revisions import refuse_long_body, restore_revision, save_revision
from articles.services.taxonomy import find_or_create_section
from articles.services.workflow import allowed_actions, perform, publication_warnings, publish

__all__ = [
    "Invalid",
    "PublicationWarnings",
    "Refusal",
    "StaleBase",
    "WrongState",
    "allowed_actions",
    "assign",
    "create_article",
    "edit_article",
    "find_or_create_section",
    "free_slug",
    "lock_article",
    "perform",
    "publication_warnings",
    "publish",
    "record_change",
    "refuse_long_body",
    "restore_revision",
    "save_revision",
]
