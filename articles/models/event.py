"""What became public, changed for readers, or ceased to be: the feed that other programs follow."""

from django.db import models
from django.db.models import Q

from articles.choices import EventAction
from articles.models.article import Article


class Event(models.Model):
    """One thing that readers could see: that it came, changed, or went. It holds no content.

    ``subject`` is "article" or "annotation" and ``kind`` the annotation's kind; ``at`` is when it
    is true for readers, for a scheduled article the time to come. ``number`` is its place in the
    feed, given after the commit (services/events.py), null until then.
    """

    number = models.BigIntegerField(null=True, unique=True)
    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    # Without the database's own check, which locks the article's row: two changes that tell of each
    # other's articles would wait for each other.
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    action = models.CharField(max_length=20, choices=EventAction.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["article", "number"], name="event_of_article"),
            models.Index(fields=["kind", "number"], name="event_of_kind"),
            models.Index(fields=["subject", "subject_id", "-id"], name="event_of_subject"),
            models.Index(
                fields=["at", "id"], name="event_unnumbered", condition=Q(number__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_action_known", condition=Q(action__in=EventAction.values)
            ),
            models.CheckConstraint(
                name="event_subject_known",
                condition=Q(subject="article", kind="") | (Q(subject="annotation") & ~Q(kind="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.action}"
