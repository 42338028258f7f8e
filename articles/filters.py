"""The filters of lists, and naming an article by id or slug."""

from django import forms
from django_filters import rest_framework as filters

from articles.choices import ArticleState
from articles.models import Article
from articles.querysets import ArticleQuerySet

LARGEST_ID = 2**63 - 1


class IdFilter(filters.Filter):
    """A row's id; numbers that no row can have are refused."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=1, max_value=LARGEST_ID, **kwargs)


class ArticleFilters(filters.FilterSet):
    article = filters.CharFilter(method="by_key", label="Id or slug.")
    section = filters.CharFilter(field_name="section__slug", label="Slug.")
    state = filters.ChoiceFilter(choices=ArticleState.choices)

    def by_key(self, queryset, name, value: str):
        return queryset.filter(pk=key_of_article(queryset, value))


def key_of_article(articles: ArticleQuerySet, key: str) -> int | None:
    """The id of the article with this id or (present or former) slug, if it is one of these."""
    is_number = key.isascii() and key.isdecimal() and len(key) <= len(str(LARGEST_ID))
    by_id = articles.filter(pk=int(key)) if is_number else articles.none()
    by_slug = articles.filter(slug=key) | articles.filter(old_slugs__slug=key)
    return _first_id(by_id) or _first_id(by_slug)


def find_article(articles: ArticleQuerySet, key: str) -> Article | None:
    return articles.filter(pk=key_of_article(articles, key)).first()


def _first_id(articles: ArticleQuerySet) -> int | None:
    return articles.order_by("pk").values_list("pk", flat=True).first()
