"""Every address of the site, read from the URL patterns and filled in from what is in the database.

A route whose variables nobody can fill is an error, so that a new one is not forgotten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import get_resolver
from django.utils import timezone

from annotations.choices import Verification
from annotations.facts.filters import ClaimFilter, QuoteFilter, StatisticFilter
from annotations.models import Annotation, Baseline, Rating, Source
from annotations.search.pages import PLACES
from annotations.views import RECORDS
from articles.models import Article, ArticleSlug, Author, Image, Section, Topic
from articles.previewing import make_token
from articles.rest.filtering import Several
from articles.rest.views import PAGING
from newsroom.api import COLLECTIONS
from newsroom.crawlers import SITEMAPS

ADMIN_ROWS = 12
_GROUP = re.compile(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)")
_CONVERTER = re.compile(r"<\w+:(\w+)>")
_VARIABLE = re.compile(r"<(\w+)>")
_ADMIN = re.compile(r"admin/(articles|annotations|auth)/(\w+)/")
_API = re.compile(r"api/v1/([\w-]+)/")


@dataclass(frozen=True)
class Route:
    """``route`` as in urls.py, variables as <name>, the view that answers, and an API's methods."""

    route: str
    view: type | None
    methods: tuple[str, ...] = ()

    @property
    def is_admin(self) -> bool:
        return self.route.startswith("admin/")


def routes() -> list[Route]:
    return list(dict.fromkeys(_walk(get_resolver().url_patterns, "")))


def _walk(patterns, prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        part = _GROUP.sub(r"\1", str(pattern.pattern)).removeprefix("^").removesuffix("$")
        route = prefix + _CONVERTER.sub(r"<\1>", part).removesuffix(r"\Z")
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, route)
        else:
            methods = tuple(getattr(pattern.callback, "actions", None) or ())
            yield Route(route, getattr(pattern.callback, "cls", None), methods)


def addresses(route: Route) -> list[str]:
    """The paths of a route: one for each row that it could be about."""
    names = _VARIABLE.findall(route.route)
    values = [_values(route.route, name) for name in names]
    paths = []
    for chosen in product(*values):
        filled = dict(zip(names, chosen, strict=True))
        paths.append("/" + _VARIABLE.sub(lambda match: filled[match[1]], route.route))  # noqa: B023
    return paths


def _values(route: str, name: str) -> list[str]:
    model = _model(route)
    if name in ("pk", "id", "object_id", "article") and model is not None:
        # The admin's door is the same for all rows of a model, and the history has very many.
        return _ids(model)[: ADMIN_ROWS if route.startswith("admin/") else None]
    if route.startswith("admin/") and route.endswith("/bulk/<name>/"):
        return ["approve_selected", "withdraw_selected"]
    return {
        ("articles/<slug>/", "slug"): _article_slugs,
        ("articles/<slug>/report/", "slug"): _article_slugs,
        ("sections/<slug>/", "slug"): lambda: _slugs(Section),
        ("feeds/sections/<slug>/", "slug"): lambda: _slugs(Section),
        ("sitemaps/<name>/<part>.xml", "name"): lambda: list(SITEMAPS),
        ("sitemaps/<name>/<part>.xml", "part"): lambda: ["1", "2"],
        ("topics/<slug>/", "slug"): lambda: _slugs(Topic),
        ("authors/<slug>/", "slug"): lambda: _slugs(Author),
        ("annotations/<pk>/", "pk"): lambda: _ids(Annotation),
        ("sources/<pk>/", "pk"): lambda: _ids(Source),
        ("preview/<token>/", "token"): _useless_tokens,
        ("admin/r/<content_type_id>/<object_id>/", "content_type_id"): _kinds_with_a_page,
        ("admin/r/<content_type_id>/<object_id>/", "object_id"): lambda: _ids(Annotation),
        ("admin/<app_label>/", "app_label"): lambda: ["articles", "annotations", "auth"],
        ("admin/<url>", "url"): lambda: ["nothing"],
        ("media/images/<key>/<name>", "key"): _keys,
        ("media/images/<key>/<name>", "name"): _renditions,
        ("preview/<token>/images/<key>/<name>", "token"): _useless_tokens,
        ("preview/<token>/images/<key>/<name>", "key"): _keys,
        ("preview/<token>/images/<key>/<name>", "name"): lambda: _renditions()[:1],
    }.get((route, name), _numbers if name == "number" else _unknown(route, name))()


def _unknown(route: str, name: str):
    def fail():
        raise AssertionError(
            f"Nobody knows how to visit “{route}”: say in {__name__} what <{name}> may be."
        )

    return fail


