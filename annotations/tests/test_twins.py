"""Sentences that stand twice: an annotation never moves over to the twin of its own words."""

import pytest

from annotations.choices import State
from annotations.models import Annotation
from annotations.tests.factories import annotate
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db

WORDS = "Rents will not rise this year."


def test_deleting_the_annotated_one_of_two_equal_sentences_loses_it_until_it_comes_back():
    own, twin = f"<p>Ada spoke. {WORDS} She left.</p>", f"<p>Bo agreed. {WORDS} He stayed.</p>"
    article = make_article(body=own + twin)
    number = annotate(article, WORDS).pk
    place = Annotation.objects.get(pk=number).latest_anchor.start

    rewrite(article, "<p>Ada spoke. She left.</p>" + twin)
    assert Annotation.objects.get(pk=number).latest_anchor.state == State.LOST
    rewrite(article, "<p>Ada spoke. She left early.</p>" + twin)
    assert Annotation.objects.get(pk=number).latest_anchor.state == State.LOST
    rewrite(article, own + twin)
    anchor = Annotation.objects.get(pk=number).latest_anchor
    assert (anchor.state, anchor.start) == (State.INTACT, place)
