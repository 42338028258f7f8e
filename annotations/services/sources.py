"""People and organisations."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from annotations.errors import AmbiguousSource
from annotations.folding import fold
from annotations.models import DETAILS, Annotation, Source
from annotations.services.visibility import tell_updated, touch_articles
from articles.errors import Invalid, WrongState
from articles.models import Article
from articles.services import assign, record_change

TAKEN = "There is a source of this name. Give both a disambiguation if they are two."


@transaction.atomic
def find_or_create_source(
    name: str, *, by, disambiguation: str | None = None, **fields: Any
) -> Source:
    """The one source of this name (compared folded), made where there is none.

    With ``disambiguation`` it is the one of both. ``fields`` describe a new one. The name of one
    that was merged into another means the other.
    Raises AmbiguousSource where several share it, Invalid for an empty name.
    """
    if not fold(name):
        raise Invalid("A source needs a name.", {"name": ["This field may not be blank."]})
    if source := _find_source(name, disambiguation):
        return source
    fields |= {"name": name, "disambiguation": disambiguation or ""}
    try:
        return create_source(by=by, **fields)
    except Invalid:  # somebody made it in this very moment
        return _find_source(name, disambiguation) or create_source(by=by, **fields)


def _find_source(name: str, disambiguation: str | None) -> Source | None:
    if disambiguation is not None:
        called = Source.objects.filter(folded_name=fold(name), disambiguation=disambiguation)
        source = called.select_related("merged_into").first()
        return source and (source.merged_into or source)
    matches = sources_called(name)
    if len(matches) > 1:
        raise AmbiguousSource(
            name,
            [
                {"id": item.pk, "name": item.name, "disambiguation": item.disambiguation}
                for item in matches
            ],
        )
    return matches[0] if matches else None


def sources_called(name: str) -> list[Source]:
    """Those that this name (compared folded) means, at most 20; of merged ones, what they are now."""
    called = Source.objects.filter(folded_name=fold(name)).select_related("merged_into")[:20]
    return list(dict.fromkeys(source.merged_into or source for source in called))


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
    tell_updated(Annotation.objects.naming([source]))
    transaction.on_commit(lambda: touch_articles(_articles_naming(source)))
    return source


@transaction.atomic
def merge_source(source: Source, *, into: Source, by) -> Source:
    """Make two sources one: what names ``source`` names ``into`` from now on.

    Its id and name keep answering with ``into``. Annotations that named it get a new version.
    Raises WrongState where the two are one already, or either was merged into another before.
    """
    articles = sorted(_articles_naming(source))
    # The lock of every annotation is its article's row; always in one order.
    for model, pks in ((Article, articles), (Source, [source.pk, into.pk])):
        list(model.objects.filter(pk__in=pks).order_by("pk").select_for_update().values("pk"))
    source.refresh_from_db()
    into.refresh_from_db()
    if source == into:
        raise WrongState("A source cannot be merged into itself.")
    for one in (source, into):
        if one.merged_into_id:
            raise WrongState(f"{one} was merged into {one.merged_into} already.")
    moved = []
    for model in DETAILS.values():
        if model.source_field:
            naming = model.objects.filter(**{model.source_field: source})
            moved += naming.values_list("pk", flat=True)
            naming.update(**{model.source_field: into})
    now = timezone.now()
    Annotation.objects.filter(pk__in=moved).update(version=F("version") + 1, updated_at=now)
    Source.objects.filter(merged_into=source).update(merged_into=into)
    source.merged_into, source.version, source.updated_at = into, source.version + 1, now
    source.save()
    tell_updated(Annotation.objects.filter(pk__in=moved))
    record_change(source, "merged", by=by, after={"into": into.pk, "annotations": sorted(moved)})
    transaction.on_commit(lambda: touch_articles(articles))
    return into


def _save(source: Source) -> None:
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        raise Invalid(TAKEN, {"name": [TAKEN]}) from None


def _articles_naming(source: Source) -> list[int]:
    ids = Annotation.objects.naming([source]).values_list("article_id", flat=True)
    return sorted(set(ids))
