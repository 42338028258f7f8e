"""The base of the API's views: who asks, with which parameters, on which version."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from articles.choices import Scope
from articles.permissions import may_see_drafts
from articles.rest import etags
from articles.rest.once import write_once
from articles.rest.paging import ORDERS, KeysetPagination, order_of
from articles.rest.parsing import UNKEEPABLE
from articles.rest.schema import ProblemSchema
from articles.rest.shaping import names_asked
from articles.rest.streaming import (
    STREAMS,
    Column,
    chunks,
    columns_of,
    csv_lines,
    json_lines,
    stream,
)

PAGING = frozenset({"cursor", "page_size", "ordering"})
SHAPING = frozenset({"fields", "include"})


class Endpoint(GenericViewSet):
    """Lists, items and actions. A subclass says how an item is shown and what its version is."""

    schema = ProblemSchema()
    pagination_class = KeysetPagination
    filter_backends = [DjangoFilterBackend]
    orders: tuple[str, ...] = ORDERS
    # What a token needs for each write: one of these, and its person's right to do it.
    scopes: Mapping[str, tuple[Scope, ...]] = {}
    order_fields: dict[str, str] = {}  # the model's, where the API calls them otherwise
    streams: Collection[str] = STREAMS  # what lists can be had as, beside pages of JSON
    list_shape: type[Serializer] | None = None  # the serializer_class of items in lists
    expansions: frozenset[str] = frozenset()  # what ``include`` may name
    fields_asked: frozenset[str] | None = None  # what ``fields`` and ``include`` do name
    included: frozenset[str] = frozenset()
    item_parameters: frozenset[str] = frozenset()  # known by GET on one item, beside `format`
    list_parameters: frozenset[str] = frozenset()  # known by lists, beside filters and paging
    shared_parameters: tuple[OpenApiParameter, ...] = ()  # known by every method
    metadata_class = None
    lookup_value_regex = "[0-9]+"

    @cached_property
    def desk(self) -> bool:
        return may_see_drafts(self.request.user)

    def show(self, item: Model) -> dict[str, Any]:
        """One item alone, JSON-ready."""
        raise NotImplementedError

    def show_in_list(self, item: Model) -> dict[str, Any]:
        return self.show(item)

    def show_page(self, rows: Sequence[Model]) -> Sequence[dict[str, Any]]:
        return [self.show_in_list(row) for row in rows]

    def expand(self, shown: Sequence[dict]) -> None:
        """Put in full what is ``included``, in a fixed number of queries."""

    @property
    def shape(self) -> type[Serializer]:
        """What declares the items that are shown."""
        in_list = self.action == "list" and self.list_shape
        return in_list or self.serializer_class

    def members(self) -> Sequence[str]:
        """The names of all members that an item may have here."""
        return list(self.shape().fields)

    def version_of(self, item: Model) -> int | str:
        return item.version

    def changed_at(self, item: Model) -> datetime | None:
        """When anything of what is shown last changed; None where that is not known for sure."""
        return None

    def lock(self, item: Model) -> None:
        """Lock the row that every writer of such items locks, until the transaction ends."""
        raise NotImplementedError

    def perform_content_negotiation(self, request, force=False):
        if request.query_params.get("format") in self.streams:  # whatever it says that it accepts
            return JSONRenderer(), JSONRenderer.media_type  # for problems
        return super().perform_content_negotiation(request, force)

    def initial(self, request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is None:
            return  # no such method here, whoever asks
        if request.method not in SAFE_METHODS and not request.user.is_authenticated:
            raise NotAuthenticated
        self._refuse_unknown_parameters()
        if self.action in ("list", "retrieve"):
            self.fields_asked = names_asked(request, "fields", self.members())
            self.included = names_asked(request, "include", self.expansions) or frozenset()
        if request.method not in SAFE_METHODS:
            handler = getattr(self, request.method.lower())
            # REST framework asks the view for it after this.
            setattr(self, request.method.lower(), partial(self._write, handler))

    def _write(self, handler: Callable[..., Response], request, *args, **kwargs) -> Response:
        """Each write is one transaction, so that no view has to open one."""
        return write_once(request, lambda: handler(request, *args, **kwargs))

    def list(self, request, *args, **kwargs) -> HttpResponseBase:
        rows = self.filter_queryset(self.get_queryset())
        if request.query_params.get("format") in self.streams:
            return self.stream(rows)
        page = self.paginate_queryset(rows)
        answer = self.get_paginated_response(self.show_all(page))
        answer["ETag"] = etags.list_etag(answer.data)
        return answer

    def stream(self, rows: QuerySet) -> HttpResponseBase:
        """All of them as CSV or JSON Lines."""
        request, form = self.request, self.request.query_params["format"]
        for name in ("cursor", "page_size", *(["include"] if form == "csv" else [])):
            if name in request.query_params:
                raise ValidationError({name: [f"Not with format={form}."]})
        shown = (
            item for chunk in chunks(rows, order_of(request, self)) for item in self.show_all(chunk)
        )
        lines = json_lines(shown) if form == "jsonl" else csv_lines(shown, self.columns())
        name = request.path.rstrip("/").rpartition("/")[2]
        return stream(lines, request, format=form, name=name)

    def columns(self) -> Sequence[Column]:
        """Those of a CSV: of all members, or of those that ``fields`` names."""
        members = self.fields_asked or self.members()
        return columns_of(self.shape, lambda name: name in members)

    def retrieve(self, request, *args, **kwargs) -> Response:
        return self.answer(self.get_object())

    def show_all(self, rows: Sequence[Model], *, alone: bool = False) -> Sequence[dict]:
        """Items as ``fields`` and ``include`` ask for them."""
        shown = [self.show(row) for row in rows] if alone else self.show_page(rows)
        if self.included:
            self.expand(shown)
        if (fields := self.fields_asked) is None:
            return shown
        return [{name: item[name] for name in item if name in fields} for item in shown]

    def options(self, request, *args, **kwargs) -> Response:
        return Response(status=204)  # with Allow, as every answer

    def get_for_writing(self, allowed: Callable[[Any, Model], bool]) -> Model:
        """The item, its row locked until the write is done.

        404 where the caller may not see it, then 403, 428 without If-Match, 412 where it is stale.
        """
        self.lock(self.get_object())
        item = self.get_object()  # as it is now that nobody else can change it
        if not allowed(self.request.user, item):
            raise PermissionDenied
        etags.require_match(self.request, self.version_of(item))
        return item

    def again(self, item: Model) -> Response:
        """The answer to a write: the item as it is now, read afresh."""
        return self.answer(get_object_or_404(self.get_queryset(), pk=item.pk))

    def created(self, item: Model) -> Response:
        answer = self.again(item)
        answer.status_code, answer["Location"] = 201, answer.data["url"]
        return answer

    def answer(self, item: Model) -> Response:
        [shown] = self.show_all([item], alone=True)
        tag = {"ETag": etags.etag(self.version_of(item), shown)}
        return Response(shown, headers=tag | etags.last_modified(self.changed_at(item)))

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        reads = request.method in ("GET", "HEAD")
        if reads and response.status_code == 200 and etags.is_fresh(request, response):
            response.data, response.status_code = None, 304
        patch_vary_headers(response, ["Accept", "Authorization", "Cookie"])
        # Whoever names themselves gets answers that no shared cache may keep. What is public may be
        # kept, but has to be asked for again each time: a change reaches everybody at once.
        private = "Authorization" in request.headers or (
            settings.SESSION_COOKIE_NAME in request.COOKIES
        )
        kept = (
            "public, max-age=0, must-revalidate" if reads and not private else "private, no-store"
        )
        response.setdefault("Cache-Control", kept)
        return response

    def known_parameters(self) -> frozenset[str]:
        shared = frozenset(parameter.name for parameter in self.shared_parameters) | {"format"}
        if self.action not in ("list", "retrieve"):
            return shared
        shaping = SHAPING if self.expansions else SHAPING - {"include"}
        if self.action == "retrieve":
            return self.item_parameters | shaping | shared
        filters = getattr(self, "filterset_class", None)
        names = frozenset(filters.base_filters) if filters else frozenset()
        return names | PAGING | self.list_parameters | shaping | shared

    def _refuse_unknown_parameters(self) -> None:
        known, errors = self.known_parameters(), {}
        formats = ["json", *(self.streams if self.action == "list" else ())]
        for name, values in self.request.query_params.lists():
            if name not in known:
                errors[name] = ["This parameter is not known here."]
            elif len(values) > 1 or not values[0].strip():
                errors[name] = ["Give it once, with a value; several stand with commas between."]
            elif UNKEEPABLE.search(values[0]):
                errors[name] = ["Control characters are not allowed."]
            elif name == "format" and values[0] not in formats:
                errors[name] = [f"One of {', '.join(formats)}."]
        if errors:
            raise ValidationError(errors)


class NothingHere(APIView):
    """Every address under /api/ that is not another's: a problem answer, whatever the method.

    An address that only lacks its last slash is pointed out with a redirect that keeps method
    and body.
    """

    authentication_classes = []
    metadata_class = None

    @extend_schema(exclude=True)
    def dispatch(self, request, *args, **kwargs):
        path = request.path_info
        if not path.endswith("/") and self._leads_somewhere(path + "/"):
            answer = HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
            answer.status_code = 308
            return answer
        return super().dispatch(request, *args, **kwargs)

    def _leads_somewhere(self, path: str) -> bool:
        try:
            return getattr(resolve(path).func, "cls", None) is not NothingHere
        except Resolver404:
            return False

    def initial(self, request, *args, **kwargs) -> None:
        self.check_throttles(request)
        raise Http404
