"""Text to edit: invented words that follow each other as real ones do, or somebody's sentences."""

import re
from random import Random

_SYLLABLES = "ba be bo ca ce co da den dor el fa fer gan ger hal hem il in ka ken la len lin lo ma men mi mor na nel no or pa per ra ren ri ro sa sel sen si ta ten ter ti tor va ven vi wa wen".split()  # noqa: SIM905 -- read as prose
_SMALL = "the of and to a in for on that with was by at is from as it be has its not said will are were their which".split()  # noqa: SIM905 -- read as prose


class Stock:
    """Words by the thousand, the common ones often, as in real text."""

    def __init__(self, rng: Random, size: int = 3000) -> None:
        self.rng = rng
        self.words = sorted(
            {"".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(size)}
        )
        rng.shuffle(self.words)
        self.weights = [1 / (rank + 8) for rank in range(len(self.words))]

    def word(self) -> str:
        return self.rng.choices(self.words, self.weights)[0]

    def sentence(self) -> str:
        rng = self.rng
        words = []
        for _ in range(rng.randrange(7, 24)):
            drawn = rng.random()
            if drawn < 0.40:
                words.append(rng.choice(_SMALL))
            elif drawn < 0.44:
                words.append(
                    rng.choice((f"{rng.randrange(2, 9000):,}", f"{rng.random() * 90:.1f}%"))
                )
            elif drawn < 0.49:
                words.append(self.word().capitalize())
            else:
                words.append(self.word())
        if rng.random() < 0.15:
            first = rng.randrange(len(words) - 3)
            last = rng.randrange(first + 1, len(words))
            words[first], words[last] = "“" + words[first], words[last] + "”"
        for at in range(4, len(words) - 2):
            if rng.random() < 0.06:
                words[at] += ","
        line = " ".join(words) + "."
        return line[:1].upper() + line[1:]

    def paragraphs(self, length: int) -> list[list[str]]:
        found: list[list[str]] = []
        written = 0
        while written < length:
            found.append([self.sentence() for _ in range(self.rng.randrange(1, 7))])
            written += sum(map(len, found[-1])) + len(found[-1])
        return found


def cut(text: str) -> list[list[str]]:
    """Paragraphs and sentences of somebody's text."""
    lines = dict.fromkeys(line.strip() for line in text.split("\n") if line.strip())
    return [[s for s in re.split(r"(?<=[.!?…”\"]) (?=[“\"A-Z0-9])", line) if s] for line in lines]
