"""The settings, the doors for machines, and what the project promises to operators."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection


def check(**environment):
    """Run ``manage.py check --deploy`` in a process of its own with this environment."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_refuses_to_start_with_the_default_secret():
    result = check(DEBUG="false")
    assert result.returncode != 0
    assert "Production needs a SECRET_KEY of its own" in result.stderr


def test_production_refuses_a_short_secret():
    assert check(DEBUG="false", SECRET_KEY="short").returncode != 0


def test_a_database_that_we_do_not_know_is_refused():
    assert "DATABASE_URL begins with" in check(DATABASE_URL="mysql://u@h/n").stderr
    assert "DATABASE_URL" not in check(DATABASE_URL="").stderr  # empty is not set


def test_an_origin_that_is_none_is_refused():
    result = check(CORS_ALLOWED_ORIGINS="charts.example.org")
    assert "CORS_ALLOWED_ORIGINS is missing scheme" in result.stderr


def test_production_passes_djangos_own_checks():
    result = check(DEBUG="false", SECRET_KEY="k3y-" * 8 + "abcdefghijklmnopqrstuvwxyz0123456789")
    assert result.returncode == 0, result.stderr


def test_web_servers_default_to_production():
    result = subprocess.run(
        [sys.executable, "-c", "import newsroom.wsgi"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Production needs a SECRET_KEY of its own" in result.stderr


@pytest.mark.parametrize("command", [["load_demo"], ["check_integrity"]])
def test_a_database_without_tables_is_told_without_a_traceback(command, tmp_path):
    result = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "has `manage.py migrate` been run?" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_healthz_asks_nobody(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_asks_the_database(client, monkeypatch):
    assert client.get("/readyz").status_code == 200

    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unavailable")


def test_static_files_can_be_hashed_with_their_import_map(tmp_path, settings):
    """Production's storage finds every file that CSS and the import map name."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


@pytest.mark.django_db
def test_the_content_security_policy_is_strict(client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
