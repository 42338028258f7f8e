"""The list of annotations: its columns, its filters, and what belongs to one kind alone."""

from django.contrib import admin
from django.db.models import Case, F, QuerySet, TextField, When
from django.db.models.functions import Substr
from django.forms import Script
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from js_asset import ImportMap, Media

from annotations.admin.comments import OpenComments, open_comments
from annotations.choices import Kind, ReviewStatus, State
from annotations.folding import fold
from annotations.forms import sources_meant
from annotations.models import DETAIL_PATHS, DETAILS, Annotation, Source
from annotations.services.warnings import shorten
from articles.admin.narrowing import OfArticle
from articles.admin.workflow import CHANGE as ARTICLE

MOST_SOURCES = 50
LATEST = "article__latest_revision"
# Filters that mean something for one kind; the list has them while it shows that kind.
OF_KIND = {
    Kind.CLAIM: ("claim__rating", "claim__review_status"),
    Kind.QUOTE: ("quote__verification", "quote__quote_type"),
    Kind.STATISTIC: ("statistic__qualifier",),
    Kind.SOCIAL_EMBED: ("social_embed__platform",),
}


class KindFilter(admin.SimpleListFilter):
    """The kinds, as tabs: another kind has other filters, so those of the last one go."""

    title = parameter_name = "kind"
    template = "admin/annotations/_kinds.html"

    def lookups(self, request, model_admin):
        return Kind.choices

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset

    def choices(self, changelist):
        others = [f"{kind}__" for kind in OF_KIND]
        names = [(None, "All kinds"), (Kind.CLAIM, "Claims"), (Kind.QUOTE, "Quotes"),
                 (Kind.STATISTIC, "Statistics"), (Kind.SOCIAL_EMBED, "Social embeds")]  # fmt: skip
        for value, label in names:
            query = changelist.get_query_string({self.parameter_name: value}, remove=others)
            yield {"selected": self.value() == value, "query_string": query, "display": label}


class SourceFilter(admin.ListFilter):
    """Whose words, claims or figures: typed, since there may be thousands of sources."""

    title, parameter_name, template = "source", "source", "admin/annotations/_source_filter.html"

    def __init__(self, request, params, model, model_admin) -> None:
        super().__init__(request, params, model, model_admin)
        self.wanted = params.pop(self.parameter_name, [""])[-1].strip()
        self.sources = _sources_of(self.wanted) if self.wanted else []

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return [self.parameter_name]

    def choices(self, changelist):
        """One item, for the template: what is chosen, and the other parameters to keep."""
        others = {
            name: values
            for name, values in changelist.filter_params.items()
            if name != self.parameter_name
        }
        yield {
            "wanted": self.wanted,
            "found": shorten(", ".join(str(source) for source in self.sources)),
            "others": [(name, value) for name, values in others.items() for value in values],
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        return queryset.naming(self.sources) if self.wanted else queryset


def _sources_of(name: str) -> list[Source]:
    """Those of this very name, else those whose name has it in it."""
    containing = Source.objects.filter(merged_into=None, folded_name__contains=fold(name))
    return sources_meant(name) or list(containing[:MOST_SOURCES])


class Listing:
    """The columns and filters of AnnotationAdmin."""

    list_display = (
        "words", "kind", "status", "place", "outcome", "source", "article_line", "comments_line",
        "updated_at",
    )  # fmt: skip
    list_filter = (KindFilter, "status", ("latest_anchor__state", admin.ChoicesFieldListFilter),
                   ("latest_anchor__reason", admin.ChoicesFieldListFilter), "is_public",
                   OpenComments, SourceFilter, OfArticle)  # fmt: skip
    list_select_related = ("latest_anchor__baseline", LATEST, *DETAIL_PATHS)
    search_fields = (
        "latest_anchor__baseline__exact", "words_now", "note", "desk_note", "claim__summary",
        "quote__speaker__name", "claim__claimant__name", "statistic__publisher__name",
        "statistic__measure", "social_embed__handle", "social_embed__author_name",
        f"{LATEST}__headline",
    )  # fmt: skip
    search_help_text = "The words, a note, a claim’s summary, a source or a headline."
    ordering = ("-updated_at", "-id")
    sortable_by = ("updated_at",)

    @property
    def media(self):
        return super().media + Media(
            js=[Script("annotations/listing.js", type="module")],
            importmap=ImportMap({"annotations/suggestions": "annotations/suggestions.js"}),
        )

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer(f"{LATEST}__body", f"{LATEST}__text")
        return rows.annotate(open_comments=open_comments())

    def get_search_results(self, request, queryset, search_term):
        rows = queryset.alias(words_now=words_now()) if search_term else queryset
        return super().get_search_results(request, rows, search_term)

    def get_list_display(self, request):
        one_kind = request.GET.get("kind") in Kind.values
        return [name for name in self.list_display if name != "kind" or not one_kind]

    def get_list_filter(self, request):
        kind = request.GET.get("kind")
        asked = [
            name
            for of, names in OF_KIND.items()
            for name in names
            if kind == of or any(key.startswith(f"{of}__") for key in request.GET)
        ]
        return (*self.list_filter, *asked)

    @admin.display(description="Words")
    def words(self, annotation: Annotation) -> str:
        return shorten(annotation.latest_anchor.baseline.exact, 90)

    @admin.display(description="State")
    def place(self, annotation: Annotation) -> str:
        anchor = annotation.latest_anchor
        reason = anchor.get_reason_display()
        return anchor.get_state_display() + (f": {reason}" if reason else "")

    @admin.display(description="Checked")
    def outcome(self, annotation: Annotation) -> str:
        """What came out: a claim's rating or how far its check is, whether a quote was verified."""
        detail = annotation.detail
        if annotation.kind == Kind.CLAIM:
            if detail.rating:
                return str(detail.rating)
            unchecked = detail.review_status in ("", ReviewStatus.UNDETERMINED)
            return "Not checked" if unchecked else detail.get_review_status_display()
        return detail.get_verification_display() if annotation.kind == Kind.QUOTE else ""

    @admin.display(description="Source")
    def source(self, annotation: Annotation) -> str:
        name = DETAILS[annotation.kind].source_field
        value = getattr(annotation.detail, name) if name else annotation.social_embed.handle
        return str(value or "")

    @admin.display(description="Article")
    def article_line(self, annotation: Annotation) -> SafeString:
        return format_html(
            '<a href="{}#annotation-{}"><bdi>{}</bdi></a>',
            reverse(ARTICLE, args=[annotation.article_id]), annotation.pk, annotation.article.headline,
        )  # fmt: skip

    @admin.display(description="Comments")
    def comments_line(self, annotation: Annotation) -> str:
        return f"{annotation.open_comments} open" if annotation.open_comments else ""


def words_now() -> Case:
    """For a search: the words that stand in the place of those that an edit changed, else null."""
    anchor = "latest_anchor__"
    length = F(f"{anchor}end") - F(f"{anchor}start")
    now = Substr(f"{LATEST}__text", F(f"{anchor}start") + 1, length)
    changed = When(latest_anchor__state=State.CHANGED, then=now)
    return Case(changed, output_field=TextField())
