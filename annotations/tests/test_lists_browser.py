"""An editor's morning in the lists: what waits, narrowed, approved at once; on a phone too."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.services import comment, create_source
from annotations.tests.desk import log_in
from annotations.tests.factories import COMPLETE, annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTICLES = "/admin/articles/article/"
DARK, FORCED = {"color_scheme": "dark"}, {"forced_colors": "active"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def article(editor):
    article = make_article(by=editor, published=True)
    annotate(article, "We were lucky", "quote", by=editor)
    annotate(article, "harbour master", "quote", by=editor, detail={"speaker": "Ada Marl"})
    other = COMPLETE["quote"] | {"speaker": create_source(name="Bo Reed", by=editor)}
    annotate(article, "The river rose", "quote", by=editor, detail=other)
    comment(annotate(article, "two metres", "statistic", by=editor), text="Sure?", by=editor)
    rewrite(article, article.latest_revision.body.replace("two metres", "ten metres"), by=editor)
    return article


def fits(page, *looks) -> None:
    """Nothing sticks out, and axe finds nothing, in these looks besides the light one."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []
    for look in looks:
        page.emulate_media(**look)
        assert axe_violations(page) == []
    page.emulate_media(color_scheme="light", forced_colors="none")


@pytest.mark.parametrize("device", [{"viewport": {"width": 1360, "height": 900}}, PHONE])
def test_from_what_waits_to_many_approved(open_page, article, device):
    page = open_page(reduced_motion="reduce", **device)
    log_in(page, "editor", ARTICLES)
    fits(page)
    expect(page.get_by_role("link", name="1 changed")).to_be_visible()
    expect(page.get_by_role("link", name="1 open comment")).to_be_visible()
    page.get_by_role("link", name="4 drafts to approve").click()
    expect(page.locator("summary", has_text="Article: River rises")).to_be_visible()
    page.get_by_role("link", name="Quotes", exact=True).click()

    source = page.locator("summary", has_text="Source")
    source.click()
    fits(page, DARK, FORCED)
    page.get_by_label("Name of the source").fill("ada")
    page.locator("datalist option[value='Ada Marl']").wait_for(state="attached")
    page.get_by_label("Name of the source").fill("Ada Marl")
    page.get_by_role("button", name="Filter").click()
    expect(source).to_contain_text("Ada Marl")
    expect(page.locator(".list-pages")).to_contain_text("2 annotations")

    page.get_by_role("checkbox", name="Select all objects on this page").check()
    page.get_by_role("combobox", name="Action").select_option("Approve")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve these 2 annotations?")
    refused = page.get_by_role("region", name="Cannot be approved (1)")
    expect(refused).to_contain_text("needed before it can be approved: text, quote type")
    expect(page.get_by_role("region", name="Will be approved (1)")).to_contain_text("at once")
    fits(page, DARK, FORCED)
    assert not Annotation.objects.filter(status="approved").exists()
    page.get_by_role("button", name="Approve 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 annotation approved")
    fits(page)
    assert Annotation.objects.get(status="approved").is_public
    page.get_by_role("link", name="Back to the list").click()
    expect(source).to_contain_text("Ada Marl")
    expect(page.locator(".list-pages")).to_contain_text("1 annotation")
