"""Who may do what with articles: one table, and the predicates that everybody asks.

Groups are made after migrate (apps.py) from ``GROUPS``; code asks the predicates, which ask
Django's permissions, so that a site can grant one person one thing more in the admin.
"""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from articles.choices import Action

User = AbstractBaseUser | AnonymousUser

REPORTER, FACT_CHECKER, EDITOR = "Reporter", "Fact-checker", "Editor"

SEE_DRAFTS = "articles.see_drafts"
EDIT_ARTICLES = "articles.change_article"
PUBLISH_ARTICLES = "articles.publish_article"
EDIT_TAXONOMY = "articles.change_section"

GROUPS: dict[str, tuple[str, ...]] = {
    REPORTER: (SEE_DRAFTS, EDIT_ARTICLES),
    FACT_CHECKER: (SEE_DRAFTS,),
    EDITOR: (SEE_DRAFTS, EDIT_ARTICLES, PUBLISH_ARTICLES, EDIT_TAXONOMY),
}


def may_see_drafts(user: User) -> bool:
    """The desk: sees every article, annotation, revision and source, public or not."""
    return user.is_active and user.has_perm(SEE_DRAFTS)


def may_edit_articles(user: User) -> bool:
    """May create articles, write revisions and edit metadata."""
    return user.is_active and user.has_perm(EDIT_ARTICLES)


def may_edit_taxonomy(user: User) -> bool:
    """May create and edit sections, topics and authors."""
    return user.is_active and user.has_perm(EDIT_TAXONOMY)


def may_correct(user: User) -> bool:
    """May tell readers that something published was wrong."""
    return user.is_active and user.has_perm(PUBLISH_ARTICLES)


def may_perform(user: User, action: Action) -> bool:
    """May move an article by this action, its state allowing."""
    return user.is_active and user.has_perm(_needed(action))


def groups_that_may(action: Action) -> list[str]:
    """The groups whose members may do this, for those who may not."""
    return [group for group, granted in GROUPS.items() if _needed(action) in granted]


def _needed(action: Action) -> str:
    return EDIT_ARTICLES if action == Action.SUBMIT else PUBLISH_ARTICLES
