"""Random HTML as nobody should write it, for the property and browser tests of `articles.text`."""

import re
from random import Random

TAGS = [
    "p",
    "h1",
    "h2",
    "h3",
    "h5",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "figure",
    "figcaption",
    "pre",
    "dl",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "span",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "sub",
    "sup",
    "a",
    "font",
    "code",
    "mark",
    "button",
    "form",
    "details",
    "summary",
    "center",
    "address",
    "menu",
]

STARTS = [f"<{tag}>" for tag in TAGS]
ENDS = [f"</{tag}>" for tag in TAGS]
SPECIAL = [
    "<br>",
    "<br/>",
    "<hr>",
    "<wbr>",
    "<img src='/media/a.jpg' alt='An \"a\"' width=3>",
    "<img src='http://example.org/b.png'>",
    "<a href='https://example.org/?a=1&amp;b=2'>",
    "<a href=https://example.org/x title='T & \"t\"'>",
    "<a href='javascript:alert(1)'>",
    "<a href='/in/house'>",
    "<a href='mailto:desk@example.org'>",
    "<b style='font-weight:normal'>",
    "<ol start=4 type=a>",
    "<td colspan=2>",
    "<th rowspan=3>",
    "<td colspan=2 rowspan=2>",
    "<tr>",
    "<td>",
    "<li>",
    "<p>",
    "</p>",
    "<p class=x style='color:red'>",
    "<!-- c -->",
    "<script>x</script>",
    "<svg><p>",
    "</svg>",
    "<style>",
    "</style>",
    "<textarea>",
    "</textarea>",
    "<select><option>",
    "</select>",
    "<template>",
    "</template>",
]
WORDS = [
    "one",
    "Two",
    "three four",
    " ",
    "  ",
    " five ",
    "\n",
    "\t six\r\n",
    "\f",
    "\r",
    "\xa0",
    "\xa0 \xa0",
    "&nbsp;",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u200b",
    "\u00ad",
    "\u200d",
    "\ufeff",
    "\U0001f469\u200d\U0001f680",
    "\U0001f1e9\U0001f1ea",
    "e\u0301",
    "\u0301",
    "שלום",
    "\u202bمرحبا\u202c",
    "日本",
    "𝐛𝐨𝐥𝐝",
    "<",
    ">",
    "&",
    "&amp;lt;",
    "&lt;p&gt;",
    '"',
    "'",
    "&#13;",
    "&#1;",
    "&#0;",
    "&#x2028;",
    "\x00",
    "\x01",
    "\x0b",
    "\x1c",
    "\x7f",
    "\ud800",
    "“quoted”",
    "a-b–c—d",
    "3.5 %",
]
FRAGMENTS = STARTS + ENDS + SPECIAL + WORDS

MARKS = ["<mark data-annotation='1'>", "<mark data-annotation='2 new-1'>", "<mark>", "</mark>"]


def soup(random: Random, pieces: int = 40) -> str:
    """Random tags and words; about as many words as tags."""
    parts = []
    for _ in range(random.randrange(1, pieces)):
        choices = random.choice((STARTS, ENDS, SPECIAL, WORDS, WORDS))
        parts.append(random.choice(choices))
    return "".join(parts)


def with_mark(body: str, start: int, end: int, random: Random) -> str:
    """The body with a mark around each stretch of the span, cut at random, as an editor does."""
    out, position, first = [], 0, True
    for token in re.findall(r"<[^>]*>|&[a-z]+;|[^<&]", body):
        if re.match(r"<(p|h[234]|figcaption)>", token):
            position += 0 if first else 1
            first = False
        is_character = token == "<br>" or not token.startswith("<")
        if is_character and start <= position < end:
            out.append(f'<mark class="x" data-annotation="7">{token}</mark>')
        else:
            out.append(token)
        position += is_character
    html = "".join(out)
    return html.replace('</mark><mark class="x" data-annotation="7">', "", random.choice((0, -1)))
