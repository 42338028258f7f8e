"""Pictures in the workspace: chosen, uploaded, pasted, by mouse and by keyboard alone."""

import base64

import pytest
from playwright.sync_api import expect

from annotations.tests.desk import body, open_article, paste, place_cursor, save, spans
from articles.models import Image
from articles.tests.browser import axe_violations
from articles.tests.factories import figure, make_article, make_image, picture_file, rewrite
from articles.text import project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "<p>The river rose.</p><p>It fell again.</p>"
# Paste a picture as a file, alone or with the HTML that programs put beside it.
PASTE_FILE = """([content, html]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([bytes], "image.png", {type: "image/png"}))
  if (html) data.setData("text/html", html)
  const editor = document.querySelector("#id_body_editor")
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""


@pytest.fixture
def article(editor):
    return make_article(body=TEXT, by=editor)


def picker(page):
    return page.get_by_role("dialog", name="Pictures")


def insert(page):
    page.get_by_role("button", name="Insert a picture").click()
    picker(page).locator(".picker-results button").first.wait_for()


def test_a_picture_is_put_after_the_paragraph_of_the_cursor(page, article):
    image = make_image("The weir", caption="At noon")
    make_image("The lock")
    open_article(page, article)
    place_cursor(page, "river")
    insert(page)
    picker(page).get_by_role("searchbox").fill("weir")
    picker(page).get_by_role("button", name="The lock").wait_for(state="detached")
    picker(page).get_by_role("button", name="The weir").click()
    save(page)
    article.refresh_from_db()
    revision = article.latest_revision
    assert revision.text == "The river rose.\nAt noon\nIt fell again."
    assert (
        f'<figure><img src="{image.src}" alt="The weir" width="600" height="400">' in revision.body
    )
    assert list(revision.images.all()) == [image]
    assert spans(page)["text"] == project(revision.body)
    page.reload()
    assert spans(page)["text"] == project(revision.body)


def test_undo_takes_the_picture_out_and_locked_text_takes_none(page, article):
    make_image()
    open_article(page, article)
    place_cursor(page, "river")
    insert(page)
    picker(page).locator(".picker-results button").first.click()
    page.locator("#id_body_editor figure").wait_for()
    page.keyboard.press("Control+z")
    page.locator("#id_body_editor figure").wait_for(state="detached")
    page.get_by_role("button", name="Lock text").click()
    button = page.get_by_role("button", name="Insert a picture")
    expect(button).to_have_attribute("aria-disabled", "true")


def test_a_lead_picture_is_uploaded_described_and_chosen_by_keyboard_alone(page, article, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(picture_file((900, 600)).read())
    page.expected.append("400 (Bad Request)")
    open_article(page, article)
    page.get_by_role("button", name="Lead picture").focus()
    page.keyboard.press("Enter")
    picker(page).wait_for()
    expect(page.locator(":focus")).to_have_attribute("id", "picker-search")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    chooser.value.set_files(path)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "credit")
    page.keyboard.press("Enter")
    picker(page).get_by_text("Say what the picture shows").wait_for()
    expect(page.locator(":focus")).to_have_attribute("name", "alt")
    page.keyboard.type("A heron on the weir")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("img", name="A heron on the weir").wait_for()
    expect(picker(page)).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent").startswith("Change the lead")
    save(page)
    article.refresh_from_db()
    assert article.latest_revision.lead_image == Image.objects.get(alt="A heron on the weir")


def test_escape_closes_and_changes_nothing(page, article):
    make_image()
    open_article(page, article)
    before = body(page)
    insert(page)
    page.keyboard.press("Escape")
    picker(page).wait_for(state="hidden")
    assert body(page) == before
    page.wait_for_function("document.activeElement.id === 'id_body_editor'")
    insert(page)  # and it opens again
    expect(picker(page)).to_be_visible()


def test_a_pasted_file_asks_for_its_alternative_text(page, article):
    open_article(page, article)
    place_cursor(page, "fell")
    content = base64.b64encode(picture_file().read()).decode()
    page.evaluate(PASTE_FILE, [content, '<img src="https://example.org/a.png">'])
    picker(page).get_by_role("img", name="about to add").wait_for()
    expect(page.locator(":focus")).to_have_attribute("name", "alt")
    page.keyboard.type("Reeds")
    page.get_by_role("button", name="Add and use it").click()
    page.locator("#id_body_editor figure").wait_for()
    image = Image.objects.get()
    assert f'<figure class="figure"><img src="{image.src}" alt="Reeds"' in body(page)


def test_a_file_that_comes_with_words_is_pasted_as_words(page, article):
    open_article(page, article)
    place_cursor(page, "fell", at_end=True)
    content = base64.b64encode(picture_file().read()).decode()
    page.evaluate(PASTE_FILE, [content, '<b style="color: red">words</b>'])
    page.locator("#id_body_editor strong").wait_for()
    expect(picker(page)).to_be_hidden()


def test_pasted_pictures_of_elsewhere_are_left_out_and_told_and_our_own_stay(page, article):
    image = make_image("The weir")
    open_article(page, article)
    place_cursor(page, "It")
    origin = page.evaluate("location.origin")
    paste(
        page,
        f'<p>One</p><img src="https://example.org/a.png"><img src="{origin}{image.src}" alt="Ours">'
        '<img src="data:image/png;base64,AAAA"><p>Two</p>',
    )
    told = page.locator("[data-message]", has_text="2 pictures were left out of what you pasted")
    told.wait_for()
    assert body(page).count("<img") == 1
    assert f'src="{image.src}"' in body(page)


def test_a_lead_picture_that_somebody_else_chose_meanwhile_is_not_undone(page, article, editor):
    theirs = make_image("The pier")
    page.expected.append("409 (Conflict)")
    open_article(page, article)
    rewrite(article, TEXT, lead_image=theirs)
    page.get_by_label("Headline").fill("Another headline")
    page.keyboard.press("Control+s")
    together = page.get_by_role("button", name="Save both together")
    with page.expect_response(lambda response: response.ok and response.request.method == "POST"):
        together.click()
    article.refresh_from_db()
    assert article.latest_revision.headline == "Another headline"
    assert article.latest_revision.lead_image == theirs
    page.get_by_role("img", name="The pier").wait_for()


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_axe_finds_nothing_at_the_desk(open_page, article, look):
    image = make_image("The weir", caption="At noon", credit="I. Brandt")
    rewrite(article, TEXT + figure(image, "At noon"), lead_image=image)
    page = open_page(viewport={"width": 1360, "height": 900}, **look)
    open_article(page, article)
    assert axe_violations(page) == []
    page.expected.append("400 (Bad Request)")
    insert(page)
    page.get_by_role("button", name="Add and use it").click()
    picker(page).get_by_text("Choose a file.").wait_for()
    assert axe_violations(page) == []
    for address in ("", "add/", f"{image.pk}/change/"):
        page.goto(f"/admin/articles/image/{address}")
        assert axe_violations(page) == []


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
@pytest.mark.parametrize("width", [1360, 390, 320])
def test_readers_pages_with_pictures(open_page, editor, look, width):
    image = make_image("The weir", caption="At noon", credit="I. Brandt", size=(1700, 900))
    tall = make_image("A lighthouse", size=(500, 900))
    body = TEXT + figure(image, "At noon") + figure(tall)
    article = make_article(body=body, lead_image=image, published=True, by=editor)
    page = open_page(viewport={"width": width, "height": 900}, **look)
    for address in ("/", article.get_absolute_url()):
        page.goto(address)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function(
            "(image) => image.complete && image.naturalWidth", arg=picture.element_handle()
        )
        box = picture.bounding_box()
        assert box["height"] <= 0.86 * 900
        natural = picture.evaluate("(image) => image.naturalWidth / image.naturalHeight")
        assert box["width"] / box["height"] == pytest.approx(natural, rel=0.02)
