"""The desk's pages for everybody's eyes and tools."""

import pytest

from annotations.admin import WorkspaceAdmin
from annotations.models import Source
from annotations.tests.desk import field, log_in, open_article, save, select_words, tag
from annotations.tests.factories import annotate
from articles.admin import ArticleAdmin
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing(open_page, editor, look):
    article = make_article(by=editor)
    annotate(article, "two metres", "statistic", by=editor)
    annotate(article, "We were lucky", "quote", by=editor, approved=True)
    annotate(article, "The river rose by two metres on Monday", by=editor)
    forced = "active" if look == "forced" else "none"
    scheme = "dark" if look == "dark" else "light"
    page = open_page(color_scheme=scheme, forced_colors=forced)
    open_article(page, article)
    page.locator(".card-toggle").first.click()
    page.locator(".card.is-open summary", has_text="More").click()
    select_words(page, "harbour master")
    page.locator(".tag-bar").wait_for()
    assert axe_violations(page) == []
    page.keyboard.press("Alt+Shift+F")
    page.keyboard.type("the")
    assert axe_violations(page) == []
    page.keyboard.press("Alt+Shift+?")
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    page.goto(f"/admin/articles/article/{article.pk}/publish/")
    assert axe_violations(page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        "/admin/annotations/annotation/",
        "/admin/annotations/source/",
    ],
)
def test_axe_finds_nothing_of_ours_on_the_other_pages(page, editor, address):
    article = make_article(by=editor)
    annotate(article, "two metres", "statistic", by=editor)
    log_in(page, "editor", address)
    assert axe_violations(page) == []


def test_axe_on_the_page_of_one_annotation(page, editor):
    annotation = annotate(make_article(by=editor), "two metres", "statistic", by=editor)
    log_in(page, "editor", f"/admin/annotations/annotation/{annotation.pk}/change/")
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [1360, 390])
def test_nothing_sticks_out_at_the_side(open_page, editor, width):
    article = make_article(by=editor)
    annotate(article, "two metres", "statistic", by=editor)
    page = open_page(viewport={"width": width, "height": 844})
    open_article(page, article)
    page.locator(".card-toggle").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_textarea_is_there_when_the_script_is_not(open_page, editor):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", "statistic", by=editor)
    page = open_page()
    page.expected += ["Failed to load resource"]
    page.route("**/annotations/panel*.js", lambda route: route.abort())
    log_in(page, "editor", f"/admin/articles/article/{article.pk}/change/")
    body = page.locator("textarea#id_body")
    body.fill("<p>Yes, two metres.</p>")
    page.locator("[data-save]").click()
    page.get_by_text("Saved.").wait_for()
    annotation.refresh_from_db()
    assert annotation.latest_anchor.words == "two metres"


def test_sources_are_suggested_while_a_name_is_typed(page, editor):
    Source.objects.create(name="Ada Marl", disambiguation="the goalkeeper")
    article = make_article(by=editor)
    open_article(page, article)
    select_words(page, "We were lucky")
    tag(page, "Quote")
    field(page, "speaker").click()
    page.keyboard.type("ada")
    page.locator("datalist option[value='Ada Marl (the goalkeeper)']").wait_for(state="attached")
    page.keyboard.type(" new")
    save(page)
    assert Source.objects.filter(name="ada new").exists()


def test_unsaved_changes_are_asked_about(page, editor):
    article = make_article(by=editor)
    open_article(page, article)
    page.locator("#id_body_editor").click()
    page.keyboard.type("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Articles").first.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    save(page)
    page.get_by_role("link", name="Articles").first.click()
    page.wait_for_url("**/article/")
    assert asked == ["beforeunload"]


def test_the_articles_own_editor_works_without_the_workspace(page, editor, monkeypatch):
    monkeypatch.setattr(WorkspaceAdmin, "form_class", ArticleAdmin.form_class)
    monkeypatch.setattr(WorkspaceAdmin, "template", ArticleAdmin.template)
    article = make_article(by=editor)
    open_article(page, article)
    page.locator("#id_body_editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Then it fell.")
    page.locator("[data-save]").click()
    page.get_by_text("Saved.").wait_for()
    article.refresh_from_db()
    assert article.latest_revision.text.endswith(" Then it fell.")
    assert axe_violations(page) == []
