"""How every service begins and ends that writes an annotation."""

from django.utils import timezone

from annotations.models import Annotation, Correction, Evidence, Relation
from articles.errors import WrongState
from articles.services import lock_article


def lock_annotation(annotation: Annotation) -> Annotation:
    """Lock its article's row and bring the annotation, its anchors and its detail up to date.

    The article's row is the lock of all its annotations, so that its text cannot move between
    finding a place and writing it.
    """
    lock_article(annotation.article)
    article = annotation.article
    annotation.refresh_from_db(
        from_queryset=Annotation.objects.select_related("latest_anchor__baseline", annotation.kind)
    )
    annotation.article = article
    return annotation


def stamp(annotation: Annotation, *fields: str) -> None:
    """Count a change of fields, status or baseline, and write it with the named fields."""
    annotation.version += 1
    annotation.updated_at = timezone.now()
    annotation.save(update_fields=["version", "updated_at", *fields])


def require_standing(item: Evidence | Relation | Correction) -> None:
    """Raise WrongState where it was withdrawn."""
    if item.withdrawn_at:
        raise WrongState(f"This {item._meta.verbose_name} has been withdrawn.")
