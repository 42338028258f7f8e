from articles.tests.conftest import editor, factchecker, outsider, reporter

__all__ = ["editor", "factchecker", "outsider", "reporter"]
