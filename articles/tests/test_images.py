"""The library of pictures, and who may see what of it and when."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.choices import Action
from articles.errors import Invalid
from articles.models import Change, Image
from articles.services import add_image, edit_image, perform, publish, restore_revision
from articles.tests.factories import (
    BODY,
    figure,
    make_article,
    make_image,
    rewrite,
)

pytestmark = pytest.mark.django_db
DESK = ["reporter", "factchecker", "editor"]


# The library


def test_a_picture_is_added_with_its_words_and_a_line_of_history(editor):
    image = make_image("  A ferry\nleaves ", by=editor, credit="Ida Brandt", size=(1000, 500))
    image.refresh_from_db()
    assert (image.alt, image.credit, image.caption) == ("A ferry leaves", "Ida Brandt", "")
    assert (image.width, image.height, image.created_by) == (1000, 500, editor)
    change = Change.objects.get(subject="image", subject_id=image.pk)
    assert (change.verb, change.by, change.after["alt"]) == ("created", editor, "A ferry leaves")
    assert "upload" not in image.src


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written():
    with pytest.raises(Invalid) as refusal:
        add_image(
            SimpleUploadedFile("a.png", b"<svg/>"), alt=" ", credit="x" * 201, caption="", by=None
        )
    assert set(refusal.value.errors) == {"file", "alt", "credit"}
    assert not Image.objects.exists()


def test_a_file_of_too_many_bytes_is_not_read(settings):
    settings.IMAGE_MAX_BYTES = 1000
    file = SimpleNamespace(size=1001)
    with pytest.raises(Invalid, match="not added") as refusal:
        add_image(file, alt="A ferry", by=None)
    assert refusal.value.errors == {"file": ["A picture has at most 0.001 MB; this has 0.0."]}


def test_pixels_are_limited_by_the_setting(settings):
    settings.IMAGE_MAX_PIXELS = 10_000
    with pytest.raises(Invalid):
        make_image(size=(101, 100))
    assert make_image(size=(100, 100)).width == 100


def test_an_edit_writes_history_and_tells_the_pages_that_show_it(editor):
    image = make_image(by=editor)
    shows = make_article(body=figure(image), published=True)
    other = make_article("Another", published=True)
    edit_image(image, by=editor, alt="The harbour at dusk", credit="")
    edit_image(image, by=editor, alt="The harbour at dusk")
    change = Change.objects.get(subject="image", verb="edited")
    assert change.before == {"alt": "The harbour at dawn"}
    before = shows.annotations_version, other.annotations_version
    shows.refresh_from_db()
    other.refresh_from_db()
    assert shows.annotations_version != before[0]
    assert other.annotations_version == before[1]
    with pytest.raises(Invalid):
        edit_image(image, by=editor, alt="")


# Bodies and revisions


def test_a_revision_keeps_what_it_shows():
    lead, inside = make_image("Lead"), make_image("Inside")
    article = make_article(body=BODY + figure(inside, "A <em>caption</em>"), lead_image=lead)
    revision = article.latest_revision
    assert set(revision.images.all()) == {lead, inside}
    assert revision.text.endswith("\nA caption")
    assert not revision.dropped_images


def test_images_that_are_not_of_the_library_are_dropped_and_told_and_their_captions_stay():
    image = make_image()
    gone = image.src.replace(image.key, "0" * 32)
    odd = image.src.replace("600", "601")
    sources = ["https://example.org/a.jpg", gone, odd, "/media/a.jpg", image.src]
    body = "".join(
        f'<figure><img src="{source}" alt=""><figcaption>{number}</figcaption></figure>'
        for number, source in enumerate(sources)
    )
    article = make_article(body=body)
    revision = rewrite(article, body + "<p>more</p>")
    assert revision.dropped_images == tuple(sources[:4])
    assert revision.text == "0\n1\n2\n3\n4\nmore"
    assert revision.body.count("<img") == 1
    assert list(revision.images.all()) == [image]


def test_saving_again_writes_nothing_and_tells_again():
    article = make_article(body='<p>a</p><img src="/media/a.jpg" alt="">')
    revision = rewrite(article, '<p>a</p><img src="/media/a.jpg" alt="">')
    assert (revision.number, revision.dropped_images) == (1, ("/media/a.jpg",))


def test_the_lead_image_stays_unless_it_is_changed_and_comes_back_with_a_revision():
    one, two = make_image("One"), make_image("Two")
    article = make_article(lead_image=one)
    first = article.latest_revision
    assert rewrite(article, BODY).number == 1
    assert rewrite(article, "<p>b</p>").lead_image == one
    assert rewrite(article, "<p>b</p>", lead_image=two).number == 3
    assert rewrite(article, "<p>b</p>", lead_image=None).number == 4
    assert not article.latest_revision.images.exists()
    back = restore_revision(article, first, by=None, base=4)
    assert (back.number, back.lead_image, list(back.images.all())) == (5, one, [one])


# The gate


def statuses(client, image) -> set[int]:
    return {client.get(image.address(name)).status_code for name in image.names}


@pytest.fixture
def shown_to(client, request):
    """Call it with an image: whether readers see it, in all widths; the desk always does."""

    def shown_to(image) -> bool:
        answers = []
        for who in (None, "outsider", *DESK):
            client.logout()
            if who:
                client.force_login(request.getfixturevalue(who))
            (status,) = statuses(client, image)  # all widths answer alike
            answers.append(status == 200)
        client.logout()
        assert answers[2:] == [True] * len(DESK)
        assert answers[0] == answers[1]
        return answers[0]

    return shown_to


@pytest.mark.parametrize("place", ["lead", "body"])
def test_an_image_is_public_only_while_a_public_article_shows_it(shown_to, place):
    image = make_image(size=(1200, 600))
    shown = {"lead_image": image} if place == "lead" else {"body": figure(image)}
    assert not shown_to(image)  # nobody shows it
    article = make_article(**shown)
    assert not shown_to(image)  # a draft
    perform(article, Action.SUBMIT, by=None)
    assert not shown_to(image)
    publish(article, by=None, reason="test")
    assert shown_to(image)
    perform(article, Action.UNPUBLISH, by=None)
    assert not shown_to(image)
    publish(article, by=None, reason="test")
    perform(article, Action.ARCHIVE, by=None)
    assert not shown_to(image)


def test_the_clock_opens_the_image_of_a_scheduled_article(shown_to, monkeypatch):
    image = make_image()
    article = make_article(body=figure(image))
    opens = timezone.now() + timedelta(days=2)
    publish(article, by=None, published_at=opens, reason="test")
    for seconds, public in ((-1, False), (1, True)):
        moment = opens + timedelta(seconds=seconds)
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda moment=moment: moment)
            assert shown_to(image) == public


@pytest.mark.parametrize("place", ["lead", "body"])
def test_older_and_newer_revisions_than_the_live_one_show_nothing_to_readers(shown_to, place):
    old, live, new = make_image("Old"), make_image("Live"), make_image("New")

    def shown(image):
        if place == "lead":
            return {"body": f"<p>{image}</p>", "lead_image": image}
        return {"body": figure(image)}

    article = make_article(**shown(old))
    rewrite(article, **shown(live))
    publish(article, by=None, reason="test")
    rewrite(article, **shown(new))
    assert [shown_to(image) for image in (old, live, new)] == [False, True, False]
    publish(article, by=None, reason="test")
    assert [shown_to(image) for image in (old, live, new)] == [False, False, True]


def test_one_public_article_of_several_is_enough(shown_to):
    image = make_image()
    draft = make_article("Draft", body=figure(image))
    public = make_article("Public", body=figure(image), published=True)
    assert shown_to(image)
    perform(public, Action.UNPUBLISH, by=None)
    assert not shown_to(image)
    publish(draft, by=None, reason="test")
    assert shown_to(image)


def test_what_is_handed_out_is_a_picture_that_caches_ask_about_again(client, editor):
    image = make_image()
    make_article(body=figure(image), published=True)
    answer = client.get(image.src)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert BytesIO(b"".join(answer.streaming_content)).read(4) == b"RIFF"
    assert client.get(image.share).headers["Content-Type"] == "image/jpeg"
    again = client.get(image.src, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert client.post(image.src).status_code == 405


def test_a_known_etag_is_no_way_around_the_gate(client, editor):
    image = make_image()
    client.force_login(editor)
    answer = client.get(image.src)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    client.logout()
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(image.src, headers=tag).status_code == 404
    assert client.get(image.src, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/media/images/{key}/601.webp",
        "/media/images/{key}/../600.webp",
        "/media/images/{key}/%00",
        "/media/images/%00/600.webp",
        "/media/images/{key}/",
        "/media/images/",
        "/media/",
        "/media/images/{upper}/600.webp",
    ],
)
def test_nothing_else_is_under_media(client, editor, address):
    image = make_image()
    make_article(body=figure(image), published=True)
    client.force_login(editor)
    found = client.get(address.format(key=image.key, upper=image.key.upper() + "A"))
    assert found.status_code == 404


def test_readers_cost_one_query(client, django_assert_num_queries):
    image = make_image()
    make_article(body=figure(image), published=True)
    with django_assert_num_queries(1):
        assert client.get(image.src).status_code == 200


def test_files_that_did_not_come_along_are_not_found(client, editor):
    image = Image.objects.create(alt="Lost", width=600, height=400)
    client.force_login(editor)
    assert client.get(image.src).status_code == 404
