"""What memory a stream of a whole list takes: ``python -m bench.exporting``.

In the database that bench.lists fills. Each list is streamed with 2,000 and with 20,000 rows, by a
process of its own: how far the peak of the process, and of what Python itself allocates, rises over
that of a page of 200. A rise that does not grow with the rows is constant memory. Time is per row.
"""

import os
import resource
import subprocess
import sys
import time
import tracemalloc

import django

FEW, MANY = 2_000, 20_000


def measure(form: str, rows: int) -> None:
    """Print the rise of the process's peak and of Python's (kB), and microseconds for a row."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.conf import settings
    from django.test import Client

    from annotations.models import Annotation

    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    settings.API_RATES = dict.fromkeys(settings.API_RATES)
    ids = Annotation.objects.filter(is_public=True).order_by("created_at")
    until = ids.values_list("created_at", flat=True)[rows - 1].isoformat().replace("+00:00", "Z")
    client = Client()
    for _warm in range(3):
        client.get("/api/v1/annotations/?page_size=200")
    address = f"/api/v1/annotations/?format={form}&created_until={until}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, count = time.perf_counter(), 0
    for _line in client.get(address).streaming_content:
        count += 1
    took = time.perf_counter() - begun
    risen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    assert count == rows + (form == "csv"), (count, rows)
    tracemalloc.start()
    for _line in client.get(address).streaming_content:
        pass
    print(risen, tracemalloc.get_traced_memory()[1] // 1024, round(took / rows * 1e6))


def main() -> None:
    for form in ("jsonl", "csv"):
        found = {}
        for rows in (FEW, MANY):
            command = [sys.executable, "-m", "bench.exporting", form, str(rows)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
            found[rows] = [int(number) for number in answer.stdout.split()]
        (few_risen, few_peak, few_time), (risen, peak, taken) = found[FEW], found[MANY]
        print(
            f"{form}: {MANY:,} rows over {FEW:,}: peak of Python's {peak / few_peak:.2f} "
            f"({few_peak:,} and {peak:,} kB), time for a row {taken / few_time:.2f}; the process "
            f"rose by {few_risen:,} and {risen:,} kB"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
