"""Reading public pages as a reader's browser asks for them."""

import re

QUOTE = "“We were lucky,”"  # words of the factories' body


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def page_of(client, article) -> str:
    return text(client, article.get_absolute_url())


def seen(page: str) -> str:
    """The page without what it tells programs only."""
    return re.sub('<script type="application/ld.json">.*?</script>', "", page, flags=re.DOTALL)


def body_in(page: str) -> str:
    return re.search(r'<div class="body"[^>]*>\n(.*?)\n  </div>', page, re.DOTALL)[1]
