"""Going through rows in order, from any place in it, at the same cost at every depth.

A place is the key and the id of a row, so that rows which are written meanwhile move nothing: over
a key that never changes none is skipped or repeated. Where a row's key changes (``updated_at``) the
row may come again, at its new place.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import DateTimeField, F, Field, IntegerField, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from rest_framework.exceptions import ValidationError

from articles.rest.parsing import UNKEEPABLE

LARGEST_ID = 2**63 - 1
Key = datetime | str | int | None


@dataclass(frozen=True)
class Order:
    """One of a view's orders: its name as in ``?ordering=``, and the model's field behind it.

    Ties are broken by id. Rows without a key stand beyond all others: what was never published is
    later than everything that was. ``keyed`` tells that there are none.
    """

    name: str
    field: Field
    keyed: bool = False

    @classmethod
    def named(
        cls, name: str, model: type[Model], fields: dict[str, str], *, desk: bool = True
    ) -> "Order":
        """``fields`` are those that are called otherwise in the API.

        Only the ``desk`` has rows without a key: what readers see has been published.
        """
        plain = name.lstrip("-")
        return cls(name, model._meta.get_field(fields.get(plain, plain)), keyed=not desk)

    @property
    def falls(self) -> bool:
        return self.name.startswith("-")

    def place_of(self, row: Model) -> tuple[Key, int]:
        return getattr(row, self.field.attname), row.pk

    def take(self, rows: QuerySet, most: int, *, after: tuple[Key, int] | None, back=False) -> list:
        """The first rows, or those beyond a place; ``back`` goes the other way."""
        falls, found = self.falls != back, []
        for stretch in self._stretches(rows, falls, after):
            if len(found) < most:
                found += stretch[: most - len(found)]
        return found

    def _stretches(self, rows: QuerySet, falls: bool, after: tuple[Key, int] | None) -> list:
        """One after the other: rows with a key and rows without are found by an index each."""
        name, sign = self.field.name, "-" if falls else ""
        beyond = TupleLessThan if falls else TupleGreaterThan
        keyed = rows.order_by(f"{sign}{name}", f"{sign}id")
        if after and after[0] is not None:
            keyed = keyed.filter(beyond(Tuple(F(name), F("id")), after))
        if not self.field.null:
            return [keyed]
        keyed = keyed.filter(**{f"{name}__isnull": False})
        if self.keyed:
            return [keyed]
        bare = rows.filter(**{f"{name}__isnull": True}).order_by(f"{sign}id")
        if after and after[0] is None:
            bare = bare.filter(**{"id__lt" if falls else "id__gt": after[1]})
            return [bare, keyed] if falls else [bare]
        if falls:
            return [keyed] if after else [bare, keyed]
        return [keyed, bare]


@dataclass(frozen=True)
class Cursor:
    """The row beyond which a page goes on, in which order, and in which direction."""

    order: Order
    backwards: bool
    place: tuple[Key, int]

    def encode(self) -> str:
        key, pk = self.place
        key = key.isoformat() if isinstance(key, datetime) else key
        parts = json.dumps([self.order.name, self.backwards, key, pk], ensure_ascii=False)
        return base64.urlsafe_b64encode(parts.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, order: Order) -> "Cursor":
        """Raises ValidationError for anything that ``encode`` has not written, or not for this."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            name, backwards, key, pk = json.loads(raw)
            if name != order.name:
                raise ValidationError({"cursor": ["This cursor belongs to another ordering."]})
            place = cls._key(key, order), pk
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise ValidationError({"cursor": ["This cursor is not valid."]}) from None
        if type(backwards) is not bool or type(pk) is not int or not 0 < pk <= LARGEST_ID:
            raise ValidationError({"cursor": ["This cursor is not valid."]})
        return cls(order, backwards, place)

    @staticmethod
    def _key(key, order: Order) -> Key:
        field = order.field
        if key is None and field.null and not order.keyed:
            return None
        if isinstance(field, DateTimeField):
            return datetime.fromisoformat(key).astimezone(UTC)
        if isinstance(field, IntegerField):
            most = LARGEST_ID if field.primary_key else 2**15 - 1  # the smallest column that is one
            if type(key) is int and 0 <= key <= most:
                return key
            raise ValueError(key)
        if not isinstance(key, str) or UNKEEPABLE.search(key):
            raise ValueError(key)
        return key
