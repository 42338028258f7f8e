"""What survives of a text: every stretch is there, and no place is given away twice."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.aligning import align, sentences
from annotations.tests.hard_text import PIECES, article, sentence

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
steady = settings(derandomize=True, deadline=None, max_examples=400)


def check(old, new):
    runs = align(old, new).runs
    assert runs == sorted(runs)
    for run in runs:
        assert 0 <= run.old_start < run.old_end <= len(old)
        assert 0 <= run.new_start < run.new_end <= len(new)
        if run.exact:
            assert old[run.old_start : run.old_end] == new[run.new_start : run.new_end]
    for before, after in pairwise(runs):
        assert before.old_end <= after.old_start
    for before, after in pairwise(sorted(runs, key=lambda run: run.new_start)):
        assert before.new_end <= after.new_start
    return runs


@steady
@given(texts, texts)
def test_runs_are_true_and_overlap_in_neither_text(old, new):
    check(old, new)


def test_runs_of_shuffled_and_edited_articles_overlap_in_neither_text():
    for seed in range(30):
        rng = Random(seed)
        old = article(rng, 2000)
        lines = old.split("\n")
        lines += rng.sample(lines, 2)  # twins
        rng.shuffle(lines)
        words = "\n".join(lines).split(" ")
        for _ in range(30):
            words[rng.randrange(len(words))] = rng.choice(["", "the", "mill", "market. The", "4"])
        check(old, " ".join(words))


@steady
@given(texts)
def test_an_equal_text_survives_whole(text):
    assert sum(run.old_end - run.old_start for run in check(text, text)) <= len(text)
    ink = [character for character in text if not character.isspace()]
    covered = "".join(text[run.old_start : run.old_end] for run in align(text, text).runs)
    assert [character for character in covered if not character.isspace()] == ink


@steady
@given(texts)
def test_sentences_are_the_text(text):
    assert "".join(sentences(text)) == text


def test_a_sentence_that_moved_and_changed_is_followed():
    rng = Random(3)
    old = article(rng, 1500)
    moved = "The river crossed the narrow orchard road in 1976 and nobody repaired it."
    changed = "The river crossed the narrow orchard road in 1977 and nobody ever repaired it."
    new = f"{sentence(rng)} {changed}\n{old}"
    runs = check(f"{old}\n{moved}", new)
    followed = [run for run in runs if run.old_start > len(old)]
    assert sum(run.old_end - run.old_start for run in followed) > 0.8 * len(moved)
    assert all(run.new_end <= new.index("\n") for run in followed)


def test_what_was_taken_out_begins_after_a_full_stop():
    old = "Ada sold the mill. She has left it. He came later, though."
    new = "Ada sold the mill. He came later, too."
    first = align(old, new).runs[0]
    assert old[first.old_start : first.old_end] == "Ada sold the mill."
