"""Spans of a text that is edited: found where their words still stand, never on others."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotations.anchoring import Carried, Quote, Span, carry, compare, context, recall
from annotations.anchoring.typography import SPACES, same
from annotations.tests.hard_text import PIECES, article, sentence
from articles.text import tidy_span

OLD = (
    "Unemployment fell to 4.1% in October. The minister said nothing.\n"
    "“We can’t wait,” said Ilse Vandorp. Rents rose again.\n"
    "The old mill by the river closed in March. It had stood there for 200 years."
)
LOST = Carried(None, None, "lost", "")


def after(words, new, old=OLD):
    """(state, reason, the words now) of the span that holds `words` in the old text."""
    start = old.index(words)
    (carried,) = carry(old, new, [Span(start, start + len(words))])
    if carried.start is None:
        assert carried == LOST
        return "lost", "", None
    return carried.state, carried.reason, new[carried.start : carried.end]


def edited(old_words, new_words):
    assert OLD.count(old_words) == 1
    return OLD.replace(old_words, new_words)


UNTOUCHED = [
    ("words before", "The minister said", edited("fell to", "sank sharply to")),
    ("words after", "Unemployment fell", edited("in October", "last month")),
    ("a new paragraph", "Rents rose again.", "A new first line.\n" + OLD),
    ("typing at its start", "The minister", edited("The minister", "Then, alas, The minister")),
    ("typing at its end", "said nothing", edited("said nothing", "said nothing at all")),
    ("a paragraph split", "Rents rose again.", edited("Vandorp. Rents", "Vandorp.\nRents")),
    ("a split inside", "nothing.\n“We can’t", edited("nothing.\n“We", "nothing. “We")),
    ("a paragraph moved", "Ilse Vandorp", "\n".join(OLD.split("\n")[::-1])),
    ("a sentence moved", "The minister said nothing.", OLD[38:] + "\n" + OLD[:37]),
    ("straight quotes", "“We can’t wait,” said", edited("“We can’t wait,”", '"We can\'t wait,"')),
    ("a hard space", "to 4.1% in", edited("to 4.1%", "to\u00a04.1%")),
]


@pytest.mark.parametrize(
    ("words", "new"), [case[1:] for case in UNTOUCHED], ids=[case[0] for case in UNTOUCHED]
)
def test_untouched_words_are_intact(words, new):
    state, reason, now = after(words, new)
    assert (state, reason) == ("intact", "")
    assert same(words, now)


def test_white_space_at_the_ends_of_a_span_says_nothing():
    start = OLD.index(" The minister said ")
    (carried,) = carry(OLD, OLD.replace("nothing", "little"), [Span(start, start + 19)])
    assert carried == Carried(start + 1, start + 18, "intact", "")


CHANGED = [
    ("Unemployment fell to 4.1% in October", ("4.1%", "9.1%"), "number", None),
    ("fell to 4.1%", ("4.1%", "9.1%"), "number", "fell to 9.1%"),
    ("4.1% in October", ("4.1%", "9.1%"), "number", "9.1% in October"),
    ("4.1%", ("4.1%", "9.1%"), "number", "9.1%"),
    ("The minister said nothing", ("nothing", "everything"), "negation", None),
    ("said Ilse Vandorp", ("Vandorp", "Merrin"), "name", "said Ilse Merrin"),
    ("The old mill by the river closed", ("river closed", "river has closed"), "wording", None),
    ("The old mill by the river closed", ("old mill", "mill"), "wording", None),
    ("200 years", ("200 years", "200 months"), "unit", "200 months"),
    ("Rents rose again.", ("again.", "again, she said."), "wording", "Rents rose again, she said."),
    ("The minister said", ("The minister", "Minister"), "wording", "Minister said"),
    ("Unemployment fell", ("fell to", "fell (slightly) to"), "intact", "Unemployment fell"),
]


@pytest.mark.parametrize(("words", "edit", "reason", "now"), CHANGED)
def test_changed_words_are_kept_and_flagged(words, edit, reason, now):
    new = edited(*edit)
    expected = ("intact", "") if reason == "intact" else ("changed", reason)
    found = after(words, new)
    assert found[:2] == expected
    assert found[2] == (now or words.replace(*edit))


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("The minister said nothing.", edited(" The minister said nothing.", "")),
        ("minister", edited("The minister said nothing.", "A dog barked at the moon.")),
        ("Rents rose again.", edited("Rents rose again.", "The rest of it is history.")),
        ("The old mill by the river", edited("The old mill by the river closed in March.", "The ")),
        ("Ilse Vandorp", OLD.split("\n")[0]),
        ("Ilse Vandorp", ""),
        ("Ilse Vandorp", "漢字" * 40),
    ],
)
def test_deleted_words_are_lost(words, new):
    assert after(words, new)[0] == "lost"


def test_the_deleted_twin_does_not_take_the_place_of_the_other():
    old = "First. Taxes will not rise this year. Middle.\nTaxes will not rise this year. Last."
    span = Span(7, 37)
    assert old[7:37] == "Taxes will not rise this year."
    assert carry(old, old[:7] + old[38:], [span]) == [LOST]
    (kept,) = carry(old, old[:46] + "Last.", [span])
    assert kept == Carried(7, 37, "intact", "")


def quote(text, start, end):
    return Quote(text[start:end], *context(text, start, end))


def test_words_that_come_back_are_recalled():
    start, end = OLD.index("The minister"), OLD.index("\n")
    without = edited(" The minister said nothing.", "")
    wanted = quote(OLD, start, end)
    assert recall(without, OLD, [wanted]) == [Span(start, end)]
    assert recall(without, OLD + "\nMore.", [wanted, Quote("nowhere to be seen")]) == [
        Span(start, end),
        None,
    ]
    assert recall(OLD, without, [wanted]) == [None]
    assert recall(without, "", [wanted]) == [None]


def test_a_twin_that_stood_there_all_along_is_not_the_return_of_lost_words():
    words = "Taxes will not rise this year."
    both = f"First. {words} Middle.\n{words} Last."
    one = f"First. Middle.\n{words} Last."
    first = Span(7, 7 + len(words))
    wanted = quote(both, first.start, first.end)
    assert recall(both, one, [wanted]) == [None]
    assert recall(one, f"New. {one}", [wanted]) == [None]
    assert recall(one, one, [wanted]) == [None]
    assert recall(one, both, [wanted]) == [first]  # it came back, beside its twin


def test_moved_twins_are_told_apart_by_their_context():
    first, second = "The vote was close. Ada wept.", "The vote was close. Bo sang."
    old = f"{first}\n{second}\nOther words stand here."
    new = f"Other words stand here.\n{second}\n{first}"
    starts = [old.index(first), old.index(second)]
    spans = [Span(start, start + len("The vote was close.")) for start in starts]
    for span, home, carried in zip(spans, (first, second), carry(old, new, spans), strict=True):
        assert carried in (LOST, Carried(new.index(home), new.index(home) + 19, "intact", ""))
        assert span.start >= 0


def test_a_sentence_put_inside_is_part_of_it_but_a_whole_new_section_is_not():
    words = "The minister said nothing.\n“We can’t wait,” said Ilse Vandorp."
    small = edited("nothing.\n“We", "nothing. She left.\n“We")
    assert after(words, small) == ("changed", "wording", words.replace(".\n", ". She left.\n"))
    large = edited("nothing.\n“We", "nothing.\n" + "Quite another story. " * 50 + "\n“We")
    assert after(words, large)[2] in words


def test_several_spans_keep_their_order():
    words = ["Rents rose again.", "Unemployment", "minister", "200 years"]
    spans = [Span(OLD.index(w), OLD.index(w) + len(w)) for w in words]
    new = edited("The minister said nothing. ".strip(), "Silence.")
    assert [item.state for item in carry(OLD, new, spans)] == ["intact", "intact", "lost", "intact"]
    assert carry(OLD, new, []) == []


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(5, 3), Span(0, len(OLD) + 1)])
@pytest.mark.parametrize("new", [OLD, "other"])
def test_a_span_out_of_range_is_an_error(span, new):
    with pytest.raises(ValueError, match="No such span"):
        carry(OLD, new, [span])


def test_a_character_made_of_several_is_never_cut():
    old, new = "She sent 👩‍👩‍👧 to all of us.", "She sent 👩‍👩‍👧‍👦 to all of us."
    (carried,) = carry(old, new, [Span(4, 14)])
    assert new[carried.start : carried.end] == "sent 👩‍👩‍👧‍👦"
    assert carried.state == "changed"


steady = settings(derandomize=True, deadline=None, max_examples=400)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


@st.composite
def edits(draw):
    """A text, the same with some stretches replaced or moved, and spans of the first."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
    new = list(pieces)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(new)))
        stop = draw(st.integers(at, min(len(new), at + 4)))
        taken = new[at:stop]
        new[at:stop] = draw(st.lists(st.sampled_from(PIECES), max_size=3))
        if draw(st.booleans()):
            there = draw(st.integers(0, len(new)))
            new[there:there] = taken
    old = "".join(pieces)
    spans = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(old) - 1))
        end = draw(st.integers(start + 1, len(old)))
        if not old[start:end].isspace():
            spans.append(Span(*tidy_span(old, start, end)))
    return old, "".join(new), spans


@steady
@given(edits())
def test_every_span_is_accounted_for(case):
    old, new, spans = case
    result = carry(old, new, spans)
    assert len(result) == len(spans)
    for span, carried in zip(spans, result, strict=True):
        if carried.state == "lost":
            assert carried == LOST
            continue
        assert 0 <= carried.start < carried.end <= len(new)
        assert tidy_span(new, carried.start, carried.end) == (carried.start, carried.end)
        words, now = old[span.start : span.end], new[carried.start : carried.end]
        judged = compare(words, now), compare(words.strip(SPACES), now)
        assert (carried.state, carried.reason) in judged
        assert (carried.state == "intact") == same(words, now)


@steady
@given(texts, texts)
def test_the_same_question_has_the_same_answer(old, new):
    assume(not old.isspace())
    spans = [Span(*tidy_span(old, 0, len(old)))]
    assert carry(old, new, spans) == carry(old, new, spans)
    assert carry(old, old, spans) == [Carried(spans[0].start, spans[0].end, "intact", "")]


@steady
@given(edits())
def test_there_and_back_never_ends_on_other_words(case):
    old, new, spans = case
    for span, carried in zip(spans, carry(old, new, spans), strict=True):
        if carried.state != "intact":
            continue
        (back,) = carry(new, old, [Span(carried.start, carried.end)])
        if back.state == "intact":
            assert same(old[span.start : span.end], old[back.start : back.end])


