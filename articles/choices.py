"""The closed lists of words that articles use. Values are what the API shows."""

from django.core.validators import RegexValidator
from django.db.models import TextChoices


class ArticleState(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    READY = "ready", "Ready"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class Action(TextChoices):
    """What moves an article from one state to another."""

    SUBMIT = "submit", "Submit for review"
    READY = "ready", "Mark as ready"
    RETURN = "return", "Return to draft"
    PUBLISH = "publish", "Publish"
    UNPUBLISH = "unpublish", "Unpublish"
    ARCHIVE = "archive", "Archive"
    RESTORE = "restore", "Restore as draft"


class EventAction(TextChoices):
    """What the public feed tells of an article or annotation."""

    PUBLISHED = "published", "Published"
    UPDATED = "updated", "Updated"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Scope(TextChoices):
    """What a token may be let do. Each but the first lets it read drafts, too: whoever writes
    sees what was written."""

    READ_DRAFTS = "read_drafts", "Read drafts"
    ANNOTATE = "annotate", "Annotate"
    REVIEW = "review", "Review"
    EDIT = "edit", "Edit articles"
    PUBLISH = "publish", "Publish"


S = ArticleState
# action: (the states it leads from, the state it leads to)
TRANSITIONS: dict[Action, tuple[tuple[ArticleState, ...], ArticleState]] = {
    Action.SUBMIT: ((S.DRAFT,), S.IN_REVIEW),
    Action.READY: ((S.IN_REVIEW,), S.READY),
    Action.RETURN: ((S.IN_REVIEW, S.READY), S.DRAFT),
    Action.PUBLISH: ((S.DRAFT, S.IN_REVIEW, S.READY, S.PUBLISHED), S.PUBLISHED),
    Action.UNPUBLISH: ((S.PUBLISHED,), S.DRAFT),
    Action.ARCHIVE: ((S.PUBLISHED,), S.ARCHIVED),
    Action.RESTORE: ((S.ARCHIVED,), S.DRAFT),
}


# BCP 47, as far as articles use it: a language, then subtags ("de", "en-GB", "zh-Hant-TW").
LANGUAGE_TAG = RegexValidator(
    r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", "Give a language tag, such as en, de or pt-BR."
)

# Codes of languages written from right to left (CLDR), for `dir` on pages.
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)


def direction(language: str) -> str:
    """``"rtl"`` or ``"ltr"`` for a BCP 47 language tag such as ``"ar"`` or ``"en-GB"``."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
