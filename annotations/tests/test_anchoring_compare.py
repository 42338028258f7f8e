"""The meaning alarm: what is only dress, and what each change of meaning is called."""

import pytest

from annotations.anchoring import compare

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
    ("the end. … Next", "the end. . . . Next"),
    ("the end...", "the end.\u2003.\n."),
    ("the end.... Next", "the end…. Next"),
    ("the “superbug” — strains", 'the "superbug" - strains'),
    ("“Yes”—he nodded", '"Yes"–he nodded'),
    ("a 36-year-old with COVID-19", "a 36‑year‑old with COVID‐19"),
    ("5' 10\" tall", "5′ 10″ tall"),
    ("5' 10\" tall", "5’ 10” tall"),
    ("the '90s and the workers' pay", "the ’90s and the workers’ pay"),
    ("the workers' “class of 19” met", "the workers’ ‘class of 19’ met"),
    ('in the 2019" report', "in the 2019' report"),
    ("in 2019 — a record", "in 2019 - a record"),
    ("Hawai'i", "Hawaiʻi"),
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
        ("the 2019-20 season", "the 2019-21 season"),
        ("one man", "two men"),
        ("twenty-one votes", "twenty votes"),
        ("the second attack", "the third attack"),
        ("the second attack", "the last attack"),
        ("once a year", "twice a year"),
        ("a dozen boats", "dozens of boats"),
        ("hundreds of boats", "thousands of boats"),
        ("a COVID-19 ward", "a COVID-18 ward"),
        ("rose to 4.1 million", "rose to 41 million"),
        ("in the '90s", "in the '80s"),
        ("in her thirties", "in her forties"),
        ("the nineteenth century", "the twentieth century"),
        ("a threefold rise", "a tenfold rise"),
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
        ("the plant's beam is 5' long", "the plant's beam is 5\" long"),
        ("a fine of US$50", "a fine of A$50"),
        ("a fine of $50", "a fine of NZ$50"),
        ("a fine of €50", "a fine of ₦50"),
        ("a 3-percentage-point rise", "a 3% rise"),
        ("up 3 percentage points", "up 3 points"),
        ("300 square metres", "300 cubic metres"),
        ("20 m² of land", "20 m³ of land"),
        ("35 degrees Celsius", "35 degrees Fahrenheit"),
        ("at 6 a.m. today", "at 6 p.m. today"),
        ("two centuries ago", "two decades ago"),
        ("a litre per second", "a litre per minute"),
        ("400 kilotons of it", "400 megatons of it"),
        ("5 nanometres wide", "5 micrometres wide"),
        ("40 years away", "40 light-years away"),
        ("a daily flight", "a weekly flight"),
    ],
    "negation": [
        ("He did not go", "He did go"),
        ("He doesn't agree", "He agrees"),
        ("No one came", "Everyone came"),
        ("done without help", "done with help"),
        ("it is likely to pass", "it is unlikely to pass"),
        ("They can leave", "They cannot leave"),
        ("They can leave", "They can’t leave"),
        ("They will leave", "They won't leave"),
        ("He did not say that he would go", "He did say that he would not go"),
        ("They agreed to sell", "They failed to sell"),
        ("He agreed to sell", "He refused to sell"),
        ("He confirmed it", "He denied it"),
        ("They were able to pay", "They were unable to pay"),
        ("a legal but unlikely step", "an illegal but unlikely step"),
        ("No one of note left", "Someone of note left"),
    ],
    "name": [
        ("said Ada Marsh yesterday", "said Ada Moor yesterday"),
        ("Marsh beat Moor", "Moor beat Marsh"),
        ("the Greens voted", "the Reds voted"),
        ("on Monday", "on Friday"),
        ("Kelly", "Emily"),
        ("Kelly Marsh left", "Emily Marsh left"),
        ("Dr. Sanders left", "Dr. Powers left"),
        ("a firm of Jan van den Berg", "a firm of Jan de Berg"),
        ("Marsh told Moor that Marsh won", "Marsh told Moor that Moor won"),
        ("a U.S. ship", "a U.K. ship"),
        ("the Prohibition Party and the party", "the Prohibition and the party"),
        ("said Ada Marsh of her", "said she of her"),
        ("ahead of Election Day", "ahead of Election Eve"),
        ("wrote @adamarsh today", "wrote @adamoor today"),
    ],
    "hedge": [
        ("the fire reportedly began there", "the fire began there"),
        ("It may rain", "It will rain"),
        ("sales of about ten tonnes", "sales of ten tonnes"),
        ("he is said to be ill", "he is ill"),
        ("Officials resigned", "Allegedly officials resigned"),
        ("Officials resigned", "Sources say officials resigned"),
        ("Officials resigned", "It is said that officials resigned"),
        ("The plan is dead", "The plan appears to be dead"),
        ("He reportedly said he won", "He said he reportedly won"),
        ("fed 300 people", "fed some 300 people"),
        ("fed 300 people", "fed over 300 people"),
        ("He left", "He left, rumours say"),
        ("It works", "It works, more or less"),
        ("They might've left", "They had left"),
    ],
    "quotation_marks": [
        ("a “great” day", "a great day"),
        ("a great day", "a 'great' day"),
        ("“We won,” he said", "We won, he said"),
        ("a “very great” day", "a very “great” day"),
        ("the workers' great day", "the workers' 'great' day"),
        ("he may be “able”", "he “may be able”"),
    ],
    "wording": [
        ("prices rose", "prices fell"),
        ("the end", "the End"),
        ("on Labour Day", "on labour day"),
        ("Residents complained", "Teachers complained"),
        ("a 2019-20 season", "a 2019–20 season"),
        ("sold\u200b 5 boats", "sold 5 boats"),
        ("they cannot go", "they can't go"),
        ("Marsh said so", "Marsh added so"),
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
