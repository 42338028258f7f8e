"""Taking Web Annotations: POST with Content-Type: application/ld+json."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from rest_framework.exceptions import ValidationError

from annotations.api.bulk import BulkFailed, attempt
from annotations.models import Annotation
from annotations.w3c.addresses import article_at
from annotations.w3c.reading import Target, Wanted, read_annotation
from annotations.w3c.selecting import find_place, is_usable
from articles.errors import WrongState
from articles.models import Article, Revision

NO_ARTICLE = (
    "Its source is no article here: give the address of a revision's text, of an article's page, or "
    "post it to the article's own annotations/."
)
ONE_TARGET = "One target must stand in an article here, selected by its words"


@dataclass(frozen=True)
class Place:
    """``number`` is the revision's that the source is the text of; None for the latest."""

    article: int
    number: int | None
    selectors: list


class Taker:
    """Makes annotations of documents, each by ``create``, which takes our own JSON.

    ``article`` is the one whose address was posted to; then a source may be anything.
    """

    def __init__(self, request, create: Callable[[dict], Annotation], *, kind, article) -> None:
        self.request, self.create, self.kind, self.article = request, create, kind, article
        # Many annotations of one text.
        self._revision = cache(_revision)
        self._article_at = cache(partial(article_at, user=request.user, host=request.get_host()))

    def take(self, document: Any) -> Annotation:
        """Raises Refusal or ValidationError, and then has written nothing that is kept."""
        return self._make(self._read(document))

    def take_all(self, documents: list) -> list[Annotation]:
        """All of them or none: then BulkFailed has each one's problem."""
        read = self._each(self._read, dict(enumerate(documents)))
        # In one order, so that two who take annotations of the same articles never wait in a circle.
        articles = Article.objects.filter(
            pk__in={place.article for _wanted, place in read.values()}
        )
        list(articles.order_by("pk").select_for_update().values("pk"))
        return list(self._each(self._make, read).values())

    def _each(self, does: Callable, items: dict[int, Any]) -> dict[int, Any]:
        """What it gives for each. Raises BulkFailed where it refuses some."""
        done, results = {}, []
        for index, item in items.items():
            made, refused = attempt(self.request, partial(does, item))
            if refused is None:
                done[index] = made
            results.append({"index": index, **(refused or {"status": 201})})
        if len(done) < len(items):
            raise BulkFailed(results)
        return done

    def _read(self, document: Any) -> tuple[Wanted, Place]:
        wanted = read_annotation(document, self.kind)
        return wanted, self._place(wanted.targets)

    def _make(self, read: tuple[Wanted, Place]) -> Annotation:
        wanted, place = read
        revision = self._revision(place.article, place.number)
        span = find_place(revision.text, place.selectors, is_source=place.number is not None)
        stands = {"revision": revision.number, "start": span.start, "end": span.end}
        return self.create(
            {"article": place.article, "kind": wanted.kind, **wanted.fields, **stands}
        )

    def _place(self, targets: list[Target]) -> Place:
        found = [(target, where) for target in targets if (where := self._where(target.source))]
        message = self._elsewhere(targets) or NO_ARTICLE
        if targets[1:]:
            found = [(target, where) for target, where in found if is_usable(target.selectors)]
            message = f"{ONE_TARGET}; {len(found)} are so."
        if len(found) != 1:
            raise ValidationError({"target": [message]})
        [(target, where)] = found
        return Place(*where, target.selectors)

    def _elsewhere(self, targets: list[Target]) -> str:
        """What to do with words of another article than the one that was posted to."""
        if self.article is None:
            return ""
        others = [where[0] for target in targets if (where := self._article_at(target.source))]
        if not others:
            return ""
        return (
            f"Its source is article {others[0]}, not {self.article.pk}: post it to "
            f"articles/{others[0]}/annotations/, or take the source out."
        )

    def _where(self, source: str) -> tuple[int, int | None] | None:
        where = self._article_at(source)
        if self.article is None:
            return where
        if where and where[0] != self.article.pk:
            return None
        return where or (self.article.pk, None)


def _revision(article: int, number: int | None) -> Revision:
    revisions = Revision.objects.filter(article=article)
    if number is None:
        latest = Article.objects.filter(pk=article).values("latest_revision")
        revision = revisions.filter(pk__in=latest).first()
    else:
        revision = revisions.filter(number=number).first()
    if revision is None:
        raise WrongState("The article has no such text to annotate.")
    return revision
