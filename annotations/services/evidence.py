"""Evidence: documents outside that support, dispute or give context."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Annotation, Evidence
from annotations.services.locking import require_standing
from annotations.services.visibility import tell_updated, touch_pages
from articles.services import assign, lock_article, record_change


@transaction.atomic
def add_evidence(annotation: Annotation, *, by, **fields: Any) -> Evidence:
    """Put a document to an annotation. ``fields`` are those of the model, ``title`` at least."""
    lock_article(annotation.article)
    evidence = Evidence.objects.create(annotation=annotation, created_by=by, **fields)
    record_change(
        evidence,
        "created",
        by=by,
        article=annotation.article,
        after={"annotation": annotation.pk, "title": evidence.title},
    )
    _tell(evidence)
    return evidence


@transaction.atomic
def edit_evidence(evidence: Evidence, *, by, **fields: Any) -> Evidence:
    """Change any of its fields. Raises WrongState when withdrawn."""
    _lock(evidence)
    before, after = assign(evidence, fields)
    if after:
        evidence.version += 1
        evidence.save()
        _record(evidence, "edited", by=by, before=before, after=after)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by) -> Evidence:
    """Take it from every page; the row stays. Raises WrongState when withdrawn already."""
    _lock(evidence)
    evidence.withdrawn_at = timezone.now()
    evidence.version += 1
    evidence.save()
    _record(evidence, "withdrawn", by=by)
    return evidence


def _lock(evidence: Evidence) -> None:
    article = lock_article(evidence.annotation.article)
    annotation = evidence.annotation
    evidence.refresh_from_db()
    evidence.annotation, evidence.annotation.article = annotation, article
    require_standing(evidence)


def _record(evidence: Evidence, verb: str, **kwargs) -> None:
    record_change(evidence, verb, article=evidence.annotation.article, **kwargs)
    _tell(evidence)


def _tell(evidence: Evidence) -> None:
    tell_updated(Annotation.objects.filter(pk=evidence.annotation_id))
    touch_pages(evidence.annotation.article)
