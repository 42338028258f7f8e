"""Equal sentences that stand more than once: told apart by what stands around them, or not at all."""

from itertools import pairwise

from annotations.anchoring.matching import Gap, Matching
from annotations.anchoring.words import common_length

NEAR = 24  # code points of surroundings that have to agree
BY_CHANCE = 8  # code points of surroundings that any two places may share
FAR = 64  # code points of surroundings that are compared
MOST_TWINS = 256  # old times new ones that are compared
NEIGHBOURS = 3  # pieces on each side that tell twins apart
ROUNDS = 4  # each may tell twins apart that stand beside those of the round before


def tell_apart(matching: Matching, least: int) -> bool:
    """Pair the twins that agree with each other's surroundings and with no other's; True for any.

    ``least`` is how far they have to agree on one side: FAR while it is not known yet which
    sentences were rewritten where they stood, NEAR afterwards.
    """
    found = False
    for _ in range(ROUNDS):
        pairs = [
            pair for gap in matching.twins().values() for pair in _told_apart(matching, gap, least)
        ]
        for i, j in pairs:
            matching.pair(i, j)
        if not pairs:
            break
        found = True
    return found


def _told_apart(matching: Matching, twins: Gap, least: int) -> list[tuple[int, int]]:
    old, new = [i for i in twins[0] if i not in matching.became], twins[1]
    if len(old) * len(new) > MOST_TWINS or _rows(old) != _rows(new):
        return []
    agreement = {(i, j): _agreement(matching, i, j) for i in old for j in new}
    return [
        (i, j)
        for (i, j), sides in agreement.items()
        if max(sides) >= least
        and all(
            _outdoes(sides, other) for (k, m), other in agreement.items() if (k == i) != (m == j)
        )
    ]


def _rows(twins: list[int]) -> list[int]:
    """Which of them stand right behind another: if other ones do, nothing tells which is which."""
    return [rank for rank, (n, m) in enumerate(pairwise(twins)) if n + 1 == m]


def _outdoes(sides: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether surroundings agree more than other ones, and on neither side clearly less."""
    before, after = sides
    x, y = other
    clear = (before >= x or x < NEAR) and (after >= y or y < NEAR)
    return clear and before + after > x + y


def _agreement(matching: Matching, i: int, j: int) -> tuple[int, int]:
    """How much the surroundings before and after the two are the same.

    Code points that are equal, FAR at most, and as much again for a neighbour of both. Few are
    nothing: any two places agree in a full stop and a "The".
    """
    old, new, piece, home = matching.old, matching.new, matching.a[i], matching.b[j]
    before = common_length(
        _plain(old[max(0, piece.start - FAR) : piece.start])[::-1],
        _plain(new[max(0, home.start - FAR) : home.start])[::-1],
    )
    after = common_length(
        _plain(old[piece.end : piece.end + FAR]), _plain(new[home.end : home.end + FAR])
    )
    if before == piece.start == home.start:
        before = FAR  # both begin the text
    if after == len(old) - piece.end == len(new) - home.end:
        after = FAR
    return (
        (before if before >= BY_CHANCE else 0) + neighbourhood(matching, i, j, -1),
        (after if after >= BY_CHANCE else 0) + neighbourhood(matching, i, j, 1),
    )


def neighbourhood(matching: Matching, i: int, j: int, step: int) -> int:
    """FAR if the next pieces on this side are one, less if they are a few pieces away."""
    nearest = 0
    for distance in range(1, NEIGHBOURS + 1):
        k = i + step * distance
        if not 0 <= k < len(matching.a):
            break
        m = matching.there[k]
        m = matching.became.get(k) if m is None else m
        if m is not None and 0 < (away := step * (m - j)) <= NEIGHBOURS:
            nearest = max(nearest, FAR // (distance + away - 1))
    return nearest


def _plain(text: str) -> str:
    """White space levelled: where lines end says little of what stands there."""
    return text.replace("\n", " ")
