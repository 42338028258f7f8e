"""Unsaved work is kept in the browser and offered back: after a crash, a reload, the back button."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, SocialEmbed
from annotations.services import edit_annotation
from annotations.tests.desk import body, field, open_article, place_cursor, save, select_words, tag
from annotations.tests.factories import annotate
from articles.models import Article, Change, Revision
from articles.tests.browser import axe_violations
from articles.tests.factories import PASSWORD, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTICE = ".desk-notice:not([hidden])"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def drafted(page, count: int = 1) -> None:
    """Wait until so many drafts are in the browser."""
    for _ in range(60):
        if len(page.evaluate(DRAFTS)) == count:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{page.evaluate(DRAFTS)} are not {count} drafts")


def reopen(page, address: str | None = None):
    """Another page of the same browser, after the first crashed."""
    path = address or urlsplit(page.url).path
    context = page.context
    page.close()  # without asking, and without telling the page
    again = context.new_page()
    again.goto(path)
    again.locator("#id_body_editor").wait_for()
    return again


def bring_back(page) -> None:
    page.get_by_role("button", name="Bring back what you wrote").click()
    page.locator("[data-saved]", has_text="Unsaved changes").wait_for()


def test_a_crash_loses_nothing(page, article, editor):
    annotation = annotate(article, "harbour master", "social_embed", by=editor)
    open_article(page, article)
    page.locator(".card-toggle").click()
    page.locator(".card summary", has_text="More").click()
    field(page, "language").fill("cy")  # as the article's own field is called
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    page.locator("#id_headline").fill("Another headline")
    page.locator("#id_standfirst").fill("A standfirst")
    select_words(page, "two metres")
    tag(page, "Statistic")
    field(page, "unit").fill("metres")
    before = body(page)
    page.wait_for_timeout(3500)
    edit_annotation(annotation, by=make_user("other", "Editor"), detail={"handle": "@theirs"})
    language = article.language
    history = Revision.objects.count(), Change.objects.count()
    page = reopen(page)
    page.locator(NOTICE).wait_for()
    assert axe_violations(page) == []
    bring_back(page)
    assert body(page) == before
    expect(page.locator("#id_headline")).to_have_value("Another headline")
    assert (Revision.objects.count(), Change.objects.count()) == history
    page.locator(".kind-social_embed .card-toggle").click()
    expect(field(page, "language")).to_have_value("cy")
    field(page, "author_name").fill("Bo Marl")
    page.expected += ["409"]  # and then both are saved
    save(page)
    article.refresh_from_db()
    latest = article.latest_revision
    assert (latest.headline, latest.standfirst) == ("Another headline", "A standfirst")
    assert "metres again on Monday" in latest.text
    made = Annotation.objects.exclude(pk=annotation.pk).get()
    assert (made.latest_anchor.words, made.statistic.unit) == ("two metres", "metres")
    post = SocialEmbed.objects.get()
    assert (post.language, post.author_name, post.handle) == ("cy", "Bo Marl", "@theirs")
    assert article.language == language
    assert page.evaluate(DRAFTS) == []


def test_reload_and_the_back_button_bring_it_back(page, article):
    open_article(page, article)
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    bring_back(page)
    assert "again on Monday" in body(page)
    page.get_by_role("link", name="Revisions", exact=True).click()
    page.get_by_role("button", name="Compare").wait_for()
    assert asked == ["beforeunload", "beforeunload"]
    page.go_back()
    bring_back(page)
    assert "again on Monday" in body(page)
    page.keyboard.press("Control+z")
    assert "again on Monday" not in body(page)


def test_staying_keeps_the_page(page, article):
    open_article(page, article)
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("link", name="Revisions", exact=True).click()
    page.wait_for_timeout(200)
    assert "again on Monday" in body(page)


def test_thrown_away_it_is_gone(page, article):
    open_article(page, article)
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    drafted(page)
    page = reopen(page)
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator(NOTICE)).to_have_count(0)
    assert page.evaluate(DRAFTS) == []


def test_an_article_that_was_never_saved(page, editor, article):
    open_article(page, article)
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill("New one")
    page.locator("#id_body_editor").click()
    page.keyboard.type("The river fell.")
    drafted(page)
    page = reopen(page)
    bring_back(page)
    save(page)
    assert Article.objects.latest("pk").latest_revision.text == "The river fell."
    page.keyboard.type(" So")
    drafted(page)
    assert f":{Article.objects.latest('pk').pk}:" in page.evaluate(DRAFTS)[0]


def test_two_tabs_keep_a_draft_each(page, article):
    open_article(page, article)
    place_cursor(page, "on Monday")
    page.keyboard.type("one ")
    drafted(page)
    other = page.context.new_page()
    other.goto(urlsplit(page.url).path)
    place_cursor(other, "on Monday")
    other.keyboard.type("two ")
    drafted(other, 2)
    expect(other.locator(NOTICE)).to_have_count(0)
    other.close()
    again = reopen(page)
    again.get_by_role("button", name="Throw away").click()
    again.get_by_role("button", name="Bring back what you wrote").wait_for()
    bring_back(again)
    assert "one on Monday" in body(again)


def test_a_tab_hears_that_another_one_saved(page, article):
    open_article(page, article)
    other = page.context.new_page()
    other.goto(urlsplit(page.url).path)
    place_cursor(other, "on Monday")
    other.keyboard.type("two ")
    save(other)
    told = page.locator(NOTICE, has_text="Another tab saved revision 2")
    told.wait_for()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Show what was saved").click()
    told.wait_for(state="detached")
    assert "two on Monday" in body(page)
    place_cursor(page, "on Monday")
    page.keyboard.type("and ")
    place_cursor(other, "harbour")
    other.keyboard.type("old ")
    save(other)
    page.locator(NOTICE, has_text="When you save, that and this are put together").wait_for()
    page.expected += ["409"]
    page.keyboard.press("Control+s")
    page.get_by_role("heading", name="You saved this article in another place").wait_for()
    page.get_by_role("button", name="Save both together").click()
    page.locator(NOTICE).wait_for(state="detached")
    article.refresh_from_db()
    assert "two and on Monday" in article.latest_revision.text
    assert "the old harbour master" in article.latest_revision.text


def test_no_room_is_told_and_hurts_nobody(page, article):
    open_article(page, article)
    page.evaluate("localStorage.setItem('filler', 'x'.repeat(5 * 1024 * 1024 - 40))")
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    page.locator("[data-message]", has_text="no room to keep a copy").wait_for()
    save(page)


def test_drafts_go_with_logging_out_and_after_two_weeks(page, article, editor):
    make_user("second", "Editor")
    open_article(page, article)
    old = "JSON.stringify({at: Date.now() - 15 * 86400000})"
    page.evaluate(f"localStorage.setItem('draft:{editor.pk}:new:1-1', {old})")
    page.evaluate("localStorage.setItem('draft:999:new:1-1', JSON.stringify({at: Date.now()}))")
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    drafted(page, 3)
    page = reopen(page)
    assert len(page.evaluate(DRAFTS)) == 2
    page.get_by_role("button", name="Log out").click()
    page.get_by_text("Thanks for spending").wait_for()
    assert page.evaluate(DRAFTS) == ["draft:999:new:1-1"]


def test_a_draft_is_nobody_elses(page, article):
    make_user("second", "Editor")
    open_article(page, article)
    place_cursor(page, "on Monday")
    page.keyboard.type("again ")
    drafted(page)
    address = urlsplit(page.url).path
    page.context.clear_cookies()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    page.get_by_label("Username").fill("second")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_body_editor").wait_for()
    page.wait_for_timeout(2000)
    expect(page.locator(NOTICE)).to_have_count(0)
    assert len(page.evaluate(DRAFTS)) == 1


def test_what_stands_in_the_small_forms_of_a_card_comes_back(page, article, editor):
    annotation = annotate(article, "two metres", "claim", by=editor)
    open_article(page, article)
    page.locator(".card-toggle").click()
    links = page.locator("[data-links]")
    links.get_by_text("Add evidence").click()
    links.get_by_label("Title").fill("The gauge's own log")
    links.get_by_label("Stance").select_option("disputes")
    page.locator(".comments-new textarea").fill("Who reads it?")
    page.locator(".chip", has_text="Not sent").wait_for()
    assert not page.locator("[data-saved].is-dirty").count()  # the article is as it was
    drafted(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]

    page = reopen(page)
    page.get_by_role("button", name="Bring back what you wrote").click()
    title = page.locator("[name='add-title']")
    title.wait_for()
    expect(title).to_have_value("The gauge's own log")
    expect(page.locator("[name='add-stance']")).to_have_value("disputes")
    text = page.locator(".comments-new textarea")
    text.wait_for()
    expect(text).to_have_value("Who reads it?")
    assert not page.locator("[data-saved].is-dirty").count()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Comment", exact=True).click()
    page.locator("[data-comment]", has_text="Who reads it?").wait_for()
    page.locator("[data-links]").get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("Added.").wait_for()
    page.locator(".chip", has_text="Not sent").wait_for(state="detached")
    drafted(page, 0)
    item = annotation.evidence.get()
    assert (item.title, item.stance) == ("The gauge's own log", "disputes")
