"""Moving an article from state to state (choices.TRANSITIONS)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.choices import TRANSITIONS, Action, ArticleState, EventAction
from articles.errors import Invalid, PublicationWarnings, WrongState
from articles.models import Article
from articles.services.articles import count_change, lock_article
from articles.services.changes import assign, record_change
from articles.services.events import record_article, record_withdrawn, reschedule_events
from articles.signals import before_publish, visibility_changed


@transaction.atomic
def perform(article: Article, action: Action, *, by, reason: str = "") -> Article:
    """Do any action but ``publish``. Raises WrongState where it does not lead from here."""
    lock_article(article)
    target = _target(article, action)
    fields = {"state": target}
    if target == ArticleState.DRAFT:
        fields["live_revision"] = None  # readers see nothing of a draft
    if not article.was_ever_public:
        fields["published_at"] = None  # a scheduled time that has not come does not count
    return _move(article, action, fields, by=by, reason=reason)


@transaction.atomic
def publish(
    article: Article, *, by, published_at: datetime | None = None, reason: str = ""
) -> Article:
    """Show the latest revision to readers, now or from ``published_at`` on (aware).

    Publishing again moves readers on at once and keeps the date. Raises WrongState where there is
    nothing to publish or the state does not allow it, Invalid where an article that was public
    before would be scheduled, PublicationWarnings where warnings are open and no reason is given.
    """
    lock_article(article)
    _target(article, Action.PUBLISH)
    if article.latest_revision is None:
        raise WrongState("There is nothing to publish yet: the article has no text.")
    now = timezone.now()
    if published_at and published_at > now and article.was_ever_public:
        message = "Only an article that was never public can be scheduled."
        raise Invalid(message, {"published_at": [message]})
    warnings = publication_warnings(article)
    if warnings and not reason:
        raise PublicationWarnings(warnings)
    fields = {
        "state": ArticleState.PUBLISHED,
        "live_revision": article.latest_revision,
        "published_at": published_at or (article.published_at if article.was_ever_public else now),
    }
    if article.live_revision_id != article.latest_revision_id:
        article.live_since = now
    return _move(article, Action.PUBLISH, fields, by=by, reason=reason)


def publication_warnings(article: Article) -> list[str]:
    """What publishing the latest revision would ask about, from every receiver in turn."""
    answers = before_publish.send(sender=Article, article=article, revision=article.latest_revision)
    return [warning for _receiver, warnings in answers for warning in warnings]


def publication_checklist(article: Article) -> list[str]:
    """What is worth a look before publishing: what a good article has, then the warnings.

    The first forbid nothing and need no reason; the warnings do (see ``publish``).
    """
    latest = article.latest_revision
    if latest is None:
        return []
    filed = {
        "It has no standfirst.": bool(latest.standfirst),
        "It is in no section.": article.section_id is not None,
        "No author is named.": article.byline_set.exists(),
    }
    missing = [line for line, is_there in filed.items() if not is_there]
    return missing + publication_warnings(article)


def allowed_actions(article: Article) -> list[Action]:
    """The actions that lead on from the article's state, whoever asks."""
    return [action for action, (states, _target) in TRANSITIONS.items() if article.state in states]


def _target(article: Article, action: Action) -> ArticleState:
    states, target = TRANSITIONS[action]
    if article.state not in states:
        raise WrongState(
            f"“{action.label}” is not possible: the article is "
            f"“{ArticleState(article.state).label}”.",
            state=article.state,
        )
    return target


def _move(article: Article, action: Action, fields, *, by, reason: str) -> Article:
    before, after = assign(article, fields)
    count_change(article, is_seen=bool(after))
    article.save()
    record_change(
        article, action.value, by=by, article=article, before=before, after=after, reason=reason
    )
    _tell_readers(article, before)
    visibility_changed.send(sender=Article, article=article, by=by)
    return article


def _tell_readers(article: Article, before) -> None:
    was_public = before.get("state", article.state) == ArticleState.PUBLISHED
    if article.state != ArticleState.PUBLISHED:
        if was_public:
            record_withdrawn(article)
    elif not was_public:
        record_article(article, EventAction.PUBLISHED)
    elif before:
        reschedule_events(article)
        record_article(article, EventAction.UPDATED)
