"""Refusals: what a service raises when an operation cannot be done as asked.

Each carries the stable ``code`` and HTTP ``status`` of the API's problem answers (design: the
API section), and ``extra``, the JSON-ready facts that help the caller to go on. Nothing has been
written when one is raised.
"""

from typing import Any


class Refusal(Exception):  # noqa: N818 -- the desk's word; an answer, not a failure of ours
    code = "invalid"
    status = 400

    def __init__(self, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.message = message
        self.extra = extra


class StaleBase(Refusal):
    """Somebody saved a newer revision than the one the writer started from.

    ``latest`` is that newer Revision, or None where there is none (the base was made up).
    """

    code, status = "stale", 412

    def __init__(self, latest) -> None:
        self.latest = latest
        number = latest.number if latest else 0
        super().__init__(
            f"The text was saved by somebody else in the meantime; the latest revision is {number}.",
            latest_revision=number,
        )


class StaleVersion(Refusal):
    """The thing itself was changed by somebody else since the caller read it."""

    code, status = "stale", 412


class WrongState(Refusal):
    """The action does not lead anywhere from the present state."""

    code, status = "wrong_state", 409


class PublicationWarnings(Refusal):
    """Publishing needs a reason, since ``warnings`` (a list of str) are open."""

    code, status = "warnings", 409

    def __init__(self, warnings: list[str]) -> None:
        self.warnings = warnings
        super().__init__("Give a reason to publish in spite of the warnings.", warnings=warnings)


class Invalid(Refusal):
    """Input that cannot be taken; ``errors`` maps fields to lists of messages."""

    def __init__(self, message: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(message, **({"errors": errors} if errors else {}))
        self.errors = errors or {}
