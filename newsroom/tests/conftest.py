from articles.tests.browser import browser, open_page
from articles.tests.conftest import clock, editor, log_in, outsider

__all__ = ["browser", "clock", "editor", "log_in", "open_page", "outsider"]
