"""What tests make articles and people of. Everything goes through the services."""

from django.contrib.auth.models import Group, User

from articles.models import Article
from articles.services import create_article, publish, save_revision

PASSWORD = "demo"
BODY = "<p>The river rose by two metres on Monday. “We were lucky,” the harbour master said.</p>"


def make_user(name: str, group: str | None = None) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=group is not None)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_article(
    headline: str = "River rises", body: str = BODY, *, by=None, published: bool = False, **fields
) -> Article:
    article = create_article(headline=headline, by=by, **fields)
    save_revision(article, headline=headline, standfirst="", body=body, by=by, base=0)
    if published:
        publish(article, by=by, reason="test")
    return article


def rewrite(article: Article, body: str, *, by=None):
    """Save another body on top of the latest revision."""
    latest = article.latest_revision
    return save_revision(
        article,
        headline=latest.headline,
        standfirst=latest.standfirst,
        body=body,
        by=by,
        base=latest.number,
    )
