"""The values that go in and come out. Offsets count Unicode code points, half-open."""

from dataclasses import dataclass

from annotations.choices import State


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `text[start:end]` of a canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span stands in the new text: a place with its state, or no place (lost)."""

    start: int | None
    end: int | None
    state: str  # a value of choices.State
    reason: str  # a value of choices.Reason; empty when intact or lost


LOST = Carried(None, None, State.LOST.value, "")
