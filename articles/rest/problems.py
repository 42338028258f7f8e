"""Errors as `application/problem+json` (RFC 9457), each with a stable `code`."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from articles.errors import Refusal
from articles.permissions import missing_scope
from articles.rest.throttling import RequestThrottle

MEDIA_TYPE = "application/problem+json"
CODES = {
    400: "invalid",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    429: "throttled",
}


class PreconditionRequired(Refusal):
    """A write without a condition could overwrite what the caller has not seen."""

    code, status = "precondition_required", 428

    def __init__(self, detail: str = "Send If-Match with the ETag of what you have read, or *."):
        super().__init__(detail)


class NotFound(Refusal):
    """It does not exist, or the caller may not see it; the answer is the same."""

    code, status = "not_found", 404

    def __init__(self) -> None:
        super().__init__("Not found.")


def problem(status: int, code: str, detail: str, /, **more: Any) -> Response:
    """A problem answer; ``more`` are members of this code, such as ``errors`` by field.

    The members that every problem has win over those of the same name.
    """
    body = {
        **more,
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return Response(body, status=status, content_type=MEDIA_TYPE)


def problem_response(exc: Exception, context: dict) -> Response | None:
    """REST framework's exception handler. None is a bug of ours: a 500."""
    if isinstance(exc, Refusal):
        answer = problem(exc.status, exc.code, exc.message, **exc.extra)
        if seconds := getattr(exc, "wait", None):
            answer["Retry-After"] = str(seconds)
        return answer
    if isinstance(exc, Http404):
        return problem(404, "not_found", "Not found.")
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, exceptions.PermissionDenied) and (
        scope := missing_scope(context["request"].user)
    ):
        return _insufficient(scope)
    if isinstance(exc, RequestDataTooBig):
        return problem(413, "too_large", "The request is too large.")
    if not isinstance(exc, exceptions.APIException):
        return None
    exc = _unless_too_many(exc, context["request"])
    answer = _from_rest_framework(exc)
    if header := getattr(exc, "auth_header", None):
        answer["WWW-Authenticate"] = header
    if seconds := getattr(exc, "wait", None):
        answer["Retry-After"] = str(seconds)
    return answer


def _unless_too_many(exc: exceptions.APIException, request) -> exceptions.APIException:
    """The refusal itself, or that there were too many.

    REST framework counts requests only after wrong credentials and unknown media types.
    """
    throttle, wrong = RequestThrottle(), isinstance(exc, exceptions.AuthenticationFailed)
    if throttle.has_counted(request) or throttle.allow_failure(request, wrong_credentials=wrong):
        return exc
    return exceptions.Throttled(throttle.wait())


def _insufficient(scope: str) -> Response:
    """RFC 6750, 3.1: the caller may do it, and the token may not."""
    detail = f"This token lacks the scope {scope}."
    answer = problem(403, "insufficient_scope", detail, scope=scope)
    challenge = f'Bearer realm="api", error="insufficient_scope", scope="{scope}"'
    answer["WWW-Authenticate"] = challenge
    return answer


def _from_rest_framework(exc: exceptions.APIException) -> Response:
    code = CODES.get(exc.status_code, exc.default_code)
    if not isinstance(exc, exceptions.ValidationError):
        return problem(exc.status_code, code, str(exc.detail))
    errors = exc.detail if isinstance(exc.detail, dict) else {"non_field_errors": exc.detail}
    return problem(400, code, f"Not valid: {', '.join(map(str, errors))}.", errors=errors)
