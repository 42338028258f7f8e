"""Offsets in UTF-16 units, as browsers count, and in code points, as everything here counts."""

import re
from bisect import bisect_left
from functools import lru_cache

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Converts offsets of one text, which is read once."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide = [match.start() for match in _TWO_UNITS.finditer(text)]  # code points
        self._pairs = [at + number for number, at in enumerate(self._wide)]  # the same in units

    def units(self, code_points: int) -> int:
        return code_points + bisect_left(self._wide, code_points)

    def code_points(self, units: int) -> int:
        """Raises ValueError outside the text, and between the two units of one character."""
        before = bisect_left(self._pairs, units)
        if before and self._pairs[before - 1] == units - 1:
            raise ValueError(f"{units} stands between the two UTF-16 units of one character.")
        if not 0 <= units - before <= self._length:
            raise ValueError(f"{units} is not within the text.")
        return units - before


@lru_cache(maxsize=16)
def utf16_of(text: str) -> Utf16:
    """Of a text that many offsets are asked of, one after the other."""
    return Utf16(text)
