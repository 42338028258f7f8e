from annotations.tests.marked import desk
from annotations.tests.posting import workspace
from articles.tests.browser import browser, open_page, page
from articles.tests.conftest import clock, editor, factchecker, log_in, outsider, reporter

__all__ = [
    "browser",
    "clock",
    "desk",
    "editor",
    "factchecker",
    "log_in",
    "open_page",
    "outsider",
    "page",
    "reporter",
    "workspace",
]
