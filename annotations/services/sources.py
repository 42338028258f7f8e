"""People and organisations."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from annotations.errors import AmbiguousSource
from annotations.folding import fold
from annotations.models import Annotation, Source
from annotations.services.visibility import touch_articles
from articles.errors import Invalid
from articles.services import assign, record_change

TAKEN = "There is a source of this name. Give both a disambiguation if they are two."


@transaction.atomic
def find_or_create_source(name: str, *, by) -> Source:
    """The one source of this name (compared folded), made where there is none.

    Raises AmbiguousSource where several share it, Invalid for an empty name.
    """
    if not fold(name):
        raise Invalid("A source needs a name.", {"name": ["This field may not be blank."]})
    if source := _find_source(name):
        return source
    try:
        return create_source(name=name, by=by)
    except Invalid:  # somebody made it in this very moment
        return _find_source(name) or create_source(name=name, by=by)


def _find_source(name: str) -> Source | None:
    matches = list(Source.objects.filter(folded_name=fold(name), merged_into=None)[:20])
    if len(matches) > 1:
        raise AmbiguousSource(
            name,
            [
                {"id": item.pk, "name": item.name, "disambiguation": item.disambiguation}
                for item in matches
            ],
        )
    return matches[0] if matches else None


def create_source(*, name: str, by, **fields: Any) -> Source:
    """Make a source. Raises Invalid where name and disambiguation are taken."""
    source = Source(name=name, **fields)
    _save(source)
    record_change(source, "created", by=by, after={"name": name})
    return source


@transaction.atomic
def edit_source(source: Source, *, by, **fields: Any) -> Source:
    """Change any of name, disambiguation, type, description, same_as. Raises Invalid if taken."""
    source.refresh_from_db(from_queryset=Source.objects.select_for_update())
    before, after = assign(source, fields)
    if not after:
        return source
    source.version += 1
    source.updated_at = timezone.now()
    _save(source)
    record_change(source, "edited", by=by, before=before, after=after)
    transaction.on_commit(lambda: touch_articles(_articles_naming(source)))
    return source


def _save(source: Source) -> None:
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        raise Invalid(TAKEN, {"name": [TAKEN]}) from None


def _articles_naming(source: Source) -> list[int]:
    named = Q(claim__claimant=source) | Q(quote__speaker=source) | Q(statistic__publisher=source)
    ids = Annotation.objects.filter(named).values_list("article_id", flat=True)
    return sorted(set(ids))
