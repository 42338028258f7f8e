"""What waits for somebody among an article's annotations, in the list of articles."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from annotations.choices import State, Status
from annotations.models import Annotation, Comment
from articles.models import Article

LIST, TRAY = "admin:annotations_annotation_changelist", "admin:annotations_review"
# What is counted: its name for one and for many, and where to act on it.
WORK = {
    "drafts": ("draft to approve", "drafts to approve", LIST, {"status__exact": Status.DRAFT}),
    "changed": ("changed", "changed", TRAY, {"state": State.CHANGED}),
    "lost": ("lost", "lost", TRAY, {"state": State.LOST}),
    "comments": ("open comment", "open comments", LIST, {"comments": "open"}),
}


class OpenWorkFilter(admin.SimpleListFilter):
    title, parameter_name = "to do", "todo"

    def lookups(self, request, model_admin):
        return [
            ("drafts", "Drafts to approve"),
            ("review", "Changed or lost"),
            ("comments", "Open comments"),
        ]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        annotations = Annotation.objects.filter(article=OuterRef("pk"))
        comments = Comment.objects.filter(annotation__article=OuterRef("pk"), resolved_at=None)
        wanted = {
            "drafts": annotations.filter(status=Status.DRAFT),
            "review": annotations.needs_review(),
            "comments": comments,
        }
        chosen = wanted.get(self.value())
        return queryset if chosen is None else queryset.filter(Exists(chosen))


class OpenWork:
    """The column of ArticleAdmin that counts it, for the page that is shown: two queries."""

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        found = open_work(article.pk for article in changelist.result_list)
        for article in changelist.result_list:
            article.open_work = found.get(article.pk, {})
        return changelist

    @admin.display(description="To do")
    def to_do(self, article: Article) -> SafeString | str:
        items = [_link(article, name, count) for name, count in article.open_work.items() if count]
        if not items:
            return ""
        joined = format_html_join("", "<li>{}</li>", ((item,) for item in items))
        return format_html('<ul class="list-facts">{}</ul>', joined)


def open_work(article_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """By article how many of ``WORK`` wait; an article without any may be left out."""
    pks = list(article_ids)
    standing = Annotation.objects.filter(article__in=pks).exclude(status=Status.WITHDRAWN)
    counted = (
        standing.order_by()
        .values("article")
        .annotate(
            drafts=Count("pk", filter=Q(status=Status.DRAFT)),
            changed=Count("pk", filter=Q(latest_anchor__state=State.CHANGED)),
            lost=Count("pk", filter=Q(latest_anchor__state=State.LOST)),
        )
    )
    found = {row.pop("article"): row for row in counted}
    unsettled = Comment.objects.filter(annotation__article__in=pks, resolved_at=None).order_by()
    for pk, comments in unsettled.values_list("annotation__article").annotate(number=Count("pk")):
        found.setdefault(pk, {})["comments"] = comments
    return found


def _link(article: Article, name: str, count: int) -> SafeString:
    one, many, view, query = WORK[name]
    address = f"{reverse(view)}?{urlencode({'article': article.pk, **query})}"
    return format_html('<a href="{}">{} {}</a>', address, count, one if count == 1 else many)
