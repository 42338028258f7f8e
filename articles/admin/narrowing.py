"""A list of what belongs to one thing: set by a link elsewhere, and shown while it holds."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from articles.forms import LONGEST_ID
from articles.models import Article, Author, Topic


class OfOne(admin.ListFilter):
    """There may be thousands to choose from, so the list itself offers none."""

    parameter_name: str
    rows: QuerySet[Model]
    field: str  # of the listed model

    def __init__(self, request, params, model, model_admin) -> None:
        self.title = self.parameter_name
        super().__init__(request, params, model, model_admin)
        self.wanted = params.pop(self.parameter_name, [""])[-1]
        known = self.wanted.isdecimal() and len(self.wanted) <= LONGEST_ID
        self.chosen = self.rows.filter(pk=self.wanted).first() if known else None

    def has_output(self) -> bool:
        return bool(self.wanted)

    def expected_parameters(self) -> list[str]:
        return [self.parameter_name]

    def choices(self, changelist):
        yield {
            "selected": False,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "All",
        }
        yield {
            "selected": True,
            "query_string": changelist.get_query_string(),
            "display": str(self.chosen or "not known"),
        }

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        return queryset.filter(**{self.field: self.chosen}) if self.chosen else queryset.none()


class OfArticle(OfOne):
    parameter_name, field = "article", "article"
    rows = Article.objects.select_related("latest_revision").only(
        "slug", "latest_revision__headline"
    )


class OfTopic(OfOne):
    parameter_name, rows, field = "topic", Topic.objects.all(), "topics"


class OfAuthor(OfOne):
    parameter_name, rows, field = "author", Author.objects.all(), "authors"


class Whether(admin.SimpleListFilter):
    """Whether a field that may be null is set, said in the words of the thing."""

    field: str
    unset: str
    set: str

    def lookups(self, request, model_admin):
        return [("no", self.unset), ("yes", self.set)]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(**{f"{self.field}__isnull": self.value() == "no"})


class Withdrawn(Whether):
    title = parameter_name = "withdrawn"
    field, unset, set = "withdrawn_at", "Standing", "Withdrawn"


def list_link(label, view: str, **query) -> SafeString:
    """A link to the list of this admin view, narrowed by ``query``."""
    return format_html('<a href="{}?{}">{}</a>', reverse(view), urlencode(query), label)
