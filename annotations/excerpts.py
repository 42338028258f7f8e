"""The words of an annotation in the sentence they stand in. Pure; code points, half-open."""

import re
from typing import NamedTuple

ROOM = 240  # code points of context on each side at most

# A sentence ends at one of these, any closing marks after it included. Good enough for context:
# an abbreviation only makes the excerpt shorter.
SENTENCE_END = re.compile(r"[.!?…؟。]['\"’”»)\]]*\s+")
ENDS_SENTENCE = re.compile(r"[.!?…؟。]['\"’”»)\]]*$")


class Excerpt(NamedTuple):
    before: str
    words: str
    after: str


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """``text[start:end]`` with the rest of the sentences it begins and ends in, cut at ``ROOM``."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[line_start:start]
    after = text[end : len(text) if line_end < 0 else line_end]
    return Excerpt(_tail(before), text[start:end], _head(after, text[start:end]))


def _tail(before: str) -> str:
    ends = [match.end() for match in SENTENCE_END.finditer(before)]
    if ends:
        before = before[ends[-1] :]
    if len(before) > ROOM:
        return "… " + before[-ROOM:].partition(" ")[2]
    return before


def _head(after: str, words: str) -> str:
    if ENDS_SENTENCE.search(words) and not after.lstrip()[:1].islower():
        return ""
    match = SENTENCE_END.search(after)
    if match:
        after = after[: match.end()].rstrip(" ")
    if len(after) > ROOM:
        return after[:ROOM].rpartition(" ")[0] + " …"
    return after
