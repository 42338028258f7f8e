"""How well and how fast annotations follow an edited text, beside other ways to do it.

    python -m bench.anchoring [--trials 40] [--data texts.jsonl] [--revisions pairs.jsonl]

Right and wrong on seeded edits with known truth, then time as a multiple of `str.find` of each
span's words, all in one run (processor time, median of rounds). `--data` takes the texts from a
file of your own (JSON lines with "text") in place of invented ones; `--revisions` adds pairs of
real texts ("old", "new", "edit"), of which only what became of the spans is known.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from annotations.anchoring import Carried, Span, carry
from annotations.anchoring.typography import same
from bench.edits import LEVELS, SHORT, Level, Trial, groups, trial
from bench.invented import Stock, cut
from bench.peers import PEERS, Place

HALF = 0.5
SPANS = 100  # of each trial of 5,000 characters


def standing(case: Trial, start: int, end: int) -> Place:
    """Where the span's words still stand, letter for letter and together; None where they do not."""
    kept = case.kept(start, end)
    if not kept:
        return None
    place = min(kept), max(kept) + 1
    words, now = case.old[start:end].split(), case.new[place[0] : place[1]].split()
    return place if words == now and kept == sorted(kept) else None


def truth(case: Trial, start: int, end: int) -> tuple[str, list[tuple[int, int]]]:
    """What became of a span, and where its surviving letters are."""
    kept = case.kept(start, end)
    if not kept:
        return ("deleted" if _is_cut_out(case, start, end) else "replaced"), []
    place = standing(case, start, end)
    if place:
        return "standing", [place]
    share = len(kept) / sum(not letter.isspace() for letter in case.old[start:end])
    return ("rewritten" if share >= HALF else "mostly gone"), [
        *groups(kept),
        (min(kept), max(kept) + 1),
    ]


def _is_cut_out(case: Trial, start: int, end: int) -> bool:
    """Whether what stood right around the span is gone too, or now stands side by side."""
    before = [home for home in case.homes[max(0, start - 20) : start] if home >= 0][-1:]
    after = [home for home in case.homes[end : end + 20] if home >= 0][:1]
    if not before or not after:
        return True
    return not any(letter.isalnum() for letter in case.new[before[0] + 1 : after[0]])


def stands_there(case: Trial, span: tuple[int, int], place: Place) -> bool:
    """Whether half of the surviving letters are in the place, or half of the place is of them."""
    if place is None:
        return False
    kept = case.kept(*span)
    inside = sum(place[0] <= home < place[1] for home in kept)
    letters = sum(not letter.isspace() for letter in case.new[place[0] : place[1]])
    return bool(kept) and inside >= HALF * min(len(kept), letters)


def overlap(one: Place, other: Place) -> float:
    """Intersection over union."""
    if one is None or other is None:
        return 0
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def judged(fate: str, homes: list[tuple[int, int]], place: Place) -> str:
    """right, wrong (on other words) or lost, for peers, which know no states."""
    if place is None:
        return "right" if fate in ("deleted", "replaced", "mostly gone") else "lost"
    if any(overlap(place, home) >= HALF for home in homes):
        return "right"
    return "right" if fate in ("replaced", "mostly gone") else "wrong"


