"""Typed links between annotations."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import Annotation, Relation
from annotations.services.locking import require_standing
from annotations.services.visibility import tell_updated, touch_pages
from articles.errors import Invalid
from articles.services import assign, lock_article, record_change

TWICE = "This relation exists already."
TO_ITSELF = "An annotation cannot be related to itself."


@transaction.atomic
def relate(
    from_annotation: Annotation, to_annotation: Annotation, *, type: str, by, note: str = ""
) -> Relation:
    """Link two annotations. Raises Invalid to itself, or where the same link stands already."""
    if from_annotation == to_annotation:
        raise Invalid(TO_ITSELF, {"to": [TO_ITSELF]})
    lock_article(from_annotation.article)
    try:
        with transaction.atomic():
            relation = Relation.objects.create(
                from_annotation=from_annotation,
                to_annotation=to_annotation,
                type=type,
                note=note,
                created_by=by,
            )
    except IntegrityError:
        raise Invalid(TWICE, {"to": [TWICE]}) from None
    _record(
        relation,
        "created",
        by=by,
        after={"type": type, "from": from_annotation.pk, "to": to_annotation.pk},
    )
    return relation


@transaction.atomic
def edit_relation(relation: Relation, *, by, note: str) -> Relation:
    """Change its note; another type or end is another relation. Raises WrongState if withdrawn."""
    _lock(relation)
    before, after = assign(relation, {"note": note})
    if after:
        relation.version += 1
        relation.save()
        _record(relation, "edited", by=by, before=before, after=after)
    return relation


@transaction.atomic
def withdraw_relation(relation: Relation, *, by) -> Relation:
    """Take it from every page; the row stays. Raises WrongState when withdrawn already."""
    _lock(relation)
    relation.withdrawn_at = timezone.now()
    relation.version += 1
    relation.save()
    _record(relation, "withdrawn", by=by)
    return relation


def _lock(relation: Relation) -> None:
    annotation = relation.from_annotation
    lock_article(annotation.article)
    relation.refresh_from_db()
    relation.from_annotation = annotation
    require_standing(relation)


def _record(relation: Relation, verb: str, **kwargs) -> None:
    article = relation.from_annotation.article
    record_change(relation, verb, article=article, **kwargs)
    ends = Annotation.objects.filter(
        pk__in=[relation.from_annotation_id, relation.to_annotation_id]
    )
    if not ends.filter(is_public=False).exists():
        tell_updated(ends)
    touch_pages(article)
