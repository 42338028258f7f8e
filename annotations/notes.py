"""What readers are told about annotations, gathered for pages in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, Subquery

from annotations.choices import Kind, RelationType, State, Status
from annotations.models import (
    DETAIL_PATHS,
    Anchor,
    Annotation,
    Evidence,
    Rating,
    Relation,
    Source,
    Statistic,
)
from annotations.wording import (
    BRIEFLY,
    WORDS,
    amount,
    margin,
    partial_date,
    period,
    relation_phrase,
)
from articles.models import Article, Revision

READER = AnonymousUser()
_ON_SCALE = Rating.objects.filter(value__isnull=False).values("value")
# The ends of the site's scale beside every row, which asks no query of its own: see scale_of.
ENDS_OF_SCALE = {
    "worst_rating": Subquery(_ON_SCALE.order_by("value")[:1]),
    "best_rating": Subquery(_ON_SCALE.order_by("-value")[:1]),
}
HEAVY = ("article__live_revision__body", "article__live_revision__text")


@dataclass(frozen=True, slots=True)
class Related:
    """Another annotation, as seen from one: ``phrase`` stands between the two."""

    phrase: str
    annotation: Annotation
    note: str
    type: str = ""
    inverse: bool = False  # read from the far end

    @property
    def is_same(self) -> bool:
        return self.type == RelationType.SAME_CLAIM_AS


@dataclass(slots=True)
class Note:
    """A public annotation with all that its card shows. ``number`` is its place on the page.

    ``scale`` is the lowest and the highest number of the site's ratings, None where they have none.
    """

    annotation: Annotation
    words: str = ""
    number: int = 0
    start: int = 0
    end: int = 0
    evidence: list[Evidence] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    scale: tuple[int, int] | None = None

    @property
    def kind(self) -> str:
        return self.annotation.kind

    @property
    def label(self) -> str:
        return "Post" if self.kind == Kind.SOCIAL_EMBED else self.annotation.get_kind_display()

    @property
    def detail(self):
        return self.annotation.detail

    @property
    def words_language(self) -> str:
        """Of the words marked: a post's own, else the article's."""
        own = self.detail.language if self.kind == Kind.SOCIAL_EMBED else ""
        return own or self.annotation.article.language

    @property
    def brief(self) -> tuple[str, str]:
        """Two lines for the margin: what it is and what was found; who, where, when."""
        detail, language = self.detail, self.annotation.article.language
        match self.kind:
            case Kind.CLAIM:
                found = detail.rating.label if detail.rating else BRIEFLY.get(detail.review_status)
                below = [named(detail.claimant), detail.claimant_role]
            case Kind.QUOTE:
                found = BRIEFLY.get(detail.verification)
                below = [named(detail.speaker), detail.speaker_role]
            case Kind.STATISTIC:
                found = amount_of(detail, language)
                below = [detail.measure, detail.place, time_of(detail, language)]
            case _:
                found = detail.get_platform_display()
                below = [
                    detail.author_name,
                    detail.handle,
                    partial_date(detail.post_date, language),
                ]
        head = f"{self.label}: {found}" if found else self.label
        return head, ", ".join(filter(None, below))


def named(source: Source | None) -> str:
    return source.name if source else ""


def amount_of(statistic: Statistic, language: str = "en") -> str:
    """What a statistic says, in words: "About 4,200,000 pounds"."""
    return amount(**_figures(statistic), qualifier=statistic.qualifier, language=language)


def exactness_of(statistic: Statistic, language: str = "en") -> str:
    """How it was come by, how far off it may be and how final it is, in sentences, or "".

    "From a survey. Between 18 and 22 per cent. Provisional: it may still change."
    """
    told = [
        WORDS["method"].get(statistic.method),
        margin(**_figures(statistic), language=language),
        WORDS["obs_status"].get(statistic.obs_status),
    ]
    return " ".join(f"{sentence}." for sentence in told if sentence)


def _figures(statistic: Statistic) -> dict:
    return {name: getattr(statistic, name) for name in ("value", "lower", "upper", "unit")}


def time_of(statistic: Statistic, language: str) -> str:
    """The day, month or year that it is of, else the period that it counts over, or ""."""
    if statistic.as_of:
        return partial_date(statistic.as_of, language)
    start, end = statistic.period_start, statistic.period_end
    return period(start, end, lambda day: partial_date(day, language))


def scale_of(row: Anchor | Annotation) -> tuple[int, int] | None:
    """The ends of the scale, of a row that was asked with ``ENDS_OF_SCALE``."""
    return None if row.worst_rating is None else (row.worst_rating, row.best_rating)


def in_articles(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Rows with details, article and headline, without the articles' texts."""
    return annotations.select_related("article__live_revision", *DETAIL_PATHS).defer(*HEAVY)


