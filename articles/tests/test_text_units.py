"""UTF-16 units and code points, against Python's own encoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.units import Utf16

# Any text, with many characters of two units.
TEXTS = st.lists(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a🐟👩🏽‍🚀𝒳é"))
).map("".join)


@given(TEXTS)
def test_each_place_of_a_text_there_and_back(text):
    unit = Utf16(text)
    places = {len(text[:at].encode("utf-16-le")) // 2: at for at in range(len(text) + 1)}
    for units, at in places.items():
        assert unit.units(at) == units
        assert unit.code_points(units) == at
    for units in set(range(-2, max(places) + 3)) - set(places):
        with pytest.raises(ValueError, match=r"not within the text|between the two"):
            unit.code_points(units)
