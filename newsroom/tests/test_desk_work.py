"""Work on drafts changes no answer to a reader, by not one byte.

Neither words nor dates, ETags, counts and orders tell that somebody is at work on an article. (What
is done to a public annotation itself is told: its version and date count desk notes, too.)
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from annotations.services import add_evidence, comment
from annotations.tests.factories import annotate
from articles.models import Article
from articles.tests.factories import make_article, rewrite
from newsroom.tests.canaries import build
from newsroom.tests.routes import addresses, queries, routes

pytestmark = pytest.mark.django_db
OF_THE_MOMENT = {"RateLimit", "Expires"}


def everything(asked: list[str]) -> dict[str, tuple]:
    """Every answer to a stranger, by its address."""
    client, answers = Client(), {}
    for address in asked:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        head = {name: value for name, value in response.items() if name not in OF_THE_MOMENT}
        answers[address] = (response.status_code, head, body)
    return answers


def test_readers_do_not_notice_work_on_drafts(editor, clock):
    opens = build().opens
    clock(opens + timedelta(hours=1))
    asked = [
        path + query
        for route in routes()
        if not route.is_admin
        and not route.route.endswith("/report/")  # it holds when it was opened
        for path in addresses(route)
        for query in queries(route)
        if not query or "ordering" in query
    ]
    before = everything(asked)
    clock(opens + timedelta(hours=2))
    public = list(Article.objects.visible_to(AnonymousUser()))
    for article in public:
        rewrite(article, f"<p>New words.</p>{article.latest_revision.body}", by=editor)
        draft = annotate(article, "New words", by=editor)
        add_evidence(draft, title="A letter", by=editor)
        make_article(f"Not yet {article.pk}", by=editor)
        for annotation in article.annotations.all():
            comment(annotation, text="Is that so?", by=editor)
    after = everything(asked)
    assert [address for address in asked if after[address] != before[address]] == []
