"""What annotations name, shown in full: ``?include=``, each in a fixed number of queries."""

from collections.abc import Sequence

from annotations.api.shown import annotations_for, show_in
from articles.api.articles import articles_in_list
from articles.models import Article
from articles.permissions import User
from articles.serializers import show_article_in_list


def put_articles(shown: Sequence[dict], user: User, *, desk: bool) -> None:
    """The article as lists show it in place of its name, which stays where it is gone meanwhile."""
    found = articles_in_list(Article.objects.visible_to(user))
    articles = found.in_bulk({item["article"]["id"] for item in shown})
    for item in shown:
        if article := articles.get(item["article"]["id"]):
            revision = article.latest_revision if desk else article.live_revision
            item["article"] = show_article_in_list(article, desk=desk, shown=revision)


def put_related(shown: Sequence[dict], user: User, *, desk: bool, utf16: bool) -> None:
    """In each relation the ``annotation`` at its other end, as it is shown alone."""
    ends = [(item["id"], relation) for item in shown for relation in item["relations"]]
    ids = {_other_end(pk, relation) for pk, relation in ends}
    found = annotations_for(user, desk=desk, revision=None).in_bulk(ids)
    others = {
        pk: show_in(other, desk=desk, revision=None, utf16=utf16) for pk, other in found.items()
    }
    for pk, relation in ends:
        if other := others.get(_other_end(pk, relation)):
            relation["annotation"] = other


def _other_end(pk: int, relation: dict) -> int:
    return relation["to"] if relation["from"] == pk else relation["from"]
