"""Requests by the thousand, made from the OpenAPI description, and every answer held to it.

``python -m newsroom.tests.contract [--examples N] [--as anonymous reporter editor]`` makes a
database to throw away with the demo in it, and lets schemathesis call the application in-process:
what each parameter and field may be, at its bounds and beyond them, and N made-up requests for
each operation. The seed is fixed. It needs ``pip install schemathesis==4.32.5`` and is no part of
the suite.
"""

import argparse
import io
import itertools
import logging
import os
import re
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field

ROLES = ("anonymous", "reporter", "editor")
SEED = 20_260_301
TAKEN = ["2xx", "3xx", "401", "403", "404", "409", "412", "429"]
REFUSED = ["400", "401", "403", "404", "405", "406", "409", "412", "415", "422", "428", "429"]
CHECKS = {
    # A condition that was made up never holds (412), whatever the description says of it.
    "positive_data_acceptance": {"expected-statuses": TAKEN},
    # A condition that does not hold is told before what is wrong with the body (RFC 9110, 13.2.1).
    "negative_data_rejection": {"expected-statuses": REFUSED},
    # Without If-Match it is 428, as RFC 6585 has it.
    "missing_required_header": {"expected-statuses": ["400", "401", "403", "404", "406", "415", "428"]},
    # It looks for what one person made and another may not see; here the desk sees everything.
    "object_level_authorization": {"enabled": False},
}  # fmt: skip
# A body may be of the right shape and still wrong: words that stand nowhere in the text, a source
# of two people, a date before another. 400 says what.
OF_WRITES = {
    "include-method": ["POST", "PUT", "PATCH"],
    "checks": {"positive_data_acceptance": {"expected-statuses": [*TAKEN, "400"]}},
}

# What REST framework says of a form; no body of the described shape may be answered so. An address
# is left out: a host with more than 253 characters is in a URI, and never in a name that leads on.
OF_FORM = re.compile(
    r"not known|is required|not a valid|a valid (?!URL)|no more than|at least|may not be|[Mm]ust be a|"
    r"than or equal|Expected a|Invalid data|cannot be empty"
)


@dataclass
class Outcome:
    """How many requests were answered with which status, and what was wrong, each thing once."""

    statuses: Counter = field(default_factory=Counter)
    failures: dict[tuple, str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return self.statuses.total()


def run(role: str, *, examples: int, phases: tuple[str, ...] = ("coverage", "fuzzing")) -> Outcome:
    """Ask as this role. The demo is loaded; its users are called as the roles are."""
    from django.core.handlers.wsgi import WSGIHandler
    from schemathesis import openapi
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events, from_schema

    generation = {"max-examples": examples, "deterministic": True, "no-shrink": True}
    settings = {
        "seed": SEED,
        "headers": credentials(role),
        "workers": 1,
        "continue-on-failure": True,
        "generation": {**generation, "database": "none"},
        "checks": CHECKS,
        "operations": [OF_WRITES],
        "phases": {
            name: {"enabled": name in phases}
            for name in ("examples", "coverage", "fuzzing", "stateful")
        },
    }
    config = SchemathesisConfig.from_dict(settings)
    address = "/api/v1/schema/?format=json"
    schema = openapi.from_wsgi(address, WSGIHandler(), config=config)
    outcome = Outcome()
    with aimed_at_rows():
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                note(event.recorder, outcome)
            elif isinstance(event, events.NonFatalError):
                outcome.failures["error", event.label] = f"{event.label}: {event.value!r}"
            elif isinstance(event, events.FatalError):
                raise event.exception
    return outcome


def credentials(role: str) -> dict[str, str]:
    from django.contrib.auth.models import User

    from articles.choices import Scope
    from articles.services import create_token

    if role == "anonymous":
        return {}
    user = User.objects.get(username=role)
    name = f"contract {user.tokens.count()}"
    _token, secret = create_token(user, name=name, scopes=Scope, days=1, by=user)
    return {"Authorization": f"Bearer {secret}"}


class aimed_at_rows:  # noqa: N801 -- used as a function is
    """Most of what is made up is made to meet something: rows, their words, their conditions."""

    def __enter__(self) -> None:
        import schemathesis
        from schemathesis.transport.wsgi import WSGITransport

        self.transport, send = WSGITransport, WSGITransport.send

        def without(transport, case, **options):
            """The probes of some checks pass what an application in this process has not."""
            for name in ("max_redirects", "verify", "cert", "proxies"):
                options.pop(name, None)
            return send(transport, case, **options)

        self.send, WSGITransport.send = send, without
        self.numbers = itertools.count()

        from annotations.models import Annotation
        from newsroom.api import COLLECTIONS

        self.ids = {
            name: list(view.queryset.model.objects.values_list("pk", flat=True))
            for name, view in COLLECTIONS.items()
            if getattr(view, "queryset", None) is not None
        }

        self.kinds = dict(Annotation.objects.values_list("pk", "kind"))

        @schemathesis.hook
        def before_call(context, case, kwargs):
            self.aim(case)

        self.hook = before_call

    def __exit__(self, *_error) -> None:
        import schemathesis

        schemathesis.hooks.unregister(self.hook)
        self.transport.send = self.send

    def aim(self, case) -> None:
        from articles.rest import once

        if case.headers and once.KEY.fullmatch(case.headers.get(once.HEADER) or ""):
            # The same few keys are made up again and again: all but the first answer is 422.
            case.headers[once.HEADER] = f"key {next(self.numbers)}"
        if case.meta is not None and case.meta.generation.mode.is_negative:
            return  # what is wrong on purpose stays wrong
        if case.query:
            self.keep_together(case)
        # One and the same request is treated the same way, and one in four is left alone.
        chance = zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode())
        if chance % 4 == 0:
            return
        name = case.operation.path.split("/")[3]
        for key, value in (case.path_parameters or {}).items():
            if str(value).isascii() and str(value).isdecimal():
                rows = self.ids.get("articles" if key == "article" else name) or [1]
                row = 1 + chance % 2 if key == "number" else rows[chance % len(rows)]
                case.path_parameters[key] = str(row)  # as the description has it
        if case.headers and case.headers.get("If-Match"):
            case.headers["If-Match"] = "*"
        if isinstance(case.body, dict):
            self.aim_body(case.body, chance)
            self.keep_kind(case)

    def keep_together(self, case) -> None:
        """Hold to what is said in words, since a schema cannot: of two parameters, or of a meaning."""
        query, path = case.query, case.operation.path
        if not path.endswith("/events/"):
            query.pop("cursor", None)  # one that was made up never leads anywhere
        if query.get("format") in ("csv", "jsonl"):  # these have no pages
            for name in ("page_size", "include"):
                query.pop(name, None)
        if "overlaps" in query:
            query["overlaps"] = "0,40"  # the end after the start
        if query.keys() & {"overlaps", "revision"} and "{" not in path:
            query["article"] = str(self.ids["articles"][0])  # of one article
        if "q" in query and not asks_for_words(query["q"]):
            query["q"] = "council"

    def keep_kind(self, case) -> None:
        """An edit has the detail of the annotation's own kind, which its address alone tells."""
        if case.operation.path.endswith("/annotations/{id}/"):
            own = self.kinds.get(int(case.path_parameters["id"]))
            for kind in set(self.kinds.values()) - {own}:
                case.body.pop(kind, None)

    def aim_body(self, body: dict, chance: int) -> None:
        from articles.models import Article

        for key, rows in (("annotation", "annotations"), ("from", "annotations"),
                          ("to", "annotations"), ("article", "articles")):  # fmt: skip
            if type(body.get(key)) in (int, str) and not isinstance(body.get(key), bool):
                body[key] = self.ids[rows][(chance + len(key)) % len(self.ids[rows])]
        if (
            isinstance(body.get("exact"), str)
            and body["exact"]
            and type(body.get("article")) is int
        ):
            article = Article.objects.select_related("latest_revision").get(pk=body["article"])
            if article.latest_revision:
                body["exact"] = article.latest_revision.text[:40]
                for key in ("start", "end", "prefix", "suffix", "revision"):
                    body.pop(key, None)


