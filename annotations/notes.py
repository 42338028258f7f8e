"""What readers are told about annotations, gathered for pages in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from annotations.choices import Kind, State
from annotations.models import DETAIL_PATHS, Annotation, Evidence, Relation
from annotations.wording import relation_phrase
from articles.models import Article

READER = AnonymousUser()
HEAVY = ("article__live_revision__body", "article__live_revision__text")


@dataclass(frozen=True, slots=True)
class Related:
    """Another annotation, as seen from one: ``phrase`` stands between the two."""

    phrase: str
    annotation: Annotation
    note: str


@dataclass(slots=True)
class Note:
    """A public annotation with all that its card shows. ``number`` is its place on the page."""

    annotation: Annotation
    words: str = ""
    number: int = 0
    evidence: list[Evidence] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.annotation.kind

    @property
    def label(self) -> str:
        return "Post" if self.kind == Kind.SOCIAL_EMBED else self.annotation.get_kind_display()

    @property
    def detail(self):
        return self.annotation.detail


def in_articles(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Rows with details, article and headline, without the articles' texts."""
    return annotations.select_related("article__live_revision", *DETAIL_PATHS).defer(*HEAVY)


def article_notes(article: Article) -> list[Note]:
    """The notes of an article's page, numbered from 1 in the order in which their words end.

    That is where the numbers stand, so they ascend as one reads.
    Only anchors in the very revision that is shown: a publication that comes between two queries
    must not put a mark on other words.
    """
    revision = article.live_revision
    rows = (
        Annotation.objects.visible_to(READER)
        .filter(article=article, live_anchor__revision=revision, live_anchor__state=State.INTACT)
        .select_related("live_anchor", *DETAIL_PATHS)
    )
    rows = sorted(rows, key=lambda row: (row.live_anchor.end, -row.live_anchor.start, row.pk))
    notes = []
    for number, row in enumerate(rows, start=1):
        row.article = article
        words = revision.text[row.live_anchor.start : row.live_anchor.end]
        notes.append(Note(row, words, number))
    complete(notes)
    return notes


def complete(notes: Iterable[Note]) -> None:
    """Add evidence and relations to the notes: at most three queries."""
    notes = {note.annotation.pk: note for note in notes}
    if not notes:
        return
    for evidence in Evidence.objects.visible_to(READER).filter(annotation__in=notes):
        notes[evidence.annotation_id].evidence.append(evidence)
    ends = Q(from_annotation__in=notes) | Q(to_annotation__in=notes)
    relations = list(Relation.objects.visible_to(READER).filter(ends))
    others = _far_ends(relations, notes)
    for relation in relations:
        here, there = relation.from_annotation_id, relation.to_annotation_id
        for near, far, inverse in ((here, there, False), (there, here, True)):
            if near in notes and far in others:
                phrase = relation_phrase(relation.type, inverse=inverse)
                notes[near].related.append(Related(phrase, others[far], relation.note))


def _far_ends(relations: list[Relation], notes: dict[int, Note]) -> dict[int, Annotation]:
    """The annotations at the other ends, those on the page from memory."""
    known = {pk: note.annotation for pk, note in notes.items()}
    ids = {pk for item in relations for pk in (item.from_annotation_id, item.to_annotation_id)}
    rows = in_articles(Annotation.objects.visible_to(READER).filter(pk__in=ids - known.keys()))
    return known | {row.pk: row for row in rows}
