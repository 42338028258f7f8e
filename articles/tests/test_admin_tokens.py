"""Making, listing and revoking API tokens in the admin."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.choices import Scope
from articles.models import Change, Token
from articles.services import create_token
from articles.tests.api import Api, done, refused
from articles.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_token_changelist")
ADD = reverse("admin:articles_token_add")


def make(client, **fields):
    return client.post(ADD, {"name": "Charts", "days": "30", **fields})


def secret_in(response) -> str:
    return re.search(r"nr_[0-9a-f]{64}", response.content.decode())[0]


def test_a_person_makes_one_and_is_told_its_secret_once(log_in):
    client = log_in("reporter")
    response = make(client, scopes=["edit", "annotate"])
    secret = secret_in(response)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    token = Token.objects.get()
    assert (token.user.username, token.scopes) == ("reporter", ["annotate", "edit"])
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)
    done(Api(token=secret).post("articles/", {"headline": "By a program"}), 201)
    page = client.get(reverse("admin:articles_token_change", args=[token.pk]))
    for shown in (client.get(LIST), page, client.get(reverse("admin:articles_change_changelist"))):
        text = shown.content.decode()
        assert "Charts" in text or shown is not page
        assert secret not in text
    assert Change.objects.filter(subject="token", verb="created", by=token.user).count() == 1
    # The form sent again, as a page that is loaded again does, makes no other.
    again = make(client, scopes=["edit"])
    assert (again.status_code, Token.objects.count()) == (400, 1)
    assert "There is a token of this name already." in again.content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "x" * 101}, {"name": "\x00"}, {"days": "367"}, {"days": "x"},
     {"days": ""}, {"scopes": ["rule"]}, {"name": "\u2028 \u00a0"}],
)  # fmt: skip
def test_what_cannot_be_made(log_in, fields):
    response = make(log_in("editor"), **fields)
    assert response.status_code == 400
    assert "errorlist" in response.content.decode()
    assert not Token.objects.exists()


def test_no_longer_than_the_site_allows(log_in, settings):
    settings.API_TOKEN_MAX_DAYS = 45
    client = log_in("editor")
    assert re.findall(r'option value="(\d+)"', client.get(ADD).content.decode()) == [
        "7",
        "30",
        "45",
    ]
    assert make(client, days="90").status_code == 400
    assert make(client, days="45").status_code == 200


def test_each_sees_and_revokes_their_own(log_in, editor, reporter, client):
    mine, my_secret = create_token(editor, name="Mine", scopes=[], days=1, by=editor)
    other, secret = create_token(reporter, name="Theirs", scopes=Scope, days=1, by=reporter)
    client = log_in("editor")
    listed = client.get(LIST).content.decode()
    assert "Mine" in listed
    assert "Theirs" not in listed
    page, revoke = (
        reverse(f"admin:articles_token_{name}", args=[other.pk]) for name in ("change", "revoke")
    )
    assert client.get(page).status_code == 302  # as for one that does not exist
    assert client.post(revoke).status_code == 404
    assert client.post(page).status_code == 302
    done(Api(token=secret).get("articles/"))
    own = reverse("admin:articles_token_revoke", args=[mine.pk])
    assert client.get(own).status_code == 405
    assert client.post(own).status_code == 302
    refused(Api(token=my_secret).get("articles/"), 401, "not_authenticated")
    client.post(own)  # again: nothing more happens
    assert Change.objects.filter(subject="token", verb="revoked").count() == 1
    told = client.get(reverse("admin:articles_token_change", args=[mine.pk])).content.decode()
    assert "Revoked on" in told
    assert "Revoke this token" not in told


def test_whoever_manages_users_sees_all(client, reporter):
    other, secret = create_token(reporter, name="Theirs", scopes=Scope, days=1, by=reporter)
    root = User.objects.create_superuser("root", password=PASSWORD)
    client.force_login(root)
    listed = client.get(LIST).content.decode()
    assert "Theirs" in listed
    assert "reporter" in listed
    assert client.post(reverse("admin:articles_token_revoke", args=[other.pk])).status_code == 302
    refused(Api(token=secret).get("articles/"), 401, "not_authenticated")
    assert Change.objects.get(subject="token", verb="revoked").by == root


def test_not_for_those_outside_the_desk(client, outsider):
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403
    assert make(client).status_code == 403


def test_the_password_page_says_what_becomes_of_them(log_in):
    page = log_in("editor").get(reverse("admin:password_change")).content.decode()
    assert "Your API tokens stop working" in page
