"""Other ways to carry spans from one text to the next, as peers to be measured beside ours.

Each takes (old, new, spans) and gives a list of places in the new text, None where it has none.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from difflib import SequenceMatcher

from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz

from annotations.anchoring import Span, carry

Place = tuple[int, int] | None
Peer = Callable[[str, str, list[tuple[int, int]]], list[Place]]

_TOKEN = re.compile(r"\w+|\W")
LIKENESS = 70  # of 100: what rapidfuzz finds below it is taken for gone


def ours(old: str, new: str, spans: list[tuple[int, int]]) -> list[Place]:
    carried = carry(old, new, [Span(*span) for span in spans])
    return [None if item.start is None else (item.start, item.end) for item in carried]


def exact_search(old: str, new: str, spans: list[tuple[int, int]]) -> list[Place]:
    """The occurrence of the words that is nearest to their old place."""
    return [_nearest(new, old[start:end], start) for start, end in spans]


def _nearest(text: str, words: str, wanted: int) -> Place:
    after, before = text.find(words, wanted), text.rfind(words, 0, wanted + len(words))
    found = [at for at in (after, before) if at >= 0]
    at = min(found, key=lambda at: abs(at - wanted), default=-1)
    return None if at < 0 else (at, at + len(words))


def difflib_words(old: str, new: str, spans: list[tuple[int, int]]) -> list[Place]:
    """The standard library's difference of words, both ends of a span mapped through it."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    ends_a, ends_b = _ends(a), _ends(b)
    runs = [
        (ends_a[block.a], ends_b[block.b], ends_a[block.a + block.size] - ends_a[block.a])
        for block in blocks
        if block.size
    ]
    return _mapped(runs, spans)


def _ends(tokens: list[str]) -> list[int]:
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return ends


def dmp_positions(old: str, new: str, spans: list[tuple[int, int]]) -> list[Place]:
    """diff-match-patch with its usual clean-up and time limit of a second."""
    differ = diff_match_patch()
    diffs = differ.diff_main(old, new)
    differ.diff_cleanupSemantic(diffs)
    runs, x, y = [], 0, 0
    for op, text in diffs:
        if op == differ.DIFF_EQUAL:
            runs.append((x, y, len(text)))
        x += len(text) * (op != differ.DIFF_INSERT)
        y += len(text) * (op != differ.DIFF_DELETE)
    return _mapped(runs, spans)


def _mapped(runs: list[tuple[int, int, int]], spans: list[tuple[int, int]]) -> list[Place]:
    """From the first to the last letter of each span that the runs (old, new, length) keep."""
    starts = [run[0] for run in runs]
    places: list[Place] = []
    for start, end in spans:
        first = max(0, bisect_right(starts, start) - 1)
        kept = []
        for x, y, length in runs[first : bisect_right(starts, end - 1)]:
            a, b = max(start, x), min(end, x + length)
            if a < b:
                kept += [a - x + y, b - x + y]
        places.append((kept[0], kept[-1]) if kept else None)
    return places


def rapidfuzz_partial(old: str, new: str, spans: list[tuple[int, int]]) -> list[Place]:
    """The stretch that is most like the words."""
    places: list[Place] = []
    for start, end in spans:
        found = fuzz.partial_ratio_alignment(old[start:end], new, score_cutoff=LIKENESS)
        places.append(None if found is None else (found.dest_start, found.dest_end))
    return places


PEERS: dict[str, Peer] = {
    "ours": ours,
    "exact search": exact_search,
    "difflib": difflib_words,
    "diff-match-patch": dmp_positions,
    "rapidfuzz partial": rapidfuzz_partial,
}
