"""Comments between colleagues, and readers' reports."""

from rest_framework import serializers

from annotations.models import Comment, Report
from annotations.serializers.links import AnnotationField
from annotations.serializers.models import ModelIn
from annotations.serializers.notices import said
from articles.rest.input import api_url, utc
from articles.serializers import ArticleNameOut, show_article_name


class NewCommentIn(ModelIn):
    annotation = AnnotationField()
    validate_text = staticmethod(said)

    class Meta:
        model = Comment
        fields = ("annotation", "text")


class ToSettleOut(serializers.Serializer):
    """What is open until somebody resolves it."""

    id = serializers.IntegerField()
    url = serializers.URLField()
    text = serializers.CharField()
    created_at = serializers.DateTimeField()
    resolved_by = serializers.CharField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)


class CommentOut(ToSettleOut):
    annotation = serializers.IntegerField()
    by = serializers.CharField(allow_null=True)


class ReportOut(ToSettleOut):
    article = ArticleNameOut()
    revision = serializers.IntegerField(help_text="The number of the one that was read.")
    annotation = serializers.IntegerField(allow_null=True)
    words = serializers.CharField(allow_blank=True, help_text="Those that are wrong, if told.")


def show_comment(comment: Comment) -> dict:
    return {
        **_to_settle("comments", comment),
        "annotation": comment.annotation_id,
        "by": comment.by.username if comment.by else None,
    }


def show_report(report: Report) -> dict:
    return {
        **_to_settle("reports", report),
        "article": show_article_name(report.article, report.article.headline),
        "revision": report.revision.number,
        "annotation": report.annotation_id,
        "words": report.words,
    }


def _to_settle(collection: str, item: Comment | Report) -> dict:
    return {
        "id": item.pk,
        "url": api_url(collection, item.pk),
        "text": item.text,
        "created_at": utc(item.at),
        "resolved_by": item.resolved_by.username if item.resolved_by else None,
        "resolved_at": utc(item.resolved_at),
    }
