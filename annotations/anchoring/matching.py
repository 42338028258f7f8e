"""Equal pieces of two texts: lines first, then the sentences of the lines that are left."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz.distance import Indel

from annotations.anchoring.words import Piece

SURE = 12  # a moved piece shorter than this may be somebody else's "Yes."
NEAR = 12  # code points of context that have to agree beside a moved twin
BY_CHANCE = 8  # code points of context that any two places may share
FAR = 64  # code points of context that are compared beside a moved twin
ALIKE = 0.6  # similarity of a sentence and what it was rewritten to
MOST_REWRITTEN = 50  # new pieces in a gap that are looked through for that
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
        self.rewritten: set[int] = set()  # old pieces that became similar ones in their place
        self.gap_of: dict[int, list[int]] = {}  # the new pieces that an old one's gap has
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

    def twins(self) -> tuple[set[int], set[int]]:
        """Old and new pieces that are equal and still not paired: nothing tells them apart.

        An old one that was rewritten where it stood is none of them.
        """
        old_left, new_left = _left(self.a, self.there), _left(self.b, self.back)
        keys = [key for key in old_left if key in new_left and len(key) >= SURE]
        return (
            {i for key in keys for i in old_left[key] if i not in self.rewritten},
            {j for key in keys for j in new_left[key]},
        )

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
        """Pair what is equal at both ends, if nothing else in the gap could be meant."""
        most = min(len(old_gap), len(new_gap))
        a, b = self.a, self.b
        head = tail = 0
        while head < most and a[old_gap[head]].key == b[new_gap[head]].key:
            head += 1
        while tail < most and a[old_gap[-1 - tail]].key == b[new_gap[-1 - tail]].key:
            tail += 1
        if head == len(old_gap) == len(new_gap):
            tail = 0
        claimed_twice = max(0, head + tail - most)
        head, tail = head - claimed_twice, tail - claimed_twice
        old_rest = old_gap[head : len(old_gap) - tail]
        new_rest = new_gap[head : len(new_gap) - tail]
        rest = {a[i].key for i in old_rest} | {b[j].key for j in new_rest}
        ends = [(old_gap[step], new_gap[step]) for step in range(head)]
        ends += [(old_gap[-step], new_gap[-step]) for step in range(1, tail + 1)]
        for i, j in ends:
            if a[i].key not in rest or len(a[i].key) < SURE:
                self._pair(i, j)
        if old_rest or new_rest:
            self.gaps.append((old_rest, new_rest))

    def _match_moved(self) -> None:
        """Pieces that stand elsewhere: sole ones; then, by neighbours and context, the others."""
        old_left, new_left = _left(self.a, self.there), _left(self.b, self.back)
        shared = [key for key in old_left if key in new_left]
        if not shared:
            return
        self.gap_of = {i: new_gap for old_gap, new_gap in self.gaps for i in old_gap}
        sole = [
            (old_left[key][0], new_left[key][0])
            for key in shared
            if len(key) >= SURE and self.old.count(key) == self.new.count(key) == 1
        ]
        for i, j in sole:
            self._pair(i, j)
        for i, j in sole:
            if not self._has_neighbour(i, j) and self._was_rewritten(i):
                self.there[i] = self.back[j] = None
                self.rewritten.add(i)
        neighbours = self._neighbours()
        for key in shared:
            old_twins = [i for i in old_left[key] if self.there[i] is None]
            new_twins = [j for j in new_left[key] if self.back[j] is None]
            if 0 < len(old_twins) * len(new_twins) <= MOST_TWINS:
                self._match_twins(old_twins, new_twins, neighbours)

    def _has_neighbour(self, i: int, j: int) -> bool:
        """Whether a piece beside the old one is beside the new one, too."""
        before = i > 0 and j > 0 and self.there[i - 1] == j - 1
        return before or (i + 1 < len(self.a) and self.there[i + 1] == j + 1)

    def _was_rewritten(self, i: int) -> bool:
        """Whether there is a new piece, where the old one stood, that it may have become.

        Then an equal piece elsewhere is a copy, not the piece that moved.
        """
        places = []
        if i > 0 and (before := self.there[i - 1]) is not None:
            places.append(before + 1)
        if i + 1 < len(self.a) and (after := self.there[i + 1]) is not None:
            places.append(after - 1)
        places += self.gap_of.get(i, ())[:MOST_REWRITTEN]
        key = self.a[i].key
        return any(
            0 <= j < len(self.b)
            and self.back[j] is None
            and self.b[j].key != key
            and Indel.normalized_similarity(key, self.b[j].key) >= ALIKE
            for j in places
        )

    def _match_twins(self, old: list[int], new: list[int], neighbours: dict[int, int]) -> None:
        """Pair those that agree with each other's context more than with any other's."""
        agreement = {(i, j): self._agreement(self.a[i], self.b[j]) for i in old for j in new}
        for (i, j), (before, after) in agreement.items():
            rivals = [other for (k, m), other in agreement.items() if (k == i) != (m == j)]
            if (
                (max(before, after) >= NEAR or neighbours.get(i) == j)
                and all(before >= x and after >= y for x, y in rivals)
                and (before, after) not in rivals
                and not (max(before, after) < FAR and self._was_rewritten(i))
            ):
                self._pair(i, j)

    def _agreement(self, piece: Piece, home: Piece) -> tuple[int, int]:
        """How many code points before and after the two are the same, FAR at most.

        Few are nothing: any two places agree in a full stop and a "The".
        """
        before = _common(
            self.old[max(0, piece.start - FAR) : piece.start][::-1],
            self.new[max(0, home.start - FAR) : home.start][::-1],
        )
        after = _common(self.old[piece.end : piece.end + FAR], self.new[home.end : home.end + FAR])
        if before == piece.start == home.start:
            before = FAR  # both begin the text
        if after == len(self.old) - piece.end == len(self.new) - home.end:
            after = FAR
        return before if before >= BY_CHANCE else 0, after if after >= BY_CHANCE else 0

    def _neighbours(self) -> dict[int, int]:
        """Equal pieces beside pairs, on and on: old index to new, where nothing contradicts."""
        claims: dict[int, set[int]] = defaultdict(set)
        for order, step in ((range(len(self.a)), 1), (range(len(self.a) - 1, -1, -1), -1)):
            j: int | None = None
            for i in order:
                if self.there[i] is not None:
                    j = self.there[i]
                    continue
                if j is None:
                    continue
                j += step
                if 0 <= j < len(self.b) and self.back[j] is None and self.a[i].key == self.b[j].key:
                    claims[i].add(j)
                else:
                    j = None
        claimed = Counter(j for partners in claims.values() for j in partners)
        return {
            i: j
            for i, partners in claims.items()
            for j in partners
            if len(partners) == claimed[j] == 1
        }


def _left(pieces: list[Piece], partners: list[int | None]) -> dict[str, list[int]]:
    """The pieces without a partner, by key."""
    left = defaultdict(list)
    for i, (piece, partner) in enumerate(zip(pieces, partners, strict=True)):
        if partner is None:
            left[piece.key].append(i)
    return left


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
