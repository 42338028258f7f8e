"""Revisions at the desk: the list, one, two compared, and restoring."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Article
from articles.services import restore_revision
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
FIRST = "<p>One line.</p><p>The river rose by two metres.</p><p>Last.</p><p>End.</p>"
SECOND = (
    "<p>The river rose by three metres.</p><p>Last.</p><p>End.</p><p>Put in.</p><p>One line.</p>"
)


def url(name: str, article, *numbers: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *numbers])


@pytest.fixture
def article(editor):
    article = make_article(body=FIRST, by=editor)
    rewrite(article, SECOND, by=editor)
    return article


@pytest.mark.parametrize("name", ["reporter", "factchecker", "editor"])
def test_the_whole_desk_reads_and_compares(log_in, article, name):
    client = log_in(name)
    for address in (
        url("revisions", article),
        url("revision", article, 1),
        url("compare", article) + "?from=1&to=2",
    ):
        assert client.get(address).status_code == 200, address


def test_strangers_see_nothing(client, article, outsider):
    outsider.is_staff = True
    outsider.save()
    assert client.get(url("revision", article, 1)).status_code == 302
    client.force_login(outsider)
    for address in (
        url("revisions", article),
        url("revision", article, 1),
        url("compare", article) + "?from=1&to=2",
    ):
        assert client.get(address).status_code == 403, address
    assert client.post(url("restore", article, 1), {"base": 2}).status_code == 403


def test_the_list_tells_who_saved_what_and_what_was_restored(log_in, article, editor):
    restore_revision(article, article.revisions.get(number=1), by=editor, base=2)
    page = log_in("reporter").get(url("revisions", article)).content.decode()
    assert page.index(url("revision", article, 3)) < page.index(url("revision", article, 1))
    assert "revision 1 restored" in page
    assert page.count(">editor</td>") == 3


def test_the_list_asks_as_often_for_many_as_for_few(log_in, article, django_assert_max_num_queries):
    for number in range(60):
        rewrite(article, f"<p>Number {number}.</p>")
    client = log_in("editor")
    with django_assert_max_num_queries(8) as queries:
        page = client.get(url("revisions", article)).content.decode()
    assert page.count('name="from"') == 50
    assert "Page 1 of 2" in page
    [listed] = [query["sql"] for query in queries if "LENGTH(" in query["sql"]]
    assert '"body"' not in listed


def test_two_are_compared_word_by_word_and_line_by_line(log_in, article):
    page = log_in("editor").get(url("compare", article) + "?from=1&to=2").content.decode()
    assert "rose by <del>two</del> metres" in page
    assert "rose by <ins>three</ins> metres" in page
    assert "<ins>Put in.</ins>" in page
    assert "moved down" in page
    assert "moved here" in page


def test_the_older_stands_on_the_left_whichever_was_chosen_first(log_in, article):
    client = log_in("editor")
    pages = [
        client.get(url("compare", article) + f"?from={one}&to={other}").content.decode()
        for one, other in ((1, 2), (2, 1))
    ]
    assert all("From revision 1 to revision 2" in page for page in pages)


def test_long_unchanged_stretches_are_folded(log_in, editor):
    body = "".join(f"<p>Line {number} stays.</p>" for number in range(40))
    article = make_article(body=body, by=editor)
    rewrite(article, body.replace("Line 20 stays", "Line 20 goes"))
    page = log_in("editor").get(url("compare", article) + "?from=1&to=2").content.decode()
    assert "18 unchanged lines" in page
    assert "17 unchanged lines" in page


@pytest.mark.parametrize(
    "query", ["", "?from=1", "?from=1&to=9", "?from=x&to=-1", "?from=1&to=%00", "?from=1&to=²",
              "?from=1&to=" + "9" * 40]
)  # fmt: skip
def test_bad_numbers_are_told(log_in, article, query):
    answer = log_in("editor").get(url("compare", article) + query, follow=True)
    assert answer.redirect_chain == [(url("revisions", article), 302)]
    assert b"Choose two revisions" in answer.content


def test_what_is_not_there_is_not_found(log_in, article):
    client = log_in("editor")
    base = "/admin/articles/article"
    for address in (
        f"{base}/{article.pk}/revisions/9/",
        f"{base}/{article.pk}/revisions/{'9' * 30}/",
        f"{base}/999999999/revisions/",
        f"{base}/{'9' * 30}/revisions/",
        f"{base}/999999999/compare/?from=1&to=2",
    ):
        assert client.get(address).status_code == 404, address


def test_restoring_writes_a_new_revision_and_publishes_nothing(log_in, article):
    client = log_in("reporter")
    answer = client.post(url("restore", article, 1), {"base": 2}, follow=True)
    assert b"Revision 1 is restored as revision 3." in answer.content
    article = Article.objects.get()
    assert (article.latest_revision.number, article.latest_revision.body) == (3, FIRST)
    assert article.latest_revision.created_by == User.objects.get(username="reporter")
    assert article.live_revision is None


def test_restoring_is_refused_where_somebody_saved_meanwhile(log_in, article):
    client = log_in("reporter")
    answer = client.post(url("restore", article, 1), {"base": 1})
    assert answer.status_code == 409
    assert b"Nothing was restored" in answer.content
    assert b'name="base" value="2"' in answer.content
    assert Article.objects.get().latest_revision.number == 2


@pytest.mark.parametrize("base", ["", "x", "\x00", "9" * 40])
def test_restoring_without_a_good_base_is_refused(log_in, article, base):
    assert log_in("editor").post(url("restore", article, 1), {"base": base}).status_code == 409


def test_fact_checkers_do_not_restore(log_in, article):
    client = log_in("factchecker")
    assert b"Restore revision" not in client.get(url("revision", article, 1)).content
    assert client.post(url("restore", article, 1), {"base": 2}).status_code == 403
    assert client.get(url("restore", article, 1)).status_code == 405


def test_revisions_are_not_made_in_the_admin(log_in, editor):
    assert log_in("editor").get("/admin/articles/revision/add/").status_code == 403
