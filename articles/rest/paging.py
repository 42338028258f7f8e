"""Keyset pages: they neither skip nor repeat a row while others are written."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

PAGE_SIZE, MOST = 50, 200
LARGEST_ID = 2**63 - 1
ORDERS = ("-created_at", "created_at", "-updated_at")


@dataclass(frozen=True)
class Cursor:
    """The row beyond which a page goes on, in which order, and in which direction."""

    order: str
    backwards: bool
    at: datetime
    pk: int

    def encode(self) -> str:
        parts = [self.order, self.backwards, self.at.isoformat(), self.pk]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Raises ValidationError for anything that ``encode`` has not written."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            order, backwards, at, pk = json.loads(raw)
            moment = datetime.fromisoformat(at).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise ValidationError({"cursor": ["This cursor is not valid."]}) from None
        if type(backwards) is not bool or type(pk) is not int or not 0 < pk <= LARGEST_ID:
            raise ValidationError({"cursor": ["This cursor is not valid."]})
        return cls(order, backwards, moment, pk)


class KeysetPagination(BasePagination):
    """Orders are the view's ``orders``, the first one unless asked; ties are broken by id."""

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list:
        self.request = request
        size, order = self._size(), self._order(view.orders)
        cursor = self._cursor(order)
        backwards = cursor is not None and cursor.backwards
        field, falling = order.lstrip("-"), order.startswith("-") != backwards
        if cursor:
            beyond = TupleLessThan if falling else TupleGreaterThan
            queryset = queryset.filter(beyond(Tuple(F(field), F("id")), (cursor.at, cursor.pk)))
        sign = "-" if falling else ""
        rows = list(queryset.order_by(f"{sign}{field}", f"{sign}id")[: size + 1])
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

    def _order(self, orders: tuple[str, ...]) -> str:
        order = self.request.query_params.get("ordering", orders[0])
        if order not in orders:
            raise ValidationError({"ordering": [f"One of {', '.join(orders)}."]})
        return order

    def _cursor(self, order: str) -> Cursor | None:
        text = self.request.query_params.get("cursor")
        cursor = Cursor.decode(text) if text is not None else None
        if cursor and cursor.order != order:
            raise ValidationError({"cursor": ["This cursor belongs to another ordering."]})
        return cursor

    def _link(self, order: str, row, *, backwards: bool) -> str:
        cursor = Cursor(order, backwards, getattr(row, order.lstrip("-")), row.pk)
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
            parameter("cursor", "From `next` or `previous` of a page.", type="string"),
            parameter("page_size", "", type="integer", minimum=1, maximum=MOST, default=PAGE_SIZE),
            parameter(
                "ordering", "Ties are broken by id.", type="string", enum=list(view.orders),
                default=view.orders[0],
            ),
        ]  # fmt: skip

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }
