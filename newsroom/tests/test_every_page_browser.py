"""Every kind of public page of the demo, as axe sees it: all looks, wide, narrow, and enlarged."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db.models.functions import Length

from annotations.models import Annotation, Source
from articles.models import Article, Author, Section, Topic
from articles.tests.browser import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Enlarged to 200 %, a screen of 1360 pixels is one of 680.
LOOKS = [
    ({}, 1360), ({}, 680), ({}, 390), ({"color_scheme": "dark"}, 1360), ({"forced_colors": "active"}, 1360),
    ({"color_scheme": "dark"}, 390), ({"forced_colors": "active"}, 390),
]  # fmt: skip


@pytest.fixture
def paths(db):
    call_command("load_demo", "--force", stdout=StringIO())
    longest = Article.objects.public().order_by(Length("live_revision__body").desc()).first()
    arabic = Article.objects.public().get(language="ar")
    return [
        "/", "/claims/", "/quotes/", "/statistics/", "/corrections/", "/search/?q=harbour",
        "/search/?q=zzz", "/no/such/page/",
        *(item.get_absolute_url() for item in (longest, arabic)),
        f"{longest.get_absolute_url()}report/",
        *(Annotation.objects.public().filter(kind=kind).first().get_absolute_url()
          for kind in ("claim", "quote", "statistic", "social_embed")),
        *(model.objects.visible_to(AnonymousUser()).first().get_absolute_url()
          for model in (Section, Topic, Author, Source)),
    ]  # fmt: skip


def test_axe_finds_nothing_on_any_page(open_page, paths):
    for look, width in LOOKS:
        page = open_page(viewport={"width": width, "height": 900}, **look)
        page.expected.append("404")
        for path in paths:
            page.goto(path)
            assert axe_violations(page) == [], (path, look, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                path,
                width,
            )
