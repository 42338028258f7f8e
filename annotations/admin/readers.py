"""What a decision about an annotation means for readers, in a sentence, before it is made."""

from annotations.choices import State
from annotations.models import Annotation
from articles.choices import ArticleState


def when_approved(annotation: Annotation) -> str:
    """``annotation`` has its article and both anchors."""
    article, live = annotation.article, annotation.live_anchor
    published = article.state == ArticleState.PUBLISHED
    if published and live is not None and live.state == State.INTACT:
        when = "with the article" if article.is_scheduled else "at once"
        return f"Readers will see it {when}."
    if annotation.latest_anchor.state != State.INTACT:
        return "Its words were changed or lost: readers do not see it before that is decided."
    what = "the changes of the article are" if published else "the article is"
    return f"Readers will see it once {what} published."


def when_withdrawn(annotation: Annotation) -> str:
    seen = annotation.is_public and annotation.article.is_public
    return "Readers will no longer see it." if seen else ""
