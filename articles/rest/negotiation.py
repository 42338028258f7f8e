"""Which form an answer takes: content negotiation as RFC 9110, 12.5.1, asks for it."""

import re

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation

MOST_RANGES = 64  # of one Accept header; what stands beyond counts for nothing
RANGE = re.compile(r"""(?:[^,"]|"[^"]*"?)+""")  # up to a comma that stands in no quoted string
QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


class Negotiation(DefaultContentNegotiation):
    """REST framework's own ignores quality values, and takes a profile for another.

    Of the parameters only ``profile`` (RFC 6906, a list of addresses) tells two forms apart; others,
    as ``charset``, change nothing. Among forms that are liked alike, the view's first is given.
    """

    def select_renderer(self, request, renderers, format_suffix=None):
        if format_suffix:
            renderers = self.filter_renderers(renderers, format_suffix)
        ranges = _ranges(request.headers.get("Accept") or "*/*")
        best = max(renderers, key=lambda renderer: _quality(renderer.media_type, ranges))
        if not _quality(best.media_type, ranges):
            raise NotAcceptable(available_renderers=renderers)
        return best, best.media_type


def _ranges(header: str) -> list[tuple[str, dict[str, str]]]:
    """The media ranges of an Accept header, each with its parameters."""
    header = header[: DefaultContentNegotiation.max_accept_header_length]
    return [parse_header_parameters(part) for part in RANGE.findall(header)[:MOST_RANGES]]


def _quality(media_type: str, ranges: list[tuple[str, dict[str, str]]]) -> float:
    """How much this form is liked: what the most specific range says that it falls under; 0 is no."""
    name, parameters = parse_header_parameters(media_type)
    profile = parameters.get("profile")
    found = (-1, 0.0)
    for wanted, told in ranges:
        specific = _specificity(wanted, name)
        asked = told.get("profile")
        if specific < 0 or (asked is not None and profile not in asked.split()):
            continue
        quality = told.get("q", "1")
        liked = float(quality) if QUALITY.fullmatch(quality) else 1.0
        found = max(found, (specific + (asked is not None), liked))
    return found[1]


def _specificity(wanted: str, name: str) -> int:
    """0 for any type, 2 for all of one main type, 4 for the type itself; -1 where it is another."""
    if wanted == "*/*":
        return 0
    if wanted == f"{name.partition('/')[0]}/*":
        return 2
    return 4 if wanted == name else -1
