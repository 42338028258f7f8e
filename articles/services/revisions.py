"""Saving text."""

from django.db import transaction
from django.utils import timezone

from articles.errors import Invalid, StaleBase
from articles.models import Article, Image, Revision
from articles.services.articles import lock_article
from articles.services.changes import record_change
from articles.services.images import images_at, shown_images
from articles.signals import revision_saved
from articles.text import clean_report, plain, project

# HTML of a body, in code points: ten times the longest article we know. Cleaning is linear for
# what people write, but a parser can be made to take seconds by a megabyte of "&".
BODY_ROOM = 1_000_000
HEADLINE_ROOM = Revision._meta.get_field("headline").max_length
KEEP = object()  # the lead image of the revision before
CONTENT = ("headline", "standfirst", "body", "lead_image")


@transaction.atomic
def save_revision(
    article: Article,
    *,
    headline: str,
    standfirst: str,
    body: str,
    by,
    base: int,
    lead_image: Image | None = KEEP,
) -> Revision:
    """Save a text and return the latest revision, a new one if anything differs.

    ``body`` is any HTML; it is cleaned here, and loses the images that are not in the library:
    their addresses are the returned revision's ``dropped_images``. ``base`` is the number of the
    revision the writer started from, 0 where there is none yet. Raises StaleBase(latest) where
    somebody saved in the meantime, and Invalid without a headline or with too long a body; then
    nothing is written.
    """
    refuse_long_body(body)
    lock_article(article)
    latest = article.latest_revision
    if base != (latest.number if latest else 0):
        raise StaleBase(latest)
    cleaned = clean_report(body, known=images_at)
    content = {"headline": plain(headline), "standfirst": plain(standfirst), "body": cleaned.body}
    content["lead_image"] = _lead_image(latest) if lead_image is KEEP else lead_image
    if not 0 < len(content["headline"]) <= HEADLINE_ROOM:
        message = f"A headline has 1 to {HEADLINE_ROOM} characters."
        raise Invalid(message, {"headline": [message]})
    revision = latest
    if latest is None or any(getattr(latest, name) != value for name, value in content.items()):
        revision = _write(article, latest, content, by=by, verb="saved")
    revision.dropped_images = cleaned.dropped
    return revision


def _lead_image(revision: Revision | None) -> Image | None:
    return revision.lead_image if revision else None


def refuse_long_body(body: str) -> None:
    """Raise Invalid for a body longer than BODY_ROOM, before anything parses it."""
    if len(body) > BODY_ROOM:
        message = f"A body has at most {BODY_ROOM:,} characters of HTML; this has {len(body):,}."
        raise Invalid(message, {"body": [message]})


@transaction.atomic
def restore_revision(article: Article, revision: Revision, *, by, base: int) -> Revision:
    """Write a new revision with the content of an old one. Raises StaleBase as save_revision."""
    lock_article(article)
    latest = article.latest_revision
    if base != latest.number:
        raise StaleBase(latest)
    content = {name: getattr(revision, name) for name in CONTENT}
    if all(getattr(latest, name) == value for name, value in content.items()):
        return latest
    return _write(article, latest, content, by=by, verb="restored", restored=revision)


def _write(article, latest, content, *, by, verb, restored=None) -> Revision:
    now = timezone.now()
    revision = Revision.objects.create(
        article=article,
        number=latest.number + 1 if latest else 1,
        text=project(content["body"]),
        created_by=by,
        created_at=now,
        **content,
    )
    revision.images.add(*shown_images(revision))
    article.latest_revision = revision
    article.updated_at = now
    article.save(update_fields=["latest_revision", "updated_at"])
    record_change(
        article,
        verb,
        by=by,
        article=article,
        before={"revision": latest.number if latest else 0},
        after={"revision": revision.number},
        reason=f"revision {restored.number}" if restored else "",
    )
    revision_saved.send(
        sender=Article,
        article=article,
        revision=revision,
        previous=latest,
        by=by,
        restored=restored,
    )
    return revision
