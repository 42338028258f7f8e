"""Who may do what with articles, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from articles.choices import Action
from articles.permissions import (
    may_edit_articles,
    may_edit_taxonomy,
    may_perform,
    may_see_drafts,
)
from articles.tests.api import Api, refused
from articles.tests.factories import make_article, rewrite

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


def test_who_does_not_see_drafts_does_not_write_over_them(outsider, editor):
    """A writer who read the live revision would take the desk's latest one back, unseen."""
    article = make_article(published=True, by=editor)
    names = ("change_article", "publish_article", "change_annotation")
    outsider.user_permissions.set(Permission.objects.filter(codename__in=names))
    writer = type(outsider).objects.get(pk=outsider.pk)
    path = f"articles/{article.pk}/"
    tag = Api(writer).get(path)["ETag"]
    rewrite(article, "<p>Half done</p>", by=editor)
    refused(Api(writer).patch(path, {"body": "<p>Mine</p>"}, tag=tag), 403, "permission_denied")
    refused(Api(writer).post(f"{path}publish/", {"reason": "x"}, tag=tag), 403, "permission_denied")
    place = {"article": article.pk, "kind": "claim", "start": 0, "end": 4}
    refused(Api(writer).post("annotations/", place), 403, "permission_denied")
    assert article.revisions.count() == 2
