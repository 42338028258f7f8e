"""Which words went and which came, for people to look at."""

from hypothesis import given
from hypothesis import strategies as st

from articles.difference import COME, GONE, SAME, Part, words
from articles.templatetags.difference import after_side, before_side


def shown(before, after):
    sign = {SAME: "{}", GONE: "[-{}-]", COME: "{{+{}+}}"}
    return "".join(sign[part.op].format(part.text) for part in words(before, after))


def test_a_word_that_took_another_ones_place():
    before, after = "It rose by 4.1% in May.", "It rose by 9.1% in May."
    assert shown(before, after) == "It rose by [-4.1-]{+9.1+}% in May."


def test_words_put_in_and_taken_out():
    assert shown("She did go home", "She did not go") == "She did {+not +}go[- home-]"


def test_edits_with_only_a_space_between_them_are_one():
    assert shown("the old mill burnt", "the new hall burnt") == "the [-old mill-]{+new hall+} burnt"


def test_an_apostrophe_belongs_to_its_word():
    assert shown("it isn’t so", "it is so") == "it [-isn’t-]{+is+} so"


def test_nothing_changed():
    assert words("The same.", "The same.") == [Part(SAME, "The same.")]
    assert words("", "") == []


def test_texts_too_long_to_compare_differ_as_a_whole():
    assert shown("a " * 20_000, "b " * 20_000) == f"[-{'a ' * 20_000}-]{{+{'b ' * 20_000}+}}"


def test_each_side_marks_its_own_words_and_escapes_them():
    parts = words("AT&T rose by 4.1%", "AT&T <b>fell</b> by 4.1%")
    assert before_side(parts) == "AT&amp;T <del>rose</del> by 4.1%"
    assert after_side(parts) == "AT&amp;T <ins>&lt;b&gt;fell&lt;/b&gt;</ins> by 4.1%"


texts = st.text(alphabet="ab .,’9\n😀é\u0301", max_size=40)


@given(texts, texts)
def test_the_parts_make_up_both_texts(before, after):
    parts = words(before, after)
    assert "".join(part.text for part in parts if part.op != COME) == before
    assert "".join(part.text for part in parts if part.op != GONE) == after
    assert all(part.text for part in parts)
