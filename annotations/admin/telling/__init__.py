"""What annotations add to the timeline: how to tell their changes, and what to show alone."""

from django.db import models

from annotations.admin.telling.annotation import tell_annotation
from annotations.admin.telling.hanging import (
    tell_comment,
    tell_correction,
    tell_evidence,
    tell_relation,
)
from annotations.models import Annotation, Relation
from articles.admin.timeline import Group
from articles.models import Change

ANNOTATIONS = {
    "made": Group("Annotations made and edited", ("annotation",), ("created", "edited")),
    "decided": Group(
        "Decisions on annotations",
        ("annotation",),
        ("approved", "withdrawn", "restored", "confirmed", "reattached", "undone"),
    ),
    "carried": Group(
        "What edits did to annotations", ("annotation",), ("changed", "lost", "intact", "moved")
    ),
    "linked": Group("Evidence and relations", ("evidence", "relation")),
    "corrected": Group("Corrections", ("correction",)),
    "commented": Group("Comments", ("comment",)),
}
TELLERS = {
    "annotation": tell_annotation,
    "evidence": tell_evidence,
    "relation": tell_relation,
    "correction": tell_correction,
    "comment": tell_comment,
}


def changes_of(annotation: Annotation) -> models.QuerySet[Change]:
    """All that was done to an annotation and what hangs on it. One query."""
    pk = annotation.pk
    relations = Relation.objects.filter(models.Q(from_annotation=pk) | models.Q(to_annotation=pk))
    hanging = {
        "evidence": annotation.evidence,
        "relation": relations,
        "correction": annotation.corrections,
        "comment": annotation.comments,
    }
    wanted = models.Q(subject="annotation", subject_id=pk)
    for subject, rows in hanging.items():
        wanted |= models.Q(subject=subject, subject_id__in=rows.order_by().values("pk"))
    return Change.objects.filter(wanted)
