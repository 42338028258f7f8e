from annotations.models.annotation import Anchor, Annotation, Baseline
from annotations.models.comment import Comment
from annotations.models.correction import Correction
from annotations.models.details import (
    DETAIL_PATHS,
    DETAILS,
    Claim,
    Detail,
    Quote,
    SocialEmbed,
    Statistic,
)
from annotations.models.idempotency import IdempotencyKey
from annotations.models.links import Evidence, Relation
from annotations.models.rating import Rating
from annotations.models.report import Report
from annotations.models.source import Source

__all__ = [
    "DETAILS",
    "DETAIL_PATHS",
    "Anchor",
    "Annotation",
    "Baseline",
    "Claim",
    "Comment",
    "Correction",
    "Detail",
    "Evidence",
    "IdempotencyKey",
    "Quote",
    "Rating",
    "Relation",
    "Report",
    "SocialEmbed",
    "Source",
    "Statistic",
]
