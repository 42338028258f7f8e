"""Making articles and editing what is kept about them (not their text: see revisions.py)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.choices import ArticleState, EventAction
from articles.errors import Invalid
from articles.models import Article, ArticleSlug, Byline, Section
from articles.services.changes import assign, record_change
from articles.services.events import record_article
from articles.signals import visibility_changed

ATTEMPTS = 10  # at a free slug, while others make articles with the same headline
SLUG_ROOM = 100  # of the 120 characters of the column; leaves room for "-2" and so on


def lock_article(article: Article) -> Article:
    """Lock the article's row until the transaction ends, and bring ``article`` up to date.

    Every service that writes text, annotations or metadata begins with this, so that the text
    cannot move between finding a place in it and writing the anchor. The revisions are read after
    the lock is held, not joined to it: PostgreSQL would join them as they were before the wait.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    return article


def count_change(article: Article, *, is_seen: bool = True) -> None:
    """Before metadata or state are saved: a new version, and for readers who see it a new date."""
    article.version += 1
    article.updated_at = timezone.now()
    if is_seen and article.state == ArticleState.PUBLISHED:
        article.public_updated_at = max(article.updated_at, article.published_at)


@transaction.atomic
def create_article(
    *,
    headline: str,
    by,
    slug: str = "",
    section: Section | None = None,
    language: str = "en",
    topics=(),
    authors=(),
) -> Article:
    """Make the row; its text comes with ``save_revision`` (base 0).

    The slug is made from the headline and told apart by a number where it is taken. Raises
    Invalid where a slug that was asked for is taken.
    """
    if slug and _slug_taken(slug):
        raise _taken()
    article = _make_row(headline, slug, section=section, language=language)
    article.topics.set(topics)
    _write_bylines(article, authors)
    record_change(article, "created", by=by, article=article, after={"slug": article.slug})
    return article


def _make_row(headline: str, slug: str, **fields: Any) -> Article:
    """The row, under the next free slug where somebody else takes one at the same moment."""
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return Article.objects.create(slug=slug or free_slug(headline), **fields)
        except IntegrityError:
            if slug:
                break
    raise _taken()


def _save(article: Article) -> None:
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError:  # somebody took the slug since it was looked for
        raise _taken() from None


def _taken() -> Invalid:
    return Invalid("This slug is taken.", {"slug": ["Another article has or had this slug."]})


@transaction.atomic
def edit_article(article: Article, *, by, **fields: Any) -> Article:
    """Change metadata: any of slug, section, language, topics, authors (the last two in order).

    A former slug is kept and redirects. Changes nothing and writes no history where all values
    are what they were. Raises Invalid where another article has or had the slug.
    """
    lock_article(article)
    people = fields.pop("authors", None)
    topics = fields.pop("topics", None)
    before, after = assign(article, fields)
    if "slug" in after:
        _move_slug(article, before["slug"])
    for name, wanted, write in (
        ("topics", topics, article.topics.set),
        ("authors", people, lambda authors: _write_bylines(article, authors)),
    ):
        old = _names(article, name)
        if wanted is not None and [item.slug for item in wanted] != old:
            write(wanted)
            before[name], after[name] = old, [item.slug for item in wanted]
    if after:
        count_change(article)
        _save(article)
        record_change(article, "edited", by=by, article=article, before=before, after=after)
        if article.state == ArticleState.PUBLISHED:
            record_article(article, EventAction.UPDATED)
            if "slug" in after:  # which all that stands in it tells, too
                visibility_changed.send(sender=Article, article=article, by=by, renamed=True)
    return article


def free_slug(headline: str) -> str:
    """A slug for this headline that no article has or had: "river-rises", "river-rises-2" …"""
    stem = slugify(headline)[:SLUG_ROOM].strip("-") or "article"
    taken = set(Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(ArticleSlug.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _slug_taken(slug: str, *, other_than: Article | None = None) -> bool:
    mine = other_than.pk if other_than else None
    return (
        Article.objects.filter(slug=slug).exclude(pk=mine).exists()
        or ArticleSlug.objects.filter(slug=slug).exclude(article=mine).exists()
    )


def _move_slug(article: Article, old: str) -> None:
    if _slug_taken(article.slug, other_than=article):
        raise _taken()
    ArticleSlug.objects.filter(slug=article.slug).delete()  # back to one it had before
    ArticleSlug.objects.create(slug=old, article=article)


def _names(article: Article, field: str) -> list[str]:
    if field == "authors":
        rows = Byline.objects.filter(article=article).order_by("position", "id")
        return list(rows.values_list("author__slug", flat=True))
    return list(article.topics.order_by("name", "id").values_list("slug", flat=True))


def _write_bylines(article: Article, authors) -> None:
    Byline.objects.filter(article=article).delete()
    Byline.objects.bulk_create(
        Byline(article=article, author=author, position=position)
        for position, author in enumerate(authors)
    )