def _model(route: str) -> type[Model] | None:
    if match := _ADMIN.match(route):
        return User if match[1] == "auth" else apps.get_model(match[1], match[2])
    if match := _API.match(route):
        return COLLECTIONS[match[1]].queryset.model
    return None


def _numbers() -> list[str]:
    return ["1", "2", "3"]


def _ids(model: type[Model]) -> list[str]:
    return [str(pk) for pk in model.objects.values_list("pk", flat=True)]


def _kinds_with_a_page() -> list[str]:
    kinds = ContentType.objects.filter(app_label__in=["articles", "annotations"])
    return [str(kind.pk) for kind in kinds if hasattr(kind.model_class(), "get_absolute_url")]


def _slugs(model: type[Model]) -> list[str]:
    return list(model.objects.values_list("slug", flat=True))


def _article_slugs() -> list[str]:
    return _slugs(Article) + _slugs(ArticleSlug)


def _keys() -> list[str]:
    return list(Image.objects.values_list("key", flat=True))


def _renditions() -> list[str]:
    return sorted({name for image in Image.objects.all() for name in image.names})


def _useless_tokens() -> list[str]:
    """Links to every revision whose days are over, and one that nobody made."""
    now = timezone.now()
    links = [
        make_token(article.pk, number, now=now, days=-1)
        for article in Article.objects.all()
        for number in (1, 2, 3)
    ]
    return ["nonsense", *links]


# Queries of pages, and of the API's lists and items

FILTERS = {
    f"{form.kind}s/": form.base_fields for form in (ClaimFilter, QuoteFilter, StatisticFilter)
}


def queries(route: Route) -> list[str]:
    """Every filter of a route with every value that could tell something, each alone."""
    if route.route == "sources/<pk>/":
        return ["", *(f"?kind={kind}" for kind in RECORDS)]
    if route.route == "search/":
        return [f"?q=kanarie&in={place}" for place in PLACES]
    if names := FILTERS.get(route.route):
        asked = [f"{name}={value}" for name in names for value in _filter_values(name)]
        return ["", *(f"?{query}" for query in asked)]
    if route.view is None or not hasattr(route.view, "item_parameters"):
        return [""]
    asked = [f"format={name}" for name in route.view.streams]
    if route.view.expansions:
        asked.append(f"include={','.join(sorted(route.view.expansions))}")
    filters = {}
    if _VARIABLE.search(route.route):
        names = route.view.item_parameters
    else:
        filterset = getattr(route.view, "filterset_class", None)
        filters = filterset.base_filters if filterset else {}
        names = set(filters) | route.view.list_parameters
        asked += [f"ordering={order}" for order in route.view.orders]
    for name in sorted(names - PAGING - {"overlaps"}):
        several = isinstance(filters.get(name), Several)
        if several and (choices := filters[name].extra.get("choices")):
            values = [value for value, _label in choices]
        else:
            values = _filter_values(name)
        values = [",".join(values)] if several else values  # empty where there is none
        asked += [f"{name}={quote(value)}" for value in values if value]
    if "article" in names and "revision" in names:
        asked += [
            f"article={pk}&revision={number}" for pk in _ids(Article) for number in _numbers()
        ]
    if "overlaps" in names:
        asked += [f"article={pk}&overlaps=0,999" for pk in _ids(Article)]
    return ["", *(f"?{query}" for query in asked)]


def _filter_values(name: str) -> list[str]:
    known = {
        "article": lambda: _ids(Article) + _article_slugs(),
        "section": lambda: _slugs(Section),
        "topic": lambda: _slugs(Topic),
        "since": lambda: ["2000-01-01"],
        "until": lambda: ["2900-01-01"],
        "measure": lambda: ["kanarie"],
        "place": lambda: ["kanarie"],
        "unit": lambda: ["kanarie"],
        "verification": lambda: Verification.values,
        "source": lambda: _ids(Source),
        "rating": lambda: _slugs(Rating),
        "author": lambda: _slugs(Author),
        "resolved": lambda: ["true", "false"],
        "language": lambda: ["en"],
        "slug": lambda: _slugs(Section) + _slugs(Topic) + _slugs(Author),
        "id": lambda: [str(pk) for pk in range(1, 20)],
        "annotation": lambda: _ids(Annotation),
        "name": lambda: list(Source.objects.values_list("name", flat=True)),
        "exact": lambda: list(Baseline.objects.values_list("exact", flat=True)[:8]),
        "q": lambda: ["kanarie"],
        "value_min": lambda: ["0"],
        "value_max": lambda: ["1000"],
        "revision": _numbers,
    }
    if name.endswith(("_since", "_until")):
        return ["2000" if "_on_" in name else "2000-01-01", "2900-01-01"]
    assert name in known, f"Nobody knows what to ask with ?{name}=: say so in {__name__}."
    return known[name]()
