"""Who may do what with articles: one table, and the predicates that everybody asks.

Groups are made after migrate (apps.py) from ``GROUPS``; code asks the predicates, which ask
Django's permissions, so that a site can grant one person one thing more in the admin. A token's
scopes narrow what its user may, in ``may`` alone, which every predicate of both apps asks.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from articles.choices import Action, Scope

User = AbstractBaseUser | AnonymousUser

REPORTER, FACT_CHECKER, EDITOR = "Reporter", "Fact-checker", "Editor"

SEE_DRAFTS = "articles.see_drafts"
EDIT_ARTICLES = "articles.change_article"
PUBLISH_ARTICLES = "articles.publish_article"
EDIT_TAXONOMY = "articles.change_section"
MANAGE_USERS = "auth.change_user"

GROUPS: dict[str, tuple[str, ...]] = {
    REPORTER: (SEE_DRAFTS, EDIT_ARTICLES),
    FACT_CHECKER: (SEE_DRAFTS,),
    EDITOR: (SEE_DRAFTS, EDIT_ARTICLES, PUBLISH_ARTICLES, EDIT_TAXONOMY),
}


def narrow(user: User, scopes: Iterable[str]) -> None:
    """From now on this object may do what its user may, and these scopes of a token allow."""
    user.scopes = frozenset(scopes) | ({Scope.READ_DRAFTS} if scopes else set())


def may(user: User, permission: str, scope: Scope) -> bool:
    """Whether the user is active, has the permission, and came without a token or with this scope.

    Who does not see drafts may nothing: writes are of the latest revision, and would go over what
    the writer cannot see. Superusers have every permission, but a token of theirs has its scopes
    alone. What was missing for the latest no is ``missing_scope``'s to tell.
    """
    granted = user.is_active and user.has_perms((permission, SEE_DRAFTS))
    in_scope = scope in getattr(user, "scopes", Scope)
    if not (granted and in_scope):
        user.missing_scope = scope if granted else None
    return granted and in_scope


def missing_scope(user: User) -> Scope | None:
    """The scope that the user's token lacks for what was refused last; None if it is not that."""
    return getattr(user, "missing_scope", None)


def may_see_drafts(user: User) -> bool:
    """The desk: sees every article, annotation, revision and source, public or not."""
    return may(user, SEE_DRAFTS, Scope.READ_DRAFTS)


def may_edit_articles(user: User) -> bool:
    """May create articles, write revisions and edit metadata."""
    return may(user, EDIT_ARTICLES, Scope.EDIT)


def may_edit_taxonomy(user: User) -> bool:
    """May create and edit sections, topics and authors."""
    return may(user, EDIT_TAXONOMY, Scope.EDIT)


def may_correct(user: User) -> bool:
    """May tell readers that something published was wrong."""
    return may(user, PUBLISH_ARTICLES, Scope.PUBLISH)


def may_perform(user: User, action: Action) -> bool:
    """May move an article by this action, its state allowing."""
    return may(user, _needed(action), scope_of(action))


def scope_of(action: Action) -> Scope:
    """What a token needs for this action."""
    return Scope.EDIT if _needed(action) == EDIT_ARTICLES else Scope.PUBLISH


def may_manage_tokens(user: User) -> bool:
    """May see and revoke other people's tokens: whoever may manage users."""
    return user.is_active and user.has_perm(MANAGE_USERS)


def groups_that_may(action: Action) -> list[str]:
    """The groups whose members may do this, for those who may not."""
    return [group for group, granted in GROUPS.items() if _needed(action) in granted]


def _needed(action: Action) -> str:
    return EDIT_ARTICLES if action == Action.SUBMIT else PUBLISH_ARTICLES
