"""Filing."""

from django.db import transaction

from articles.models import Section
from articles.services.changes import record_change


@transaction.atomic
def find_or_create_section(slug: str, *, by) -> Section:
    """The section with this slug, made with a name read from the slug if it is missing."""
    name = slug.replace("-", " ").replace("_", " ").capitalize()
    section, made = Section.objects.get_or_create(slug=slug, defaults={"name": name})
    if made:
        record_change(section, "created", by=by, after={"slug": slug})
    return section
