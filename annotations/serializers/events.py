"""Events of the public feed."""

from typing import Any

from rest_framework import serializers

from annotations.choices import Kind
from annotations.serializers.annotations import AnnotationOut
from articles.choices import EventAction
from articles.models import Event
from articles.rest.input import api_url, utc
from articles.serializers import ArticleInListOut


class EventOut(serializers.Serializer):
    id = serializers.IntegerField(help_text="Its place in the feed; holes mean nothing.")
    at = serializers.DateTimeField()
    action = serializers.ChoiceField(EventAction.choices)
    subject = serializers.ChoiceField([("article", "Article"), ("annotation", "Annotation")])
    subject_id = serializers.IntegerField()
    url = serializers.URLField(help_text="Of the subject; 404 while it is not public.")
    kind = serializers.ChoiceField(Kind.choices, allow_null=True, help_text="Of an annotation.")
    article_id = serializers.IntegerField(help_text="The article itself, or that it stands in.")
    gone = serializers.BooleanField(
        help_text="A tombstone: readers do not see the subject now, whatever the action was then."
    )
    article = ArticleInListOut(
        allow_null=True, help_text="As readers see it now; null of annotations, and when gone."
    )
    annotation = AnnotationOut(allow_null=True, help_text="Likewise.")


def show_event(event: Event, content: dict[str, Any] | None) -> dict[str, Any]:
    """``content`` is the subject in native JSON as readers see it now; None where they do not."""
    is_article = event.subject == "article"
    return {
        "id": event.number,
        "at": utc(event.at),
        "action": event.action,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "url": api_url("articles" if is_article else "annotations", event.subject_id),
        "kind": event.kind or None,
        "article_id": event.article_id,
        "gone": content is None,
        "article": content if is_article else None,
        "annotation": None if is_article else content,
    }
