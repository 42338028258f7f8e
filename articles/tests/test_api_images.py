"""The library of pictures, lead images, the history and private links over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Change, Image
from articles.services import publish
from articles.tests.api import Api, done, hold_to_description, refused
from articles.tests.factories import figure, make_article, make_image, picture_file, rewrite

pytestmark = pytest.mark.django_db
ALT = "The harbour at dawn"


def upload(user, key: str = "", **fields):
    """The test client's own shape of a form with a file."""
    client, headers = Api(user).client, {"Idempotency-Key": key} if key else {}
    response = client.post("/api/v1/images/", fields, format="multipart", headers=headers)
    hold_to_description("post", "/api/v1/images/", response)
    return response


def test_a_picture_is_added_and_its_words_are_edited(editor, settings):
    response = upload(editor, file=picture_file(), alt=ALT, credit="Ada Marl")
    data = done(response, 201)
    image = Image.objects.get()
    assert data == {
        "id": image.pk, "url": f"{settings.SITE_URL}/api/v1/images/{image.pk}/", "src": image.src,
        "thumbnail": image.thumbnail, "width": 600, "height": 400, "alt": ALT, "caption": "",
        "credit": "Ada Marl", "created_by": "editor", "created_at": data["created_at"],
    }  # fmt: skip
    api, path = Api(editor), f"images/{image.pk}/"
    changed = api.patch(path, {"caption": "Low tide"}, tag=response["ETag"])
    assert done(changed)["caption"] == "Low tide"
    refused(api.patch(path, {"caption": ""}, tag=response["ETag"]), 412, "stale")
    done(api.put(path, {**changed.json(), "alt": "The port"}, tag="*"))
    refused(api.delete(path, tag="*"), 405, "method_not_allowed")
    assert [item["alt"] for item in done(api.get("images/"))["results"]] == ["The port"]
    verbs = Change.objects.filter(subject="image").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["created", "edited", "edited"]


def test_a_picture_is_added_once_under_its_key(editor):
    first, again = (upload(editor, "k", file=picture_file(), alt=ALT) for _ in range(2))
    assert done(first, 201) == done(again, 201)
    other = upload(editor, "k", file=picture_file((500, 400)), alt=ALT)
    refused(other, 422, "idempotency_key_reused")
    assert Image.objects.count() == 1


def test_what_is_no_picture(editor, factchecker, settings):
    for fields, field in [
        ({"alt": ALT}, "file"),
        ({"alt": ALT, "file": "x"}, "file"),
        ({"alt": ALT, "file": SimpleUploadedFile("a.png", b"")}, "file"),
        ({"alt": ALT, "file": SimpleUploadedFile("a.png", b"\x89PNG nonsense")}, "file"),
        ({"file": picture_file()}, "alt"),
        ({"file": picture_file(), "alt": " "}, "alt"),
        ({"file": picture_file(), "alt": "x" * 501}, "alt"),
        ({"file": picture_file(), "alt": ALT, "width": 3}, "width"),
    ]:
        assert field in refused(upload(editor, **fields), 400, "invalid")["errors"]
    refused(upload(factchecker, file=picture_file(), alt=ALT), 403, "permission_denied")
    refused(upload(None, file=picture_file(), alt=ALT), 401, "not_authenticated")
    refused(Api(editor).post("images/", {"alt": ALT}), 415, "unsupported_media_type")
    settings.IMAGE_MAX_BYTES = 1000
    large = SimpleUploadedFile("a.png", b"x" * 200_000)
    refused(upload(editor, file=large, alt=ALT), 413, "too_large")
    assert not Image.objects.exists()


def test_the_library_is_the_desks(editor, outsider, factchecker):
    image = make_image(by=editor)
    make_article(by=editor, published=True, lead_image=image)
    for user in (None, outsider):
        assert done(Api(user).get("images/"))["results"] == []
        refused(Api(user).get(f"images/{image.pk}/"), 404, "not_found")
    path = f"images/{image.pk}/"
    done(Api(factchecker).get(path))
    refused(Api(factchecker).patch(path, {"alt": "x"}, tag="*"), 403, "permission_denied")


