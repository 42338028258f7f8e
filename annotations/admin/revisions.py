"""Annotations in an article's revisions: an old one with its own anchors, and what became of each."""

import re
from dataclasses import dataclass

from django.db.models import F
from django.utils.safestring import SafeString, mark_safe

from annotations.anchoring import compare
from annotations.choices import State
from annotations.highlighting import Mark, highlight
from annotations.models import Anchor, Annotation
from articles.difference import SAME, Part, words
from articles.models import Article, Revision

_IDS = re.compile(r'<mark class="([a-z_ ]+)" data-annotation="([0-9 ]+)">')


@dataclass(frozen=True)
class Fate:
    """One annotation in two revisions; an anchor is None where it had no place of its own there."""

    annotation: Annotation
    before: Anchor | None
    after: Anchor | None
    verdict: str
    parts: list[Part]


class AnnotatedRevisions:
    """What annotations add to articles.admin.revisions.Revisions."""

    revision_template = "admin/annotations/revision.html"
    compare_template = "admin/annotations/compare.html"

    def rendered(self, revision: Revision) -> SafeString:
        """The body with this revision's own anchors; marks of changed ones say so by their class."""
        standing = [anchor for anchor in _anchors(revision) if anchor.start is not None]
        marks = [
            Mark(anchor.start, anchor.end, anchor.annotation_id, anchor.annotation.kind)
            for anchor in standing
        ]
        changed = {
            str(anchor.annotation_id) for anchor in standing if anchor.state == State.CHANGED
        }

        def tell(mark: re.Match) -> str:
            more = " is-changed" if changed.intersection(mark[2].split()) else ""
            return f'<mark class="{mark[1]}{more}" data-annotation="{mark[2]}">'

        return mark_safe(_IDS.sub(tell, highlight(revision.body, marks)))  # noqa: S308 -- a cleaned body and our own marks

    def revision_extras(self, article: Article, revision: Revision) -> dict:
        anchors = list(_anchors(revision))
        total = Annotation.objects.filter(article=article).count()
        stood = sum(anchor.state != State.LOST for anchor in anchors)
        return {"anchors": anchors, "stood": stood, "others": total - stood}

    def compare_extras(self, older: Revision, newer: Revision) -> dict:
        return {"fates": fates(older, newer)}


def _anchors(revision: Revision):
    """In the order of the text, lost ones last. Their words are read from this very revision."""
    anchors = (
        Anchor.objects.filter(revision=revision)
        .select_related("annotation", "baseline")
        .order_by(F("start").asc(nulls_last=True), "annotation_id")
    )
    for anchor in anchors:
        anchor.revision = revision
        yield anchor


def fates(older: Revision, newer: Revision) -> list[Fate]:
    """What became of each annotation between two revisions, in the newer one's order. Two queries."""
    before = {anchor.annotation_id: anchor for anchor in _anchors(older)}
    after = {anchor.annotation_id: anchor for anchor in _anchors(newer)}
    return [
        _fate(before.get(pk), after.get(pk))
        for pk in (*after, *(pk for pk in before if pk not in after))
    ]


def _fate(before: Anchor | None, after: Anchor | None) -> Fate:
    annotation = (after or before).annotation
    old, new = (anchor.words if anchor else "" for anchor in (before, after))
    parts = words(old, new) if old and new else [Part(SAME, old or new)]
    return Fate(annotation, before, after, _verdict(before, after), parts)


def _verdict(before: Anchor | None, after: Anchor | None) -> str:
    if before is None:
        return "Made since"
    if after is None:
        return "Has no place kept there"
    if after.state == State.LOST:
        return "Lost in both" if before.state == State.LOST else "Lost"
    if before.state == State.LOST:
        return "Came back"
    if after.baseline_id != before.baseline_id:
        return "Confirmed or re-attached"
    if compare(before.words, after.words)[0] == State.INTACT:
        return "Stands"
    return "Intact again" if after.state == State.INTACT else "Its words changed"
