"""The meaning alarm on any text: what holds of every restyling, digit and mutation."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import compare
from annotations.choices import Reason

INTACT = ("intact", "")

letters = st.text(
    st.sampled_from("aéAb1 9.,-–−'’\"“”…\u00a0\n\u2028\u200d\u0301\u00adﬁ%5👩‍👩‍👧אب"), max_size=30
)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(letters, letters)
def test_any_two_texts_have_one_verdict(before, after):
    state, reason = compare(before, after)
    if state == "intact":
        assert reason == ""
        assert compare(after, before) == INTACT
    else:
        assert state == "changed"
        assert reason in Reason.values


@settings(derandomize=True, deadline=None, max_examples=300)
@given(letters)
def test_nothing_changed_is_intact(text):
    assert compare(text, text) == INTACT


@settings(derandomize=True, deadline=None, max_examples=500)
@given(letters, st.integers(0, 30), st.sampled_from("xX7%"))
def test_one_more_character_is_never_intact(text, at, added):
    assert compare(text, text[:at] + added + text[at:])[0] == "changed"


RESTYLES = {
    '"': '“”„«»"″',
    "'": "’‘ʼ'′",
    " ": " \u00a0\u2009\n\u2028",
    "-": "-‐‑",
    "…": ["…", "...", ". . ."],
    "ﬁ": ["fi", "ﬁ"],
}
words = st.text("abAB fi", min_size=1, max_size=6).map(str.strip).filter(bool)
dressed = st.lists(words | st.sampled_from([" ", "-", "…", "ﬁ"]), max_size=8)
dressed = dressed.map(lambda parts: f"a{'a'.join(parts)}a")


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.tuples(dressed, st.sampled_from("'\" "), dressed).map("".join), st.randoms())
def test_no_restyling_ever_raises_the_alarm(text, rng):
    restyled = "".join(rng.choice(RESTYLES.get(sign, [sign])) for sign in text)
    assert compare(text, restyled) == INTACT
    assert compare(restyled, text) == INTACT


@settings(derandomize=True, deadline=None, max_examples=500)
@given(letters, st.sampled_from("0123456789"), st.sampled_from("0123456789"), letters)
def test_another_digit_is_always_another_number(before, one, other, after):
    expected = INTACT if one == other else ("changed", "number")
    assert compare(before + one + after, before + other + after) == expected


def test_very_long_words_are_judged_in_bounded_time():
    for piece in (" 'a", ". ", "111 ", "5' 6\" ", "n't ", "- ", "Mr. Van ", "1:"):
        text = piece * (500_000 // len(piece))
        assert compare(text, text + "x")[0] == "changed"


SENTENCES = [
    "The plant employed 1,250 people in Brantwick until March",
    "Ilse Vandorp said the council would not pay more than €40 for it",
    "Rents rose by 7.5% in two years, the housing office reportedly found",
    "“Nobody asked us,” said a driver who has worked there for 20 years",
    "It took six hours and 30 km of hose to put the fire out",
    "The minister, Tomas Reyle, apparently never read the report",
]


def mutations(rng):
    """A sentence, and the same with its meaning changed in one named way."""
    swaps = {
        "number": [("1,250", "1,520"), ("€40", "€400"), ("7.5%", "5.7%"), ("20", "30"),
                   ("six", "nine"), ("30 km", "80 km"), ("two", "five")],
        "unit": [("€40", "£40"), ("7.5%", "7.5 points"), ("30 km", "30 miles"), ("hours", "days")],
        "negation": [("would not", "would"), ("Nobody", "Everybody"), ("never read", "read")],
        "name": [("Brantwick", "Holmby"), ("Vandorp", "Merrin"), ("Tomas", "Anders")],
        "hedge": [("reportedly ", ""), ("apparently ", ""), ("more than ", "")],
        "quotation_marks": [("“", ""), ("”", "")],
        "wording": [("rose", "fell"), ("employed", "owned"), ("driver", "teacher"), ("read", "wrote")],
    }  # fmt: skip
    for _ in range(3000):
        sentence = rng.choice(SENTENCES)
        reason = rng.choice(list(swaps))
        old, new = rng.choice(swaps[reason])
        if old in sentence:
            yield reason, sentence, sentence.replace(old, new)


def test_every_mutation_is_flagged_and_nine_in_ten_with_the_right_reason():
    right = total = 0
    for reason, before, after in mutations(Random(7)):
        state, found = compare(before, after)
        assert state == "changed"
        total += 1
        right += found == reason
    assert total > 100
    assert right >= 0.9 * total