def spans_of(text, rng, count, longest=150):
    """Random spans from word to word, at least 12 long."""
    starts = [0, *(i + 1 for i, character in enumerate(text) if character in " \n")]
    spans = []
    while len(spans) < count:
        start = rng.choice(starts)
        ends = [i - 1 for i in starts if start + 12 < i <= start + longest]
        if ends:
            spans.append(Span(*tidy_span(text, start, rng.choice(ends))))
    return spans


def test_light_edits_lose_nothing_that_still_stands():
    """Untouched spans stay intact at their own place, however many words change around them."""
    standing = right = 0
    for seed in range(12):
        rng = Random(seed)
        old = article(rng, 5000)
        spans = spans_of(old, rng, 100)
        new, moved_by = lightly_edited(old, rng)
        for span, carried in zip(spans, carry(old, new, spans), strict=True):
            start = moved_by(span)
            if start is not None:
                standing += 1
                right += (carried.start, carried.state) == (start, "intact")
    assert standing > 800
    assert right >= 0.999 * standing


def lightly_edited(old, rng):
    """Words replaced, put in and taken out; and where an untouched span begins in the result."""
    words = [(i, word) for i, word in enumerate(old.split(" ")) if "\n" not in word]
    new_words = old.split(" ")
    changes = {}
    for i, word in rng.sample(words, 12):
        new_words[i] = changes[i] = rng.choice(["", word + " newly", "changed", word + "s"])
    starts, position = [], 0
    for word in old.split(" "):
        starts.append(position)
        position += len(word) + 1
    touched = [
        (starts[i], starts[i] + len(old.split(" ")[i]), len(new)) for i, new in changes.items()
    ]

    def moved_by(span):
        shift = 0
        for start, end, length in touched:
            if start < span.end and end > span.start:
                return None
            shift += length - (end - start) if end <= span.start else 0
        return span.start + shift

    return " ".join(new_words), moved_by