def asks_for_words(text: str) -> bool:
    from articles.searching import TooLongError, ask

    try:
        return bool(ask(text))
    except TooLongError:
        return False


def note(recorder, outcome: Outcome) -> None:
    for key, interaction in recorder.interactions.items():
        response = interaction.response
        if response is not None:
            outcome.statuses[response.status_code] += 1
            note_form(recorder.cases[key].value, response, outcome)
        for check in recorder.checks.get(key, ()):
            if check.failure_info is None:
                continue
            failure, case = check.failure_info.failure, recorder.cases[key].value
            what = (check.name, case.method, case.operation.path, failure.title)
            told = [
                f"{check.name}: {failure.title}",
                failure.message,
                check.failure_info.code_sample,
            ]
            if response is not None:
                told.append(f"{response.status_code} {response.content[:600]!r}")
            outcome.failures.setdefault(what, "\n".join(told))


def note_form(case, response, outcome: Outcome) -> None:
    """A write that the description allows may be refused for what it means, not for its form."""
    if response.status_code != 400 or case.meta is None or case.meta.generation.mode.is_negative:
        return
    if case.operation.path.endswith("/bulk/"):
        return  # what operations have is described with the single routes
    if found := OF_FORM.search(response.content.decode()):
        what = ("form", case.method, case.operation.path, found[0])
        told = [f"form: {' '.join(map(str, what[1:]))}", repr(case.body)[:600]]
        outcome.failures.setdefault(what, "\n".join([*told, f"400 {response.content[:600]!r}"]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--as", dest="roles", nargs="+", choices=ROLES, default=ROLES)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.tests.settings")
    import django

    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are no news here
    outcomes = {role: on_a_database_of_its_own(role, options.examples) for role in options.roles}
    for role, outcome in outcomes.items():
        out = [f"{role}: {outcome.requests} requests, {dict(sorted(outcome.statuses.items()))}"]
        sys.stdout.write("\n\n".join([*out, *outcome.failures.values()]) + "\n")
    return any(outcome.failures for outcome in outcomes.values())


def on_a_database_of_its_own(role: str, examples: int) -> Outcome:
    from django.core.management import call_command
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_demo", "--force", stdout=io.StringIO())
        return run(role, examples=examples)
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
