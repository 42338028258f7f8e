"""Articles and their revisions at /api/v1/articles/."""

import keyword
from collections.abc import Callable

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from articles import services
from articles.choices import Action, Scope
from articles.filters import ArticleFilters, updated_field
from articles.models import Article, Byline, Revision
from articles.permissions import may_edit_articles, may_perform, scope_of
from articles.rest import etags
from articles.rest.input import REVISION_NUMBER, checked, number_of_revision
from articles.rest.paging import ORDERS
from articles.rest.problems import NotFound
from articles.rest.views import Endpoint
from articles.serializers import (
    ArticleIn,
    ArticleInListOut,
    ArticleOut,
    PublishIn,
    ReasonIn,
    RevisionInListOut,
    RevisionOut,
    show_article,
    show_article_in_list,
    show_revision,
    show_revision_in_list,
)

REVISION = OpenApiParameter(
    "revision", REVISION_NUMBER, description="Show this revision instead (desk only)."
)
TEXTS = [f"{which}_revision__{field}" for which in ("live", "latest") for field in ("body", "text")]


def articles_in_list(articles: QuerySet[Article]) -> QuerySet[Article]:
    """These with all that a list shows of them, without their texts."""
    return with_what_is_shown(articles).defer(*TEXTS)


def with_what_is_shown(articles: QuerySet[Article]) -> QuerySet[Article]:
    bylines = Byline.objects.select_related("author")
    return articles.select_related("section", "live_revision", "latest_revision").prefetch_related(
        "topics", Prefetch("byline_set", bylines)
    )


def version_of(article: Article, revision: Revision | None) -> str:
    """The version part of an article's ETag: ``<number of the revision>.<metadata version>``."""
    return f"{revision.number if revision else 0}.{article.version}"


def name_of(which: Action) -> str:
    """The view's method, which the router asks for; "return" is a word of Python's."""
    return which.value + "_" * keyword.iskeyword(which.value)


def article_action(which: Action, takes=ReasonIn) -> Callable:
    """POST …/<action>/ on one article: a transition of articles.choices."""

    def method(self, request, pk=None) -> Response:
        return self.transition(which)

    method.__name__, method.__doc__ = name_of(which), which.label
    routed = action(detail=True, methods=["post"], url_path=which.value)(method)
    return extend_schema(request=takes, responses=ArticleOut)(routed)


class ReadingTexts(Endpoint):
    """Shows texts of revisions."""

    def withhold(self, revision: Revision) -> bool:
        """Take out of text and body, in memory, what readers shall not get: here, nothing.

        Whether what they get can change without a new revision.
        """
        return False


