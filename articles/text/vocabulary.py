"""What a body may hold, said once: the sanitiser, the reader, the writer and the editor follow it."""

import re

import nh3

from articles.text.nesting import shallow


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADING_LEVELS = (2, 3, 4)
LINK_SCHEMES = ("http", "https", "mailto")
MEDIA_PREFIX = "/media/"  # images come from the site's own media, whose URLs start with this

# Inline tags from the outermost in: the order in which the editor's preset lists its marks.
INLINE = ("a", "strong", "em", "sub", "sup")

# Every tag of a body, with its attributes in the order they are written.
VOCABULARY: dict[str, tuple[str, ...]] = {
    "p": (),
    **{f"h{level}": () for level in HEADING_LEVELS},
    "blockquote": (),
    "ul": (),
    "ol": ("start", "type"),
    "li": (),
    "table": (),
    "tbody": (),
    "tr": (),
    "th": ("colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "figure": (),
    "img": ("src", "alt", "width", "height"),
    "figcaption": (),
    "hr": (),
    "br": (),
    "a": ("href", "title"),
    "strong": (),
    "em": (),
    "sub": (),
    "sup": (),
}

# Tags of the web that mean one of ours.
READ_AS = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "menu": "ul",
    "dir": "ul",
    "listing": "pre",
}

# Tags that begin and end a line but say nothing that a body keeps.
BLOCKS = _words(
    "address article aside caption center dd details dialog div dl dt fieldset footer form header"
    " hgroup legend main nav optgroup option pre search section summary tbody tfoot thead"
)

# Tags whose content is not text for a reader (Word's o:p holds a space to fill an empty line).
NOT_CONTENT = _words(
    "applet audio canvas datalist embed frameset head iframe math noembed noframes noscript object"
    " o:p script select style svg template textarea title video"
)

_READ = frozenset(VOCABULARY) | frozenset(READ_AS) | BLOCKS | {"mark", "span"}

_SANITISER = nh3.Cleaner(
    tags=set(_READ),
    clean_content_tags=set(NOT_CONTENT),
    attributes={tag: set(names) for tag, names in VOCABULARY.items() if names}
    # Read, never written: what other programs say in styles, and the places of annotations.
    | {
        "b": {"style"},
        "i": {"style"},
        "span": {"style", "class"},
        "p": {"style"},
        "br": {"class"},
        "mark": {"data-annotation"},
    },
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
)

# Lone surrogates cannot be stored; C0 controls other than white space are never content.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")
_IGNORED_IN_URLS = re.compile(r"[\t\n\r]")
_DOT_SEGMENT = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$|[?#])", re.IGNORECASE)


def sanitise(html: str) -> str:
    """Any HTML in; well-formed, serialised HTML of harmless tags out (not yet a body)."""
    return _SANITISER.clean(shallow(without_controls(html)))


def without_controls(value: str) -> str:
    """Drop C0 controls (but not tab, line feed, form feed, carriage return) and lone surrogates."""
    return _FORBIDDEN.sub("", value)


def link_target(href: str) -> str | None:
    """The address as written in a body, or None if a body may not link there.

    Allowed are LINK_SCHEMES and paths of this site ("/…", but not "//…" nor "/\\…", which browsers
    read as another host).
    """
    href = _address(href)
    scheme, colon, rest = href.partition(":")
    if colon and scheme.lower() in LINK_SCHEMES and rest:
        return href
    is_path = href.startswith("/") and href[1:2] not in ("/", "\\")
    return href if is_path else None


def image_source(src: str) -> str | None:
    """The address as written in a body, or None if it is not one of the site's own media files."""
    src = _address(src)
    path = src.removeprefix(MEDIA_PREFIX)
    if path in ("", src) or "\\" in path or _DOT_SEGMENT.search(path):
        return None
    return src


def _address(value: str) -> str:
    """What a browser makes of an address before it reads it (WHATWG URL, basic parser)."""
    return _IGNORED_IN_URLS.sub("", without_controls(value)).strip(" \f")
