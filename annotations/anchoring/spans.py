"""The values that go in and come out. Offsets count Unicode code points, half-open."""

from dataclasses import dataclass

from annotations.choices import State


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `text[start:end]` of a canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to look for, and what stood on both sides of them (at most 32 code points each)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span stands in the new text: a place with its state, or no place (lost)."""

    start: int | None
    end: int | None
    state: str  # a value of choices.State
    reason: str  # a value of choices.Reason; empty when intact or lost


LOST = Carried(None, None, State.LOST.value, "")