class Score:
    """Counts of what the issue of the anchoring asks for."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.bad: list[str] = []

    def add(self, case: Trial, span: tuple[int, int], carried: Carried) -> None:
        fate, homes = truth(case, *span)
        place = None if carried.start is None else (carried.start, carried.end)
        there = stands_there(case, span, place)
        size = "short" if span[1] - span[0] < SHORT else "long"
        count = self.counts
        count[fate] += 1
        count[f"{fate}: {carried.state}{'' if place is None or there else ' elsewhere'}"] += 1
        if carried.state == "intact":
            count[f"{size} intact"] += 1
            right = fate == "standing" and place == homes[0]
            if not right and not self._is_moot(case, span, fate, homes, place):
                count[f"{size} intact, wrong"] += 1
                self.bad.append(f"{size} {fate} {homes}: {place} {case.old[span[0] : span[1]]!r}")

    @staticmethod
    def _is_moot(case, span, fate, homes, place) -> bool:
        """The same letters by another way (e.g. a letter put in and another of its kind taken)."""
        words = case.old[span[0] : span[1]]
        return (
            any(overlap(place, home) >= HALF for home in homes)
            and same(words, case.new[place[0] : place[1]])
        )  # fmt: skip

    def share(self, part: str, whole: str) -> float:
        return 100 * self.counts[part] / max(1, self.counts[whole])

    def lines(self) -> Iterator[str]:
        count = self.counts
        for size in ("long", "short"):
            made, wrong = count[f"{size} intact"], count[f"{size} intact, wrong"]
            yield f"  {size} spans said to be intact: {made}, wrong: {wrong}"
        for fate, wanted in (
            ("standing", ("intact",)),
            ("rewritten", ("changed", "changed elsewhere", "intact", "lost")),
            ("deleted", ("lost", "changed elsewhere", "intact elsewhere")),
            ("replaced", ("lost", "changed elsewhere", "intact elsewhere")),
            ("mostly gone", ("lost", "changed", "changed elsewhere")),
        ):
            shares = ", ".join(
                f"{state} {self.share(f'{fate}: {state}', fate):.2f} %" for state in wanted
            )
            yield f"  {fate} ({count[fate]}): {shares}"


def texts(path: Path | None) -> list[str]:
    return [] if path is None else [json.loads(line)["text"] for line in path.open()]


def trials(
    level: Level, count: int, size: int, spans: int, bases: list[str], seed: int
) -> Iterator[Trial]:
    for number in range(count):
        rng = Random(f"{seed} {level.name} {number}")
        if bases:
            sentences = _some(rng.sample(bases, len(bases)), size)
        else:
            sentences = Stock(rng).paragraphs(size)
        yield trial(rng, level, sentences, spans)


def _some(bases: list[str], size: int) -> list[list[str]]:
    sentences: list[list[str]] = []
    for base in bases:
        sentences += cut(base)
        if sum(len(text) for line in sentences for text in line) >= size:
            break
    return sentences


def report_correctness(options: argparse.Namespace, bases: list[str]) -> None:
    for level in LEVELS:
        score = Score()
        peers: dict[str, Counter[str]] = {name: Counter() for name in PEERS}
        for case in trials(level, options.trials, 5000, SPANS, bases, options.seed):
            spans = [Span(*span) for span in case.spans]
            for span, carried in zip(case.spans, carry(case.old, case.new, spans), strict=True):
                score.add(case, span, carried)
            if options.peers:
                fates = [truth(case, *span) for span in case.spans]
                for name, peer in PEERS.items():
                    for fate, place in zip(
                        fates, peer(case.old, case.new, case.spans), strict=True
                    ):
                        peers[name][judged(*fate, place)] += 1
        print(f"\n{level.name}: {options.trials * SPANS} spans")
        print("\n".join(score.lines()))
        if options.show:
            print("\n".join(f"    {line}" for line in score.bad[: options.show]))
        for name, counts in peers.items():
            if total := counts.total():
                told = " / ".join(
                    f"{100 * counts[key] / total:.1f}" for key in ("right", "wrong", "lost")
                )
                print(f"  {name:18} right / wrong / lost, %: {told}")


def spent(work, *arguments) -> float:
    begun = time.process_time()
    work(*arguments)
    return time.process_time() - begun


def find_each(new: str, words: list[str]) -> None:
    for word in words:
        new.find(word)


SIZES = [(5_000, 10), (5_000, 100), (50_000, 10), (50_000, 100), (50_000, 1_000), (500_000, 1_000)]
SLOW = {"difflib": 50_000, "diff-match-patch": 50_000}  # above this size they are left out


def report_time(options: argparse.Namespace, bases: list[str]) -> None:
    print("\nTime per annotation, as a multiple of str.find of its words; ours in ms for all, too")
    for level in LEVELS:
        for size, count in SIZES:
            (case,) = trials(level, 1, size, count, bases, options.seed)
            words = [case.old[start:end] for start, end in case.spans]
            ratios: dict[str, list[float]] = {name: [] for name in PEERS}
            mine = []
            for number in range(options.rounds):
                base = min(spent(find_each, case.new, words) for _ in range(3))
                for name, peer in PEERS.items():
                    if (number and name in SLOW) or (name != "ours" and not options.peers):
                        continue
                    if size > SLOW.get(name, size):
                        continue
                    took = spent(peer, case.old, case.new, case.spans)
                    ratios[name].append(took / base)
                    if name == "ours":
                        mine.append(took)
            told = ", ".join(
                f"{name} {statistics.median(values):,.1f}"
                for name, values in ratios.items()
                if values
            )
            print(
                f"  {level.name} {size} × {count}: {1000 * statistics.median(mine):.1f} ms; {told}"
            )


def report_revisions(path: Path, seed: int) -> None:
    counts: dict[str, Counter[str]] = {}
    for number, line in enumerate(path.open()):
        pair = json.loads(line)
        rng = Random(f"{seed} {number}")
        old, new = (
            "\n".join(" ".join(line) for line in cut(pair[side])) for side in ("old", "new")
        )
        tally = counts.setdefault(pair["edit"], Counter())
        sentences = [text for line in cut(pair["old"]) for text in line if len(text) >= 40]
        for text in rng.sample(sentences, min(40, len(sentences))):
            start = old.find(text)
            (carried,) = carry(old, new, [Span(start, start + len(text))])
            tally["sentences"] += 1
            tally[carried.state] += 1
            if old.count(text) == new.count(text) == 1:
                tally["sole"] += 1
                tally["sole, intact there"] += carried.start == new.find(text)
    print("\nSentences of real revisions, by how much was edited")
    for edit, tally in counts.items():
        print(f"  {edit}: {dict(tally)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--trials", type=int, default=40, help="texts of 5,000 characters a level")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--revisions", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="so many wrong ones")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--only", choices=("correctness", "time"))
    options = parser.parse_args()
    bases = texts(options.data)
    if options.only != "time":
        report_correctness(options, bases)
        if options.revisions:
            report_revisions(options.revisions, options.seed)
    if options.only != "correctness":
        report_time(options, bases)


if __name__ == "__main__":
    main()
