"""Refusals that only annotations know (see articles/errors.py)."""

from articles.errors import Refusal, StaleVersion


class Ambiguous(Refusal):
    """The words stand more than once and nothing tells which; ``candidates`` are all the places."""

    code = "ambiguous"

    def __init__(self, candidates: list[dict[str, int]]) -> None:
        super().__init__(
            "These words stand more than once. Give prefix, suffix or start.", candidates=candidates
        )


class QuoteNotFound(Refusal):
    code = "quote_not_found"


class AmbiguousSource(Refusal):
    """Several sources have this name."""

    code = "ambiguous_source"

    def __init__(self, name: str, candidates: list[dict]) -> None:
        super().__init__(
            f"Several sources are called “{name}”. Name one by its id.", candidates=candidates
        )


class Incomplete(Refusal):
    """Required fields are empty; ``missing`` names them."""

    code = "incomplete"

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(
            "These fields are needed before it can be approved: "
            + ", ".join(name.replace("_", " ") for name in missing)
            + ".",
            errors={name: ["Needed for approval."] for name in missing},
        )


class StaleAnnotation(StaleVersion):
    """Somebody changed or moved an annotation that the writer also worked on."""

    def __init__(self, annotation) -> None:
        self.annotation = annotation
        super().__init__(
            f"Somebody else changed or moved {annotation} in the meantime.",
            annotation=annotation.pk,
        )
