"""Where the words of an annotation stand in a text that keeps being edited.

Pure functions on strings; offsets count Unicode code points, half-open.
"""

from annotations.anchoring.carrying import carry, recall
from annotations.anchoring.comparing import compare
from annotations.anchoring.finding import context, find
from annotations.anchoring.proposing import propose
from annotations.anchoring.spans import Carried, Quote, Span

__all__ = ["Carried", "Quote", "Span", "carry", "compare", "context", "find", "propose", "recall"]
