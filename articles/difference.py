"""What an edit did to a text, for people to look at: which words and lines went and which came."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from rapidfuzz.distance import LCSseq

# A number with its separators, a word with its apostrophes, a stretch of space, or one sign (an
# emoji with all that belongs to it).
_TOKEN = regex.compile(r"\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|\s+|\X")
_TELLS = regex.compile(r"[\p{L}\p{N}]")

# Old tokens × new tokens that are still compared: about 25 MB and 20 ms.
MOST_CELLS = 200_000_000

# Lines with fewer of their words in common are two lines, not one that was rewritten.
ALIKE = 0.4
# Old lines × new lines of one edit that are still paired off.
MOST_PAIRS = 10_000

SAME, GONE, COME = "same", "gone", "come"
CHANGED, LEFT, ARRIVED = "changed", "left", "arrived"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words that stayed ("same"), went ("gone") or is new ("come")."""

    op: str
    text: str


def tokens(text: str) -> list[str]:
    """What counts as one word: a word or number with its signs, a stretch of space, or one sign."""
    return _TOKEN.findall(text)


def words(before: str, after: str) -> list[Part]:
    """The two texts in parts, word by word; what went comes before what took its place.

    The same and gone parts joined are ``before``, the same and come ones ``after``. Two edits
    with nothing but space or signs between them are one. Texts too long to compare in bounded
    time differ as a whole.
    """
    old, new = tokens(before), tokens(after)
    if len(old) * len(new) > MOST_CELLS:
        opcodes = [("replace", 0, len(old), 0, len(new))]
    else:
        opcodes = [
            (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)
            for op in LCSseq.opcodes(old, new)
        ]
    parts: list[Part] = []
    gone = come = ""
    for index, (tag, i, i_end, j, j_end) in enumerate(opcodes):
        kept = "".join(old[i:i_end])
        between_edits = (gone or come) and index + 1 < len(opcodes)
        if tag == "equal" and not (between_edits and not _TELLS.search(kept)):
            parts += _edit(gone, come)
            parts.append(Part(SAME, kept))
            gone = come = ""
        else:
            gone += kept
            come += "".join(new[j:j_end])
    return parts + _edit(gone, come)


def _edit(gone: str, come: str) -> list[Part]:
    return [Part(op, text) for op, text in ((GONE, gone), (COME, come)) if text]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one text beside that of the other, by their numbers from 1.

    "same" and "changed" stand in both; "gone" only before, "come" only after. A line that moved
    has two rows: "left" where it stood before and "arrived" where it stands now, each with both
    numbers.
    """

    op: str
    before: int | None
    after: int | None
    parts: list[Part] = field(default_factory=list)


def lines(before: str, after: str) -> list[Row]:
    """The two texts side by side, line by line; changed lines word by word.

    The lines of all but "come" and "arrived" rows are ``before``, those of all but "gone" and
    "left" ones ``after``. Bounded like ``words``.
    """
    old, new = before.split("\n"), after.split("\n")
    opcodes = _line_opcodes(old, new)
    moved = _moved(old, new, opcodes)
    back = {j: i for i, j in moved.items()}
    rows: list[Row] = []
    for tag, i, i_end, j, j_end in opcodes:
        if tag == "equal":
            rows += [
                Row(SAME, i + n + 1, j + n + 1, [Part(SAME, old[i + n])]) for n in range(i_end - i)
            ]
            continue
        gone = [n for n in range(i, i_end) if n not in moved]
        come = [n for n in range(j, j_end) if n not in back]
        partners = pairs([old[n] for n in gone], [new[n] for n in come])
        changed = {gone[x]: come[y] for x, y in partners}
        rows += _gap(old, new, range(i, i_end), range(j, j_end), changed, moved, back)
    return rows


def _line_opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > MOST_CELLS:
        return [("replace", 0, len(old), 0, len(new))]
    gaps: list[tuple[str, int, int, int, int]] = []
    for op in LCSseq.opcodes(old, new):
        if op.tag != "equal" and gaps and gaps[-1][0] != "equal":
            _tag, i, _i_end, j, _j_end = gaps.pop()
            gaps.append(("replace", i, op.src_end, j, op.dest_end))
        else:
            gaps.append((op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end))
    return gaps


def _moved(old: list[str], new: list[str], opcodes) -> dict[int, int]:
    """The lines with words that stand elsewhere now, first to first where they are repeated."""
    arrived: dict[str, deque[int]] = defaultdict(deque)
    left: list[int] = []
    for tag, i, i_end, j, j_end in opcodes:
        if tag != "equal":
            left += range(i, i_end)
            for n in range(j, j_end):
                arrived[new[n]].append(n)
    return {
        n: arrived[old[n]].popleft() for n in left if _TELLS.search(old[n]) and arrived.get(old[n])
    }


def pairs(gone: list[str], come: list[str]) -> list[tuple[int, int]]:
    """Which lines were rewritten to which: in order, and as much alike in sum as can be."""
    if not gone or not come or len(gone) * len(come) > MOST_PAIRS:
        return []
    ours, theirs = ([_telling(line) for line in side] for side in (gone, come))
    alike = [[LCSseq.normalized_similarity(a, b, score_cutoff=ALIKE) for b in theirs] for a in ours]
    best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
    for x in reversed(range(len(gone))):
        for y in reversed(range(len(come))):
            together = alike[x][y] and alike[x][y] + best[x + 1][y + 1]
            best[x][y] = max(best[x + 1][y], best[x][y + 1], together)
    pairs = []
    x = y = 0
    while x < len(gone) and y < len(come):
        if alike[x][y] and best[x][y] == alike[x][y] + best[x + 1][y + 1]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs


def _telling(line: str) -> list[str]:
    return [token for token in tokens(line) if _TELLS.search(token)]


def _gap(old, new, ours: range, theirs: range, changed, moved, back) -> Iterator[Row]:
    """The rows between two stretches of equal lines: what went before what came."""
    j = theirs.start
    for i in ours:
        if i in changed:
            for n in range(j, changed[i]):
                yield _new_row(new, n, back)
            j = changed[i] + 1
            yield Row(CHANGED, i + 1, j, words(old[i], new[j - 1]))
        elif i in moved:
            yield Row(LEFT, i + 1, moved[i] + 1, [Part(SAME, old[i])])
        else:
            yield Row(GONE, i + 1, None, [Part(GONE, old[i])])
    for n in range(j, theirs.stop):
        yield _new_row(new, n, back)


def _new_row(new: list[str], n: int, back: dict[int, int]) -> Row:
    if n in back:
        return Row(ARRIVED, back[n] + 1, n + 1, [Part(SAME, new[n])])
    return Row(COME, None, n + 1, [Part(COME, new[n])])
