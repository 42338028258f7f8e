"""Changes of meaning: each kind changes one thing, so the right reason is known."""

from collections.abc import Callable
from random import Random

import regex

from bench.meaning.stock import ACRONYMS, NAMES

Mutate = Callable[[Random, str], str | None]  # None where the sentence gives no occasion

PRONOUNS = ["he", "she", "they", "it"]
AUXILIARY = (
    r"\b(?:is|was|were|are|has|had|have|will|would|could|can|did|must|should)\b(?! not|n?['’]t)"
)
GAP = r"(?<=\w) (?=\w)"
HEDGES = ["reportedly", "allegedly", "apparently", "possibly", "supposedly", "perhaps", "probably"]
ABOUT = ["about", "around", "roughly", "nearly", "almost", "approximately"]
BOUNDS = ["up to", "at least", "more than", "an estimated", "as many as", "some"]


def one(pattern: str, *choices: str | Callable[[str], str]) -> Mutate:
    """A mutation of one occurrence of the pattern: a template, or a function of what was found."""
    compiled = regex.compile(pattern)

    def mutate(rng: Random, text: str) -> str | None:
        matches = list(compiled.finditer(text))
        if not matches:
            return None
        match, choice = rng.choice(matches), rng.choice(choices)
        made = match.expand(choice) if isinstance(choice, str) else choice(match[0])
        return text[: match.start()] + made + text[match.end() :]

    return mutate


def swap(words: str) -> Mutate:
    """One of the words, parted by bars, for another of them, in the case it stood in."""
    group = words.split("|")
    compiled = regex.compile(rf"\b(?:{words})\b", regex.IGNORECASE)

    def mutate(rng: Random, text: str) -> str | None:
        matches = [m for m in compiled.finditer(text) if not m.start() or not m[0].istitle()]
        if not matches:
            return None
        match = rng.choice(matches)
        made = rng.choice([word for word in group if word != match[0].lower()])
        made = made.capitalize() if match[0][0].isupper() else made
        return text[: match.start()] + made + text[match.end() :]

    return mutate


def other_digit(digit: str) -> str:
    return str((int(digit) + 3) % 10)


def whole(template: str) -> Mutate:
    """A mutation around the whole sentence, which then begins with a small letter."""
    return lambda _, text: template.format(text[0].lower() + text[1:], text.rstrip("."))


def exchange(rng: Random, text: str) -> str | None:
    """Two names change places."""
    found = list(regex.finditer(r"(?<=\w,? )\p{Lu}\p{Ll}{2,}", text))
    if len({match[0] for match in found}) < 2:
        return None
    first = rng.choice(found)
    second = rng.choice([match for match in found if match[0] != first[0]])
    first, second = sorted((first, second), key=lambda match: match.start())
    between = text[first.end() : second.start()]
    return text[: first.start()] + second[0] + between + first[0] + text[second.end() :]


