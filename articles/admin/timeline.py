"""The history of an article, or of one thing in it: who did what and when, newest first, by day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.admin.telling import Entry, tell_article, tell_image
from articles.choices import Action
from articles.models import Change

PAGE_SIZE = 50
LONGEST_ID = 18  # digits

Teller = Callable[[list[Change]], Iterable[Entry]]


@dataclass(frozen=True)
class Group:
    """What a person may want to see alone: changes of a subject, by any of these verbs or all."""

    label: str
    subjects: tuple[str, ...]
    verbs: tuple[str, ...] = ()

    @property
    def wanted(self) -> Q:
        verbs = Q(verb__in=self.verbs) if self.verbs else Q()
        return Q(subject__in=self.subjects) & verbs


class Choices(forms.Form):
    """The selects above the list; what they do not offer is ignored, and told."""

    by = forms.ChoiceField(label="Person", required=False)
    of = forms.ChoiceField(
        label="Of",
        choices=[("", "Article and annotations"), ("article", "The article"),
                 ("annotations", "Its annotations")],
        required=False,
    )  # fmt: skip
    what = forms.ChoiceField(label="What", required=False)

    def __init__(self, data, *, people: list[tuple[int, str]], groups: Mapping[str, Group]) -> None:
        super().__init__(data, auto_id="timeline-%s")
        named = [(str(pk), name) if pk else ("nobody", "A command") for pk, name in people]
        self.fields["by"].choices = [("", "Everybody"), *named]
        labels = [(name, group.label) for name, group in groups.items()]
        self.fields["what"].choices = [("", "Everything that was done"), *labels]
        if not any("article" in group.subjects for group in groups.values()):
            del self.fields["of"]  # one annotation


class Timeline:
    """An admin whose "History" is this page. What annotations know of, they add to both tables."""

    tellers: Mapping[str, Teller] = {"article": tell_article, "image": tell_image}
    groups: Mapping[str, Group] = {
        "text": Group("Text and revisions", ("article",), ("saved", "restored")),
        "workflow": Group("Review and publication", ("article",), tuple(Action)),
        "filing": Group("Section, authors, address", ("article",), ("created", "edited")),
        "pictures": Group("Words of its pictures", ("image",)),
    }

    def timeline(
        self, request: HttpRequest, changes: QuerySet[Change], context: dict[str, Any]
    ) -> HttpResponse:
        """The page of these changes; ``context`` has its ``title`` and what its breadcrumbs say."""
        people = changes.order_by("by__username", "by").values_list("by", "by__username")
        form = Choices(request.GET, people=list(people.distinct()), groups=self.groups)
        form.is_valid()
        chosen = {name: value for name, value in form.cleaned_data.items() if value}
        before, ignored = request.GET.get("before", ""), list(form.errors)
        if before and not (before.isascii() and before.isdecimal() and len(before) <= LONGEST_ID):
            ignored.append("before")
            before = ""
        rows = self.narrowed(changes, chosen)
        rows = rows.filter(pk__lt=before) if before else rows
        rows = list(rows.select_related("by").order_by("-pk")[: PAGE_SIZE + 1])
        shown = rows[:PAGE_SIZE]
        older = {**chosen, "before": shown[-1].pk} if len(rows) > PAGE_SIZE else {}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **context,
            "days": [(day, list(entries)) for day, entries in groupby(self.tell(shown), _day)],
            "filters": form,
            "ignored": ignored,
            "is_narrow": bool(chosen),
            "newest": urlencode(chosen) if before else None,
            "older": urlencode(older),
        }
        return TemplateResponse(request, "admin/articles/article/timeline.html", context)

    def narrowed(self, changes: QuerySet[Change], chosen: Mapping[str, str]) -> QuerySet[Change]:
        if by := chosen.get("by"):
            changes = changes.filter(by=None if by == "nobody" else by)
        if of := chosen.get("of"):
            alone = Q(subject__in=["article", "image"])
            changes = changes.filter(alone if of == "article" else ~alone)
        if what := chosen.get("what"):
            changes = changes.filter(self.groups[what].wanted)
        return changes

    def tell(self, changes: list[Change]) -> list[Entry]:
        """Each change in words, in a fixed number of queries. What nobody knows is told plainly."""
        told = {}
        for subject, teller in self.tellers.items():
            mine = [change for change in changes if change.subject == subject]
            told |= {entry.change.pk: entry for entry in (teller(mine) if mine else ())}
        return [told.get(change.pk) or plainly(change) for change in changes]


def plainly(change: Change) -> Entry:
    """A change of something without a teller of its own."""
    return Entry(change, f" {change.verb} {change.subject} {change.subject_id}", note=change.reason)


def _day(entry: Entry):
    return timezone.localtime(entry.change.at).date()
