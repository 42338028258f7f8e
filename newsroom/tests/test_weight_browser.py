"""What the demo's longest article costs a reader: bytes, movement, waiting."""

import gzip
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models.functions import Length

from articles.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 60_000  # bytes of HTML, CSS and JavaScript, compressed
SHIFTS = """() => new Promise((done) => {
  let all = 0
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { all += one.value }))
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done(all), 500)
})"""


@pytest.mark.parametrize("width", [1360, 390])
def test_the_longest_article_of_the_demo(open_page, width):
    call_command("load_demo", "--force", stdout=StringIO())
    article = Article.objects.public().order_by(Length("live_revision__body").desc()).first()
    page = open_page(viewport={"width": width, "height": 900})
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(article.get_absolute_url())
    kinds = ("document", "stylesheet", "script")
    ours = [answer for answer in answers if answer.request.resource_type in kinds]
    weight = sum(len(gzip.compress(answer.body())) for answer in ours)
    assert {answer.request.resource_type for answer in ours} == set(kinds)
    assert weight < MOST
    assert page.evaluate(SHIFTS) == 0
    blocking = page.locator("script:not([defer]):not([type='application/ld+json'])")
    assert blocking.count() == 0
    print(f"{weight} bytes at {width}")  # noqa: T201 -- for whoever asks with -s
