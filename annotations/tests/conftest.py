from annotations.tests.browser import browser, open_page, page
from articles.tests.conftest import editor, factchecker, outsider, reporter

__all__ = ["browser", "editor", "factchecker", "open_page", "outsider", "page", "reporter"]
