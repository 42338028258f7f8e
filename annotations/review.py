"""What a person needs to see to decide about an annotation that an edit changed or lost.

Gathered for lists and for one, in a fixed number of queries and without whole texts: the words
are cut out of the revision's text by the database. Offsets are code points.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Least, Substr
from django.utils import timezone

from annotations.anchoring import Quote, Span, context, propose
from annotations.anchoring.finding import CONTEXT
from annotations.choices import State, Status
from annotations.models import DETAIL_PATHS, Annotation
from annotations.permissions import may_approve, may_edit, may_undo
from annotations.services import last_actions
from articles.difference import SAME, Part, words
from articles.models import Change, Revision

LAST = 2**31 - 1  # the place of what is lost: behind everything that stands
LONG = 240  # code points of unchanged words that are shown whole
EDGE = 80  # what is shown of longer ones, beside an edit
# What the history calls a change of an annotation's place or state; the last one is the trouble.
TROUBLES = ("changed", "lost", "moved", "undone", "created")
DONE = {"confirmed": "Confirmed", "reattached": "Re-attached", "withdrawn": "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place in the latest text where lost words may stand now, with what is around it."""

    number: int
    span: Span
    before: str
    parts: list[Part]
    after: str


@dataclass
class Item:
    """An annotation as the tray shows it. ``last`` is what undoing would take back."""

    annotation: Annotation
    user: object
    last: Change | None
    trouble: Change | None
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def anchor(self):
        return self.annotation.latest_anchor

    @property
    def is_open(self) -> bool:
        """Somebody has to decide."""
        standing = self.annotation.status != Status.WITHDRAWN
        return standing and self.anchor.state != State.INTACT

    @property
    def revision(self) -> Revision:
        return self.annotation.article.latest_revision

    @property
    def words(self) -> str:
        """What stands there now, or where it is lost what it was made for."""
        return (
            self.annotation.words if self.anchor.start is not None else self.anchor.baseline.exact
        )

    @cached_property
    def parts(self) -> list[Part]:
        """What it was made for against what stands there now; long stretches of the same cut."""
        if self.anchor.start is None:
            return [Part(SAME, self.anchor.baseline.exact)]
        return shortened(words(self.anchor.baseline.exact, self.annotation.words))

    @property
    def made_in(self) -> tuple[str, str]:
        """What stood before and after the words it was made for."""
        return leading(self.anchor.baseline.prefix), trailing(self.anchor.baseline.suffix)

    @property
    def stands_in(self) -> tuple[str, str]:
        """What stands before and after its words now."""
        return leading(self.annotation.before), trailing(self.annotation.after)

    @property
    def readers(self) -> str:
        """What the edit means for readers, where they have seen it."""
        if self.annotation.is_public and self.annotation.article.is_public:
            return "Readers still see it"
        first = self.annotation.first_public_at
        return "Hidden from readers" if first and first <= timezone.now() else ""

    @property
    def done(self) -> str:
        """The last decision in a word, "" where there is none that holds."""
        return DONE[self.last.verb] if self.last else ""

    @cached_property
    def may(self) -> set[str]:
        """What this person may do with it as it is: confirm, reattach, withdraw, undo."""
        annotation, user = self.annotation, self.user
        standing = annotation.status != Status.WITHDRAWN
        possible = {
            "confirm": standing and self.anchor.state == State.CHANGED and may_approve(user),
            "reattach": standing and may_edit(user, annotation),
            "withdraw": standing and may_approve(user),
            "undo": self.last is not None and may_undo(user, annotation, self.last.verb),
        }
        return {name for name, may in possible.items() if may}


def rows() -> QuerySet[Annotation]:
    """Annotations with article, baseline and detail, and ``place`` to order them by.

    ``words`` stand there now (null where lost), ``before`` and ``after`` them are up to 32 code
    points. The texts themselves stay in the database.
    """
    text, start, end = (
        "article__latest_revision__text",
        "latest_anchor__start",
        "latest_anchor__end",
    )
    troubles = Change.objects.filter(
        subject="annotation", subject_id=OuterRef("pk"), verb__in=TROUBLES
    ).order_by("-id")
    return (
        Annotation.objects.select_related(
            "article__latest_revision",
            "article__section",
            "latest_anchor__baseline",
            *DETAIL_PATHS,
        )
        .defer("article__latest_revision__body", text)
        .annotate(
            words=Substr(text, F(start) + 1, F(end) - F(start)),
            before=Substr(text, Greatest(F(start) - CONTEXT, 0) + 1, Least(F(start), CONTEXT)),
            after=Substr(text, F(end) + 1, CONTEXT),
            place=Coalesce(F(start), LAST, output_field=IntegerField()),
            trouble=Subquery(troubles.values("pk")[:1]),
        )
    )


def items(annotations: Iterable[Annotation], user) -> list[Item]:
    """For annotations of ``rows()``, in their order: what to show, and what this person may do.

    Three queries. Whole texts are loaded of articles with something lost, to propose places.
    """
    annotations = list(annotations)
    lines = Change.objects.select_related("by").in_bulk([row.trouble for row in annotations])
    last = last_actions([row.pk for row in annotations])
    found = [Item(row, user, last.get(row.pk), lines.get(row.trouble)) for row in annotations]
    lost = [item for item in found if item.is_open and item.anchor.state == State.LOST]
    texts = {}
    if lost:
        wanted = {item.annotation.article.latest_revision_id for item in lost}
        texts = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "text"))
    for item in lost:
        item.proposals = proposals(texts[item.revision.pk], item.anchor.baseline)
    return found


def item(pk: int, user) -> Item | None:
    """One annotation, whether or not it needs a decision; None where there is none."""
    return next(iter(items(rows().filter(pk=pk), user)), None)


def proposals(text: str, baseline) -> list[Proposal]:
    """Where in the text the lost words of the baseline may stand now, best first."""
    quote = Quote(baseline.exact, baseline.prefix, baseline.suffix)
    found = []
    for number, span in enumerate(propose(text, quote), start=1):
        prefix, suffix = context(text, span.start, span.end)
        parts = shortened(words(baseline.exact, text[span.start : span.end]))
        found.append(Proposal(number, span, leading(prefix), parts, trailing(suffix)))
    return found


def leading(prefix: str) -> str:
    """What stands before words on their own line, not beginning inside a word."""
    line = prefix.rpartition("\n")[2]
    if len(line) < CONTEXT:
        return line
    return "…\u00a0" + (line.partition(" ")[2] or line)


def trailing(suffix: str) -> str:
    """What stands after words on their own line, not ending inside a word."""
    line = suffix.partition("\n")[0]
    if len(line) < CONTEXT:
        return line
    return (line.rpartition(" ")[0] or line) + "\u00a0…"


def shortened(parts: list[Part]) -> list[Part]:
    """The parts with the middle left out of long unchanged ones: what is far from every edit."""
    return [
        Part(SAME, _shortened(part.text, index > 0, index + 1 < len(parts)))
        if part.op == SAME and len(part.text) > LONG
        else part
        for index, part in enumerate(parts)
    ]


def _shortened(text: str, after_edit: bool, before_edit: bool) -> str:
    both = after_edit == before_edit
    head = text[:EDGE].rpartition(" ")[0] or text[:EDGE]
    tail = text[-EDGE:].partition(" ")[2] or text[-EDGE:]
    return (
        (f"{head} " if after_edit or both else "")
        + "…"
        + (f" {tail}" if before_edit or both else "")
    )
