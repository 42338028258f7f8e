"""The filters of lists."""

from django.db.models import Q
from django_filters import rest_framework as filters

from annotations.choices import Kind, Reason, State, Status
from articles.filters import IdFilter, key_of_article
from articles.models import Article


class OfArticle(filters.FilterSet):
    """``path`` leads to an article's id; several are joined by "or"."""

    paths: tuple[str, ...]

    article = filters.CharFilter(method="of_article", label="Id or slug.")

    def of_article(self, queryset, name, value: str):
        articles = Article.objects.visible_to(self.request.user)
        pk, wanted = key_of_article(articles, value), Q()
        for path in self.paths:
            wanted |= Q(**{path: pk})
        return queryset.filter(wanted) if pk else queryset.none()


class AnnotationFilters(OfArticle):
    """``shown_state`` and ``shown_reason`` are annotated by the view: of the anchor that is shown."""

    paths = ("article",)

    kind = filters.ChoiceFilter(choices=Kind.choices)
    status = filters.ChoiceFilter(choices=Status.choices)
    state = filters.ChoiceFilter(
        choices=State.choices, method="in_state", label="Of the anchor that is shown."
    )
    reason = filters.ChoiceFilter(
        choices=Reason.choices, method="for_reason", label="Why that anchor counts as changed."
    )
    section = filters.CharFilter(field_name="article__section__slug", label="Slug.")
    rating = filters.CharFilter(field_name="claim__rating__slug", label="Slug, of claims.")
    source = IdFilter(method="naming", label="Id of the speaker, claimant or publisher.")

    def in_state(self, queryset, name, value):
        return queryset.filter(shown_state=value)

    def for_reason(self, queryset, name, value):
        return queryset.filter(shown_reason=value)

    def naming(self, queryset, name, value: int):
        return queryset.naming([value])


class EvidenceFilters(OfArticle):
    paths = ("annotation__article",)


class RelationFilters(OfArticle):
    """Either end in the article."""

    paths = ("from_annotation__article", "to_annotation__article")
