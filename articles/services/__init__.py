"""One function per operation. They assume an authorised caller and validated input."""

from articles.errors import Invalid, PublicationWarnings, Refusal, StaleBase, WrongState
from articles.services.articles import create_article, edit_article, free_slug, lock_article
from articles.services.changes import assign, record_change
from articles.services.colliding import try_again
from articles.services.events import (
    Subject,
    number_events,
    record_article,
    record_events,
    record_withdrawn,
)
from articles.services.images import add_image, edit_image, images_at, shown_images
from articles.services.once import claim_request, remember_answer
from articles.services.previews import preview_link
from articles.services.revisions import KEEP, refuse_long_body, restore_revision, save_revision
from articles.services.taxonomy import create_filing, edit_filing, find_or_create_section
from articles.services.tokens import create_token, find_token, revoke_token
from articles.services.workflow import (
    allowed_actions,
    perform,
    publication_checklist,
    publication_warnings,
    publish,
)

__all__ = [
    "KEEP",
    "Invalid",
    "PublicationWarnings",
    "Refusal",
    "StaleBase",
    "Subject",
    "WrongState",
    "add_image",
    "allowed_actions",
    "assign",
    "claim_request",
    "create_article",
    "create_filing",
    "create_token",
    "edit_article",
    "edit_filing",
    "edit_image",
    "find_or_create_section",
    "find_token",
    "free_slug",
    "images_at",
    "lock_article",
    "number_events",
    "perform",
    "preview_link",
    "publication_checklist",
    "publication_warnings",
    "publish",
    "record_article",
    "record_change",
    "record_events",
    "record_withdrawn",
    "refuse_long_body",
    "remember_answer",
    "restore_revision",
    "revoke_token",
    "save_revision",
    "shown_images",
    "try_again",
]
