"""What the search keeps silent about: the words of deleted posts, where the site withholds them."""

from django.conf import settings
from django.db.models import Q

from annotations.choices import Availability, State
from annotations.models import Anchor
from articles.models import Article

GONE = (Availability.DELETED, Availability.ACCOUNT_GONE)


def withheld() -> Q:
    """Annotations of posts whose words readers do not get (see SocialEmbed.is_withheld)."""
    return Q(social_embed__availability__in=GONE if settings.DELETED_POSTS == "withdraw" else ())


def withhold(articles: list[Article]) -> None:
    """Give each article ``shown_text``: its live text, blank where withheld posts stand."""
    for article in articles:
        article.shown_text = article.live_revision.text
    if settings.DELETED_POSTS != "withdraw":
        return
    by_revision = {article.live_revision_id: article for article in articles}
    standing = Anchor.objects.filter(
        revision__in=by_revision,
        state=State.INTACT,
        annotation__is_public=True,
        annotation__social_embed__availability__in=GONE,
    )
    for revision, start, end in standing.values_list("revision", "start", "end"):
        article = by_revision[revision]
        text = article.shown_text
        article.shown_text = text[:start] + " " * (end - start) + text[end:]
