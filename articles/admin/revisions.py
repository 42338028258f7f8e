"""An article's revisions: listed, read, compared two by two, and restored."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from articles.admin.workflow import CHANGE
from articles.difference import SAME, Row, lines, words
from articles.errors import StaleBase
from articles.models import Article, Change, Revision
from articles.permissions import may_edit_articles, may_see_drafts
from articles.services import preview_link, restore_revision

PER_PAGE = 50
CONTEXT = 2  # unchanged lines shown on each side of an edit; more are folded away
LONGEST_NUMBER = 9  # digits


@dataclass(frozen=True)
class Stretch:
    """Rows of a comparison; folded where they are unchanged and far from any edit."""

    rows: list[Row]
    folded: bool = False


class Revisions:
    """The views of ArticleAdmin that look at revisions."""

    revision_template = "admin/articles/article/revision.html"
    compare_template = "admin/articles/article/compare.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        name = "articles_article_{}".format
        return [
            path("<int:pk>/revisions/", view(self.revisions_view), name=name("revisions")),
            path(
                "<int:pk>/revisions/<int:number>/", view(self.revision_view), name=name("revision")
            ),
            path(
                "<int:pk>/revisions/<int:number>/restore/",
                view(require_POST(self.restore_view)),
                name=name("restore"),
            ),
            path(
                "<int:pk>/revisions/<int:number>/preview/",
                view(self.preview_view),
                name=name("preview"),
            ),
            path("<int:pk>/compare/", view(self.compare_view), name=name("compare")),
            *super().get_urls(),
        ]

    # What annotations add

    def rendered(self, revision: Revision) -> SafeString:
        """The body as readers would see it. It was sanitised when it was saved."""
        return mark_safe(revision.body)  # noqa: S308 -- articles.text.clean wrote it

    def revision_extras(self, article: Article, revision: Revision) -> dict:
        """More for the page of one revision."""
        return {}

    def compare_extras(self, older: Revision, newer: Revision) -> dict:
        """More for the page that compares two."""
        return {}

    # Views

    def revisions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._article(request, pk)
        found = article.revisions.select_related("created_by").order_by("-number")
        found = found.defer("body", "text").annotate(length=Length("text"))
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        restored = Change.objects.filter(article=article, subject="article", verb="restored")
        sources = {change.after.get("revision"): change.reason for change in restored}
        rows = [(revision, sources.get(revision.number, "")) for revision in page]
        context = {"page": page, "rows": rows, "latest": article.latest_revision}
        return self._show(
            request, "admin/articles/article/revisions.html", article, "Revisions", context
        )

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        article = self._article(request, pk)
        return self._revision_page(request, article, self._revision(article, number))

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        article = self._article(request, pk)
        if not may_edit_articles(request.user):
            raise PermissionDenied
        old = self._revision(article, number)
        base = request.POST.get("base", "")
        try:
            restored = restore_revision(article, old, by=request.user, base=_number(base) or 0)
        except StaleBase as stale:
            article = self._article(request, pk)
            messages.error(
                request,
                f"Nothing was restored: revision {stale.latest.number} was saved after you opened "
                "this page. Compare it below, then restore if you still want to.",
            )
            return self._revision_page(request, article, old, status=409)
        if restored.number == int(base):
            messages.info(request, f"The latest text is already that of revision {number}.")
        else:
            messages.success(
                request, f"Revision {number} is restored as revision {restored.number}."
            )
        return HttpResponseRedirect(reverse(CHANGE, args=[pk]))

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two revisions by ``from`` and ``to``; the older is always on the left."""
        article = self._article(request, pk)
        numbers = [_number(request.GET.get(name, "")) for name in ("from", "to")]
        found = {revision.number: revision for revision in self._revisions(article, numbers)}
        missing = [number for number in numbers if number not in found]
        if missing:
            messages.error(request, "Choose two revisions of this article to compare.")
            return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[pk]))
        older, newer = found[min(numbers)], found[max(numbers)]
        context = {
            "older": older,
            "newer": newer,
            "headline": words(older.headline, newer.headline),
            "standfirst": words(older.standfirst, newer.standfirst),
            "stretches": list(_stretches(lines(older.text, newer.text))),
            "same": older.text == newer.text,
            "only_form": older.text == newer.text and older.body != newer.body,
            **self.compare_extras(older, newer),
        }
        title = f"Revisions {older.number} and {newer.number}"
        return self._show(request, self.compare_template, article, title, context)

    def preview_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """To the page as readers would see it, by a private link that others can be given."""
        revision = self._revision(self._article(request, pk), number)
        return HttpResponseRedirect(preview_link(revision).path)

    # What they share

    def _article(self, request: HttpRequest, pk: int) -> Article:
        if not may_see_drafts(request.user):
            raise PermissionDenied
        article = self.article_or_none(str(pk))
        if article is None or article.latest_revision is None:
            raise Http404("There is no such article, or nothing is written yet.")
        return article

    def _revisions(self, article: Article, numbers: list[int | None]):
        known = [number for number in numbers if number is not None]
        return article.revisions.filter(number__in=known).select_related("created_by")

    def _revision(self, article: Article, number: int) -> Revision:
        if len(str(number)) > LONGEST_NUMBER:
            raise Http404("There is no such revision.")
        for revision in self._revisions(article, [number]):
            return revision
        raise Http404(f"The article has no revision {number}.")

    def _revision_page(
        self, request: HttpRequest, article: Article, revision: Revision, status: int = 200
    ) -> HttpResponse:
        numbers = article.revisions.values_list("number", flat=True)
        context = {
            "revision": revision,
            "body": self.rendered(revision),
            "older": numbers.filter(number__lt=revision.number).order_by("-number").first(),
            "newer": numbers.filter(number__gt=revision.number).order_by("number").first(),
            "may_restore": may_edit_articles(request.user),
            **self.revision_extras(article, revision),
        }
        title = f"Revision {revision.number}"
        return self._show(request, self.revision_template, article, title, context, status)

    def _show(self, request, template, article, title, context, status=200) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": title,
            **context,
        }
        return TemplateResponse(request, template, context, status=status)


def _number(given: str) -> int | None:
    """A revision's number, or None for anything else."""
    if given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER:
        return int(given)
    return None


def _stretches(rows: list[Row]) -> Iterator[Stretch]:
    """The rows with long unchanged stretches, but for some context, folded."""
    groups = [(same, list(group)) for same, group in groupby(rows, lambda row: row.op == SAME)]
    for index, (same, group) in enumerate(groups):
        head = CONTEXT if index else 0
        tail = CONTEXT if index + 1 < len(groups) else 0
        folded = group[head : len(group) - tail]
        if not same or len(folded) <= CONTEXT:
            yield Stretch(group)
            continue
        yield Stretch(group[:head])
        yield Stretch(folded, folded=True)
        yield Stretch(group[len(group) - tail :])
