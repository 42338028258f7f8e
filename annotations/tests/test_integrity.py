from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Anchor, Annotation, Claim
from annotations.tests.factories import annotate
from articles.models import Article, Revision
from articles.tests.factories import make_article, make_image, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotation():
    article = make_article(published=True, lead_image=make_image())
    annotation = annotate(article, "two metres", approved=True)
    rewrite(article, article.latest_revision.body + "<p>More.</p>")
    return annotation


def problems() -> str:
    out = StringIO()
    try:
        call_command("check_integrity", stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error)
    return ""


@pytest.mark.parametrize(("damage", "said"), [
    (lambda: Annotation.objects.update(is_public=False), "is_public"),
    (lambda: Annotation.objects.update(kind="quote"), "detail"),
    (lambda: Claim.objects.all().delete(), "claim detail is missing"),
    (lambda: Annotation.objects.update(latest_anchor=None), "no anchor in the latest"),
    (lambda: Anchor.objects.update(start=0, end=5), "its state is not"),
    (lambda: Anchor.objects.update(end=5000), "ends behind the text"),
    (lambda: Revision.objects.update(text="Other words, long enough to hold it all, more"), "text"),
    (lambda: Revision.objects.first().images.clear(), "images"),
    (lambda: Revision.objects.update(lead_image=None), "images"),
    (lambda: Article.objects.update(latest_revision=Revision.objects.first().pk - 1), "newest"),
])  # fmt: skip
def test_damage_is_found(annotation, damage, said):
    assert problems() == ""
    damage()
    assert said in problems()


def test_the_sample_newsroom_is_whole():
    call_command("load_demo", "--force", stdout=StringIO())
    assert problems() == ""
