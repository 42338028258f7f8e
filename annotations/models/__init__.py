from annotations.models.annotation import Anchor, Annotation, Baseline
from annotations.models.details import DETAILS, Claim, Detail, Quote, SocialEmbed, Statistic
from annotations.models.links import Evidence, Relation
from annotations.models.source import Source

__all__ = [
    "DETAILS",
    "Anchor",
    "Annotation",
    "Baseline",
    "Claim",
    "Detail",
    "Evidence",
    "Quote",
    "Relation",
    "SocialEmbed",
    "Source",
    "Statistic",
]
