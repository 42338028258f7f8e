from datetime import datetime

import pytest
from django.utils import timezone

from articles.permissions import EDITOR, FACT_CHECKER, REPORTER
from articles.tests.browser import browser, open_page, page
from articles.tests.factories import PASSWORD, make_user

__all__ = ["browser", "open_page", "page"]  # fixtures


@pytest.fixture
def reporter(db):
    return make_user("reporter", REPORTER)


@pytest.fixture
def factchecker(db):
    return make_user("factchecker", FACT_CHECKER)


@pytest.fixture
def editor(db):
    return make_user("editor", EDITOR)


@pytest.fixture
def outsider(db):
    """Logged in, but not of the desk."""
    return make_user("outsider")


@pytest.fixture
def log_in(client, request):
    """Call it with the name of one of the fixtures above: the client, logged in as that person."""

    def log_in(name: str):
        request.getfixturevalue(name)
        assert client.login(username=name, password=PASSWORD)
        return client

    return log_in


@pytest.fixture
def clock(monkeypatch):
    """Call it with an aware moment: from then on it is that moment for everybody who asks."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to
