"""A guard in front of the parser.

An HTML parser's time grows with the square of how deep tags nest, and each new paragraph opens
again every formatting tag that was left open: a megabyte made for it would take minutes and
gigabytes. No document comes near these limits.
"""

import re

_MAX_OPEN = 2000
_MAX_FORMATTING = 30  # tags such as <b> that are open at once

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Void elements, and those that the parser closes by itself, so that they do not add up.
_UNCOUNTED = _words(
    "a area base br col dd dt embed hr img input li link meta nobr optgroup option p rp rt source"
    " tbody td tfoot th thead tr track wbr"
)
_FORMATTING = _words("b big code em font i s small strike strong tt u")
# An end tag does not reach over these (the HTML standard's scope) …
_SCOPES = _words("applet button caption marquee object select table template")
# … and an end tag that is not itself one of these does not reach over them (its special elements).
_SPECIAL = _SCOPES | _words(
    "address article aside blockquote body center details dialog dir div dl fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe listing main"
    " menu nav noembed noframes noscript ol plaintext pre script search section style summary"
    " textarea title ul xmp"
)


def shallow(html: str) -> str:
    """The HTML without the tags that are nested deeper than the limits; their text stays."""
    if html.count("<") <= _MAX_FORMATTING:
        return html
    open_tags = _OpenTags()
    kept: list[str] = []
    start = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name not in _UNCOUNTED and not open_tags.admit(name, bool(match[1])):
            kept.append(html[start : match.start()])
            start = match.end()
    kept.append(html[start:])
    return "".join(kept)


class _OpenTags:
    """What is open, about as the parser sees it: where it is not exact, it counts too much."""

    def __init__(self) -> None:
        self._stack: list[str] = []
        self._places: dict[str, list[int]] = {}  # name -> where it stands on the stack
        self._scopes: list[int] = []
        self._special: list[int] = []
        self._formatting = dict.fromkeys(_FORMATTING, 0)

    def admit(self, name: str, is_end: bool) -> bool:
        """Whether the tag may reach the parser."""
        if name in _FORMATTING:
            return self._formatting_admits(name, is_end)
        if is_end:
            self._end(name)
            return True
        place = len(self._stack)
        if place >= _MAX_OPEN:
            return False
        self._stack.append(name)
        self._places.setdefault(name, []).append(place)
        if name in _SCOPES:
            self._scopes.append(place)
        if name in _SPECIAL:
            self._special.append(place)
        return True

    def _end(self, name: str) -> None:
        places = self._places.get(name)
        barriers = self._scopes if name in _SPECIAL else self._special
        if not places or (barriers and places[-1] < barriers[-1]):
            return
        place = places[-1]
        for popped in self._stack[place:]:
            self._places[popped].pop()
        del self._stack[place:]
        for marked in (self._scopes, self._special):
            while marked and marked[-1] >= place:
                marked.pop()

    def _formatting_admits(self, name: str, is_end: bool) -> bool:
        is_open = sum(self._formatting.values())
        if is_end:
            self._formatting[name] = max(0, self._formatting[name] - 1)
            return is_open <= _MAX_FORMATTING
        self._formatting[name] += 1
        return is_open < _MAX_FORMATTING
