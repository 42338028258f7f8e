"""Run the whole suite on SQLite, and on PostgreSQL where one is to be had.

    python -m newsroom.tests.everywhere [arguments for pytest]

PostgreSQL is the one of DATABASE_URL, else a server on this machine that lets us in. The browser
tests, by far the slowest, run once: on PostgreSQL, or on SQLite where that is all there is. They
are about pages and scripts, which know no database; ``pytest`` alone runs them on either. What only
PostgreSQL can do is tested there alone.

Every processor has a worker with a database of its own. One of them takes all browser tests, since
two browsers at once take each other's time, and the other workers take the rest meanwhile.
"""

import getpass
import os
import subprocess
import sys

import psycopg
from xdist.scheduler import LoadScopeScheduling

LOCAL = "postgres://{user}@127.0.0.1:5432/postgres"
WORKERS = ["--numprocesses", "auto", "-p", "newsroom.tests.everywhere"]


def main(arguments: list[str]) -> int:
    given = os.environ.get("DATABASE_URL", "")
    postgres = given if given.startswith("postgres") else local_server()
    rest = ["-m", "not browser and not postgresql"] if postgres else []
    failed = run("SQLite", "sqlite:///newsroom.sqlite3", [*rest, *arguments])
    if postgres:
        return run("PostgreSQL", postgres, arguments) or failed
    if os.environ.get("CI"):
        say("No PostgreSQL to test on, and on CI nothing is skipped.")
        return 1
    say("PostgreSQL: skipped, since no server answers. Set DATABASE_URL to test on one.")
    return failed


def local_server() -> str:
    """The URL of a PostgreSQL server on this machine, or ""."""
    for user in dict.fromkeys((getpass.getuser(), "postgres")):
        url = LOCAL.format(user=user)
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            continue
        return url
    return ""


def run(name: str, url: str, arguments: list[str]) -> int:
    say(f"== {name}")
    command = [sys.executable, "-m", "pytest", *WORKERS, *arguments]
    environment = {**os.environ, "DATABASE_URL": url, "DEBUG": "true"}
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 -- our own words


class BrowserApart(LoadScopeScheduling):
    """All browser tests are one piece of work, given away first; each other test is one of its own."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if "_browser.py::" in nodeid else nodeid


def pytest_xdist_make_scheduler(config, log) -> BrowserApart:
    return BrowserApart(config, log)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # pytest has told where it was
        sys.exit(130)
