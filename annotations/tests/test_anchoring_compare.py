"""The meaning alarm: what is only dress, and what each change of meaning is called."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import compare
from annotations.choices import Reason

INTACT = ("intact", "")

RESTYLED = [
    ('"We won," he said.', "“We won,” he said."),
    ("„Wir“ sagen", "«Wir» sagen"),
    ("the 'old' way", "the “old” way"),
    ("It's the workers' day", "It’s the workers’ day"),
    ("Well... yes", "Well… yes"),
    ("Well. . . yes", "Well… yes"),
    ("a well-known man", "a well‑known man"),
    ("a well-known man", "a well–known man"),
    ("he came—late", "he came-late"),
    ("he came - late", "he came – late"),
    ("10 km away", "10\u00a0km away"),
    ("one line\nand the next", "one line and\u2028the next"),
    ("two  spaces", "two spaces"),
    ("the final office", "the ﬁnal oﬃce"),
    ("", ""),
]


@pytest.mark.parametrize(("before", "after"), RESTYLED)
def test_restyling_is_intact_in_both_directions(before, after):
    assert compare(before, after) == INTACT
    assert compare(after, before) == INTACT


CHANGED = {
    "number": [
        ("fell to 4.1% in May", "fell to 9.1% in May"),
        ("cost 5,000 euros", "cost 50,000 euros"),
        ("Seven people died", "Eight people died"),
        ("worth five million", "worth five billion"),
        ("worth $5m", "worth $5bn"),
        ("between 3 and 5", "between 5 and 3"),
        ("at −5 degrees", "at 5 degrees"),
        ("at −5 degrees", "at -5 degrees"),
        ("the 2024 report", "the report"),
        ("half of them", "a third of them"),
        ("½ cup", "¼ cup"),
    ],
    "unit": [
        ("5 km away", "5 miles away"),
        ("up 3%", "up 3 percentage points"),
        ("up 3 per cent", "up 3 percentage points"),
        ("costs €20", "costs $20"),
        ("within 3 days", "within 3 weeks"),
        ("at 30 °C", "at 30 °F"),
        ("at 10 am", "at 10 pm"),
        ("it is 5' long", 'it is 5" long'),
    ],
    "negation": [
        ("He did not go", "He did go"),
        ("He doesn't agree", "He agrees"),
        ("No one came", "Everyone came"),
        ("done without help", "done with help"),
        ("it is likely to pass", "it is unlikely to pass"),
        ("They can leave", "They cannot leave"),
    ],
    "name": [
        ("said Ada Marsh yesterday", "said Ada Moor yesterday"),
        ("Marsh beat Moor", "Moor beat Marsh"),
        ("the Greens voted", "the Reds voted"),
        ("on Monday", "on Friday"),
    ],
    "hedge": [
        ("the fire reportedly began there", "the fire began there"),
        ("It may rain", "It will rain"),
        ("sales of about ten tonnes", "sales of ten tonnes"),
        ("he is said to be ill", "he is ill"),
        ("Officials resigned", "Allegedly officials resigned"),
    ],
    "quotation_marks": [
        ("a “great” day", "a great day"),
        ("a great day", "a 'great' day"),
        ("“We won,” he said", "We won, he said"),
    ],
    "wording": [
        ("prices rose", "prices fell"),
        ("the end", "the End"),
        ("the end", "the end."),
        ("cooperate", "co-operate"),
        ("the workers' day", "the workers day"),
        ("the end", "the\u00ad end"),
        ("a 2-hour talk", "a 2–hour talk"),
        ("café", "cafe\u0301"),
        ("5% more", "5 per cent more"),
        ("1,000 votes", "1000 votes"),
        ("some words", ""),
    ],
}
CASES = [(reason, *pair) for reason, pairs in CHANGED.items() for pair in pairs]


@pytest.mark.parametrize(("reason", "before", "after"), CASES)
def test_a_change_of_meaning_is_named(reason, before, after):
    assert compare(before, after) == ("changed", reason)
    assert compare(after, before) == ("changed", reason)


def test_the_first_reason_counts():
    assert compare("Ada did not sell 5 boats", "Ida did sell 6 boats") == ("changed", "number")
    assert compare("Ada did not sell boats", "Ida did sell boats") == ("changed", "negation")


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
