"""Showing where the words that were searched for stand."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.searching import Asked, Piece, pieces, snippet

register = template.Library()

OPEN, CLOSE = SafeString('<mark class="hit">'), SafeString("</mark>")


@register.simple_tag(takes_context=True)
def hits(context: Context, text: str) -> SafeString | str:
    """The text with a mark around what was ``asked``; as it is where nothing was."""
    asked = context.get("asked")
    return _marked(pieces(text, asked)) if asked else text


@register.filter
def around_hits(text: str, asked: Asked) -> SafeString:
    """The part of a long text that answers best, with its marks."""
    return _marked(snippet(text, asked))


def _marked(found: Iterable[Piece]) -> SafeString:
    parts = ((OPEN, text, CLOSE) if is_hit else ("", text, "") for text, is_hit in found)
    return format_html_join("", "{}{}{}", parts)
