"""What a merge comes to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overlap:
    """A place where the two edits meet: the HTML of each side, "" where it has nothing there."""

    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """HTML in order, with an Overlap at each place that somebody has to decide."""

    parts: list[str | Overlap]

    @property
    def overlaps(self) -> list[Overlap]:
        return [part for part in self.parts if isinstance(part, Overlap)]

    def html(self, *sides: str) -> str:
        """All of it, with these sides of every overlap ("theirs", "mine" or both, in order)."""
        return "".join(
            part if isinstance(part, str) else "".join(getattr(part, side) for side in sides)
            for part in self.parts
        )


def joined(parts: list[str | Overlap]) -> list[str | Overlap]:
    """The same with neighbouring HTML as one."""
    result: list[str | Overlap] = []
    for part in parts:
        if isinstance(part, str) and result and isinstance(result[-1], str):
            result[-1] += part
        elif part:
            result.append(part)
    return result
