"""Equal sentences of two texts: those that stand in the same order, and sole ones that moved."""

from bisect import bisect_left
from collections import Counter, defaultdict

from annotations.anchoring.words import Piece, words_of

SURE = 12  # code points; a moved piece shorter than this may be somebody else's "Yes."

Gap = tuple[list[int], list[int]]  # old and new pieces, by index, between two pairs


class Matching:
    """Which old piece is which new one. ``there`` and ``back`` hold indexes, None where unknown.

    - ``gaps``: what was left between pairs that stand in the same order.
    - ``became``, ``came_of``: of pieces without a partner, which changed one an old one became.
    """

    def __init__(self, old: str, new: str, old_pieces: list[Piece], new_pieces: list[Piece]):
        self.old, self.new = old, new
        self.a, self.b = old_pieces, new_pieces
        self.there: list[int | None] = [None] * len(old_pieces)
        self.back: list[int | None] = [None] * len(new_pieces)
        self.became: dict[int, int] = {}
        self.came_of: dict[int, int] = {}
        self.gaps: list[Gap] = []
        self._old_words: dict[int, list[Piece]] = {}
        self._new_words: dict[int, list[Piece]] = {}
        old_times, new_times = (Counter(piece.key for piece in side) for side in (self.a, self.b))
        self.sole = {key for key, n in old_times.items() if n == 1 == new_times.get(key)}

    def match(self) -> None:
        """Find all pairs that equality and order prove, and those of sole pieces that moved."""
        places = {piece.key: j for j, piece in enumerate(self.b) if piece.key in self.sole}
        in_order = longest_rise(
            [(i, places[piece.key]) for i, piece in enumerate(self.a) if piece.key in places]
        )
        i = j = 0
        for i_next, j_next in [*in_order, (len(self.a), len(self.b))]:
            self._trim(range(i, i_next), range(j, j_next))
            if i_next < len(self.a):
                self.pair(i_next, j_next)
            i, j = i_next + 1, j_next + 1
        for i, piece in enumerate(self.a):
            if self.there[i] is None and piece.key in places and len(piece.key) >= SURE:
                self.pair(i, places[piece.key])

    def old_words(self, i: int) -> list[Piece]:
        """The words of an old piece, cut once."""
        if i not in self._old_words:
            self._old_words[i] = words_of(self.old, self.a[i])
        return self._old_words[i]

    def new_words(self, j: int) -> list[Piece]:
        """The words of a new piece, cut once."""
        if j not in self._new_words:
            self._new_words[j] = words_of(self.new, self.b[j])
        return self._new_words[j]

    def pair(self, i: int, j: int) -> None:
        self.there[i], self.back[j] = j, i

    def part(self, i: int) -> None:
        """Undo ``pair``."""
        self.back[self.there[i]] = None
        self.there[i] = None

    def left(self) -> list[Gap]:
        """The gaps, without the pieces that have a partner by now."""
        return [
            (
                [i for i in old_gap if self.there[i] is None],
                [j for j in new_gap if self.back[j] is None],
            )
            for old_gap, new_gap in self.gaps
        ]

    def twins(self) -> dict[str, Gap]:
        """By their words, the pieces that are equal and have no partner."""
        old_left, new_left = _left(self.a, self.there), _left(self.b, self.back)
        return {key: (old, new_left[key]) for key, old in old_left.items() if key in new_left}

    def has_neighbour(self, i: int, j: int) -> bool:
        """Whether a piece beside the old one is beside the new one, too."""
        before = i > 0 and j > 0 and self.there[i - 1] == j - 1
        return before or (i + 1 < len(self.a) and self.there[i + 1] == j + 1)

    def _trim(self, old_gap: range, new_gap: range) -> None:
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
                self.pair(i, j)
        if old_rest or new_rest:
            self.gaps.append((list(old_rest), list(new_rest)))


def _left(pieces: list[Piece], partners: list[int | None]) -> dict[str, list[int]]:
    """The pieces without a partner, by key."""
    left = defaultdict(list)
    for i, (piece, partner) in enumerate(zip(pieces, partners, strict=True)):
        if partner is None:
            left[piece.key].append(i)
    return left


def longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
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
