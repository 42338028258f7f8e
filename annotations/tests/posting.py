"""How tests post to the workspace over HTTP, as its script does."""

import json

import pytest
from django.urls import reverse

from annotations.models import Annotation
from annotations.tests.factories import COMPLETE
from articles.tests.factories import PASSWORD

MARKED = (
    '<p>The river rose by <mark data-annotation="{}">two metres</mark> on Monday. '
    "“We were lucky,” the harbour master said.</p>"
)
NEW = {"ref": "new-1", "kind": "statistic", "detail": COMPLETE["statistic"]}


@pytest.fixture
def workspace(client, request):
    """Log in and post as the workspace's script does."""

    class Workspace:
        def log_in(self, name):
            request.getfixturevalue(name)
            assert client.login(username=name, password=PASSWORD)
            return self

        def save(self, article, *items, raw=None, **changes):
            latest = article.latest_revision
            data = {
                "headline": latest.headline,
                "standfirst": latest.standfirst,
                "body": latest.body,
                "slug": article.slug,
                "language": article.language,
                "base": latest.number,
                "version": article.version,
                "annotations_loaded": "1",
                "annotations": json.dumps(items) if raw is None else raw,
                **changes,
            }
            return self.post(reverse("admin:articles_article_change", args=[article.pk]), data)

        def post(self, url, data):
            return client.post(url, data, headers={"Accept": "application/json"})

    workspace = Workspace()
    workspace.client = client
    return workspace


def item_of(annotation, **changes) -> dict:
    annotation = Annotation.objects.select_related("latest_anchor").get(pk=annotation.pk)
    anchor = annotation.latest_anchor
    return {
        "ref": str(annotation.pk),
        "kind": annotation.kind,
        "version": annotation.version,
        "start": anchor.start,
        "end": anchor.end,
        **changes,
    }
