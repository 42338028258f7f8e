"""How well the meaning alarm tells what an edit did to the words of an annotation.

    python -m bench.meaning [--seed N] [--pairs N] [--data FILE.jsonl] [--show N]

The sentences are our own and, with --data, those of any file of JSON lines with a field "text".
One in four spans is two sentences, one in four begins in the middle of one. Scales (million) count
as numbers, per cent and percentage points as units.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import regex

from annotations.anchoring import compare
from bench.meaning.mutations import MUTATIONS, Mutate
from bench.meaning.restylings import RESTYLINGS, all_mixed
from bench.meaning.stock import STOCK

MAIN = ("number", "unit", "negation", "name", "hedge")
Pair = tuple[str, str]


def spans(rng: Random, data: Path | None) -> list[str]:
    """What annotations might stand on: sentences, pairs of them, and ends of them."""
    texts = [json.loads(line)["text"] for line in data.open()] if data else []
    paragraphs = [part for text in texts for part in text.split("\n") if len(part) > 60]
    own = STOCK.splitlines()
    paragraphs += own * max(10, len(paragraphs) // (2 * len(own)))
    found = []
    for paragraph in paragraphs:
        sentences = regex.split(r"(?<=[\p{Ll}\d]{2}[.!?][”\"]?) (?=[\p{Lu}“\"])", paragraph)
        for index, sentence in enumerate(sentences):
            shape = rng.random()
            if shape < 0.25:
                sentence = " ".join(sentences[index : index + 2])
            elif shape < 0.5:
                sentence = " ".join(sentence.split(" ")[rng.randrange(1, 5) :])
            if len(sentence) > 20:
                found.append(sentence)
    return found


def pairs(rng: Random, mutate: Mutate, texts: list[str], most: int) -> Iterator[Pair]:
    """At most so many different pairs of before and after, from spans that give occasion."""
    seen = set()
    for text in rng.sample(texts, len(texts)) * 3:
        after = mutate(rng, text)
        if after is not None and after != text and (text, after) not in seen:
            seen.add((text, after))
            yield text, after
            if len(seen) == most:
                return


def show(lines: list[str], most: int) -> None:
    for line in lines[:most]:
        print("      " + line)


def mark(before: str, after: str) -> str:
    """Both from just before the first difference on."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return (
        f"{before[max(0, start - 40) : start + 50]!r} | {after[max(0, start - 5) : start + 50]!r}"
    )


def measure_mutations(args: argparse.Namespace, texts: list[str]) -> None:
    print(f"{'mutation':44}{'pairs':>7}{'flagged %':>11}{'right %':>9}  other reasons")
    totals: dict[str, list[int]] = {reason: [0, 0, 0] for reason in MUTATIONS}
    for reason, kinds in MUTATIONS.items():
        for kind, mutate in kinds.items():
            found, misses = Counter(), []
            for before, after in pairs(Random(args.seed), mutate, texts, args.pairs):
                state, said = compare(before, after)
                found[said if state == "changed" else "NOT FLAGGED"] += 1
                if said != reason:
                    misses.append(f"{said or state:16} {mark(before, after)}")
            report(f"{reason}: {kind}", reason, found)
            show(misses, args.show)
            for index, count in enumerate(counts(reason, found)):
                totals[reason][index] += count
    print()
    for reason, total in totals.items():
        row(f"all of {reason}", *total)
    row("the five of meaning", *(sum(totals[reason][i] for reason in MAIN) for i in range(3)))


def counts(reason: str, found: Counter[str]) -> tuple[int, int, int]:
    return found.total(), found.total() - found["NOT FLAGGED"], found[reason]


def report(name: str, reason: str, found: Counter[str]) -> None:
    others = ", ".join(f"{said} {n}" for said, n in found.most_common() if said != reason)
    row(name, *counts(reason, found), others)


def row(name: str, total: int, flagged: int, right: int, others: str = "") -> None:
    if total:
        shares = f"{100 * flagged / total:11.2f}{100 * right / total:9.2f}"
        print(f"{name:44}{total:7}{shares}  {others}")


def measure_restylings(args: argparse.Namespace, texts: list[str]) -> None:
    print(f"\n{'typography only':44}{'pairs':>7}{'alarms':>11}")
    for kind, restyle in {**RESTYLINGS, "all mixed": all_mixed}.items():
        total, alarms = 0, []
        for before, after in pairs(Random(args.seed), restyle, texts, args.pairs):
            total += 1
            verdicts = (compare(before, after), compare(after, before))
            if any(state != "intact" for state, _ in verdicts):
                alarms.append(f"{verdicts[0][1]:16} {mark(before, after)}")
        print(f"{kind:44}{total:7}{len(alarms):11}")
        show(alarms, args.show)


def measure_time(args: argparse.Namespace, texts: list[str]) -> None:
    """Time per call on spans of about 100 code points: one word more, and curly quotes."""
    rng = Random(args.seed)
    line = " ".join(texts[:2000])
    usual = [line[start : start + 100] for start in range(0, len(line), 100)]
    for name, mutate in (
        ("reworded", MUTATIONS["wording"]["adjective added"]),
        ("restyled", all_mixed),
    ):
        made = list(pairs(rng, mutate, usual, 1000))
        rounds = []
        for _ in range(5):
            start = time.process_time()
            for before, after in made:
                compare(before, after)
            rounds.append((time.process_time() - start) / len(made))
        print(f"{name}, 100 code points: {statistics.median(rounds) * 1e6:.0f} µs per call")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=300, help="at most, of each kind")
    parser.add_argument("--data", type=Path, help='JSON lines with a field "text"')
    parser.add_argument("--show", type=int, default=0, help="so many misses of each kind")
    args = parser.parse_args()
    texts = spans(Random(args.seed), args.data)
    measure_mutations(args, texts)
    measure_restylings(args, texts)
    print()
    measure_time(args, texts)


if __name__ == "__main__":
    main()
