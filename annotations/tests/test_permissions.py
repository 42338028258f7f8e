"""Who may do what with annotations, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from annotations.permissions import may_annotate, may_approve, may_edit
from annotations.services import withdraw
from annotations.tests.factories import annotate
from articles.tests.factories import make_article

#                    reporter factchecker editor outsider anonymous
TABLE = {
    "annotate":       (True,  True,       True,  False,   False),
    "approve":        (False, True,       True,  False,   False),
    "edit draft":     (True,  True,       True,  False,   False),
    "edit approved":  (False, True,       True,  False,   False),
    "edit withdrawn": (False, True,       True,  False,   False),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLE)
def test_who_may(what, reporter, factchecker, editor, outsider):
    article = make_article()
    annotations = {
        "edit draft": annotate(article, "river"),
        "edit approved": annotate(article, "two metres", approved=True),
        "edit withdrawn": withdraw(annotate(article, "Monday"), by=None),
    }
    ask = {
        "annotate": may_annotate,
        "approve": may_approve,
    }.get(what, lambda user: may_edit(user, annotations[what]))
    people = (reporter, factchecker, editor, outsider, AnonymousUser())
    assert tuple(ask(person) for person in people) == TABLE[what]
