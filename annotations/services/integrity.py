"""The invariants that span tables, looked at row by row. Reads only."""

from collections.abc import Iterator

from django.db.models import F, Max, OuterRef, Q, Subquery

from annotations.anchoring import compare
from annotations.choices import State, Status
from annotations.models import DETAILS, Anchor, Annotation
from articles.choices import ArticleState, EventAction
from articles.models import Article, Event, Revision
from articles.services import shown_images
from articles.text import clean, project

CHUNK = 200  # revisions in memory at a time


def find_problems() -> Iterator[str]:
    """One line for each broken promise; nothing where all is well. Constant memory."""
    yield from _revisions()
    yield from _articles()
    yield from _details()
    yield from _annotations()
    yield from _anchors()
    yield from _events()


def _revisions() -> Iterator[str]:
    revisions = Revision.objects.select_related("lead_image").prefetch_related("images")
    for revision in revisions.iterator(chunk_size=CHUNK):
        if project(revision.body) != revision.text:
            yield f"Revision {revision.pk}: its text is not that of its body."
        if clean(revision.body) != revision.body:
            yield f"Revision {revision.pk}: its body is not clean."
        if set(revision.images.all()) != shown_images(revision):
            yield f"Revision {revision.pk}: its images are not those that it shows."


def _articles() -> Iterator[str]:
    articles = Article.objects.select_related("latest_revision", "live_revision").annotate(
        newest=Max("revisions__number")
    )
    for article in articles.iterator():
        latest, live = article.latest_revision, article.live_revision
        if (latest.number if latest else None) != article.newest:
            yield f"Article {article.pk}: its latest revision is not the newest."
        for revision in (latest, live):
            if revision and revision.article_id != article.pk:
                yield f"Article {article.pk}: revision {revision.pk} is another article's."


def _details() -> Iterator[str]:
    for kind, model in DETAILS.items():
        for pk in model.objects.exclude(annotation__kind=kind).values_list("pk", flat=True):
            yield f"Annotation {pk}: it has a {kind} detail and is of another kind."
        bare = Annotation.objects.filter(kind=kind).exclude(pk__in=model.objects.values("pk"))
        for pk in bare.values_list("pk", flat=True):
            yield f"Annotation {pk}: its {kind} detail is missing."


def _annotations() -> Iterator[str]:
    elsewhere = Q(latest_anchor=None) | ~Q(
        latest_anchor__revision=F("article__latest_revision"), latest_anchor__annotation=F("pk")
    )
    for pk in Annotation.objects.filter(elsewhere).values_list("pk", flat=True):
        yield f"Annotation {pk}: it has no anchor in the latest revision."
    stray = Q(live_anchor__isnull=False) & ~Q(
        live_anchor__revision=F("article__live_revision"), live_anchor__annotation=F("pk")
    )
    for pk in Annotation.objects.filter(stray).values_list("pk", flat=True):
        yield f"Annotation {pk}: its live anchor is not in the live revision."
    rule = Q(
        status=Status.APPROVED,
        article__state=ArticleState.PUBLISHED,
        live_anchor__state=State.INTACT,
    )
    shown = Annotation.objects.filter(is_public=True).exclude(
        pk__in=Annotation.objects.filter(rule)
    )
    hidden = Annotation.objects.filter(rule, is_public=False)
    for pk in (shown | hidden).values_list("pk", flat=True):
        yield f"Annotation {pk}: is_public is not true to its rule."


def _anchors() -> Iterator[str]:
    anchors = Anchor.objects.select_related("revision", "baseline").exclude(state=State.LOST)
    for anchor in anchors.iterator():
        if anchor.end > len(anchor.revision.text):
            yield f"Anchor {anchor.pk}: it ends behind the text."
        elif compare(anchor.baseline.exact, anchor.words) != (anchor.state, anchor.reason):
            yield f"Anchor {anchor.pk}: its state is not what its words and its baseline say."
        if anchor.baseline.annotation_id != anchor.annotation_id:
            yield f"Anchor {anchor.pk}: its baseline is another annotation's."


def _events() -> Iterator[str]:
    """Whoever follows the feed from its start ends with what is public, and nothing else."""
    coming = Event.objects.exclude(action=EventAction.UPDATED).order_by("-id")
    for name, rows, public in (
        ("article", Article.objects.all(), Q(state=ArticleState.PUBLISHED)),
        ("annotation", Annotation.objects.all(), Q(is_public=True)),
    ):
        last = coming.filter(subject=name, subject_id=OuterRef("pk")).values("action")[:1]
        told = rows.annotate(last=Subquery(last))
        said = Q(last=EventAction.PUBLISHED)
        wrong = told.filter(public & ~said | public & Q(last=None) | ~public & said)
        for pk in wrong.values_list("pk", flat=True):
            yield f"{name.capitalize()} {pk}: the feed of events does not tell whether it is public."
