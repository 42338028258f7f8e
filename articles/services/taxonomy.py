"""Filing: sections, topics and authors."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from articles.choices import ArticleState, EventAction
from articles.errors import Invalid
from articles.models import Article, Section
from articles.models.taxonomy import Taxonomy
from articles.services.changes import assign, record_change
from articles.services.events import Subject, record_events

TAKEN = "Another one has this slug."
UNREADABLE = "No slug can be made of this name: give one."


@transaction.atomic
def find_or_create_section(slug: str, *, by) -> Section:
    """The section with this slug, made with a name read from the slug if it is missing."""
    name = slug.replace("-", " ").replace("_", " ").capitalize()
    section, made = Section.objects.get_or_create(slug=slug, defaults={"name": name})
    if made:
        record_change(section, "created", by=by, after={"slug": slug})
    return section


@transaction.atomic
def create_filing(model: type[Taxonomy], *, name: str, by, slug: str = "") -> Taxonomy:
    """Make a section, topic or author; the slug is made from the name where none is given.

    Raises Invalid where the slug is taken, or none can be made.
    """
    slug = slug or slugify(name)[: model._meta.get_field("slug").max_length].strip("-")
    if not slug:
        raise Invalid(UNREADABLE, {"slug": [UNREADABLE]})
    filing = model(name=name, slug=slug)
    _save(filing)
    record_change(filing, "created", by=by, after={"name": name, "slug": slug})
    return filing


@transaction.atomic
def edit_filing(filing: Taxonomy, *, by, **fields: Any) -> Taxonomy:
    """Change name or slug. Another slug is another address; the old one leads nowhere.

    Raises Invalid where the slug is taken.
    """
    filing.refresh_from_db(from_queryset=type(filing).objects.select_for_update())
    before, after = assign(filing, fields)
    if after:
        filing.version += 1
        _save(filing)
        record_change(filing, "edited", by=by, before=before, after=after)
        _tell_readers(filing)
    return filing


def _tell_readers(filing: Taxonomy) -> None:
    filed = Article.objects.filter(
        state=ArticleState.PUBLISHED, **{filing.article_field: filing}
    ).order_by("pk")
    rows = filed.values_list("pk", "published_at")
    record_events(EventAction.UPDATED, (Subject(*row) for row in rows))


def _save(filing: Taxonomy) -> None:
    try:
        with transaction.atomic():
            filing.save()
    except IntegrityError:
        raise Invalid(TAKEN, {"slug": [TAKEN]}) from None
