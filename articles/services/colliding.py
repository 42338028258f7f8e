"""Writes that get into each other's way in the database."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction

from articles.errors import Refusal

T = TypeVar("T")
ATTEMPTS = 5
PAUSE = 0.05  # seconds at most, the first time; then twice that, and so on
# PostgreSQL: serialization_failure, deadlock_detected.
COLLISIONS = {"40001", "40P01"}
# lock_not_available, query_canceled; a statement or lock timeout is the operator's.
TIRED = {"55P03", "57014"}


class Busy(Refusal):
    """Others write the same things without an end. Nothing was written."""

    code, status = "busy", 503
    wait = 1  # seconds

    def __init__(self) -> None:
        super().__init__("Others are writing the same things just now. Try again.")


def try_again(write: Callable[[], T]) -> T:
    """What ``write`` returns, done in one transaction; done again where the database undid it.

    Two that make the same two new sources in opposite order wait for each other in a circle, which
    PostgreSQL breaks by undoing one of them. Raises Busy where that happens time after time, or
    SQLite's one writer keeps all others waiting.
    """
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return write()
        except OperationalError as error:
            state = getattr(error.__cause__, "sqlstate", None)
            if state in TIRED or "database is locked" in str(error):
                raise Busy from error
            if state not in COLLISIONS:
                raise
        time.sleep(random.uniform(0, PAUSE * 2**attempt))  # noqa: S311 -- to part the two
    raise Busy
