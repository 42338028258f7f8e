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

# More that often begins a sentence and is no name.
COMMON_STARTS = frozenset(
    """
    sources people police men women children reports news prices critics workers students parents
    voters local nearby new old large small recent former
    """.split()
)

# Written numbers and what they are worth. "second" is a unit too, and "one" a pronoun: what stands
# before them decides. Dozens are another number than a dozen.
NUMBER_WORDS = {
    word: str(value)
    for value, words in {
        0: "zero nil",
        1: "one once",
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
        12: "twelve dozen",
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
        "2nd": "second",
        "3rd": "third thirds",
        "4th": "fourth quarter quarters",
        "5th": "fifth fifths",
        "6th": "sixth",
        "7th": "seventh",
        "8th": "eighth",
        "9th": "ninth",
        "10th": "tenth tenths",
        "1/2": "half halves halved",
        "hundred": "hundred",
        "thousand": "thousand",
        "million": "million mn",
        "billion": "billion bn",
        "trillion": "trillion tn trn",
    }.items()
    for word in words.split()
}

# More of them that are only told from each other.
NUMBER_WORDS |= {
    word: word
    for word in """
    eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth
    thousandth millionth dozens hundreds thousands millions billions trillions twenties thirties
    forties fifties sixties seventies eighties nineties twofold threefold fourfold fivefold tenfold
    """.split()
}
# After these "one" is a pronoun: no one, the one, this one.
BEFORE_PRONOUN_ONE = frozenset("no any every some each the this another".split())

# What is counted: spellings of one unit, parted by bars, the first its name ("_" is a space).
UNITS = {
    variant.replace("_", " "): spellings.split("|")[0]
    for spellings in """
        %|percent|per_cent|pct|percentage ‰ °|degree|degrees
        percentage_point|percentage_points|percentage-point|percentage-points|pp
        basis_point|basis_points|bps ppm
        km|kilometre|kilometres|kilometer|kilometers cm|centimetre|centimetres|centimeter|centimeters
        mm|millimetre|millimetres|millimeter|millimeters metre|metres|meter|meters mile|miles
        yard|yards foot|feet|ft inch|inches hectare|hectares acre|acres km/h|kph|kmh mph knot|knots
        kg|kilo|kilos|kilogram|kilograms gram|grams mg|milligram|milligrams tonne|tonnes ton|tons
        lb|lbs ounce|ounces|oz
        litre|litres|liter|liters ml|millilitre|millilitres|milliliter|milliliters gallon|gallons
        quart|quarts pint|pints barrel|barrels bushel|bushels carat|carats °c|celsius|centigrade °f|fahrenheit kelvin
        watt|watts kw|kilowatt|kilowatts mw|megawatt|megawatts gw|gigawatt|gigawatts kwh mwh gwh twh
        volt|volts amp|amps|ampere|amperes hertz|hz khz mhz ghz decibel|decibels|db
        joule|joules calorie|calories kcal horsepower|hp pascal|pascals psi rpm
        kb|kilobyte|kilobytes mb|megabyte|megabytes gb|gigabyte|gigabytes tb|terabyte|terabytes
        kbps mbps gbps
        second|seconds minute|minutes hour|hours day|days week|weeks
        fortnight|fortnights month|months year|years decade|decades century|centuries
        hourly daily weekly monthly yearly|annual|annually
        €|euro|euros|eur $|dollar|dollars|usd £|pound|pounds|gbp|sterling ¥|yen|jpy
        yuan|renminbi|cny ₹|rupee|rupees|inr ₽|rouble|roubles|ruble|rubles ₩ ₺|lira|liras
        ₪|shekel|shekels ₴|hryvnia|hryvnias franc|francs|chf krona|kronor|krone|kroner zloty|zlotys
        peso|pesos rial|rials tenge birr rand dirham|dirhams dinar|dinars riyal|riyals reais baht rupiah ringgit naira
        shilling|shillings bitcoin|bitcoins ¢|cent|cents pence|penny|pennies
    """.split()
    for variant in spellings.split("|")
}

# What is a unit only behind a number: 5m, 20 g, 30C, 10 pm, 3 square miles, 2 points.
UNITS_AFTER_NUMBERS = frozenset(
    """
    m g h s t l k c f w j v am pm ms min mins hr hrs sec secs yr yrs ha sq square cubic nautical
    point points stone light bar bars bit bits cup cups crowns won night nights
    """.split()
)
# Before the word of a unit they make another: kiloton, nanometre.
UNIT_PREFIXES = ("nano", "micro", "milli", "centi", "kilo", "mega", "giga", "tera")

NEGATIONS = frozenset(
    """
    not no never none nobody nothing nowhere neither nor without non hardly barely scarcely unable
    denied denies deny denying lack lacks lacked lacking
    """.split()
)
NEGATING_PHRASES = (
    "fail to|fails to|failed to|failing to|failure to|refuse to|refuses to|refused to|decline to"
    "|declines to|declined to"
).split("|")
# Where only this is added to a word or taken from it, the word turned into its opposite.
NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "mis", "non")

HEDGES = frozenset(
    """
    reportedly allegedly apparently supposedly purportedly ostensibly presumably seemingly possibly
    probably potentially perhaps maybe likely unlikely conceivably arguably evidently reputedly
    alleged alleges suspected supposed purported purports claimed claims presumed rumoured
    rumored unconfirmed unverified reputed expected possible probable potential about around
    approximately roughly nearly almost estimated estimates circa may might could appears appear
    appeared appearing seems seem seemed suggests suggest suggested believed believes thought thinks
    understood tends tend unclear often sometimes usually generally typically largely mostly partly
    mainly claim claiming alleging assumed assumes speculated indicates indicate indicated plausible
    plausibly tentatively provisionally theoretically hypothetically virtually practically relatively
    somewhat unofficially doubtful rumours rumors hints implies suspects
    """.split()
)
HEDGING_PHRASES = (
    "so called|up to|at least|at most|more than|less than|fewer than|as many as|as much as|or so"
    "|close to|said to|is said|are said|was said|were said|been said|some say|sources say"
    "|sources said|according to|is reported|are reported|was reported|were reported|been reported"
    "|reported to|in part|in theory|more or less|sort of|kind of|to some extent|upwards of"
    "|in excess of|just under|just over|give or take"
).split("|")
# These leave room only before a number: some 300 people, over 40.
HEDGES_BEFORE_NUMBERS = frozenset("some over under".split())

# Parts of a name that keep a small letter: van den Berg, de la Cruz, al-Amin.
NAME_PARTICLES = frozenset(
    "al bin da de del della den der di dos du el ibn la le ter van von zu".split()
)