def test_the_lead_image_of_an_article(editor):
    one, two = make_image(by=editor), make_image("Low tide", by=editor)
    api = Api(editor)
    data = done(api.post("articles/", {"headline": "A", "lead_image": one.pk}), 201)
    assert data["lead_image"]["alt"] == ALT
    path = f"articles/{data['id']}/"
    assert done(api.put(path, data, tag="*"))["latest_revision"] == 1  # as it is: no new one
    changed = done(api.patch(path, {"lead_image": two.pk}, tag="*"))
    assert (changed["lead_image"]["id"], changed["latest_revision"]) == (two.pk, 2)
    assert done(api.patch(path, {"standfirst": "B"}, tag="*"))["lead_image"]["id"] == two.pk
    assert done(api.get(f"{path}?revision=1"))["lead_image"]["id"] == one.pk
    for wrong in (999, "1", True, {}, [one.pk]):
        errors = refused(api.patch(path, {"lead_image": wrong}, tag="*"), 400, "invalid")["errors"]
        assert "lead_image" in errors
    done(api.post(f"{path}publish/", {"reason": "x"}, tag="*"))
    assert done(api.patch(path, {"lead_image": None}, tag="*"))["lead_image"] is None
    assert done(Api().get(path))["lead_image"]["id"] == two.pk  # readers have the live one


def test_images_that_were_left_out_of_a_body_are_told(editor):
    api, image = Api(editor), make_image(by=editor)
    body = figure(image) + '<p>A</p><img src="https://example.org/x.png">'
    data = done(api.post("articles/", {"headline": "A", "body": body}), 201)
    assert data["dropped_images"] == ["https://example.org/x.png"]
    assert image.src in data["body"]
    path = f"articles/{data['id']}/"
    changed = done(api.patch(path, {"body": '<p>B</p><img src="/nowhere.png">'}, tag="*"))
    assert changed["dropped_images"] == ["/nowhere.png"]
    assert "dropped_images" not in done(api.get(path))


def test_the_history_is_the_desks(editor, factchecker, django_assert_num_queries):
    article = make_article(by=editor, published=True)
    for number in range(9):
        rewrite(article, f"<p>No. {number}</p>", by=editor)
    path = f"articles/{article.pk}/changes/"
    page = done(Api(factchecker).get(f"{path}?page_size=4"))
    assert page["results"][0] == {
        "id": page["results"][0]["id"], "subject": "article", "subject_id": article.pk,
        "verb": "saved", "reason": "", "before": {"revision": 9}, "after": {"revision": 10},
        "by": "editor", "at": page["results"][0]["at"],
    }  # fmt: skip
    publish(article, by=editor, reason="again")
    [published] = done(Api(editor).get(f"{path}?page_size=1"))["results"]
    sides = published["before"]["live_revision"], published["after"]["live_revision"]
    assert sides == (1, 10)  # by their numbers, as everywhere
    page = done(Api(factchecker).get(f"{path}?page_size=4"))
    seen = [item["id"] for item in page["results"]]
    while page["next"]:
        page = done(Api(editor).get(page["next"].removeprefix("http://testserver")))
        seen += [item["id"] for item in page["results"]]
    assert seen == list(Change.objects.filter(article=article).values_list("id", flat=True))
    assert done(Api().get(path))["results"] == []
    refused(Api().get(f"articles/{make_article('Draft').pk}/changes/"), 404, "not_found")
    refused(Api(editor).get(f"{path}?ordering=at"), 400, "invalid")
    api = Api(editor)
    for size in (1, 12):
        with django_assert_num_queries(7):
            api.client.get(f"/api/v1/{path}?page_size={size}")


def test_private_links(editor, client, settings):
    article = make_article(by=editor)
    rewrite(article, "<p>The second text</p>", by=editor)
    path = f"articles/{article.pk}/preview/"
    link = done(Api(editor).get(path))
    assert link["revision"] == 2
    assert link["expires_at"] > timezone.now().isoformat()
    page = client.get(link["url"].removeprefix(settings.SITE_URL))
    assert "The second text" in page.content.decode()
    first = done(Api(editor).get(f"{path}?revision=1"))["url"].removeprefix(settings.SITE_URL)
    assert "two metres" in client.get(first).content.decode()
    refused(Api(editor).get(f"{path}?revision=9"), 404, "not_found")
    refused(Api(editor).get("articles/999999999/preview/"), 404, "not_found")
    make_article("Public", by=editor, published=True)
    for pk in (article.pk, article.pk + 1):
        refused(Api().get(f"articles/{pk}/preview/"), 404, "not_found")
