"""Which open items the tray shows, read from its address with distrust."""

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q, QuerySet

from annotations.choices import Kind, Reason, State
from annotations.models import Annotation
from articles.models import Article, Section

ID = re.compile(r"[0-9]{1,18}")
CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,10})-([0-9]{1,18})")
STATES = [(state.value, state.label) for state in (State.CHANGED, State.LOST)]


class Choices(forms.Form):
    """The selects; what they do not offer is ignored, and told."""

    kind = forms.ChoiceField(choices=[("", "All kinds"), *Kind.choices], required=False)
    reason = forms.ChoiceField(
        choices=[("", "All reasons"), *((value, label.capitalize()) for value, label in Reason.choices)],
        required=False,
    )  # fmt: skip
    section = forms.ChoiceField(required=False)

    def __init__(self, data) -> None:
        super().__init__(data, auto_id="review-%s")
        sections = Section.objects.values_list("slug", "name")
        self.fields["section"].choices = [("", "All sections"), *sections]


class ReviewFilter:
    """``done`` is the item that was just decided: it keeps its place in the list, to be undone."""

    def __init__(self, query) -> None:
        self.ignored: list[str] = []
        self.form = Choices(query)
        self.form.is_valid()
        self.ignored += list(self.form.errors)
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.state = self._one_of(query, "state", [value for value, _label in STATES])
        self.article = self._article(query)
        self.after = self._matching(query, "after", CURSOR)
        self.done = int(self._matching(query, "done", ID) or 0)
        self.chosen: dict[str, Any] = chosen

    def _one_of(self, query, name: str, values: list[str]) -> str:
        value = query.get(name, "")
        if value and value not in values:
            self.ignored.append(name)
        return value if value in values else ""

    def _matching(self, query, name: str, pattern: re.Pattern) -> str:
        value = query.get(name, "")
        if value and not pattern.fullmatch(value):
            self.ignored.append(name)
        return value if pattern.fullmatch(value) else ""

    def _article(self, query) -> Article | None:
        wanted = self._matching(query, "article", ID)
        heavy = ("latest_revision__body", "latest_revision__text")
        articles = Article.objects.select_related("latest_revision").defer(*heavy)
        article = articles.filter(pk=wanted).first() if wanted else None
        if wanted and article is None:
            self.ignored.append("article")
        return article

    @property
    def is_narrow(self) -> bool:
        """Something is left out."""
        return bool(self.chosen or self.state or self.article)

    def query(self, **more) -> str:
        """The address that shows the same, with ``after`` or ``done`` where they are given."""
        article = {"article": self.article.pk} if self.article else {}
        state = {"state": self.state} if self.state else {}
        more = {name: value for name, value in more.items() if value}
        return urlencode({**state, **self.chosen, **article, **more})

    def states(self) -> list[tuple[str, str, str, int]]:
        """The links that choose a state: value, label, query and how many there are."""
        rows = self._narrowed(Annotation.objects.needs_review())
        found = rows.order_by().values_list("latest_anchor__state").annotate(Count("pk"))
        counts = dict(found)
        counts[""] = sum(counts.values())
        links = []
        for value, label in [("", "All"), *STATES]:
            other = {"state": value} if value else {}
            article = {"article": self.article.pk} if self.article else {}
            query = urlencode({**other, **self.chosen, **article})
            links.append((value, label, query, counts.get(value, 0)))
        return links

    def page(self, rows: QuerySet[Annotation]) -> QuerySet[Annotation]:
        """The open items from ``after`` on: the article that was saved last first, by place in it.

        ``rows`` have ``place``.
        """
        wanted = self._narrowed(rows.needs_review())
        if self.state:
            wanted = wanted.filter(latest_anchor__state=self.state)
        if self.after:
            revision, place, pk = map(int, self.after.split("-"))
            same = Q(article__latest_revision=revision)
            wanted = wanted.filter(
                Q(article__latest_revision__lt=revision)
                | same & Q(place__gt=place)
                | same & Q(place=place, pk__gt=pk)
            )
        if self.done:
            wanted = rows.filter(Q(pk__in=wanted.values("pk")) | Q(pk=self.done))
        return wanted.order_by("-article__latest_revision_id", "place", "pk")

    def cursor(self, row: Annotation) -> str:
        return f"{row.article.latest_revision_id}-{row.place}-{row.pk}"

    def _narrowed(self, rows: QuerySet[Annotation]) -> QuerySet[Annotation]:
        fields = {
            "kind": "kind",
            "reason": "latest_anchor__reason",
            "section": "article__section__slug",
        }
        rows = rows.filter(**{fields[name]: value for name, value in self.chosen.items()})
        return rows.filter(article=self.article) if self.article else rows
