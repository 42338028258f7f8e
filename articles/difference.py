"""What an edit did to a text, for people to look at: which words went and which came."""

from dataclasses import dataclass

import regex
from rapidfuzz.distance import LCSseq

# A number with its separators, a word with its apostrophes, a stretch of space, or one sign (an
# emoji with all that belongs to it).
_TOKEN = regex.compile(r"\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|\s+|\X")
_TELLS = regex.compile(r"[\p{L}\p{N}]")

# Old tokens × new tokens that are still compared: about 25 MB and 20 ms.
MOST_CELLS = 200_000_000

SAME, GONE, COME = "same", "gone", "come"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words that stayed ("same"), went ("gone") or is new ("come")."""

    op: str
    text: str


def words(before: str, after: str) -> list[Part]:
    """The two texts in parts, word by word; what went comes before what took its place.

    The same and gone parts joined are ``before``, the same and come ones ``after``. Two edits
    with nothing but space or signs between them are one. Texts too long to compare in bounded
    time differ as a whole.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
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