NUMBER_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
IN_TEXT = r"(?<=[\p{Ll},] )"
MUTATIONS: dict[str, dict[str, Mutate]] = {
    "number": {
        "any digit": one(r"\d", other_digit),
        "digit of an integer": one(r"(?<![\d.,])\d(?=\d*(?![\d.,]))", other_digit),
        "digit of a decimal": one(r"(?<=\d\.)\d|\d(?=\.\d)", other_digit),
        "digit of a grouped number": one(r"\d(?=,\d{3})|(?<=,\d\d)\d", other_digit),
        "digit of a year": one(r"(?<=\b(?:19|20)\d)\d\b", other_digit),
        "digit of a percentage": one(r"\d(?= ?%| percent| per cent)", other_digit),
        "digit of money": one(r"(?<=[$€£][\d.,]*)\d", other_digit),
        "digit of an ordinal": one(r"\d(?=st|nd|rd|th)", other_digit),
        "digit of a range": one(r"(?<=\d[-–])\d", other_digit),
        "digit added": one(r"\d+", r"\g<0>0", r"1\g<0>"),
        "number taken out": one(r"(?<= )\d[\d,.]* ", ""),
        "decimal point": one(r"(?<=\d)\.(?=\d)", "", ","),
        "written number": swap(NUMBER_WORDS),
        "one, once": one(r"\b[Oo]n(?:e|ce)(?= \w)(?<!\b(?:[Nn]o|[Aa]ny|every|the).one)", "two"),
        "ordinal": swap("first|second|third|fourth|fifth|ninth"),
        "times": swap("twice|thrice|once"),
        "scale": swap("hundred|thousand|million|billion|trillion"),
        "minus": one("−", "-", ""),
        "fraction": swap("half|a third|a quarter"),
        "multiple": swap("doubled|tripled|halved"),
        "vague scale": swap("a dozen|dozens|hundreds|thousands|millions"),
    },
    "unit": {
        "length": swap("km|miles|metres|feet|yards|inches"),
        "weight": swap("kg|pounds|tonnes|tons|grams|ounces"),
        "area, volume": swap("acres|hectares|litres|gallons|square kilometres|square miles"),
        "time": swap("hours|minutes|days|weeks|months|years|decades"),
        "time, one": swap("hour|minute|day|week|month|year|decade"),
        "time after a number": one(r"(?<=\d )(?:hours|days|weeks|months|years)", "minutes"),
        "am, pm": one(r"(?<=\d ?)(?:am\b|a\.m\.)", "pm"),
        "temperature": one("°C", "°F", "K"),
        "currency word": swap("dollars|euros|pounds|yen|francs|rupees|pesos|rand"),
        "currency sign": one(r"(?:US|A|C)?\$|€|£", "¥", "₹", "₦", "HK$"),
        "per cent to points": one("%| per ?cent\\b", " percentage points", " points", "‰"),
        "points to per cent": one(" (?:percentage|basis) points", "%", " percent"),
        "dollar for dollar": one(r"(?<![\p{L}])\$", "A$", "NZ$"),
    },
    "negation": {
        "not after a helper": one(AUXILIARY, r"\g<0> not"),
        "n't": one(r"\b(?:is|was|were|are|has|had|have|did|would|could|should)\b", r"\g<0>n't"),
        "can't, won't": one(r"\bcan\b(?!'|not)", "can't", "cannot", "can’t"),
        "never after a helper": one(AUXILIARY, r"\g<0> never"),
        "not anywhere": one(GAP, " not "),
        "never anywhere": one(GAP, " never "),
        "no anywhere": one(GAP, " no "),
        "not taken out": one(r"\bnot |n['’]t\b|\b[Nn]ever |(?<=can)not", ""),
        "no for a, any, the": one(r"\b(?:a|an|any|the|some)\b(?= \p{Ll})", "no"),
        "without for with": one(r"\bwith\b", "without"),
        "with for without": one(r"\b([Ww]ith)out\b", r"\1"),
        "opposite by prefix": one(
            r"\b(likely|known|able|clear|fair|happy|successful|official|expected)\b", r"un\1"
        ),
        "im, il, dis, in": one(
            r"\b(?:im(?=possible)|il(?=legal)|dis(?=agree)|un(?=likely)|in(?=dependent))", ""
        ),
        "failed to": one(r"\b(?:agreed|managed|decided|started|planned|began) to\b", "failed to"),
        "everybody, nobody": one(r"\b[Ee]very(?:one|body)\b", "no one", "nobody"),
        "all, none": one(r"\ball of\b", "none of"),
    },
    "name": {
        "name in the sentence": one(IN_TEXT + r"\p{Lu}\p{Ll}{2,}(?!\p{L})", *NAMES),
        "full name": one(IN_TEXT + r"(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)(?!\p{L})", "Jonas Okafor"),
        "surname": one(IN_TEXT + r"(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)(?!\p{L})", r"\1 Lindqvist"),
        "first name": one(IN_TEXT + r"(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)(?!\p{L})", r"Priya \2"),
        "full name first": one(r"^(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)(?!\p{L})", "Kelly Davies"),
        "name before said": one(r"^(?!Police|He|She|They|It)\p{Lu}\p{Ll}+(?<!s)(?= (?:said|told))", *NAMES),
        "possessive": one(IN_TEXT + r"\p{Lu}\p{Ll}+(?=['’]s)", *NAMES),
        "acronym": one(r"\b\p{Lu}{3,5}\b", *ACRONYMS),
        "abbreviation": one(r"\b(?:U\.S\.|US)(?!\w|\$)", "U.K.", "EU"),
        "particle": one(r"\b(?:van|von|de|del|al|bin)\b(?= \p{Lu})", "du", "zu"),
        "exchange": exchange,
        "to a pronoun": one(IN_TEXT + r"\p{Lu}\p{Ll}{2,}(?!\p{L})", *PRONOUNS),
        "taken out": one(IN_TEXT + r"\p{Lu}\p{Ll}{2,} ", ""),
        "an accent": one(IN_TEXT + r"(\p{Lu}\p{Ll}*)[aeo](?=\p{Ll})", r"\1é"),
    },
    "hedge": {
        "anywhere": one(GAP, *(f" {hedge} " for hedge in HEDGES)),
        "after a helper": one(AUXILIARY, *(rf"\g<0> {hedge}" for hedge in HEDGES)),
        "first": whole("Reportedly, {0}"),
        "last": whole("{1}, reportedly."),
        "it is said that": whole("It is said that {0}"),
        "according to, first": whole("According to officials, {0}"),
        "according to, last": whole("{1}, according to local media."),
        "sources say": whole("Sources say {0}"),
        "about a number": one(r"(?<=\p{Ll} )\d", *(rf"{about} \g<0>" for about in ABOUT)),
        "bound of a number": one(r"(?<=\p{Ll} )\d", *(rf"{bound} \g<0>" for bound in BOUNDS)),
        "might, could": one(r"\b(?:will|is going to|would)\b(?!['’])", "might", "could", "may"),
        "is said to be": one(r"\bis\b", "is said to be", "is believed to be", "is thought to be"),
        "appears to": one(r"\bis\b|\bare\b", "appears to be", "seems to be", "may be"),
        "allegedly had": one(r"\bhad\b", "is reported to have", "is alleged to have", "may have"),
        "alleged": one(r"\b(?:a|the) (?=\p{Ll})", r"\g<0>alleged ", r"\g<0>suspected "),
        "taken out": one(
            r"\b(?:reportedly|allegedly|apparently|about|around|nearly|almost|possibly"
            r"|approximately|at least|up to|more than) (?=\w)", ""
        ),
        "might to will": one(r"\b(?:might|could|may)\b", "will"),
        "one for another": swap("reportedly|allegedly|apparently|probably|certainly"),
    },
    "quotation_marks": {
        "put around words": one(r"\b\p{Ll}{4,}\b", r"“\g<0>”", r'"\g<0>"', r"‘\g<0>’", r"'\g<0>'"),
        "around two words": one(r"\b\p{Ll}{3,} \p{Ll}{3,}\b", r"“\g<0>”", r"'\g<0>'", r"«\g<0>»"),
        "around a name": one(IN_TEXT + r"\p{Lu}\p{Ll}{2,}\b", r"“\g<0>”"),
        "taken off": one(r'(?<![\d\w])["“]([^"“”]+)["”]', r"\1"),
        "one taken off": one(r'(?<!\d)["“”]', ""),
        "made longer": one(r'(\w+) (["“])(?=\w)', r"\2\1 "),
    },
    "wording": {
        "verb": one(r"(?<!(?:is|was|were) )said\b(?! to| that)", "stated", "added", "explained"),
        "rise": swap("rose|fell|grew|dropped"),
        "adjective": one(r"\b(?:new|large|small|big|old|local)\b", "former"),
        "adjective added": one(r"\b(?:a|the) (?=\p{Ll})", r"\g<0>small ", r"\g<0>former "),
        "people": one(r"\b(?:people|residents|workers|voters|students)\b", "teachers"),
        "letter of a word": one(r"(?<=\b(?:the|a) [a-z]{3,})[a-z](?=ing|ed|er|tion|ers\b)", "x"),
        "small word out": one(r"\b(?:the|also|that|then) (?=\p{Ll})", ""),
        "case": one(r"(?<= )\p{Ll}(?=\p{Ll}{4})", str.upper),
        "all small": one(r"^.*$", str.lower),
        "comma": one(r"(?<=\p{Ll}), (?=\p{Ll})", " "),
        "full stop": one(r"\.$", "", "!"),
        "first word": one(r"^(?:The|This|It|He|She|They)(?= )", "That"),
        "invisible": one(r"(?<=\p{Ll})(?=\p{Ll})", "\u00ad", "\u200b", "\u2060"),
    },
}  # fmt: skip
