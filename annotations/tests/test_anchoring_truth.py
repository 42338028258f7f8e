"""Seeded edits with known truth: what is said to be intact is, and what still stands is found.

The generator and the counts are the bench's; `python -m bench.anchoring` prints them at length.
"""

import pytest

from annotations.anchoring import Carried, Span, carry
from bench.anchoring import Score, trials
from bench.edits import LEVELS

# Least shares in per cent: found where the words still stand, changed where they were rewritten in
# part, lost where they were deleted. Then, in a thousand said to be intact, the most on other words:
# none, but where half of a text was rewritten and copies of old sentences were strewn over it.
WANTED = {"light": (99.9, 99, 99.5, 0), "revised": (98, 95, 99.5, 0), "heavy": (94, 90, 99, 8)}


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
def test_of_thousands_of_spans(level):
    score = Score()
    for case in trials(level, 40, 5000, 100, [], seed=3):
        spans = [Span(*span) for span in case.spans]
        for span, carried in zip(case.spans, carry(case.old, case.new, spans), strict=True):
            score.add(case, span, carried)
    found, changed, lost, wrong = WANTED[level.name]
    assert score.share("standing: intact", "standing") >= found
    assert score.share("rewritten: changed", "rewritten") >= changed
    assert score.share("rewritten: changed elsewhere", "rewritten") <= 1
    assert score.share("deleted: lost", "deleted") >= lost
    for size in ("long", "short"):
        mistaken = score.counts[f"{size} intact, wrong"]
        assert 1000 * mistaken <= wrong * score.counts[f"{size} intact"], score.bad


LOST = Carried(None, None, "lost", "")
WORDS = "The ferry will run on Sundays from May."
REWORDED = "The ferry will not run on Sundays before June."


def text(*sentences):
    return " ".join(sentences)


def carried(old, new, which=0):
    """What became of the words, where they stand for the first or second time."""
    start = old.index(WORDS, old.index(WORDS) + which)
    (item,) = carry(old, new, [Span(start, start + len(WORDS))])
    return item


A, B, C, D, E = (
    "Ada Moran bought the old mill.",
    "Nobody had lived there for years.",
    "Rain is expected by the evening.",
    "The council meets again on Friday.",
    "Two bridges stay closed for repairs.",
)


def test_a_copy_elsewhere_does_not_take_the_place_of_the_sentence_that_was_rewritten():
    old = text(A, WORDS, B, C, D, E)
    new = text(A, REWORDED, B, C, WORDS, D, E)
    item = carried(old, new)
    assert (new[item.start : item.end], item.state) == (REWORDED, "changed")


def test_a_sentence_that_moved_is_followed_though_another_came_in_its_place():
    old = text(A, WORDS, B, C, D, E)
    new = text(A, "Schools open late this week.", B, C, WORDS, D, E)
    assert carried(old, new) == Carried(new.index(WORDS), new.index(WORDS) + 39, "intact", "")


def test_twins_that_changed_places_with_their_neighbours_keep_their_own():
    old = text(A, WORDS, B, C, D, WORDS, E)
    new = text(D, WORDS, E, A, WORDS, B, C)
    first, second = new.index(WORDS), new.rindex(WORDS)
    assert carried(old, new).start == second
    assert carried(old, new, which=1).start == first


def test_of_twins_with_a_rewritten_one_the_other_keeps_its_place():
    old = text(A, WORDS, B, C, D, WORDS, E)
    new = text(A, REWORDED, B, C, D, WORDS, E)
    assert carried(old, new).state == "changed"
    assert carried(old, new, which=1).start == new.index(WORDS)


def test_of_two_in_a_row_nobody_can_tell_which_is_gone():
    old = text(A, WORDS, WORDS, B)
    assert carried(old, text(A, WORDS, B)) == LOST
    assert carried(old, text(A, WORDS, B), which=1) == LOST
