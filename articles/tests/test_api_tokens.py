"""Tokens: what they open, what they do not, and how they end."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.choices import Scope
from articles.models import Article, Change, Token
from articles.permissions import EDITOR
from articles.services import create_token, revoke_token
from articles.tests.api import Api, done, refused
from articles.tests.factories import PASSWORD, make_article, make_user

pytestmark = pytest.mark.django_db


def make_token(user, *scopes: str, days: int = 1, name: str = "") -> tuple[Token, str]:
    name = name or f"token {Token.objects.count()}"
    return create_token(user, name=name, scopes=scopes, days=days, by=user)


def program(user, *scopes: str) -> Api:
    return Api(token=make_token(user, *scopes)[1])


def ids(api: Api) -> set[int]:
    return {item["id"] for item in done(api.get("articles/"))["results"]}


def test_a_secret_is_kept_nowhere(editor):
    token, secret = make_token(editor, Scope.EDIT)
    assert secret.startswith("nr_")
    assert len(secret) == len("nr_") + 64
    kept = {str(value) for row in Token.objects.values_list() for value in row}
    kept |= {str(value) for row in Change.objects.values_list() for value in row}
    assert not any(secret in value or secret[-20:] in value for value in kept)
    assert secret.startswith(token.shown)
    assert make_token(editor)[1] != secret


def test_what_it_reads(editor, outsider):
    draft, public = make_article("Draft"), make_article("Public", published=True)
    assert ids(program(editor)) == ids(Api()) == {public.pk}
    for scope in Scope:  # whoever writes sees what was written
        assert ids(program(editor, scope)) == {draft.pk, public.pk}
    assert ids(program(outsider, *Scope)) == {public.pk}  # never more than its person
    refused(program(editor).get(f"articles/{draft.pk}/"), 404, "not_found")
    answer = program(editor).get("articles/")
    assert answer["Cache-Control"] == "private, no-store"


def test_what_it_writes(editor, reporter):
    api = program(editor, Scope.EDIT)
    made = done(api.post("articles/", {"headline": "By a program"}), 201)
    article = Article.objects.get(pk=made["id"])
    assert article.revisions.get().created_by == editor
    path = f"articles/{article.pk}/"
    denied = refused(api.post(f"{path}publish/", tag="*"), 403, "insufficient_scope")
    assert denied["scope"] == "publish"
    # Its person may not do it either: no scope would help.
    api = program(reporter, *Scope)
    answer = api.post(f"{path}publish/", tag="*")
    refused(answer, 403, "permission_denied")
    assert "WWW-Authenticate" not in answer
    done(program(editor, Scope.PUBLISH).post(f"{path}publish/", {"reason": "x"}, tag="*"))
    denied = program(editor, Scope.PUBLISH).patch(path, {}, tag="*")
    assert refused(denied, 403, "insufficient_scope")["scope"] == "edit"
    assert 'error="insufficient_scope", scope="edit"' in denied["WWW-Authenticate"]


def test_a_superusers_token_has_its_scopes_alone(db):
    root = User.objects.create_superuser("root", password=PASSWORD)
    article = make_article()
    assert ids(program(root)) == set()
    api = program(root, Scope.READ_DRAFTS)
    assert refused(api.post("articles/", {}), 403, "insufficient_scope")["scope"] == "edit"
    api = program(root, Scope.EDIT)
    answer = api.post(f"articles/{article.pk}/publish/", tag="*")
    assert refused(answer, 403, "insufficient_scope")["scope"] == "publish"
    done(program(root, Scope.PUBLISH).post(f"articles/{article.pk}/publish/", tag="*"))


def test_all_that_is_no_valid_token_gets_one_answer(editor, clock):
    gone = make_user("gone", EDITOR)
    secrets = {}
    for name in ("revoked", "expired", "good"):
        token, secrets[name] = make_token(editor, *Scope, days=3 if name == "good" else 1)
        if name == "revoked":
            revoke_token(token, by=editor)
    secrets["inactive"] = make_token(gone, *Scope, days=3)[1]
    gone.is_active = False
    gone.save()
    clock(timezone.now() + timedelta(days=2))
    good = secrets.pop("good")
    unknown = [good[:-1], good + "0", good.upper(), "", "nr_", "x\x00", "💥", f"{good} {good}"]
    answers = set()
    for secret in [*secrets.values(), *unknown]:
        credentials = f"Bearer {secret}".encode().decode("latin-1")
        for answer in (
            Api().get("articles/", Authorization=credentials),
            Api().post("articles/", {}, Authorization=credentials),
            Api().get("articles/999999999/", Authorization=credentials),
        ):
            refused(answer, 401, "not_authenticated")
            answers.add((answer.content, answer["WWW-Authenticate"]))
    assert {challenge for _body, challenge in answers} == {
        'Bearer realm="api", error="invalid_token"'
    }
    assert len(answers) == 1
    done(Api().get("articles/", Authorization=f"bearer  {good} "))  # the scheme in any case
    assert not Article.objects.exists()


def test_a_token_in_the_address_is_no_credential(editor):
    secret = make_token(editor, *Scope)[1]
    for name in ("access_token", "token"):
        refused(Api().get(f"articles/?{name}={secret}"), 400, "invalid")


def test_without_credentials_both_ways_are_told(editor, settings):
    challenge = Api().post("articles/", {})["WWW-Authenticate"]
    assert challenge == 'Bearer realm="api", Basic realm="api", charset="UTF-8"'
    settings.API_BASIC_AUTH = False
    assert Api().post("articles/", {})["WWW-Authenticate"] == 'Bearer realm="api"'


def test_use_is_noted_once_in_a_while(editor, clock):
    token, secret = make_token(editor, Scope.READ_DRAFTS)
    api, start = Api(token=secret), timezone.now()

    def used():
        return Token.objects.get(pk=token.pk).last_used_at

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            done(api.get("articles/"))
        return [query["sql"] for query in asked]

    assert used() is None
    clock(start)
    assert [sql for sql in queries() if sql.startswith("UPDATE")]
    assert used() == start
    clock(start + timedelta(minutes=4))
    asked = queries()
    assert not [sql for sql in asked if not sql.startswith("SELECT")]
    assert len([sql for sql in asked if "articles_token" in sql]) == 1
    assert used() == start
    clock(start + timedelta(minutes=6))
    queries()
    assert used() == start + timedelta(minutes=6)


def test_a_note_that_cannot_be_written_costs_nobody_the_answer(editor, monkeypatch):
    secret = make_token(editor)[1]

    def locked(self, **fields):
        raise OperationalError("database is locked")

    monkeypatch.setattr(QuerySet, "update", locked)
    done(Api(token=secret).get("articles/"))


def test_a_changed_password_ends_them(editor, reporter):
    mine, theirs = program(editor), program(reporter)
    editor.set_password("Another-one-1")
    done(mine.get("articles/"))
    editor.save()
    refused(mine.get("articles/"), 401, "not_authenticated")
    done(theirs.get("articles/"))
    assert Change.objects.filter(subject="token", verb="revoked").count() == 1


def test_a_password_that_is_only_hashed_anew_does_not(editor, settings):
    """Django does so at log-in once its hasher has become stronger."""
    api = program(editor)
    settings.PASSWORD_HASHERS = [
        f"{PBKDF2PasswordHasher.__module__}.{PBKDF2PasswordHasher.__name__}",
        *settings.PASSWORD_HASHERS,
    ]
    before = editor.password
    assert api.client.login(username="editor", password=PASSWORD)
    editor.refresh_from_db()
    assert editor.password != before
    done(api.get("articles/"))


def test_the_command(editor, capsys):
    call_command("create_token", "editor", "Nightly", "--scopes", "annotate", "edit", "--days", "7")
    told, secret = capsys.readouterr().out.strip().split("\n")
    assert "annotate, edit" in told
    done(Api(token=secret).post("articles/", {"headline": "A"}), 201)
    with pytest.raises(CommandError, match="a token of this name"):
        call_command("create_token", "editor", "Nightly")
    with pytest.raises(CommandError, match="1 to 366 days"):
        call_command("create_token", "editor", "Forever", "--days", "4000")
    with pytest.raises(CommandError, match="no active user"):
        call_command("create_token", "nobody", "x")
    with pytest.raises(CommandError, match="characters"):
        call_command("create_token", "editor", " \t")
