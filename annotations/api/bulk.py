"""POST annotations/bulk/: many things done to annotations in one request."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response

from annotations.api import doing
from annotations.models import DETAIL_PATHS, Annotation
from annotations.permissions import may_edit
from annotations.serializers.bulk import BulkIn, BulkOut, OperationIn
from articles.errors import Refusal, StaleVersion
from articles.filters import key_of_article
from articles.models import Article
from articles.rest.input import checked
from articles.rest.keyset import LARGEST_ID
from articles.rest.problems import NotFound, PreconditionRequired, problem_response

T = TypeVar("T")
NOT_DONE = {
    "type": "about:blank", "title": "Failed Dependency", "status": 424, "code": "not_done",
    "detail": "It would have been done, had nothing else failed.",
}  # fmt: skip


class BulkFailed(Refusal):
    """Nothing was done, since one of the operations could not be."""

    code = "bulk_failed"

    def __init__(self, results: list[dict[str, Any]]) -> None:
        failed = [result for result in results if result["status"] >= 400]
        self.status = failed[0]["status"]
        for result in results:
            if result["status"] < 400:
                result |= {"status": NOT_DONE["status"], "problem": NOT_DONE}
        super().__init__(
            f"Nothing was done: {len(failed)} of {len(results)} operations cannot be done.",
            results=results,
        )


def attempt(request, do: Callable[[], T]) -> tuple[T | None, dict[str, Any] | None]:
    """What ``do`` gives, and None; or None, and ``{"status", "problem"}`` where it is refused.

    Then nothing of it is written; what others have done in the transaction stands.
    """
    try:
        with transaction.atomic():
            return do(), None
    except Exception as exc:
        answer = problem_response(exc, {"request": request})
        if answer is None:
            raise
        return None, {"status": answer.status_code, "problem": answer.data}


class Bulk:
    """The action of AnnotationViewSet that does many operations."""

    @extend_schema(request=BulkIn, responses=BulkOut)
    @action(detail=False, methods=["post"])
    def bulk(self, request) -> Response:
        """Do up to 200 operations, one after the other: all or none, or each by itself.

        With `atomic` the first one that fails gives the answer its status; the problem, code
        `bulk_failed`, has the result of each in `results`, and `not_done` for what would have been
        done. Without, the answer is 200, and each result has its own status. Annotations are shown
        as they are after all operations.
        """
        asked = checked(BulkIn, request.data)
        operations = asked["operations"]
        self.found = self._lock(operations)
        results = [{"index": index, **self._try(data)} for index, data in enumerate(operations)]
        if asked["atomic"] and any(result["status"] >= 400 for result in results):
            raise BulkFailed([_told(result) for result in results])
        touched = [result["annotation"] for result in results if "annotation" in result]
        rows = self.get_queryset().filter(pk__in=touched)
        shown = {annotation.pk: self.show(annotation) for annotation in rows}
        for result in results:
            if "annotation" in result:
                result["annotation"] = shown.get(result["annotation"])
        return Response({"results": results})

    def _lock(self, operations: list) -> dict[int, Annotation]:
        """The annotations that are named, all articles concerned locked in one order.

        Two requests that name the same articles wait for each other, and never in a circle.
        """
        user = self.request.user
        ids = [pk for data in operations if _is_id(pk := data.get("id"))]
        named = Annotation.objects.visible_to(user).filter(pk__in=ids)
        articles = set(named.values_list("article_id", flat=True))
        visible = Article.objects.visible_to(user)
        for key in {str(data.get("article")) for data in operations if "article" in data}:
            articles.add(key_of_article(visible, key))
        rows = Article.objects.filter(pk__in=articles - {None}).order_by("pk")
        list(rows.select_for_update().values("pk"))
        related = ("article", "latest_anchor__baseline", *DETAIL_PATHS)
        return {item.pk: item for item in named.select_related(*related)}

    def _try(self, data: dict) -> dict[str, Any]:
        """``{"status", "annotation": id}``, or ``{"status", "problem"}`` and nothing written."""
        done, refused = attempt(self.request, lambda: self._do(data))
        if refused and _is_id(pk := data.get("id")):
            self.found.pop(pk, None)  # what it has become in memory is not so
        return refused or done

    def _do(self, data: dict) -> dict[str, Any]:
        user = self.request.user
        fields = {name: value for name, value in data.items() if name not in OperationIn.OWN}
        named = checked(OperationIn, {name: data[name] for name in data.keys() & OperationIn.OWN})
        if named["op"] == "create":
            if named.keys() & {"id", "version"}:
                raise ValidationError({"op": ["What is created has neither id nor version yet."]})
            return {"status": 201, "annotation": doing.create(user, fields, utf16=self.utf16).pk}
        annotation = self._find(named.get("id"))
        reattach = partial(doing.reattach, utf16=self.utf16)
        does = {"update": _update, "reattach": reattach, **doing.ACTIONS}[named["op"]]
        allowed = getattr(does, "allowed", may_edit)
        if not allowed(user, annotation):
            raise PermissionDenied
        _require_version(annotation, named.get("version"))
        does(user, annotation, fields)
        return {"status": 200, "annotation": annotation.pk}

    def _find(self, pk: int | None) -> Annotation:
        if pk is None:
            raise ValidationError({"id": ["This field is required."]})
        if pk not in self.found:  # one that failed before is read again
            row = Annotation.objects.visible_to(self.request.user).filter(pk=pk)
            self.found |= {item.pk: item for item in row.select_related("article", *DETAIL_PATHS)}
        if pk not in self.found:
            raise NotFound
        return self.found[pk]


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 < value <= LARGEST_ID


def _update(user, annotation: Annotation, fields: dict) -> None:
    doing.edit(user, annotation, fields, shown={})


def _require_version(annotation: Annotation, version: int | str | None) -> None:
    if version is None:
        raise PreconditionRequired("Send the version that you have read, or *.")
    if version not in ("*", annotation.version):
        raise StaleVersion("It was changed by somebody else since you read it; read it again.")


def _told(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "annotation"}
