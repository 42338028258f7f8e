"""The filters of lists, and naming an article by id or slug."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from articles.choices import ArticleState
from articles.models import Article
from articles.permissions import may_see_drafts
from articles.querysets import ArticleQuerySet
from articles.rest.filtering import (
    AskedFilter,
    ChoicesFilter,
    IdsFilter,
    SlugsFilter,
    moments,
)
from articles.rest.keyset import LARGEST_ID
from articles.searching import Asked
from articles.vectors import latest_says, live_says


def updated_field(desk: bool) -> str:
    """What the API calls ``updated_at``: readers are told of what they see alone."""
    return "updated_at" if desk else "public_updated_at"


class ArticleFilters(filters.FilterSet):
    id = IdsFilter(label="Ids.")
    article = filters.CharFilter(method="by_key", label="Id or slug, a former one too.")
    section = SlugsFilter(field_name="section__slug", label="Slugs.")
    topic = SlugsFilter(field_name="topics__slug", method="among", label="Slugs.")
    author = SlugsFilter(field_name="authors__slug", method="among", label="Slugs.")
    state = ChoicesFilter(choices=ArticleState.choices)
    language = SlugsFilter(field_name="language", label="Language tags, as they are written.")
    published_since, published_until = moments("published_at", "Published")
    created_since, created_until = moments("created_at", "Made")
    updated_since, updated_until = moments("updated_at", "Changed")
    q = AskedFilter(
        method="saying",
        label="In the headline, the standfirst or the text: of the live revision, for the desk of "
        "the latest.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("updated_since", "updated_until"):
            self.filters[name].field_name = updated_field(may_see_drafts(self.request.user))

    def by_key(self, queryset, name, value: str):
        return queryset.filter(pk=key_of_article(queryset, value))

    def among(self, queryset, name, value):
        return queryset.filter(pk__in=articles_with(name, value))

    def saying(self, queryset, name, value: Asked):
        desk = may_see_drafts(self.request.user)
        return queryset.filter(latest_says(value) if desk else live_says(value))


class ImageFilters(filters.FilterSet):
    id = IdsFilter(label="Ids.")
    created_since, created_until = moments("created_at", "Made")


class FilingFilters(filters.FilterSet):
    id = IdsFilter(label="Ids.")
    slug = SlugsFilter(field_name="slug", label="Slugs.")


def articles_with(path: str, values: list) -> QuerySet:
    """The ids of articles with any of the values at the end of ``path``, each id once."""
    return Article.objects.filter(**{f"{path}__in": values}).order_by().values("pk")


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
