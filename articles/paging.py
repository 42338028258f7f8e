"""Pages of lists for readers, newest first: they neither skip nor repeat while rows are written."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.http import Http404, QueryDict

PAGE_SIZE = 20
CURSOR_TIME = "%Y%m%dT%H%M%S%fZ"
CURSOR = re.compile(r"([0-9]{8}T[0-9]{12}Z)-([0-9]{1,18})")


class Page(NamedTuple):
    """One page of a list, and the ``before`` of the next page, "" on the last."""

    rows: list
    older: str


def read_page(rows: QuerySet, query: QueryDict, *, by: str) -> Page:
    """The rows below ``?before=``, newest first by the moment in the field ``by``, then by id.

    Raises Http404 for a ``before`` that no page has written.
    """
    rows = rows.order_by(f"-{by}", "-id")
    if "before" in query:
        rows = rows.filter(TupleLessThan(Tuple(F(by), F("id")), _read_cursor(query["before"])))
    found = list(rows[: PAGE_SIZE + 1])
    older = _cursor(found[PAGE_SIZE - 1], by) if len(found) > PAGE_SIZE else ""
    return Page(found[:PAGE_SIZE], older)


def _cursor(row, by: str) -> str:
    return f"{getattr(row, by).astimezone(UTC):{CURSOR_TIME}}-{row.pk}"


def _read_cursor(cursor: str) -> tuple[datetime, int]:
    match = CURSOR.fullmatch(cursor)
    try:
        time = datetime.strptime(match[1], CURSOR_TIME).replace(tzinfo=UTC)
    except (TypeError, ValueError):  # no match, or no such day
        raise Http404 from None
    return time, int(match[2])
