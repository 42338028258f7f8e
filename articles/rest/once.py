"""Writes of programs: in one transaction, done once under their ``Idempotency-Key``."""

import hashlib
import json
import re
from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from articles.models import DoneRequest
from articles.services import claim_request, remember_answer, try_again

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
KEY = re.compile(r"[\x20-\x7e]{1,255}")
KEPT_HEADERS = ("ETag", "Location", "Link")


def write_once(request, handle: Callable[[], Response]) -> Response:
    """What ``handle`` answers, or what it answered the first time.

    All of it is one transaction, the memory of it included; what is refused leaves none. Raises
    KeyReused, Busy, and ValidationError for a key that is none.
    """
    key = request.headers.get(HEADER) if request.method == "POST" else None
    if key is None:
        return try_again(handle)
    if not KEY.fullmatch(key):
        raise ValidationError({HEADER: ["Give 1 to 255 printable ASCII characters."]})
    fingerprint = _fingerprint(request)

    def write() -> Response:
        row = claim_request(key, fingerprint=fingerprint, by=request.user)
        if row.status:
            return _again(row)
        response = handle()
        if response.status_code < 400:
            _remember(row, response)
        return response

    return try_again(write)


def _again(row: DoneRequest) -> Response:
    body = json.loads(row.body) if row.body else None
    return Response(body, status=row.status, headers={**row.headers, REPLAYED: "true"})


def _remember(row: DoneRequest, response: Response) -> None:
    body = "" if response.data is None else json.dumps(response.data, cls=JSONEncoder)
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    remember_answer(row, status=response.status_code, headers=headers, body=body)


def _fingerprint(request) -> str:
    """Of all that makes the answer what it is; a token that may see less is another request."""
    media_type = getattr(request.accepted_renderer, "media_type", "")
    scopes = sorted(getattr(request.user, "scopes", ["*"]))
    parts = [request.get_full_path(), media_type, scopes, _content(request.data)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _content(data):
    """JSON-ready; of a form the fields, and digests of the files."""
    if not hasattr(data, "lists"):
        return data
    return {name: [_value(value) for value in values] for name, values in data.lists()}


def _value(value):
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return digest.hexdigest()
