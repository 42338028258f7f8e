"""Pictures at the desk over HTTP: the library, and the lead picture in an article's form."""

import pytest
from django.urls import reverse

from articles.models import Image
from articles.tests.factories import BODY, figure, make_article, make_image, picture_file, rewrite

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/image/"
ADD = f"{LIST}add/"
CHOICES = f"{LIST}choices/"
JSON = {"Accept": "application/json"}


def change_url(thing) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def posted(**changes) -> dict:
    words = {"alt": "A ferry leaves the quay", "caption": "", "credit": "Ida Brandt"}
    return {"file": picture_file(), **words, **changes}


@pytest.mark.parametrize("name", ["reporter", "factchecker", "editor"])
def test_the_library_is_the_desk_s(log_in, name):
    image = make_image("A ferry leaves the quay")
    client = log_in(name)
    page = client.get(LIST, {"q": "ferry"})
    assert image.thumbnail in page.content.decode()
    assert client.get(change_url(image)).status_code == 200
    may_add = name != "factchecker"
    assert client.get(ADD).status_code == (200 if may_add else 403)
    assert client.post(ADD, posted()).status_code == (302 if may_add else 403)
    edited = client.post(change_url(image), {"alt": "Another"})
    assert edited.status_code == (302 if may_add else 403)
    assert Image.objects.count() == 1 + may_add


@pytest.mark.parametrize("name", ["outsider", None])
@pytest.mark.parametrize("address", [LIST, ADD, CHOICES, f"{LIST}1/change/"])
def test_it_is_nobody_else_s(client, request, name, address):
    make_image()
    if name:
        client.force_login(request.getfixturevalue(name))
    assert client.get(address).status_code == 302  # to the log-in
    assert client.post(address, posted()).status_code == 302
    assert Image.objects.count() == 1


def test_a_picture_is_added_and_edited_by_the_form(log_in):
    client = log_in("reporter")
    client.post(ADD, posted())
    image = Image.objects.get()
    assert (image.alt, image.created_by.username) == ("A ferry leaves the quay", "reporter")
    client.post(change_url(image), {"alt": "A ferry", "caption": "At noon", "credit": ""})
    image.refresh_from_db()
    assert (image.alt, image.caption, image.credit) == ("A ferry", "At noon", "")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"alt": ""}, {"alt"}),
        ({"file": ""}, {"file"}),
        ({"file": "", "alt": " ", "credit": "x" * 201}, {"file", "alt", "credit"}),
        ({"file": picture_file(size=(2, 400))}, {"file"}),
    ],
)
def test_all_that_is_wrong_is_told_and_what_was_typed_stays(log_in, wrong, fields):
    client = log_in("reporter")
    page = client.post(ADD, posted(caption="Typed words", **wrong))
    assert page.status_code == 400
    assert set(page.context["form"].errors) == fields
    assert "Typed words" in page.content.decode()
    answer = client.post(ADD, posted(caption="Typed words", **wrong), headers=JSON)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, fields)
    assert not Image.objects.exists()


def test_a_script_gets_the_picture_as_json(log_in):
    answer = log_in("reporter").post(ADD, posted(), headers=JSON)
    image = Image.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": image.pk,
        "src": image.src,
        "thumbnail": image.thumbnail,
        "width": 600,
        "height": 400,
        "alt": "A ferry leaves the quay",
        "credit": "Ida Brandt",
        "caption": "",
    }


def test_the_picker_gets_the_newest_and_finds_the_others(log_in, django_assert_max_num_queries):
    for number in range(26):
        make_image(f"Boat {number}", size=(40, 40))
    client = log_in("factchecker")
    with django_assert_max_num_queries(7):
        answer = client.get(CHOICES).json()
    assert (len(answer["pictures"]), answer["more"]) == (24, True)
    assert answer["pictures"][0]["alt"] == "Boat 25"
    answer = client.get(CHOICES, {"q": "boat 1\x00"}).json()
    assert answer["pictures"][-1]["alt"] == "Boat 1"


def test_a_picture_s_page_names_the_articles_that_show_it(log_in):
    image = make_image()
    make_article("Shows it", body=figure(image))
    gone = make_article("Showed it once", lead_image=image)
    rewrite(gone, BODY, lead_image=None)
    page = log_in("editor").get(change_url(image)).content.decode()
    assert "Shows it" in page
    assert "Showed it once" not in page


