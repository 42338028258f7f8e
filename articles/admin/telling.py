"""Changes of articles put in plain words, for the timeline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.dateparse import parse_datetime

from articles.admin.standing import moment
from articles.choices import Action, ArticleState
from articles.models import Change, Image, Revision, Section

STEPS = {
    Action.SUBMIT: "submitted the article for review",
    Action.READY: "marked the article as ready",
    Action.RETURN: "returned the article to draft",
    Action.UNPUBLISH: "unpublished the article",
    Action.ARCHIVE: "archived the article",
    Action.RESTORE: "restored the article as a draft",
}


class Field(NamedTuple):
    """One value before and after, as a person reads it; "" where there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One line: the person's name, then ``phrase`` (with its space: "’s edit" has none), then
    ``thing``, which leads to ``url``."""

    change: Change
    phrase: str
    thing: str = ""
    url: str = ""
    fields: tuple[Field, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    note: str = ""


def tell_article(changes: list[Change]) -> Iterator[Entry]:
    """Two queries."""
    filed = Section.objects.filter(pk__in=values_of(changes, "section"))
    sections = dict(filed.values_list("pk", "name"))
    live = Revision.objects.filter(pk__in=values_of(changes, "live_revision"))
    numbers = dict(live.values_list("pk", "number"))
    for change in changes:
        if change.verb == "created":
            yield Entry(change, " created the article")
        elif change.verb in ("saved", "restored"):
            yield _saved(change)
        elif change.verb == "edited":
            fields = fields_of(change, lambda name, value: _shown(name, value, sections))
            labels = [f"the {field.label}" for field in fields]
            yield Entry(change, f" changed {listed(labels)} of the article", fields=fields)
        elif change.verb == Action.PUBLISH:
            number = numbers.get(change.after.get("live_revision"))
            yield _published(change, number)
        elif change.verb in STEPS:
            yield Entry(change, f" {_step(change)}", note=change.reason)


def tell_image(changes: list[Change]) -> Iterator[Entry]:
    """Edits of pictures, wherever they are shown. One query."""
    pictures = Image.objects.in_bulk([change.subject_id for change in changes])
    labels = {"alt": "alternative text"}
    for change in changes:
        picture = pictures.get(change.subject_id)
        if picture is None or change.verb != "edited":
            continue
        fields = tuple(
            field._replace(label=labels.get(field.label, field.label))
            for field in fields_of(change, lambda _name, value: value)
        )
        phrase = f" changed {listed([f'the {field.label}' for field in fields])} of"
        url = reverse("admin:articles_image_change", args=[picture.pk])
        yield Entry(change, phrase, f"the picture “{picture.alt}”", url, fields=fields)


def values_of(changes: Iterable[Change], name: str) -> set[Any]:
    """What a field was and is in all of these changes."""
    both = (side.get(name) for change in changes for side in (change.before, change.after))
    return {value for value in both if isinstance(value, int)}


def fields_of(change: Change, shown) -> tuple[Field, ...]:
    """What differs, by name; ``shown(name, value)`` is a value in words."""
    return tuple(
        Field(name.replace("_", " "), shown(name, change.before.get(name)), shown(name, value))
        for name, value in sorted(change.after.items())
    )


def listed(words: list[str]) -> str:
    """ "the slug, the section and the topics"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _saved(change: Change) -> Entry:
    old, new = change.before.get("revision"), change.after.get("revision")
    pk = change.subject_id
    url = reverse("admin:articles_article_revision", args=[pk, new])
    compare = reverse("admin:articles_article_compare", args=[pk])
    links = (("what it changed", f"{compare}?from={old}&to={new}"),) if old else ()
    if change.verb == "restored":
        return Entry(change, f" restored {change.reason} as", f"revision {new}", url, links=links)
    return Entry(change, " saved" if old else " wrote", f"revision {new}", url, links=links)


def _published(change: Change, number: int | None) -> Entry:
    """Scheduled, published for the first time, or with what was written since."""
    revision = f"revision {number}" if number else "the article"
    url = (
        reverse("admin:articles_article_revision", args=[change.subject_id, number])
        if number
        else ""
    )
    opens = parse_datetime(change.after.get("published_at") or "")
    phrase = f" scheduled for {moment(opens)}" if opens and opens > change.at else " published"
    return Entry(change, phrase, revision, url, note=change.reason)


def _step(change: Change) -> str:
    was = parse_datetime(change.before.get("published_at") or "")
    scheduled = change.before.get("state") == ArticleState.PUBLISHED and was and was > change.at
    return "took back the scheduled publication" if scheduled else STEPS[change.verb]


def _shown(name: str, value: Any, sections: dict[int, str]) -> str:
    if name == "section":
        return sections.get(value, "")
    return ", ".join(value) if isinstance(value, list) else str(value or "")
