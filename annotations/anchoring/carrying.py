"""Following spans from one text to the next. Position alone is never believed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from annotations.anchoring.aligning import align, sentences
from annotations.anchoring.comparing import compare
from annotations.anchoring.finding import context, occurrences, search
from annotations.anchoring.spans import LOST, Carried, Quote, Span
from annotations.anchoring.typography import SPACES
from annotations.anchoring.weighing import content, has_words, ink
from annotations.anchoring.words import Piece, Run
from annotations.choices import State
from articles.text import tidy_span

ENOUGH = 1 / 3  # of a span's words must still stand, or what is left is no place for it
PLENTY = 2 / 3  # with less, the span's own words elsewhere are the better place
ELBOW_ROOM = 40  # code points that may be put into even the shortest span

INTACT = State.INTACT.value


def carry(old: str, new: str, spans: Sequence[Span]) -> list[Carried]:
    """Where each span of `old` stands in `new`, in the same order, judged against old's words.

    A place is taken only where the difference of the two texts proves it, or where the very
    words are found without doubt; everything else is lost. Offsets are code points, half-open.
    Raises ValueError for a span that is empty or out of range.
    """
    for span in spans:
        if not 0 <= span.start < span.end <= len(old):
            raise ValueError(f"No such span in a text of {len(old)}: {span.start} to {span.end}.")
    if old == new:
        return [Carried(span.start, span.end, INTACT, "") for span in spans]
    carrier = _Carrier(old, new)
    return [carrier.carry(span) for span in spans]


def recall(old: str, new: str, quotes: Sequence[Quote]) -> list[Span | None]:
    """Where words that were lost came back from `old` to `new`; None where they did not.

    Like `find`, but only among what is new: a twin that stood in the old text all along is not
    the words' return. Where there are several in the new text, the context has to agree.
    """
    carrier = None if old == new else _Carrier(old, new)
    return [carrier and carrier.recall(quote) for quote in quotes]


class _Carrier:
    """The difference of two texts, asked span by span."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.runs, self.old_twins, self.new_twins = align(old, new)
        self.starts = [run.old_start for run in self.runs]
        self.placed = sorted(self.runs, key=lambda run: run.new_start)
        self.new_starts = [run.new_start for run in self.placed]

    def carry(self, span: Span) -> Carried:
        if (start := self._whole(span)) is not None:
            return Carried(start, start + span.end - span.start, INTACT, "")
        pieces = self._pieces(span)
        words = self.old[span.start : span.end]
        place, share = self._place(span, words, pieces)
        if share < PLENTY:
            place = self._found(span, words) or (place if share >= ENOUGH else None)
        if place is None:
            return LOST
        now = self.new[place.start : place.end]
        state, reason = compare(words, now)
        if reason and words != (inner := words.strip(SPACES)):
            state, reason = compare(inner, now)  # white space at the ends says nothing
        return Carried(place.start, place.end, state, reason)

    def recall(self, quote: Quote) -> Span | None:
        return search(
            self.new,
            quote.exact,
            quote.prefix,
            quote.suffix,
            allowed=lambda place: self._is_free(place, Span(0, 0)),
            context_needed=occurrences(self.new, quote.exact) > 1,
        )

    def _whole(self, span: Span) -> int | None:
        """Where the span begins if it stands letter for letter, with plain borders."""
        run = self.runs[bisect_right(self.starts, span.start) - 1] if self.runs else None
        if (
            run is None
            or not run.exact
            or not run.old_start <= span.start < span.end <= run.old_end
        ):
            return None
        new, start = self.new, span.start - run.old_start + run.new_start
        end = start + span.end - span.start
        if new[start].isspace() or new[end - 1].isspace():
            return None
        # Between two ASCII characters there is always a border of grapheme clusters.
        borders = new[max(0, start - 1) : start + 1] + new[end - 1 : end + 1]
        return start if borders.isascii() else None

    def _pieces(self, span: Span) -> list[Run]:
        """What survives of the span; a run that is not exact comes whole."""
        index = max(0, bisect_right(self.starts, span.start) - 1)
        pieces = []
        for run in self.runs[index : bisect_left(self.starts, span.end)]:
            if run.old_end <= span.start:
                continue
            if run.exact:
                cut = max(0, span.start - run.old_start)
                rest = max(0, run.old_end - span.end)
                run = Run(
                    run.old_start + cut,
                    run.old_end - rest,
                    run.new_start + cut,
                    run.new_end - rest,
                    True,
                )
            if not self.new[run.new_start : run.new_end].isspace():
                pieces.append(run)
        return pieces

    def _place(self, span: Span, words: str, pieces: list[Run]) -> tuple[Span | None, float]:
        """Where the surviving words are, and which share of the span's words they are."""
        if not pieces:
            return None, 0
        weigh, whole = content, content(words)
        if not whole:
            weigh, whole = ink, ink(words)
        held, group = max(
            (sum(weigh(self.old[run.old_start : run.old_end]) for run in group), group)
            for group in _groups(pieces, max(len(words), ELBOW_ROOM))
        )
        start, end = self._start(span, group), self._end(span, group)
        return Span(*tidy_span(self.new, start, end)), held / whole

    def _start(self, span: Span, group: list[Run]) -> int:
        """Where the group begins, or the words before it that replaced the span's first ones."""
        first = min(group)
        if first is not group[0]:
            return group[0].new_start  # sentences changed places: the hull will do
        index = bisect_right(self.starts, first.old_start) - 1
        rank = bisect_right(self.new_starts, first.new_start) - 1
        before = self.runs[index - 1] if index else Run(0, 0, 0, 0, True)
        beside = self.placed[rank - 1] if rank else Run(0, 0, 0, 0, True)
        outside = self.old[before.old_end : span.start]
        if before != beside or outside.strip(SPACES):
            return first.new_start
        gone = self.old[max(before.old_end, span.start) : first.old_start]
        come = sentences(self.new[before.new_end : first.new_start])[-1]
        return first.new_start - len(come) * _replaced(gone, come)

    def _end(self, span: Span, group: list[Run]) -> int:
        """Where the group ends, or the words after it that replaced the span's last ones."""
        last = max(group)
        if last is not group[-1]:
            return group[-1].new_end
        index = bisect_right(self.starts, last.old_start)
        rank = bisect_right(self.new_starts, last.new_start)
        edge = Run(len(self.old), len(self.old), len(self.new), len(self.new), True)
        after = self.runs[index] if index < len(self.runs) else edge
        beside = self.placed[rank] if rank < len(self.placed) else edge
        outside = self.old[span.end : after.old_start]
        if after != beside or outside.strip(SPACES):
            return last.new_end
        gone = self.old[last.old_end : min(after.old_start, span.end)]
        come = sentences(self.new[last.new_end : after.new_start])[0]
        return last.new_end + len(come) * _replaced(gone, come)

    def _found(self, span: Span, words: str) -> Span | None:
        """The very words in text that is new, or that nothing else of the old text went to.

        Where the old text had twins of them, the place must belong to this one and no other.
        """
        if _touches(self.old_twins, span) or self._was_replaced(span):
            return None
        twins = occurrences(self.old, words) > 1
        place = search(
            self.new,
            words,
            *context(self.old, span.start, span.end),
            allowed=lambda place: self._is_free(place, span),
            context_needed=twins,
        )
        if place is None or not twins:
            return place
        sides = context(self.new, place.start, place.end)
        return place if search(self.old, words, *sides, context_needed=True) == span else None

    def _was_replaced(self, span: Span) -> bool:
        """Whether other words came between what stood before and behind the span, and still does.

        Then its own words elsewhere are somebody's copy.
        """
        index = bisect_left(self.starts, span.end)
        if not 0 < index < len(self.runs):
            return False
        before, after = self.runs[index - 1], self.runs[index]
        if before.old_end > span.start:
            return False
        come = self.new[before.new_end : after.new_start]
        return len(come) <= 2 * (after.old_start - before.old_end) and has_words(come)

    def _is_free(self, place: Span, span: Span) -> bool:
        """Whether a place is mostly new text: no other words of the old one stand there.

        Nor is it one of several that an old sentence may have become.
        """
        if _touches(self.new_twins, place):
            return False
        foreign = 0
        index = max(0, bisect_right(self.new_starts, place.start) - 1)
        for run in self.placed[index : bisect_left(self.new_starts, place.end)]:
            start, end = max(run.new_start, place.start), min(run.new_end, place.end)
            if start >= end:
                continue
            own_start, own_end = run.old_start, run.old_end
            if run.exact:
                own_start, own_end = (
                    border - run.new_start + run.old_start for border in (start, end)
                )
            own = max(0, min(own_end, span.end) - max(own_start, span.start))
            foreign += max(0, end - start - own)
        return 2 * foreign < place.end - place.start


def _touches(pieces: list[Piece], span: Span) -> bool:
    """Whether one of the pieces, which are in order, overlaps the span."""
    index = bisect_left(pieces, (span.end,))
    return index > 0 and pieces[index - 1].end > span.start


def _groups(pieces: list[Run], room: int) -> list[list[Run]]:
    """The pieces in the order of the new text, parted where more than `room` lies between."""
    pieces = sorted(pieces, key=lambda run: run.new_start)
    groups = [[pieces[0]]]
    for before, piece in pairwise(pieces):
        if piece.new_start - before.new_end > room:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _replaced(gone: str, come: str) -> bool:
    """Whether the new words can have replaced the old ones: some for some, not many more."""
    gone_words, come_words = gone.split(), come.split()
    return 0 < len(come_words) <= 2 * len(gone_words) + 1 and bool(gone_words)
