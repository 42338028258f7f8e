"""Sentences that were changed, also on the way to another place: which one each of them became."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import Indel

from annotations.anchoring.matching import SURE, Matching
from annotations.anchoring.twins import NEIGHBOURS, neighbourhood
from annotations.anchoring.words import Piece, common_length, tells

ALIKE = 0.45  # of the words of content of a sentence and of what it became are the same, in order
REWRITTEN = 0.25  # the same, where the old sentence stood and only a copy stands elsewhere
CERTAIN = 0.6  # of two sentences stand at their ends: the words between need not be compared
FEW = 3  # words of content; of fewer, all words are compared
RARE = 3  # changed sentences that have a word in common which may tell where one went
LONGEST = 2_000  # code points; what is longer is no sentence that somebody changed
MOST_IN_GAP = 400  # old times new sentences that are compared with each other
MOST_CALLED = 3  # sentences elsewhere that share most words
BESIDE = 0.15  # what a neighbour in common is worth, in likeness
CLEARLY = 0.1  # likeness by which a sentence has to be ahead of the next best


def follow_changed(matching: Matching) -> None:
    """Fill in ``became`` and ``came_of``; part moved pairs that are a copy of a rewritten one."""
    copies = [(i, j) for i, j in enumerate(matching.there) if _is_doubtful(matching, i, j)]
    for i, _j in copies:
        matching.part(i)
    changed = _Changed(matching, dict(copies))
    changed.settle()
    for i, j in copies:
        if i not in matching.became:
            matching.pair(i, j)


def _is_doubtful(matching: Matching, i: int, j: int | None) -> bool:
    """Whether a sole sentence left a neighbour, or has come to stand among others only."""
    if j is None or matching.has_neighbour(i, j) or len(matching.a[i].key) < SURE:
        return False
    there = matching.there
    if (i > 0 and there[i - 1] is not None) or (i + 1 < len(there) and there[i + 1] is not None):
        return True
    return not any(neighbourhood(matching, i, j, step) for step in (-1, 1))


class _Changed:
    """The sentences without a partner, compared."""

    def __init__(self, matching: Matching, copies: dict[int, int]) -> None:
        self.matching = matching
        self.gaps = matching.left()
        self.gap_of = dict.fromkeys(copies, ((), ())) | {
            i: gap for gap in self.gaps for i in gap[0]
        }
        self.copies, self.taken = copies, set(copies.values())
        self._words: dict[tuple[int, int], list[str]] = {}

    def settle(self) -> None:
        """Pair each with what it became where no other sentence comes near."""
        for everywhere in (False, True):  # those of the first round are neighbours in the second
            scores = self._scores(everywhere)
            best: dict[tuple[int, int], list[float]] = defaultdict(list)
            for (i, j), score in scores.items():
                best[0, i].append(score)
                best[1, j].append(score)
            for (i, j), score in scores.items():
                rivals = sorted(best[0, i] + best[1, j])[:-2]
                if not rivals or score >= rivals[-1] + CLEARLY:
                    self.matching.became[i], self.matching.came_of[j] = j, i

    def _scores(self, everywhere: bool) -> dict[tuple[int, int], float]:
        """How well old and new sentences go together; new ones near by, or anywhere."""
        scores: dict[tuple[int, int], float] = {}
        for i, piece in self._open():
            if i in self.copies:
                self._compare(scores, i, self._beside(i), REWRITTEN)
                continue
            homes = self._beside(i)
            if everywhere and len(piece.key) >= SURE:
                homes.update(self._called(i))
            self._compare(scores, i, homes, ALIKE)
        return scores

    def _open(self) -> Iterator[tuple[int, Piece]]:
        matching = self.matching
        for i in self.gap_of:
            piece = matching.a[i]
            if i not in matching.became and len(piece.key) <= LONGEST:
                yield i, piece

    def _compare(
        self, scores: dict[tuple[int, int], float], i: int, homes: Iterable[int], least: float
    ) -> None:
        for j in homes:
            likeness = self._likeness(i, j) if self._is_free(j) else 0
            if likeness >= least:
                scores[i, j] = likeness + self._company(i, j)

    def _beside(self, i: int) -> set[int]:
        """New sentences where the old one stood, and beside its neighbours of then."""
        matching, found = self.matching, set()
        old_gap, new_gap = self.gap_of[i]
        if len(old_gap) * len(new_gap) <= MOST_IN_GAP:
            found.update(new_gap)
        for step in (1, -1):
            for distance in range(1, NEIGHBOURS + 1):
                k = i + step * distance
                j = matching.there[k] if 0 <= k < len(matching.a) else None
                if j is not None:
                    found.update(
                        range(j - NEIGHBOURS, j) if step > 0 else range(j + 1, j + 1 + NEIGHBOURS)
                    )
                    break
        return found

    def _is_free(self, j: int) -> bool:
        matching = self.matching
        return (
            0 <= j < len(matching.b)
            and matching.back[j] is None
            and j not in matching.came_of
            and j not in self.taken
        )

    def _called(self, i: int) -> list[int]:
        """New sentences anywhere that share most rare words with the old one."""
        votes: Counter[int] = Counter()
        for word in set(self._words_of(0, i)):
            votes.update(self._homes.get(word, ()))
        return [j for j, _count in votes.most_common(MOST_CALLED)]

    @cached_property
    def _homes(self) -> dict[str, list[int]]:
        """For each word of content, the few changed new sentences that have it."""
        homes = defaultdict(list)
        for _old_gap, new_gap in self.gaps:
            for j in new_gap:
                if self._is_free(j) and len(self.matching.b[j].key) <= LONGEST:
                    for word in set(self._words_of(1, j)):
                        homes[word].append(j)
        return {word: found for word, found in homes.items() if len(found) <= RARE}

    def _words_of(self, side: int, index: int) -> list[str]:
        """The words of content of an old (0) or new (1) sentence; all, where they are few."""
        if (side, index) not in self._words:
            cut = self.matching.new_words if side else self.matching.old_words
            words = [word.key for word in cut(index)]
            telling = [word for word in words if tells(word)]
            self._words[side, index] = telling if len(telling) >= FEW else words
        return self._words[side, index]

    def _likeness(self, i: int, j: int) -> float:
        """From 0 to 1; of twins 0, since nothing of them was changed."""
        old, new = self.matching.a[i].key, self.matching.b[j].key
        if old == new or len(new) > LONGEST:
            return 0
        head = common_length(old, new)
        tail = common_length(old[head:][::-1], new[head:][::-1])
        if 2 * (head + tail) >= CERTAIN * (len(old) + len(new)):
            return 2 * (head + tail) / (len(old) + len(new))
        return Indel.normalized_similarity(self._words_of(0, i), self._words_of(1, j))

    def _company(self, i: int, j: int) -> float:
        """What neighbours in common add to the likeness."""
        matching = self.matching
        company = 0.0
        for step in (-1, 1):
            k, m = i + step, j + step
            if 0 <= k < len(matching.a) and 0 <= m < len(matching.b):
                company += BESIDE * (matching.there[k] == m or matching.became.get(k) == m)
            else:
                company += BESIDE * (not 0 <= k < len(matching.a) and not 0 <= m < len(matching.b))
        return company
