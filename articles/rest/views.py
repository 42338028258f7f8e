"""The base of the API's views: who asks, with which parameters, on which version."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from articles.choices import Scope
from articles.permissions import may_see_drafts
from articles.rest import etags
from articles.rest.paging import ORDERS, KeysetPagination
from articles.rest.parsing import UNKEEPABLE
from articles.rest.schema import ProblemSchema

PAGING = frozenset({"cursor", "page_size", "ordering"})
FORMATS = ("json",)


class Endpoint(GenericViewSet):
    """Lists, items and actions. A subclass says how an item is shown and what its version is."""

    schema = ProblemSchema()
    pagination_class = KeysetPagination
    filter_backends = [DjangoFilterBackend]
    orders: tuple[str, ...] = ORDERS
    # What a token needs for each write: one of these, and its person's right to do it.
    scopes: Mapping[str, tuple[Scope, ...]] = {}
    order_fields: dict[str, str] = {}  # the model's, where the API calls them otherwise
    item_parameters: frozenset[str] = frozenset()  # known by GET on one item, beside `format`
    list_parameters: frozenset[str] = frozenset()  # known by lists, beside filters and paging
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

    def version_of(self, item: Model) -> int | str:
        return item.version

    def lock(self, item: Model) -> None:
        """Lock the row that every writer of such items locks, until the transaction ends."""
        raise NotImplementedError

    def initial(self, request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is None:
            return  # no such method here, whoever asks
        if request.method not in SAFE_METHODS and not request.user.is_authenticated:
            raise NotAuthenticated
        self._refuse_unknown_parameters()

    def list(self, request, *args, **kwargs) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([self.show_in_list(item) for item in page])

    def retrieve(self, request, *args, **kwargs) -> Response:
        return self.answer(self.get_object())

    def options(self, request, *args, **kwargs) -> Response:
        return Response(status=204)  # with Allow, as every answer

    def get_for_writing(self, allowed: Callable[[Any, Model], bool]) -> Model:
        """The item, its row locked. Call it inside the transaction of the write.

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
        shown = self.show(item)
        return Response(shown, headers={"ETag": etags.etag(self.version_of(item), shown)})

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        tag = response.get("ETag") if request.method in ("GET", "HEAD") else None
        if tag and etags.is_known(request, tag):
            response.data, response.status_code = None, 304
        patch_vary_headers(response, ["Accept", "Authorization", "Cookie"])
        # Whoever names themselves gets answers that no shared cache may keep.
        private = "Authorization" in request.headers or (
            settings.SESSION_COOKIE_NAME in request.COOKIES
        )
        response.setdefault("Cache-Control", "private, no-store" if private else "no-cache")
        return response

    def known_parameters(self) -> frozenset[str]:
        if self.action == "list":
            filters = getattr(self, "filterset_class", None)
            names = frozenset(filters.base_filters) if filters else frozenset()
            return names | PAGING | self.list_parameters | {"format"}
        return (self.item_parameters if self.action == "retrieve" else frozenset()) | {"format"}

    def _refuse_unknown_parameters(self) -> None:
        known, errors = self.known_parameters(), {}
        for name, values in self.request.query_params.lists():
            if name not in known:
                errors[name] = ["This parameter is not known here."]
            elif len(values) > 1 or not values[0]:
                errors[name] = ["Give one value."]
            elif UNKEEPABLE.search(values[0]):
                errors[name] = ["Control characters are not allowed."]
            elif name == "format" and values[0] not in FORMATS:
                errors[name] = [f"One of {', '.join(FORMATS)}."]
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
