"""Whole lists as CSV or JSON Lines, in the memory of one page, however long they are."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from django.db.models import Model, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

from articles.rest.keyset import Order

STREAMS = {"csv": "text/csv", "jsonl": "application/jsonl"}
AT_ONCE = 200
A_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that spreadsheets would run

Column = tuple[str, ...]  # the names of members, one inside the other


def stream(lines: Iterable[bytes], request, *, format: str, name: str) -> HttpResponse:
    """The answer. What goes wrong before its first line is an answer of its own.

    Later there is none to be given: the connection is cut before the end of the body is sent, by
    which clients know that it is not complete.
    """
    headers = {
        "Content-Type": f"{STREAMS[format]}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.{format}"',
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    lines = iter(lines)
    return StreamingHttpResponse(chain([next(lines, b"")], lines), headers=headers)


def chunks(rows: QuerySet, order: Order) -> Iterator[list[Model]]:
    """All rows in order, as many at once as a page has; each chunk is asked for when it is due."""
    after = None
    while chunk := order.take(rows, AT_ONCE, after=after):
        after = order.place_of(chunk[-1])
        yield chunk


def json_lines(items: Iterable[dict]) -> Iterator[bytes]:
    render = JSONRenderer().render
    return (render(item) + b"\n" for item in items)


def csv_lines(items: Iterable[dict], columns: Sequence[Column]) -> Iterator[bytes]:
    """A header and a line for each item, as RFC 4180 has them."""
    yield header(columns)
    for item in items:
        yield _line([cell(_at(item, column)) for column in columns])


def header(columns: Sequence[Column]) -> bytes:
    return _line([".".join(column) for column in columns])


def columns_of(shape: type[Serializer], known: Callable[[str], bool]) -> list[Column]:
    """``article.slug``, ``quote.speaker.name`` …: the members that are ``known``, and theirs."""
    fields = shape().fields
    return [(name, *rest) for name in fields if known(name) for rest in _inner(fields[name])]


def _inner(field: BaseSerializer) -> list[Column]:
    if isinstance(field, ListSerializer) or not isinstance(field, Serializer):
        return [()]
    inner = field.fields.items()
    return [
        (name, *rest)
        for name, item in inner
        if not getattr(item, "is_expansion", False)
        for rest in _inner(item)
    ]


def _at(item: dict, column: Column):
    for name in column:
        item = item.get(name) if isinstance(item, dict) else None
    return item


def cell(value) -> str:
    """Null is empty, a list is JSON; what a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str):
        runs = value.startswith(FORMULA) and not A_NUMBER.fullmatch(value)
        return f"'{value}" if runs else value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()