@extend_schema_view(
    list=extend_schema(responses=ArticleInListOut(many=True)),
    retrieve=extend_schema(parameters=[REVISION], responses=ArticleOut),
)
class ArticleViewSet(ReadingTexts):
    """Readers see public articles in their live revision, the desk all in their latest."""

    queryset = Article.objects.all()
    serializer_class, list_shape = ArticleOut, ArticleInListOut
    filterset_class = ArticleFilters
    scopes = dict.fromkeys(
        ("create", "update", "partial_update", "restore_revision"), (Scope.EDIT,)
    ) | {name_of(action): (scope_of(action),) for action in Action}
    orders = (*ORDERS, "-published_at", "published_at")
    item_parameters = frozenset({"revision"})

    def get_queryset(self) -> QuerySet[Article]:
        articles = Article.objects.visible_to(self.request.user)
        return (articles_in_list if self.action == "list" else with_what_is_shown)(articles)

    @property
    def order_fields(self) -> dict[str, str]:
        return {"updated_at": updated_field(self.desk)}

    def version_of(self, item: Article) -> str:
        """Readers' ETags do not count drafts."""
        return version_of(item, self.shown_revision(item))

    def lock(self, item: Article) -> None:
        services.lock_article(item)

    def shown_revision(self, article: Article) -> Revision | None:
        return article.latest_revision if self.desk else article.live_revision

    def show_in_list(self, item: Article) -> dict:
        return show_article_in_list(item, desk=self.desk, shown=self.shown_revision(item))

    def show(self, item: Article) -> dict:
        number = number_of_revision(self.request) if self.action == "retrieve" else None
        if number is None:
            shown = self.shown_revision(item)
        else:
            revisions = Revision.objects.visible_to(self.request.user)
            shown = get_object_or_404(revisions, article=item, number=number)
        if shown and not self.desk:
            self.withhold(shown)
        return show_article(item, desk=self.desk, shown=shown)

    @extend_schema(request=ArticleIn, responses={201: ArticleOut})
    def create(self, request) -> Response:
        if not may_edit_articles(request.user):
            raise PermissionDenied
        fields = checked(ArticleIn, request.data)
        text = {"standfirst": "", "body": ""} | self._take_text(fields)
        article = services.create_article(headline=text["headline"], by=request.user, **fields)
        revision = services.save_revision(article, by=request.user, base=0, **text)
        return _tell_dropped(self.created(article), revision)

    @extend_schema(request=ArticleIn, responses=ArticleOut)
    def update(self, request, pk=None) -> Response:
        return self.edit(partial=False)

    @extend_schema(request=ArticleIn(partial=True), responses=ArticleOut)
    def partial_update(self, request, pk=None) -> Response:
        return self.edit(partial=True)

    def edit(self, *, partial: bool) -> Response:
        article = self.get_for_writing(lambda user, article: may_edit_articles(user))
        context = {"shown": self.show(article)}
        fields = checked(ArticleIn, self.request.data, partial=partial, context=context)
        text, by = self._take_text(fields), self.request.user
        revision = article.latest_revision
        if text:
            base = revision.number if revision else 0
            text = {name: getattr(revision, name, "") for name in ArticleIn.TEXT} | text
            revision = services.save_revision(article, by=by, base=base, **text)
        if fields:
            services.edit_article(article, by=by, **fields)
        return _tell_dropped(self.again(article), revision)

    def transition(self, which: Action) -> Response:
        article = self.get_for_writing(lambda user, article: may_perform(user, which))
        if which == Action.PUBLISH:
            fields = checked(PublishIn, self.request.data)
            services.publish(article, by=self.request.user, **fields)
        else:
            fields = checked(ReasonIn, self.request.data)
            services.perform(article, which, by=self.request.user, **fields)
        return self.again(article)

    submit = article_action(Action.SUBMIT)
    ready = article_action(Action.READY)
    return_ = article_action(Action.RETURN)
    publish = article_action(Action.PUBLISH, takes=PublishIn)
    unpublish = article_action(Action.UNPUBLISH)
    archive = article_action(Action.ARCHIVE)
    restore = article_action(Action.RESTORE)

    @extend_schema(
        request=None, responses=ArticleOut,
        parameters=[OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)],
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="revisions/(?P<number>[0-9]{1,9})/restore")
    def restore_revision(self, request, pk=None, number=None) -> Response:
        """Write a new revision with the content of this one."""
        article = self.get_for_writing(lambda user, article: may_edit_articles(user))
        revision = get_object_or_404(article.revisions, number=number)
        base = article.latest_revision.number
        services.restore_revision(article, revision, by=request.user, base=base)
        return self.again(article)

    @staticmethod
    def _take_text(fields: dict) -> dict:
        return {name: fields.pop(name) for name in ArticleIn.REVISED if name in fields}


def _tell_dropped(answer: Response, revision: Revision | None) -> Response:
    if revision and revision.dropped_images:
        answer.data["dropped_images"] = list(revision.dropped_images)
    return answer


class PlainText(BaseRenderer):
    media_type, format, charset = "text/plain", "txt", "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None) -> str | bytes:
        if isinstance(data, dict):  # a problem
            return JSONRenderer().render(data)
        return data or ""  # text, for which an empty one is one, too


@extend_schema_view(
    list=extend_schema(responses=RevisionInListOut(many=True)),
    retrieve=extend_schema(responses=RevisionOut),
)
class RevisionViewSet(ReadingTexts):
    """The desk's: readers have the live revision in its article."""

    queryset = Revision.objects.all()
    serializer_class, list_shape = RevisionOut, RevisionInListOut
    lookup_field = "number"
    orders = ("-created_at", "created_at")
    filter_backends = []

    def get_article(self) -> Article:
        visible = Article.objects.visible_to(self.request.user)
        return get_object_or_404(visible, pk=self.kwargs["article"])

    def get_queryset(self) -> QuerySet[Revision]:
        revisions = self.get_article().revisions.visible_to(self.request.user)
        revisions = revisions.select_related("created_by")
        return revisions.defer("body", "text") if self.action == "list" else revisions

    def version_of(self, item: Revision) -> int:
        return item.number

    def show(self, item: Revision) -> dict:
        return show_revision(item)

    def show_in_list(self, item: Revision) -> dict:
        return show_revision_in_list(item)

    @extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR})
    def text(self, request, article: int, number: int) -> Response:
        """The text that offsets count in; the live revision's is open to all."""
        found = self.get_article()
        revision = get_object_or_404(found.revisions, number=number)
        if not self.desk and revision.pk != found.live_revision_id:
            raise NotFound
        undated = not self.desk and self.withhold(revision)
        written = {} if undated else etags.last_modified(revision.created_at)
        tag = {"ETag": etags.etag(revision.number, revision.text)}
        return Response(revision.text, headers=tag | written)
