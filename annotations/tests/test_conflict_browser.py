"""Two people save the same article: what does not overlap is merged, what does is asked."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from annotations.services import edit_annotation
from annotations.tests.desk import (
    body,
    field,
    open_article,
    place_cursor,
    save,
    select_words,
    tag,
    wait_until_saved,
)
from annotations.tests.factories import annotate
from articles.models import Revision
from articles.services import edit_article, save_revision
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article, make_user, rewrite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>The river rose by two metres on Monday.</p><p>The mill stood dry.</p><p>Nobody was hurt.</p>"
DIALOG = "dialog.conflict"


@pytest.fixture
def article(editor):
    return make_article(body=BODY, by=editor)


@pytest.fixture
def other(db):
    return make_user("other", "Editor")


@pytest.fixture
def desk(page, article):
    open_article(page, article)
    page.expected += ["409"]
    return page


def ask_to_save(page) -> None:
    page.keyboard.press("Control+s")
    page.locator(DIALOG).wait_for()


def saved(page, article):
    wait_until_saved(page)
    article.refresh_from_db()
    return article.latest_revision


def test_what_does_not_overlap_is_merged(desk, article, other):
    select_words(desk, "two metres")
    tag(desk, "Statistic")
    place_cursor(desk, "on Monday")
    desk.keyboard.type("again ")
    rewrite(article, BODY.replace("mill stood", "old mill stood"), by=other)
    theirs = annotate(article, "old mill", "claim", by=other)
    ask_to_save(desk)
    told = desk.locator(DIALOG).inner_text()
    assert "other saved revision 2" in told
    assert "do not touch each other" in told
    expect(desk.locator(".conflict-text ins")).to_have_count(2)
    assert axe_violations(desk) == []
    desk.keyboard.press("Escape")
    assert Revision.objects.count() == 2
    assert "again on Monday" in body(desk)
    desk.locator("[data-message]", has_text="Your text is still here").wait_for()
    ask_to_save(desk)
    desk.get_by_role("button", name="Save both together").click()
    latest = saved(desk, article)
    assert latest.text.startswith(
        "The river rose by two metres again on Monday.\nThe old mill stood dry."
    )
    assert latest.number == 3
    theirs.refresh_from_db()
    assert (theirs.latest_anchor.words, theirs.latest_anchor.state) == ("old mill", "intact")
    mine = Annotation.objects.exclude(pk=theirs.pk).get()
    assert mine.latest_anchor.words == "two metres"
    expect(desk.locator(".card")).to_have_count(2)
    save(desk)
    assert Revision.objects.count() == 3


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("Theirs", "The mill stood wet.\n"),
        ("Mine", "The mill stood empty.\n"),
        ("Both", "The mill stood wet.\nThe mill stood empty.\n"),
    ],
)
def test_an_overlap_is_asked_by_keyboard(desk, article, other, choice, text):
    place_cursor(desk, "dry.")
    desk.keyboard.press("Control+Shift+ArrowRight")
    desk.keyboard.type("empty")
    rewrite(article, BODY.replace("dry", "wet").replace("Nobody", "No one"), by=other)
    ask_to_save(desk)
    assert axe_violations(desk) == []
    desk.keyboard.press("Enter")  # without a choice
    desk.get_by_text("Choose for each place first.").wait_for()
    for _ in range(["Theirs", "Mine", "Both"].index(choice)):
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    latest = saved(desk, article)
    assert text in latest.text
    assert latest.text.endswith("No one was hurt.")


def test_headline_and_standfirst(desk, article, other):
    desk.locator("#id_headline").fill("River falls")
    save_revision(
        article, headline="River floods", standfirst="Theirs", body=BODY, by=other, base=1
    )
    ask_to_save(desk)
    expect(desk.locator(".conflict-place legend")).to_have_text(["Headline"], use_inner_text=True)
    desk.get_by_role("radio", name="Mine").check()
    desk.get_by_role("button", name="Save both together").click()
    latest = saved(desk, article)
    assert (latest.headline, latest.standfirst) == ("River falls", "Theirs")


def test_metadata_that_only_they_changed_stays_theirs(desk, article, other):
    desk.locator("#id_standfirst").fill("Mine")
    fields = {"section": None, "topics": [], "authors": [], "language": "de"}
    edit_article(article, by=other, slug="their-slug", **fields)
    rewrite(article, BODY.replace("Nobody", "No one"), by=other)
    ask_to_save(desk)
    expect(desk.locator(".conflict-place")).to_have_count(0)
    desk.get_by_role("button", name="Save both together").click()
    latest = saved(desk, article)
    assert (article.slug, article.language, latest.standfirst) == ("their-slug", "de", "Mine")


def test_metadata_that_both_changed_is_asked(desk, article, other):
    desk.locator(".desk-filing summary").click()
    desk.get_by_label("Language").fill("fr")
    fields = {"section": None, "topics": [], "authors": [], "slug": article.slug}
    edit_article(article, by=other, language="de", **fields)
    ask_to_save(desk)
    expect(desk.locator(".conflict-place legend")).to_have_text(["Language"], use_inner_text=True)
    desk.get_by_role("radio", name="Theirs").check()
    desk.get_by_role("button", name="Save both together").click()
    saved(desk, article)
    assert article.language == "de"


def test_the_same_field_of_an_annotation(page, article, editor, other):
    annotation = annotate(article, "two metres", "statistic", by=editor)
    open_article(page, article)
    page.expected += ["409"]
    page.locator(".card-toggle").click()
    field(page, "unit").fill("yards")
    field(page, "qualifier").select_option("about")
    page.locator(".card summary", has_text="More").click()
    field(page, "period_end").fill("2025")
    theirs = {"unit": "feet", "qualifier": "at_least", "period_start": "2026"}
    edit_annotation(annotation, by=other, detail=theirs, note="Their note")
    ask_to_save(page)
    expect(page.locator(".conflict-place")).to_have_text(
        [
            "Unit of statistic “two metres”\nTheirs\nfeet\nMine\nyards",
            "Qualifier of statistic “two metres”\nTheirs\nAt least\nMine\nAbout",
        ],
        use_inner_text=True,
    )
    for mine in page.get_by_role("radio", name="Mine").all():
        mine.check()
    page.get_by_role("button", name="Save both together").click()
    # Put together they contradict each other: told at the field, with theirs in the card, too.
    page.expected += ["400"]
    page.locator(".card-error", has_text="The period ends before it starts").wait_for()
    expect(field(page, "period_start")).to_have_value("2026")
    field(page, "period_end").fill("2026-05")
    page.keyboard.press("Control+s")
    saved(page, article)
    annotation = Annotation.objects.get()
    detail = annotation.detail
    assert (detail.unit, detail.qualifier, annotation.note) == ("yards", "about", "Their note")
    assert (detail.period_start, detail.period_end) == ("2026", "2026-05")


def test_the_same_change_by_both_asks_nothing(desk, article, other):
    place_cursor(desk, "on Monday")
    desk.keyboard.type("again ")
    rewrite(article, BODY.replace("on Monday", "again on Monday"), by=other)
    desk.keyboard.press("Control+s")
    assert saved(desk, article).number == 2
    expect(desk.locator(DIALOG)).to_have_count(0)


def test_who_may_only_annotate_annotates_their_text(page, article, factchecker, other):
    open_article(page, article, "factchecker")
    page.expected += ["409"]
    select_words(page, "two metres")
    tag(page, "Statistic")
    rewrite(article, BODY.replace("The river", "Again the river"), by=other)
    page.keyboard.press("Control+s")  # there is nothing to ask: the text is theirs
    assert saved(page, article).number == 2
    assert Annotation.objects.get().latest_anchor.words == "two metres"
    assert "Again the river" in body(page)


def test_a_new_annotation_whose_words_they_took_out_stays_in_the_panel(desk, article, other):
    select_words(desk, "two metres")
    tag(desk, "Statistic")
    rewrite(article, BODY.replace("by two metres ", ""), by=other)
    desk.keyboard.press("Control+s")
    desk.locator("[data-message]", has_text="no longer in the text").wait_for()
    assert saved(desk, article).number == 2
    expect(desk.locator(".card")).to_have_count(1)
    assert Annotation.objects.count() == 0


def test_a_draft_on_an_older_revision_is_merged(desk, article, other):
    place_cursor(desk, "on Monday")
    desk.keyboard.type("again ")
    desk.wait_for_timeout(3500)
    rewrite(article, BODY.replace("Nobody", "No one"), by=other)
    context, address = desk.context, desk.url
    desk.close()
    page = context.new_page()
    page.expected += ["409"]
    page.goto(address)
    page.get_by_text("The article was saved since").wait_for()
    page.get_by_role("button", name="Bring back what you wrote").click()
    page.get_by_role("button", name="Save both together").click()
    text = saved(page, article).text
    assert "again on Monday" in text
    assert text.endswith("No one was hurt.")
