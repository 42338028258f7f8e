"""Nothing of an embargoed article, nor of an annotation that readers may not see, is anywhere.

Every route of the site is asked, in every way it answers, by a stranger and by somebody who may
log in to the admin but is not of the desk, just before the embargo ends and just after.
"""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from articles.api import ArticleViewSet
from articles.models import Article, Image
from articles.previewing import make_token
from articles.tests.factories import make_article
from newsroom.tests.canaries import Canaries, build, found_in
from newsroom.tests.routes import Route, addresses, queries, routes

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)
WRITING = ("post", "put", "patch", "delete", "options")
# Outside the admin, the routes that have nothing of articles for readers. All others must show
# something once the embargo is over.
SILENT = {
    "preview/<token>/", "preview/<token>/images/<key>/<name>", "healthz", "readyz", "sitemap.xml", "robots.txt", "favicon.ico", "api/v1/", "api/v1/schema/", "api/v1/docs/", "api/",
    *(f"api/v1/{name}/{item}" for name in ("images", "comments", "reports") for item in ("", "<pk>/")),
    "api/v1/articles/<article>/changes/", "api/v1/articles/<article>/preview/",
    "api/v1/ratings/", "api/v1/ratings/<pk>/",
    "api/v1/articles/<article>/revisions/", "api/v1/articles/<article>/revisions/<number>/",
    "api/v1/articles/import/", "api/v1/articles/<article>/export/",
}  # fmt: skip
ACTIONS = (
    "archive", "publish", "ready", "restore", "return", "submit", "unpublish", "approve",
    "bulk", "confirm", "merge", "reattach", "reopen", "resolve", "undo", "withdraw",
)  # fmt: skip


@pytest.fixture
def words() -> Canaries:
    return build()


@pytest.fixture
def visitors(outsider):
    """Anonymous, and logged in with a way into the admin, though without a right there."""
    outsider.is_staff = True
    outsider.save()
    insider = Client()
    insider.force_login(outsider)
    return [Client(), insider]


def ask(client: Client, method: str, address: str, **headers) -> set[str]:
    """The canaries in all of the answer but those that stand in its own address."""
    data = {} if method in ("get", "head") else {"content_type": "application/json", "data": "{}"}
    response = getattr(client, method)(address, headers={"If-Match": "*", **headers}, **data)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = f"{response.reason_phrase} {list(response.items())} {response.cookies.output()}"
    assert response.status_code < 500, (method, address)
    if response.get("Content-Type", "").startswith("image/"):
        return found_in(Image.objects.get(key=address.split("/")[-2]).alt)  # the picture itself
    return found_in(head + body.decode()) - found_in(address)


def visit(client: Client, route: Route, *, writing: bool) -> set[str]:
    """All canaries that a route tells this visitor."""
    found: set[str] = set()
    _first, *others = getattr(route.view, "renderer_classes", None) or [None]
    for address in addresses(route):
        for query in queries(route):
            found |= ask(client, "get", address + query)
        for renderer in others:
            found |= ask(client, "get", address, Accept=renderer.media_type)
        if writing and route.route != "admin/logout/":
            for method in WRITING[: 1 if route.is_admin else None]:
                found |= ask(client, method, address)
    return found


def test_before_its_time_nothing_of_it_is_anywhere(words, visitors, clock):
    clock(words.opens - MOMENT)
    for client in visitors:
        for route in routes():
            assert visit(client, route, writing=True) == set(), route.route


def test_at_its_time_all_that_is_for_readers_is_there_and_nothing_else(words, visitors, clock):
    clock(words.opens)
    for client in visitors:
        seen = set()
        for route in routes():
            found = visit(client, route, writing=False)
            assert found <= words.opening, route.route
            is_silent = route.is_admin or route.route in SILENT or _is_action(route)
            assert found or is_silent, route.route
            seen |= found
        assert seen == words.opening


def _is_action(route: Route) -> bool:
    return route.route.startswith("api/v1/") and route.route.split("/")[-2] in ACTIONS


def test_no_search_finds_a_word_before_its_time_or_one_that_is_the_desks(words, client, clock):
    """The answer has the word itself in its address, so that what is found is counted."""

    def finds(word: str) -> int:
        context = client.get("/search/", {"q": word}).context
        lists = [
            client.get(f"/api/v1/{path}/", {"q": word}).json()["results"]
            for path in ("articles", "annotations", "sources")
        ]
        return context["articles"].count + context["facts"].count + sum(map(len, lists))

    clock(words.opens - MOMENT)
    assert [word for word in words.opening | words.never if finds(word)] == []
    clock(words.opens)
    assert [word for word in words.never if finds(word)] == []
    for place in ("headline", "standfirst", "body", "claimsummary", "quotetext", "quotespeaker"):
        assert finds(f"kanarie{place}"), place


def test_a_private_link_shows_its_own_revision_and_no_other(words, client, clock):
    """Whoever was given it may see it; even so nothing of what is for the desk alone."""
    clock(words.opens - MOMENT)
    article = Article.objects.get(published_at=words.opens)
    link = f"/preview/{make_token(article.pk, 2, now=words.opens, days=1)}/"
    found = ask(client, "get", link)
    assert {"kanarieheadline", "kanariebody", "kanariequotenote"} <= found <= words.opening
    pictures = {f"{link}images/{image.key}/{image.names[0]}" for image in Image.objects.all()}
    told = set().union(*(ask(client, "get", address) for address in pictures))
    assert told == {"kanarieleadalt", "kanariefigurealt"}


def test_a_route_that_nobody_knows_is_told():
    """Whoever adds an address says how it is visited, or hears of it above."""
    with pytest.raises(AssertionError, match="Nobody knows how to visit “films/<reel>/”"):
        addresses(Route("films/<reel>/", None))


def test_a_filter_that_nobody_knows_is_told():
    class Films(ArticleViewSet):
        list_parameters = frozenset({"reel"})

    with pytest.raises(AssertionError, match="Nobody knows what to ask with \\?reel="):
        queries(Route("api/v1/films/", Films))


def test_from_a_row_to_its_page_is_for_the_desk(log_in, editor, outsider):
    """Django's shortcut would tell anybody in the admin the address of a draft."""
    outsider.is_staff = True
    outsider.save()
    article = make_article()
    kind = ContentType.objects.get_for_model(Article)
    shortcut = reverse("admin:view_on_site", args=[kind.pk, article.pk])
    assert log_in("editor").get(shortcut)["Location"].endswith("/articles/river-rises/")
    assert log_in("outsider").get(shortcut).status_code == 403
