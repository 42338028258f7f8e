"""The difference of two texts as HTML, marked by form and not by colour alone."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.difference import COME, GONE, SAME, Part

register = template.Library()


@register.filter
def before_side(parts: Sequence[Part]) -> SafeString:
    """What stood before: ``<del>`` around the words that went."""
    return _side(parts, GONE, "<del>{}</del>")


@register.filter
def after_side(parts: Sequence[Part]) -> SafeString:
    """What stands now: ``<ins>`` around the words that came."""
    return _side(parts, COME, "<ins>{}</ins>")


def _side(parts: Sequence[Part], edited: str, wrapping: str) -> SafeString:
    shown = (part for part in parts if part.op in (SAME, edited))
    return format_html_join(
        "",
        "{}",
        ((part.text if part.op == SAME else format_html(wrapping, part.text),) for part in shown),
    )
