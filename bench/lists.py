"""What a page of the API's lists costs, first and last: ``python -m bench.lists [--fill]``.

On PostgreSQL, in the database of ``DATABASE_URL``; ``--fill`` first fills it (see filled.py). Each
list is asked for its first page, and for that with its last rows by a cursor made for that place.
One run, in turns; medians of the rounds, as ratios to the reader's first page of annotations/.
"""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.update(DEBUG="true")
django.setup()

from django.conf import settings  # noqa: E402 -- not before the setup
from django.contrib.auth.models import AnonymousUser, Group, User  # noqa: E402
from django.db import connection  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from articles.permissions import may_see_drafts  # noqa: E402
from articles.rest.keyset import Cursor, Order  # noqa: E402
from bench.filled import fill  # noqa: E402
from newsroom.api import COLLECTIONS  # noqa: E402

ROUNDS, SIZE = 7, 50
ORDERED = {
    "annotations": ["-created_at", "created_at", "-updated_at", "-published_at", "published_at"],
    "claims": ["-created_at", "-updated_at", "-published_at"],
    "articles": ["-created_at", "-updated_at", "-published_at"],
    "sources": ["name", "-created_at"],
}
NARROWED = [
    "kind=quote,claim", "kind=social_embed&status=approved", "article=piece-1201", "section=part-3",
    "topic=matter-7", "author=writer-9", "source=17", "rating=true", "verification=matches_source",
    "platform=bluesky", "said_on_since=2014&said_on_until=2014", "value_min=4990",
    "value_min=10&value_max=12", "unit=metres", "exact=nowhere to be found", "q=volcano",
    "q=river", "created_since=2020-03-01&created_until=2020-03-02", "state=lost", "stance=supports",
    "page_size=200",
]  # fmt: skip


def last_page(path: str, order: str, user) -> str:
    """A cursor to the page with the last SIZE rows."""
    view = COLLECTIONS[path](desk=may_see_drafts(user))
    named = Order.named(order, view.queryset.model, view.order_fields, desk=view.desk)
    rows = view.queryset.model.objects.visible_to(user)
    rows = rows.filter(kind="claim") if path == "claims" else rows
    row = named.take(rows, SIZE + 1, after=None, back=True)[-1]
    return Cursor(named, False, named.place_of(row)).encode()


def requests() -> list[tuple[str, str, APIClient, str]]:
    """Name, which page, by whom, and the address."""
    desk, _made = User.objects.get_or_create(username="bench")
    desk.groups.add(Group.objects.get(name="Editor"))
    asked = []
    for who, user in (("reader", AnonymousUser()), ("desk", desk)):
        client = APIClient()
        if who == "desk":
            client.force_authenticate(user)
        for path, orders in ORDERED.items():
            for order in orders:
                name, address = f"{who} {path} {order}", f"/api/v1/{path}/?ordering={order}"
                cursor = last_page(path, order, user)
                asked.append((name, "first", client, address))
                asked.append((name, "last", client, f"{address}&cursor={cursor}"))
        for query in NARROWED:
            asked.append((f"{who} {query}", "first", client, f"/api/v1/annotations/?{query}"))
    return asked


def main() -> None:
    if connection.vendor != "postgresql" or not connection.introspection.table_names():
        sys.exit(
            "DATABASE_URL has to name a PostgreSQL database with its tables (manage.py migrate)."
        )
    if "--fill" in sys.argv:
        fill()
    elif not COLLECTIONS["annotations"].queryset.exists():
        sys.exit("There is nothing to list: fill it first, with --fill.")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    settings.API_RATES = dict.fromkeys(settings.API_RATES)
    asked, times, rows = requests(), {}, {}
    for _round in range(ROUNDS):
        for name, which, client, address in asked:
            begun = time.perf_counter()
            answer = client.get(address)
            times.setdefault((name, which), []).append(time.perf_counter() - begun)
            assert answer.status_code == 200, (address, answer.content)
            rows[name, which] = len(answer.json()["results"])
    medians = {key: statistics.median(values[1:]) for key, values in times.items()}
    unit = medians["reader annotations -created_at", "first"]
    print(f"1 = {unit * 1000:.1f} ms. Rows; first page; last page, and what times the first it is")
    for name in dict.fromkeys(name for name, _which in medians):
        first, last = medians[name, "first"], medians.get((name, "last"))
        tail = f"{last / unit:6.2f} {last / first:6.2f}" if last else ""
        print(f"{name:58} {rows[name, 'first']:3} {first / unit:6.2f} {tail}")


if __name__ == "__main__":
    main()
