"""Changes of typography alone: any alarm about them is a false one."""

from random import Random

import regex

from bench.meaning.mutations import Mutate


def each(pattern: str, choices: str | list[str]) -> Mutate:
    """A restyling of every occurrence, each in one of the ways given."""
    compiled = regex.compile(pattern)
    return lambda rng, text: compiled.sub(lambda _: rng.choice(choices), text)


DOUBLE, SINGLE, SPACE = '["“”„«»]', "['’‘]", r"(?<=\S) (?=\S)"
RESTYLINGS: dict[str, Mutate] = {
    "double quotes": each(DOUBLE, '"“”„‟«»'),
    "apostrophes, single quotes": each(SINGLE, "'’‘ʼ"),
    "double as single": each(rf"(?<!\d){DOUBLE}", "‘’'‹›‚"),
    "closing double as single": each(rf"(?<=[“„].*){DOUBLE}", "’'"),
    "ellipsis": each(r"\.\.\.|…", ["…", "...", ". . .", ".\u00a0.\u00a0."]),
    "hyphen between letters": each(r"(?<=\p{L})[-‑–](?=\p{L})", "-‐‑–"),
    "hyphen to non-breaking": each(r"(?<=\w)-(?=\w)", "‑"),
    "dash between words": each(r"(?<=\p{L} )[-–—](?= \p{L})|(?<=\p{L})—(?=\p{L})", "-–—"),
    "dash at marks": each(r"(?<=[\p{L}”\"')?.,] ?)[–—](?= ?[\p{L}“\"'(])", "-–—"),
    "kind of space": each(SPACE, "\u00a0\u2009\u202f\u2003"),
    "double space": each(SPACE, ["  ", " ", " \u00a0"]),
    "line break": each(SPACE, ["\n", " ", " \n", "\r\n"]),
    "ligatures": lambda _, text: (
        text.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    ),
}


def all_mixed(rng: Random, text: str) -> str:
    for restyle in rng.sample(list(RESTYLINGS.values()), 5):
        text = restyle(rng, text)
    return text
