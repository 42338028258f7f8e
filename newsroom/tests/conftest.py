from datetime import datetime

import pytest
from django.utils import timezone

from articles.tests.browser import browser, open_page
from articles.tests.conftest import editor, log_in, outsider

__all__ = ["browser", "editor", "log_in", "open_page", "outsider"]


@pytest.fixture
def clock(monkeypatch):
    """Call it with an aware moment: from then on it is that moment for everybody who asks."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to
