"""The desk's side of annotations, and the workspace in the article's form."""

from annotations.admin.annotation import AnnotationAdmin
from annotations.admin.comments import CommentAdmin
from annotations.admin.correction import CorrectionAdmin
from annotations.admin.links import EvidenceAdmin, RelationAdmin
from annotations.admin.rating import RatingAdmin
from annotations.admin.report import ReportAdmin
from annotations.admin.source import SourceAdmin
from annotations.admin.workspace import WorkspaceAdmin

__all__ = [
    "AnnotationAdmin",
    "CommentAdmin",
    "CorrectionAdmin",
    "EvidenceAdmin",
    "RatingAdmin",
    "RelationAdmin",
    "ReportAdmin",
    "SourceAdmin",
    "WorkspaceAdmin",
]
