"""Which words went and which came, for people to look at."""

from hypothesis import given
from hypothesis import strategies as st

from articles.difference import ARRIVED, COME, GONE, LEFT, SAME, Part, lines, words
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


def rows(before, after):
    return [(row.op, row.before, row.after) for row in lines(before, after)]


def test_lines_stand_beside_each_other():
    assert rows("One.\nTwo rivers rose.\nThree.", "One.\nTwo rivers fell.\nNew.\nThree.") == [
        ("same", 1, 1),
        ("changed", 2, 2),
        ("come", None, 3),
        ("same", 3, 4),
    ]


def test_a_line_that_went_is_no_rewrite_of_the_unlike_one_that_came():
    assert rows("The mill closed.\nEnd.", "Nobody was told today?\nEnd.") == [
        ("gone", 1, None),
        ("come", None, 1),
        ("same", 2, 2),
    ]


def test_a_line_that_moved_is_told_at_both_its_places():
    assert rows("One.\nTwo.\nThree.\nFour.", "Two.\nThree.\nFour.\nOne.") == [
        ("left", 1, 4),
        ("same", 2, 1),
        ("same", 3, 2),
        ("same", 4, 3),
        ("arrived", 1, 4),
    ]


def test_a_line_was_rewritten_to_the_one_that_is_most_like_it():
    before = "The river rose by two metres on Monday.\nNobody was hurt in the flood."
    after = "Nobody was hurt in the great flood.\nThe mayor said so."
    assert rows(before, after) == [("gone", 1, None), ("changed", 2, 1), ("come", None, 2)]


def test_lines_too_many_to_compare_are_told_in_bounded_time():
    many = "\n".join(f"Line {number}" for number in range(20_000))
    other = "\n".join(f"Row {number}" for number in range(20_000))
    assert len(lines(many, other)) == 40_000


texts = st.text(alphabet="ab .,’9\n😀é\u0301", max_size=40)


@given(texts, texts)
def test_the_parts_make_up_both_texts(before, after):
    parts = words(before, after)
    assert "".join(part.text for part in parts if part.op != COME) == before
    assert "".join(part.text for part in parts if part.op != GONE) == after
    assert all(part.text for part in parts)


line_texts = st.lists(st.sampled_from(["", "a", "b c", "b d", "e f g", "😀"]), max_size=8)


@given(line_texts, line_texts)
def test_the_rows_make_up_both_texts(before, after):
    made = lines("\n".join(before), "\n".join(after))
    old = [row for row in made if row.op not in (COME, ARRIVED)]
    new = [row for row in made if row.op not in (GONE, LEFT)]

    def text(row, edited):
        return "".join(part.text for part in row.parts if part.op != edited)

    assert "\n".join(text(row, COME) for row in old) == "\n".join(before)
    assert "\n".join(text(row, GONE) for row in new) == "\n".join(after)
    assert [row.before for row in old] == list(range(1, len(old) + 1))
    assert [row.after for row in new] == list(range(1, len(new) + 1))
