"""The OpenAPI description has every route with every method, and none that is not there."""

import re
from collections.abc import Iterator

import pytest

from articles.tests.api import answers, description
from newsroom.tests.routes import routes

# They answer with the description itself, in the forms that it has.
OF_THE_DESCRIPTION = {"api/v1/schema/", "api/v1/docs/"}


def by_shape(path: str) -> str:
    """Its variables are called otherwise there."""
    return re.sub(r"[<{]\w+[>}]", "…", path.strip("/"))


def test_routes_and_methods_are_those_of_the_description():
    here = {
        (by_shape(route.route), method)
        for route in routes()
        if route.route.startswith("api/v1/") and route.route not in OF_THE_DESCRIPTION
        for method in route.methods
        if method != "head"
    }
    there = {
        (by_shape(path), method) for path, item in description()["paths"].items() for method in item
    }
    assert here == there


def operations() -> Iterator:
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            yield pytest.param(method, operation, id=f"{method} {path}")


@pytest.mark.parametrize(("method", "operation"), list(operations()))
def test_every_operation_says_what_all_have(method, operation):
    """What it is for, who may ask, how often, and what every refusal is like."""
    assert re.fullmatch(r"[A-Z][^.]{3,80}", operation["summary"])
    known = answers(operation)
    assert {"400", "401", "406", "429"} <= set(known)
    assert any(status[0] == "2" for status in known)
    for status, answer in known.items():
        assert {"RateLimit", "RateLimit-Policy"} <= set(answer["headers"]), status
        if status >= "400":
            assert list(answer["content"]) == ["application/problem+json"], status
    assert {} in operation["security"] if method == "get" else {} not in operation["security"]


def test_operations_have_names_of_their_own():
    names = [
        operation["operationId"]
        for item in description()["paths"].values()
        for operation in item.values()
    ]
    assert len(names) == len(set(names))
