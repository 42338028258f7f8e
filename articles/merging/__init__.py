"""Two edits of one body put together: what does not overlap by itself, what does for a person.

Block by block (list items, cells and quoted paragraphs too), and word by word inside a block that
both changed. Annotations' marks go with their words.
"""

from articles.merging.blocks import merge
from articles.merging.result import Merged, Overlap

__all__ = ["Merged", "Overlap", "merge"]