def article_notes(article: Article, revision: Revision) -> list[Note]:
    """The notes of an article's page, numbered from 1 in the order in which their words end.

    That is where the numbers stand, so they ascend as one reads.
    Only anchors in the very revision that is shown: a publication that comes between two queries
    must not put a mark on other words.
    """
    notes = _notes_in(article, revision, Annotation.objects.visible_to(READER))
    complete(notes)
    return notes


def preview_notes(article: Article, revision: Revision) -> list[Note]:
    """The notes that readers would see if this revision were the public one."""
    notes = _notes_in(article, revision, Annotation.objects.filter(status=Status.APPROVED))
    standing = {"withdrawn_at": None}
    complete(notes, Evidence.objects.filter(**standing), Relation.objects.filter(**standing))
    return notes


def _notes_in(
    article: Article, revision: Revision, annotations: QuerySet[Annotation]
) -> list[Note]:
    anchors = (
        Anchor.objects.filter(
            revision=revision,
            state=State.INTACT,
            annotation__in=annotations.filter(article=article),
        )
        .select_related(*(f"annotation__{path}" for path in DETAIL_PATHS))
        .annotate(**ENDS_OF_SCALE)
    )
    in_order = sorted(anchors, key=lambda item: (item.end, -item.start, item.annotation_id))
    notes = []
    for number, anchor in enumerate(in_order, start=1):
        anchor.annotation.article = article
        words = revision.text[anchor.start : anchor.end]
        note = Note(anchor.annotation, words, number, anchor.start, anchor.end)
        note.scale = scale_of(anchor)
        notes.append(note)
    return notes


def complete(
    notes: Iterable[Note],
    evidence: QuerySet[Evidence] | None = None,
    relations: QuerySet[Relation] | None = None,
) -> None:
    """Add evidence and relations to the notes, those that readers see if not told otherwise.

    At most three queries. Of relations, those whose other end readers see, or stands among the
    notes.
    """
    notes = {note.annotation.pk: note for note in notes}
    if not notes:
        return
    if evidence is None:
        evidence = Evidence.objects.visible_to(READER)
    if relations is None:
        relations = Relation.objects.visible_to(READER)
    for item in evidence.filter(annotation__in=notes):
        notes[item.annotation_id].evidence.append(item)
    ends = Q(from_annotation__in=notes) | Q(to_annotation__in=notes)
    relations = list(relations.filter(ends))
    others = _far_ends(relations, notes)
    for relation in relations:
        here, there = relation.from_annotation_id, relation.to_annotation_id
        for near, far, inverse in ((here, there, False), (there, here, True)):
            if near in notes and far in others:
                phrase = relation_phrase(relation.type, inverse=inverse)
                notes[near].related.append(
                    Related(phrase, others[far], relation.note, relation.type, inverse)
                )


def _far_ends(relations: list[Relation], notes: dict[int, Note]) -> dict[int, Annotation]:
    """The annotations at the other ends, those on the page from memory."""
    known = {pk: note.annotation for pk, note in notes.items()}
    ids = {pk for item in relations for pk in (item.from_annotation_id, item.to_annotation_id)}
    rows = in_articles(Annotation.objects.visible_to(READER).filter(pk__in=ids - known.keys()))
    return known | {row.pk: row for row in rows}
