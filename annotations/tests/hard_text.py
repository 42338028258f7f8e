"""Invented text for the anchoring tests, and pieces that are hard on offsets."""

from random import Random

PIECES = [
    "a",
    "b ",
    "word ",
    "Word ",
    "The mill closed. ",
    "Nobody agreed. ",
    "“",
    '"',
    "’",
    "…",
    "...",
    "–",
    "-",
    "−5",
    "4.1% ",
    "\n",
    "\n\n",
    "\u00a0",
    "\u2028",
    "👩‍👩‍👧",
    "🇪🇺",
    "e\u0301",
    "\u0301",
    "\u200d",
    "\u00ad",
    "\u202e",
    "אב ",
    "漢字",
    "ﬁ",
    "fi",
]

WORDS = (  # noqa: SIM905 -- read and edited as prose
    "mill river council road school market bridge farmer nurse harbour winter orchard village train "
    "garden window teacher baker forest signal engine letter museum county station ferry library "
    "closed opened crossed painted rented counted carried repaired visited measured promised found "
    "quiet narrow early broken public yellow heavy local distant careful empty sudden ancient steep"
).split()


def sentence(rng: Random) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randrange(6, 16))]
    if rng.random() < 0.4:
        words.insert(rng.randrange(len(words)), f"{rng.randrange(2, 900)}")
    for _ in range(3):
        words.insert(rng.randrange(len(words)), rng.choice(["the", "of", "a", "in", "and", "was"]))
    return " ".join(words).capitalize() + "."


def article(rng: Random, length: int) -> str:
    """Paragraphs of two to six sentences, at least `length` code points."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < length:
        paragraphs.append(" ".join(sentence(rng) for _ in range(rng.randrange(2, 7))))
    return "\n".join(paragraphs)
