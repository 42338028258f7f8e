"""Keyset pages: they neither skip nor repeat a row while others are written (see keyset.py)."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from articles.rest.keyset import Cursor, Order
from articles.rest.shaping import or_some

PAGE_SIZE, MOST = 50, 200
NO_PAGES = "Not with a `format` that streams, which has no pages."
FIRST = "first"  # a cursor, for who wants an address of the first page itself
ORDERS = ("-created_at", "created_at", "-updated_at", "updated_at")


def order_of(request, view) -> Order:
    """The order that is asked for, the first of the view's unless told. Raises ValidationError."""
    name = request.query_params.get("ordering", view.orders[0])
    if name not in view.orders:
        raise ValidationError({"ordering": [f"One of {', '.join(view.orders)}."]})
    return Order.named(name, view.queryset.model, view.order_fields, desk=view.desk)


class KeysetPagination(BasePagination):
    """Orders are the view's ``orders``; ties are broken by id."""

    cursor: Mapping = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}  # its schema

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list:
        self.request = request
        size, order = self._size(), order_of(request, view)
        text = request.query_params.get("cursor", FIRST)
        cursor = Cursor.decode(text, order) if text != FIRST else None
        backwards = cursor is not None and cursor.backwards
        after = cursor.place if cursor else None
        rows = order.take(queryset, size + 1, after=after, back=backwards)
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
        self.next = self._link(order, rows[-1], backwards=False) if rows and has_next else None
        self.previous = (
            self._link(order, rows[0], backwards=True) if rows and has_previous else None
        )
        return rows

    def get_paginated_response(self, data: list) -> Response:
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def _size(self) -> int:
        asked = self.request.query_params.get("page_size", str(PAGE_SIZE))
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 9):
            raise ValidationError({"page_size": ["This is not a whole number."]})
        if not 1 <= int(asked) <= MOST:
            raise ValidationError({"page_size": [f"A page has 1 to {MOST} items."]})
        return int(asked)

    def _link(self, order: Order, row, *, backwards: bool) -> str:
        cursor = Cursor(order, backwards, order.place_of(row))
        query = {**self.request.query_params.dict(), "cursor": cursor.encode()}
        # Of the server that was asked, which SITE_URL need not be (a staging host, another port).
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode(query)}")

    def get_schema_operation_parameters(self, view) -> list[dict]:
        def parameter(name: str, description: str, **schema) -> dict:
            return {
                "name": name, "in": "query", "required": False, "description": description,
                "schema": schema,
            }  # fmt: skip

        return [
            parameter("cursor", f"From `next` or `previous` of a page, or `{FIRST}`. {NO_PAGES}", **self.cursor),
            parameter(
                "page_size", NO_PAGES,
                type="integer", minimum=1, maximum=MOST, default=PAGE_SIZE,
            ),
            parameter(
                "ordering",
                "Ties are broken by id; what has no such date counts as later than all others. "
                "Pages neither skip nor repeat while others write; in an order by `updated_at` what "
                "changes meanwhile may come again at its new place.",
                type="string", enum=list(view.orders), default=view.orders[0],
            ),
        ]  # fmt: skip

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": link,
                "previous": link,
                "results": {**schema, "items": or_some(schema["items"])},
            },
        }
