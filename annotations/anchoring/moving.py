"""Sentences that moved and were changed on the way: known by the phrases they still share."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from annotations.anchoring.words import Piece, Run, match_words, words_of

PHRASE = 3  # words in a row
SHARED = 0.3  # of a sentence's phrases must stand in one other sentence, and in no third
LONGEST = 2_000  # code points; what is longer is no sentence that somebody moved and changed
STRAYS = 0.25  # of a sentence may be explained otherwise ("The", its full stop), not more


def follow_changed(
    old: str, new: str, old_units: list[Piece], new_units: list[Piece], runs: list[Run]
) -> list[Run]:
    """The runs, and more for sentences that had next to none and went somewhere unmistakable."""
    lost = list(_unexplained(old_units, sorted(runs), 0))
    fresh = list(_unexplained(new_units, sorted(runs, key=lambda run: run.new_start), 2))
    if not lost or not fresh:
        return runs
    found: list[Run] = []
    strays: set[Run] = set()
    for (unit, old_strays), (home, new_strays) in _pairs(old, new, lost, fresh):
        found += match_words(old, new, [unit], [home])
        strays.update(old_strays, new_strays)
    return [run for run in runs if run not in strays] + found


Unexplained = tuple[Piece, list[Run]]  # a sentence, and the few runs that lie in it


def _unexplained(units: list[Piece], runs: list[Run], side: int) -> Iterator[Unexplained]:
    """Sentences with hardly a run in them; `side` is 0 for the old text, 2 for the new one."""
    index = 0
    for unit in units:
        if unit.end - unit.start > LONGEST:
            continue
        while index < len(runs) and runs[index][side + 1] <= unit.start:
            index += 1
        inside = []
        last = index
        while last < len(runs) and runs[last][side] < unit.end:
            inside.append(runs[last])
            last += 1
        explained = sum(run[side + 1] - run[side] for run in inside)
        whole = all(run[side] >= unit.start and run[side + 1] <= unit.end for run in inside)
        if whole and explained <= STRAYS * (unit.end - unit.start):
            yield unit, inside


def _pairs(
    old: str, new: str, lost: list[Unexplained], fresh: list[Unexplained]
) -> Iterator[tuple[Unexplained, Unexplained]]:
    """Each lost sentence with the fresh one that it alone became."""
    homes: dict[tuple[str, ...], int | None] = {}
    for index, (unit, _) in enumerate(fresh):
        for phrase in _phrases(new, unit):
            homes[phrase] = None if phrase in homes else index
    claims = defaultdict(list)
    for entry in lost:
        phrases = _phrases(old, entry[0])
        votes = Counter(homes.get(phrase) for phrase in phrases)
        del votes[None]
        for index, count in votes.most_common(1):
            if count >= SHARED * len(phrases):
                claims[index].append(entry)
    for index, entries in claims.items():
        if len(entries) == 1:
            yield entries[0], fresh[index]


def _phrases(text: str, unit: Piece) -> set[tuple[str, ...]]:
    words = [word.key for word in words_of(text, [unit]) if word.key[0].isalnum()]
    return set(zip(*(words[start:] for start in range(PHRASE)), strict=False))
