"""The English words that the meaning alarm and the search for survivors know by heart."""

# ruff: noqa: SIM905 -- lists of words are read and edited as prose, not as quoted strings

FUNCTION_WORDS = frozenset(
    """
    a about above across after again against all along also although always am among an and another
    any anyone anything are around as at away back be became because become been before behind being
    below between both but by came can come could did do does doing done down during each either
    else even ever every everyone few first for from further get gets go goes going got had has have
    having he hence her here hers herself him himself his how however i if in indeed instead into is
    it its itself just last later least less let like made make makes many may me meanwhile might
    mine more moreover most much must my myself next no nor not now of off often on once one only
    onto or other others our ours out over own per perhaps put rather same say says said see several
    shall she should since so some someone something soon still such take than that the their theirs
    them themselves then there therefore these they this those though through thus to today together
    told tomorrow too toward towards under until unto up upon us very via was we well went were what
    whatever when where whether which while who whom whose why will with within would yes yesterday
    yet you your yours
    """.split()
)

# Beginnings of sentences that look like names but end like common nouns, verbs or adverbs.
COMMON_ENDINGS = tuple(
    "ing ly ity ness ment ments tion tions sion sions ism isms ists ers als ies ees ants ents "
    "ance ence ship ships ure ures ful ous ive able ible".split()
)

# Written numbers and what they are worth. "second" is left to the units: seconds are commoner.
# "one" is left out: mostly a pronoun ("no one"), and "one" for "two" is still seen by the "two".
NUMBER_WORDS = {
    word: str(value)
    for value, words in {
        0: "zero nil",
        2: "two twice double doubled",
        3: "three thrice triple tripled",
        4: "four quadruple quadrupled",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve dozen dozens",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty",
        30: "thirty",
        40: "forty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        "1st": "first",
        "3rd": "third thirds",
        "4th": "fourth quarter quarters",
        "5th": "fifth fifths",
        "6th": "sixth",
        "7th": "seventh",
        "8th": "eighth",
        "9th": "ninth",
        "10th": "tenth tenths",
        "1/2": "half halves halved",
        "hundred": "hundred hundreds",
        "thousand": "thousand thousands",
        "million": "million millions mn",
        "billion": "billion billions bn",
        "trillion": "trillion trillions tn trn",
    }.items()
    for word in words.split()
}

# What is counted, by one name for all its spellings. "per cent" and "%" are the same unit.
UNITS = {
    variant: name
    for name, variants in {
        "percentage point": "pp",
        "basis point": "bps",
        "%": "%|percent|pct|percentage",
        "‰": "‰",
        "km/h": "kph|kmh",
        "mph": "mph",
        "knot": "knot|knots",
        "km": "km|kilometre|kilometres|kilometer|kilometers",
        "cm": "cm|centimetre|centimetres|centimeter|centimeters",
        "mm": "mm|millimetre|millimetres|millimeter|millimeters",
        "metre": "metre|metres|meter|meters",
        "mile": "mile|miles",
        "yard": "yard|yards",
        "foot": "foot|feet|ft",
        "inch": "inch|inches",
        "kg": "kg|kilo|kilos|kilogram|kilograms",
        "gram": "gram|grams",
        "mg": "mg|milligram|milligrams",
        "tonne": "tonne|tonnes",
        "ton": "ton|tons",
        "lb": "lb|lbs",
        "ounce": "ounce|ounces|oz",
        "litre": "litre|litres|liter|liters",
        "ml": "ml|millilitre|millilitres",
        "gallon": "gallon|gallons",
        "barrel": "barrel|barrels",
        "hectare": "hectare|hectares",
        "acre": "acre|acres",
        "°C": "°c|celsius",
        "°F": "°f|fahrenheit",
        "°": "°|degree|degrees",
        "kelvin": "kelvin",
        "watt": "watt|watts",
        "kW": "kw|kilowatt|kilowatts",
        "MW": "mw|megawatt|megawatts",
        "GW": "gw|gigawatt|gigawatts",
        "kWh": "kwh",
        "MWh": "mwh",
        "GWh": "gwh",
        "TWh": "twh",
        "second": "second|seconds",
        "minute": "minute|minutes",
        "hour": "hour|hours",
        "day": "day|days",
        "week": "week|weeks",
        "month": "month|months",
        "year": "year|years",
        "decade": "decade|decades",
        "century": "century|centuries",
        "euro": "€|euro|euros|eur",
        "dollar": "$|dollar|dollars|usd",
        "sterling": "£|pound|pounds|gbp|sterling",
        "yen": "¥|yen|jpy",
        "yuan": "yuan|renminbi|cny",
        "rupee": "₹|rupee|rupees|inr",
        "rouble": "₽|rouble|roubles|ruble|rubles",
        "won": "₩",
        "lira": "₺|lira|liras",
        "shekel": "₪|shekel|shekels",
        "hryvnia": "₴|hryvnia",
        "franc": "franc|francs|chf",
        "krona": "krona|kronor|krone|kroner",
        "peso": "peso|pesos",
        "cent": "¢|cent|cents",
        "penny": "pence|penny|pennies",
        "KB": "kb|kilobyte|kilobytes",
        "MB": "mb|megabyte|megabytes",
        "GB": "gb|gigabyte|gigabytes",
        "TB": "tb|terabyte|terabytes",
    }.items()
    for variant in variants.split("|")
}

# Units of more than one word, as one.
UNITS_IN_PARTS = {
    "per cent": "percent",
    "percentage point": "pp ",
    "basis point": "bps ",
    "km/h": "kmh",
    "a.m.": "am",
    "p.m.": "pm",
}
# Letters that are a unit only behind a number: 5m, 20 g, 30C, 10 pm.
UNITS_AFTER_NUMBERS = frozenset("m g h s t l k c f w am pm".split())

NEGATIONS = frozenset(
    """
    not no never none nobody nothing nowhere neither nor without cannot non hardly barely scarcely
    """.split()
)
# Where only this is added to a word or taken from it, the word turned into its opposite.
NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "mis", "non")

HEDGES = frozenset(
    """
    reportedly allegedly apparently supposedly purportedly ostensibly presumably seemingly possibly
    probably potentially perhaps maybe likely unlikely conceivably arguably alleged suspected
    supposed purported claimed presumed rumoured rumored unconfirmed about around approximately
    roughly nearly almost estimated circa may might could appears appear appeared seems seem seemed
    suggests suggest suggested believed thought understood often sometimes usually generally largely
    mostly partly
    """.split()
)
HEDGING_PHRASES = (
    "so called|up to|at least|at most|more than|less than|fewer than|as many as|or so|said to"
    "|according to|is reported|are reported|was reported|were reported"
).split("|")
