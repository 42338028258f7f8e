"""Where else an annotation stands: what its own page tells of it beyond the one article."""

from dataclasses import replace
from typing import NamedTuple

from annotations.choices import RelationType
from annotations.notes import Note, Related

# What heads those related in this way, and those that are related to it in this way.
HEADINGS = {
    RelationType.SAME_CLAIM_AS: ("The same claim elsewhere", "The same claim elsewhere"),
    RelationType.SIMILAR_TO: ("Similar to it", "Similar to it"),
    RelationType.UPDATES: ("It updates", "Updated by"),
    RelationType.CORRECTS: ("It corrects", "Corrected by"),
    RelationType.CONTINUES: ("It continues", "Continued by"),
}


class Elsewhere(NamedTuple):
    heading: str
    related: list[Related]


def elsewhere(note: Note) -> list[Elsewhere]:
    """What stands for the same elsewhere, under headings."""
    groups: dict[str, list[Related]] = {}
    for item in note.related:
        if item.type in HEADINGS:
            groups.setdefault(HEADINGS[item.type][item.inverse], []).append(item)
    return [Elsewhere(heading, related) for heading, related in groups.items()]


def without_elsewhere(note: Note) -> Note:
    """The note with its other relations alone, for a page that tells those apart."""
    return replace(note, related=[item for item in note.related if item.type not in HEADINGS])
