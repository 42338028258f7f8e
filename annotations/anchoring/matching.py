"""Equal pieces of two texts: lines first, then the sentences of the lines that are left."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable

from annotations.anchoring.words import Piece

SURE = 12  # a moved piece shorter than this may be somebody else's "Yes."
NEAR = 12  # code points of context that have to agree beside a moved twin
FAR = 64  # code points of context that are compared beside a moved twin
MOST_TWINS = 16  # old times new twins that are told apart by their context

Gap = tuple[list[int], list[int]]  # old and new pieces, by index, between two pairs


class Matching:
    """Which old piece is which new one. ``there`` and ``back`` hold indexes, None where unknown.

    ``gaps`` are what is left between pairs that stand in the same order.
    """

    def __init__(self, old: str, new: str, old_pieces: list[Piece], new_pieces: list[Piece]):
        self.old, self.new = old, new
        self.a, self.b = old_pieces, new_pieces
        self.there: list[int | None] = [None] * len(old_pieces)
        self.back: list[int | None] = [None] * len(new_pieces)
        self.gaps: list[Gap] = [(list(range(len(self.a))), list(range(len(self.b))))]

    def match(self) -> None:
        """Find all pairs that equality, order and neighbours prove."""
        gaps, self.gaps = self.gaps, []
        for gap in gaps:
            self._match_in_order(*gap)
        self._match_moved()
        self.gaps = [
            (
                [i for i in old_pieces if self.there[i] is None],
                [j for j in new_pieces if self.back[j] is None],
            )
            for old_pieces, new_pieces in self.gaps
        ]

    def refined(self, cut: Callable[[Piece], Iterable[Piece]]) -> "Matching":
        """The same with every piece that has no partner cut into smaller ones."""
        old_pieces, old_indexes = _cut(self.a, self.there, cut)
        new_pieces, new_indexes = _cut(self.b, self.back, cut)
        finer = Matching(self.old, self.new, old_pieces, new_pieces)
        for i, j in enumerate(self.there):
            if j is not None:
                finer._pair(old_indexes[i][0], new_indexes[j][0])
        finer.gaps = [
            (
                [index for i in old_gap for index in old_indexes[i]],
                [index for j in new_gap for index in new_indexes[j]],
            )
            for old_gap, new_gap in self.gaps
        ]
        return finer

    def pairs(self) -> Iterable[tuple[Piece, Piece]]:
        for i, j in enumerate(self.there):
            if j is not None:
                yield self.a[i], self.b[j]

    def twins(self) -> set[str]:
        """Equal pieces that are left in both texts, long enough to be taken for each other."""
        left = {self.a[i].key for old_gap, _ in self.gaps for i in old_gap}
        right = {self.b[j].key for _, new_gap in self.gaps for j in new_gap}
        return {key for key in left & right if len(key) >= SURE}

    def _pair(self, i: int, j: int) -> None:
        self.there[i], self.back[j] = j, i

    def _match_in_order(self, old_gap: list[int], new_gap: list[int]) -> None:
        """Pieces that are unique in the gap, in order; then the equal ones beside them."""
        once = {}
        for place, j in enumerate(new_gap):
            key = self.b[j].key
            once[key] = None if key in once else place
        seen: dict[str, int | None] = {}
        for place, i in enumerate(old_gap):
            key = self.a[i].key
            seen[key] = None if key in seen else place
        both = [
            (place, once[key])
            for key, place in seen.items()
            if place is not None and once.get(key) is not None
        ]
        x = y = 0
        for x_next, y_next in [*_longest_rise(sorted(both)), (len(old_gap), len(new_gap))]:
            self._trim(old_gap[x:x_next], new_gap[y:y_next])
            if x_next < len(old_gap):
                self._pair(old_gap[x_next], new_gap[y_next])
            x, y = x_next + 1, y_next + 1

    def _trim(self, old_gap: list[int], new_gap: list[int]) -> None:
        """Pair what is equal at both ends; what either end could claim is nobody's."""
        most = min(len(old_gap), len(new_gap))
        a, b = self.a, self.b
        head = tail = 0
        while head < most and a[old_gap[head]].key == b[new_gap[head]].key:
            head += 1
        if head < len(old_gap) or head < len(new_gap):
            while tail < most and a[old_gap[-1 - tail]].key == b[new_gap[-1 - tail]].key:
                tail += 1
        claimed_twice = max(0, head + tail - most)
        head, tail = head - claimed_twice, tail - claimed_twice
        for step in range(head):
            self._pair(old_gap[step], new_gap[step])
        for step in range(1, tail + 1):
            self._pair(old_gap[-step], new_gap[-step])
        old_rest = old_gap[head : len(old_gap) - tail]
        new_rest = new_gap[head : len(new_gap) - tail]
        if old_rest or new_rest:
            self.gaps.append((old_rest, new_rest))

    def _match_moved(self) -> None:
        """Pieces that stand elsewhere: sole ones, their neighbours, twins in their context."""
        old_left, new_left = defaultdict(list), defaultdict(list)
        for left, pieces, partners in (
            (old_left, self.a, self.there),
            (new_left, self.b, self.back),
        ):
            for index, partner in enumerate(partners):
                if partner is None:
                    left[pieces[index].key].append(index)
        shared = [key for key in old_left if key in new_left]
        if not shared:
            return
        for key in shared:
            if len(key) >= SURE and self.old.count(key) == self.new.count(key) == 1:
                self._pair(old_left[key][0], new_left[key][0])
        self._extend()
        for key in shared:
            old_twins = [i for i in old_left[key] if self.there[i] is None]
            new_twins = [j for j in new_left[key] if self.back[j] is None]
            if len(key) >= SURE and len(old_twins) * len(new_twins) <= MOST_TWINS:
                self._match_twins(old_twins, new_twins)
        self._extend()

    def _match_twins(self, old_twins: list[int], new_twins: list[int]) -> None:
        """Pair those that agree with each other's context more than with any other's."""
        agreement = {
            (i, j): self._agreement(self.a[i], self.b[j]) for i in old_twins for j in new_twins
        }
        for (i, j), (before, after) in agreement.items():
            rivals = [other for (k, m), other in agreement.items() if (k == i) != (m == j)]
            if max(before, after) >= NEAR and all(
                before >= x and after >= y and (before, after) != (x, y) for x, y in rivals
            ):
                self._pair(i, j)

    def _agreement(self, piece: Piece, home: Piece) -> tuple[int, int]:
        """How many code points before and after the two are the same, FAR at most."""
        before = _common(
            self.old[max(0, piece.start - FAR) : piece.start][::-1],
            self.new[max(0, home.start - FAR) : home.start][::-1],
        )
        after = _common(self.old[piece.end : piece.end + FAR], self.new[home.end : home.end + FAR])
        return before, after

    def _extend(self) -> None:
        """Pair equal neighbours of pairs, on and on, where both sides do not contradict."""
        claims: dict[int, set[int]] = defaultdict(set)
        for order, step in ((range(len(self.a)), 1), (range(len(self.a) - 1, -1, -1), -1)):
            partner: int | None = None
            for i in order:
                if self.there[i] is not None:
                    partner = self.there[i]
                    continue
                if partner is None:
                    continue
                partner += step
                if (
                    0 <= partner < len(self.b)
                    and self.back[partner] is None
                    and self.a[i].key == self.b[partner].key
                ):
                    claims[i].add(partner)
                else:
                    partner = None
        claimants = defaultdict(set)
        for i, partners in claims.items():
            for j in partners:
                claimants[j].add(i)
        for i, partners in claims.items():
            if len(partners) == 1:
                (j,) = partners
                if len(claimants[j]) == 1:
                    self._pair(i, j)


def _cut(pieces, partners, cut) -> tuple[list[Piece], list[list[int]]]:
    """The pieces, those without a partner cut; and for each the indexes of what it became."""
    finer: list[Piece] = []
    indexes = []
    for piece, partner in zip(pieces, partners, strict=True):
        first = len(finer)
        finer += [piece] if partner is not None else cut(piece)
        indexes.append(list(range(first, len(finer))))
    return finer, indexes


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, in the order given, whose second numbers rise (patience sorting)."""
    tops: list[int] = []  # the smallest last number of a rise of each length
    ends: list[int] = []  # the pair it belongs to
    previous: list[int] = []
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(tops, number)
        previous.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    rise = []
    index = ends[-1] if ends else -1
    while index >= 0:
        rise.append(pairs[index])
        index = previous[index]
    return rise[::-1]


def _common(one: str, other: str) -> int:
    """The length of the common beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
