import pytest

from articles.permissions import EDITOR, FACT_CHECKER, REPORTER
from articles.tests.factories import make_user


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
