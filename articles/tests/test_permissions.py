"""Who may do what with articles, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.choices import Action
from articles.permissions import (
    may_edit_articles,
    may_edit_taxonomy,
    may_perform,
    may_see_drafts,
)

#                       reporter factchecker editor outsider anonymous
TABLE = {
    "see drafts":      (True,    True,       True,  False,   False),
    "edit articles":   (True,    False,      True,  False,   False),
    "edit taxonomy":   (False,   False,      True,  False,   False),
    Action.SUBMIT:     (True,    False,      True,  False,   False),
    Action.READY:      (False,   False,      True,  False,   False),
    Action.RETURN:     (False,   False,      True,  False,   False),
    Action.PUBLISH:    (False,   False,      True,  False,   False),
    Action.UNPUBLISH:  (False,   False,      True,  False,   False),
    Action.ARCHIVE:    (False,   False,      True,  False,   False),
    Action.RESTORE:    (False,   False,      True,  False,   False),
}  # fmt: skip
PREDICATES = {
    "see drafts": may_see_drafts,
    "edit articles": may_edit_articles,
    "edit taxonomy": may_edit_taxonomy,
}


@pytest.mark.parametrize("what", TABLE)
def test_who_may(what, reporter, factchecker, editor, outsider):
    people = (reporter, factchecker, editor, outsider, AnonymousUser())
    ask = PREDICATES.get(what, lambda user: may_perform(user, what))
    assert tuple(ask(person) for person in people) == TABLE[what]


def test_somebody_who_left_may_nothing(editor):
    editor.is_active = False
    assert not may_see_drafts(editor)
    assert not may_edit_articles(editor)
    assert not may_perform(editor, Action.PUBLISH)