def test_deleted_sentences_are_lost_not_placed_elsewhere():
    lost = total = 0
    for seed in range(60):
        rng = Random(seed)
        lines = [line.split(". ") for line in article(rng, 4000).split("\n")]
        old = "\n".join(". ".join(line) for line in lines)
        gone = [line.pop(rng.randrange(len(line) - 1)) for line in lines if len(line) > 2]
        if seed % 2:  # and others came in their place
            for line in lines:
                line.insert(rng.randrange(len(line)), sentence(rng)[:-1])
        new = "\n".join(". ".join(line) for line in lines)
        spans = [Span(old.index(words), old.index(words) + len(words)) for words in gone]
        states = [item.state for item in carry(old, new, spans)]
        lost += states.count("lost")
        total += len(states)
    assert total > 500
    assert lost >= 0.995 * total


RESTYLE = {'"': "”", "'": "’", "-": "–", "...": "…", " of ": "\u00a0of ", "fi": "ﬁ"}


def test_restyling_a_whole_article_raises_no_alarm():
    for seed in range(5):
        rng = Random(seed)
        words = article(rng, 3000).split(" ")
        for at in rng.sample(range(len(words)), 60):
            word = words[at].rstrip(".")
            if not word.isalpha():  # a hyphen before a digit is a minus
                continue
            words[at] = words[at].replace(
                word, rng.choice([f'"{word}"', f"well-{word}", f"{word}'s", f"{word}...", "final"])
            )
        old = new = " ".join(words)
        for plain, styled in RESTYLE.items():
            new = new.replace(plain, styled)
        assert new != old
        for span, carried in zip(
            spans := spans_of(old, rng, 200), carry(old, new, spans), strict=True
        ):
            assert carried.state == "intact", old[span.start : span.end]
            assert same(old[span.start : span.end], new[carried.start : carried.end])


def test_intact_is_never_said_of_other_words():
    """Two unrelated articles out of the same small stock of words: all is lost or flagged."""
    for seed in range(10):
        rng = Random(seed)
        old, new = article(rng, 3000), article(rng, 3000)
        for span, carried in zip(
            spans := spans_of(old, rng, 200), carry(old, new, spans), strict=True
        ):
            if carried.state == "intact":
                assert same(old[span.start : span.end], new[carried.start : carried.end])


HOSTILE = [
    ("a " * 100_000, "b " * 100_000),
    ("a" * 200_000, "a" * 199_999 + "b"),
    ("ab" * 100_000, "ba" * 100_000),
    ("- " * 100_000, "– " * 100_000),
    (". " * 100_000, "... " * 50_000),
    ("漢字" * 50_000, "漢字漢" * 30_000),
    ("\u200d" * 100_000 + "x", "x" + "\u200d" * 100_000),
]


@pytest.mark.parametrize(("old", "new"), HOSTILE)
def test_hostile_text_is_survived(old, new):
    """No bound in seconds, which would depend on the machine: quadratic work would take minutes."""
    spans = [Span(i, i + 3) for i in range(0, len(old) - 3, len(old) // 100)]
    assert len(carry(old, new, spans)) == len(spans)
