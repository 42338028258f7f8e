"""What annotations does when articles tell of something (articles/signals.py)."""

from django.dispatch import receiver

from annotations.services import anchors, visibility, warnings
from articles.signals import before_publish, revision_saved, visibility_changed


@receiver(revision_saved, dispatch_uid="annotations.carry")
def on_revision_saved(sender, article, revision, previous, by, restored, **kwargs) -> None:
    anchors.carry_anchors(article, revision=revision, previous=previous, by=by, restored=restored)


@receiver(visibility_changed, dispatch_uid="annotations.visibility")
def on_visibility_changed(sender, article, by, renamed=False, **kwargs) -> None:
    visibility.refresh_visibility(article)
    if renamed:
        visibility.tell_updated(article.annotations.all())


@receiver(before_publish, dispatch_uid="annotations.warnings")
def on_before_publish(sender, article, revision, **kwargs) -> list[str]:
    return warnings.publication_warnings(article)
