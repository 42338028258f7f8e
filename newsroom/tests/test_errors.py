"""The pages that people see when something is wrong."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from articles.models import Section
from articles.tests.factories import make_article

NOT_FOUND = "There is no page at this address"


def page(response, status: int) -> str:
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    text = response.content.decode()
    for piece in ("<title>", 'rel="icon"', "site.css", 'class="masthead"', 'content="noindex"'):
        assert piece in text
    assert text.count("<h1") == 1
    assert "{#" not in text
    assert "<style" not in text
    assert "<script" not in text
    return text


@pytest.mark.django_db
def test_not_found_leads_on(client):
    make_article(published=True, section=Section.objects.create(slug="s", name="Harbour"))
    text = page(client.get("/nowhere/"), 404)
    assert NOT_FOUND in text
    assert "/sections/s/" in text


@pytest.mark.django_db
def test_forbidden_tells_a_stranger_from_a_colleague(log_in, editor, settings):
    text = page(log_in("editor").get("/admin/auth/user/"), 403)
    assert "ask an editor" in text


@pytest.mark.django_db
def test_a_form_that_is_not_ours_is_told_what_to_do():
    strict = Client(enforce_csrf_checks=True)
    text = page(strict.post("/admin/login/", {"username": "x", "password": "y"}), 403)
    assert "load the page again" in text


def test_a_host_that_is_not_ours_is_a_bad_request(client):
    """Django refuses it before anything else; no database is asked (the test may not)."""
    text = page(client.get("/", headers={"host": "elsewhere.example"}), 400)
    assert "We could not understand" in text


@pytest.fixture
def no_database(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("no connection")

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(connection, "chunked_cursor", refuse)
    client.raise_request_exception = False


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/articles/x/", "/feeds/articles/", "/sitemap.xml"]
)
def test_a_failure_is_told_while_the_database_is_down(client, no_database, path):
    text = page(client.get(path), 500)
    assert "Something went wrong on our side" in text


@pytest.mark.django_db
def test_programs_are_told_a_failure_as_any_other_problem(client, no_database):
    answer = client.get("/api/v1/articles/")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "server_error"
