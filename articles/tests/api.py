"""A client of the API for tests. It holds every answer to the OpenAPI description."""

import functools
import re

import jsonschema
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from articles.rest.shaping import whole

ROOT = "/api/v1/"


@functools.cache
def description() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


@functools.cache
def _operations() -> list:
    """(pattern, path item), those with the fewest variables first."""
    paths = sorted(description()["paths"].items(), key=lambda item: item[0].count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), item) for path, item in paths]


@functools.cache
def _components() -> dict:
    """Of answers to requests without ``fields``."""
    return whole(description()["components"])


def answers(operation: dict) -> dict[str, dict]:
    """An operation's answers by status, each in full; those of problems are shared."""
    return {
        status: description()["components"]["responses"][answer["$ref"].split("/")[-1]]
        if "$ref" in answer
        else answer
        for status, answer in operation["responses"].items()
    }


def hold_to_description(method: str, address: str, response) -> None:
    """Fail unless the description knows this answer: its status, media type, shape and headers."""
    path, _mark, query = address.partition("?")
    items = [item for pattern, item in _operations() if pattern.fullmatch(path)]
    if not items or method not in items[0]:
        assert response.status_code in (308, 404, 405), (method, path, response.status_code)
        return
    known = answers(items[0][method])
    assert str(response.status_code) in known, (method, path, response.status_code)
    answer = known[str(response.status_code)]
    for header in answer.get("headers", {}):
        assert header in response or response.streaming, (method, path, header)
    if "content" in answer:
        media_type = response["Content-Type"].split(";")[0]
        assert media_type in answer["content"], (method, path, media_type)
        if media_type.endswith("json"):
            schema, components = answer["content"][media_type]["schema"], _components()
            if "fields=" in query:
                components = description()["components"]
            else:
                schema = whole(schema)
            root = {**schema, "components": components}
            jsonschema.Draft202012Validator(root).validate(response.json())
    else:
        assert response.content == b""


class Api:
    """``Api(editor).patch("articles/1/", {...}, tag="*")``; paths are below /api/v1/.

    Without a user it is an anonymous reader, with ``token`` a program that sends this secret.
    ``tag`` is sent as If-Match.
    """

    def __init__(self, user=None, *, token: str = "") -> None:
        self.client = APIClient(enforce_csrf_checks=bool(token))
        if user is not None:
            self.client.force_login(user)
        if token:
            self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")

    def _send(self, method: str, path: str, *args, tag: str | None = None, **headers):
        path = path if path.startswith("/") else ROOT + path
        if tag is not None:
            headers["If-Match"] = tag
        response = getattr(self.client, method)(path, *args, headers=headers)
        hold_to_description(method, path, response)
        return response

    def get(self, path: str, **headers):
        return self._send("get", path, **headers)

    def post(self, path: str, data=None, *, tag=None, **headers):
        return self._send("post", path, {} if data is None else data, tag=tag, **headers)

    def put(self, path: str, data, *, tag=None):
        return self._send("put", path, data, tag=tag)

    def patch(self, path: str, data, *, tag=None):
        return self._send("patch", path, data, tag=tag)

    def delete(self, path: str, *, tag=None):
        return self._send("delete", path, tag=tag)


def refused(response, status: int, code: str) -> dict:
    """Assert that it is this problem, and return its members."""
    assert (response.status_code, response.json().get("code")) == (status, code), response.content
    assert response["Content-Type"] == "application/problem+json"
    return response.json()


def done(response, status: int = 200) -> dict:
    assert response.status_code == status, response.content
    return response.json() if response.content else {}
