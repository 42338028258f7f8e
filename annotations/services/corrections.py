"""Corrections: public notices on an article."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Annotation, Correction
from annotations.services.locking import require_standing
from annotations.services.visibility import touch_pages
from articles.choices import ArticleState, EventAction
from articles.errors import Invalid
from articles.models import Article
from articles.services import assign, lock_article, record_article, record_change

SAME = "The old and the new wording are the same."


@transaction.atomic
def add_correction(
    article: Article,
    *,
    by,
    text: str,
    annotation: Annotation | None = None,
    old_wording: str = "",
    new_wording: str = "",
) -> Correction:
    """Tell readers what was wrong. Public at once, as far as the article is.

    Raises Invalid where the annotation is another article's, or both wordings are the same.
    """
    lock_article(article)
    correction = Correction(
        article=article,
        annotation=annotation,
        text=text,
        old_wording=old_wording,
        new_wording=new_wording,
        created_by=by,
    )
    _require_sound(correction)
    correction.save()
    _record(correction, "created", by=by, after={"text": text})
    return correction


@transaction.atomic
def edit_correction(correction: Correction, *, by, **fields: Any) -> Correction:
    """Change text, annotation or wording. Raises WrongState when withdrawn, Invalid as above."""
    _lock(correction)
    before, after = assign(correction, fields)
    _require_sound(correction)
    if after:
        correction.version += 1
        correction.save()
        _record(correction, "edited", by=by, before=before, after=after)
    return correction


@transaction.atomic
def withdraw_correction(correction: Correction, *, by) -> Correction:
    """Take it from every page; the row stays. Raises WrongState when withdrawn already."""
    _lock(correction)
    correction.withdrawn_at = timezone.now()
    correction.version += 1
    correction.save()
    _record(correction, "withdrawn", by=by)
    return correction


def _lock(correction: Correction) -> None:
    article = lock_article(correction.article)
    correction.refresh_from_db()
    correction.article = article
    require_standing(correction)


def _require_sound(correction: Correction) -> None:
    annotation = correction.annotation
    if annotation is not None and annotation.article_id != correction.article_id:
        message = f"{annotation} is in another article."
        raise Invalid(message, {"annotation": [message]})
    if correction.old_wording and correction.old_wording == correction.new_wording:
        raise Invalid(SAME, {"new_wording": [SAME]})


def _record(correction: Correction, verb: str, **kwargs) -> None:
    record_change(correction, verb, article=correction.article, **kwargs)
    if correction.article.state == ArticleState.PUBLISHED:
        record_article(correction.article, EventAction.UPDATED)
    touch_pages(correction.article)