# The lead picture


def form_of(article, **changes) -> dict:
    latest = article.latest_revision
    text = {"headline": latest.headline, "standfirst": "", "body": latest.body}
    rest = {"slug": article.slug, "authors": "", "language": "en", "version": article.version}
    return {**text, **rest, "base": latest.number, **changes}


def test_the_lead_picture_is_set_changed_and_taken_off_by_its_number(log_in, reporter):
    one, two = make_image("One"), make_image("Two")
    article = make_article(by=reporter)
    client = log_in("reporter")
    for value, lead in ((one.pk, one), (two.pk, two), ("", None)):
        answer = client.post(change_url(article), form_of(article, lead_image=value))
        assert answer.status_code == 302
        article.refresh_from_db()
        assert article.latest_revision.lead_image == lead
    client.post(change_url(article), form_of(article, lead_image=one.pk))
    article.refresh_from_db()
    client.post(change_url(article), form_of(article, headline="Without the field"))
    article.refresh_from_db()
    assert article.latest_revision.lead_image == one
    assert f'alt="{one.alt}"' in client.get(change_url(article)).content.decode()


@pytest.mark.parametrize("value", ["999", "x", "9" * 30, "-1", "1.5", "١"])
def test_a_number_that_is_none_of_the_library_s_is_refused(log_in, reporter, value):
    article = make_article(by=reporter)
    answer = log_in("reporter").post(change_url(article), form_of(article, lead_image=value))
    assert answer.status_code == 400
    assert "There is no picture of this number" in answer.content.decode()


def test_images_left_out_are_told(log_in, reporter):
    article = make_article(by=reporter)
    body = '<p>a</p><img src="https://example.org/b.png">'
    client = log_in("reporter")
    page = client.post(change_url(article), form_of(article, body=body), follow=True)
    assert "https://example.org/b.png" in page.content.decode()
    answer = client.post(
        change_url(article),
        form_of(article, body=body + "<p>c</p>", base=2, annotations_loaded=1, annotations="[]"),
        headers=JSON,
    )
    assert answer.status_code == 200
    assert "https://example.org/b.png" in answer.json()["messages"][0]


def test_a_conflict_shows_both_lead_pictures(log_in, reporter):
    one, two = make_image("The quay"), make_image("The pier")
    article = make_article(by=reporter)
    stale = form_of(article, lead_image=one.pk)
    rewrite(article, BODY, lead_image=two)
    page = log_in("reporter").post(change_url(article), stale)
    assert page.status_code == 409
    theirs, mine = (
        page.context["conflict"].places[0].theirs,
        page.context["conflict"].places[0].mine,
    )
    assert "".join(part.text for part in mine if part.op != "gone") == f"no. {one.pk}, The quay"
    assert "".join(part.text for part in theirs if part.op != "gone") == f"no. {two.pk}, The pier"


def test_a_factchecker_s_save_leaves_the_lead_picture(log_in, reporter):
    one, two = make_image("One"), make_image("Two")
    article = make_article(by=reporter, lead_image=one)
    data = form_of(article, lead_image=two.pk, annotations_loaded=1, annotations="[]")
    answer = log_in("factchecker").post(change_url(article), data, headers=JSON)
    assert answer.status_code == 200
    article.refresh_from_db()
    assert article.latest_revision.lead_image == one


def test_revisions_show_and_compare_their_lead_pictures(log_in, reporter):
    one, two = make_image("The quay"), make_image("The pier")
    article = make_article(by=reporter, lead_image=one)
    rewrite(article, BODY, lead_image=two)
    client = log_in("reporter")
    page = client.get(reverse("admin:articles_article_revision", args=[article.pk, 1]))
    assert 'alt="The quay"' in page.content.decode()
    page = client.get(
        reverse("admin:articles_article_compare", args=[article.pk]), {"from": 1, "to": 2}
    ).content.decode()
    assert f"<del>Lead picture no. {one.pk}, The quay</del>" in page
    assert f"<ins>Lead picture no. {two.pk}, The pier</ins>" in page
