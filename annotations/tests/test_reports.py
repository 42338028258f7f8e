"""Readers report errors: a form without an account, a limit, and the tray at the desk."""

import pytest
from django.core.cache import cache

from annotations.models import Report
from annotations.tests.factories import annotate
from articles.models import Change
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_reports_yet():
    cache.clear()


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


def address(article, query: str = "") -> str:
    return f"{article.get_absolute_url()}report/{query}"


def test_a_reader_reports_words_and_the_desk_resolves_it(client, article, log_in):
    page = client.get(address(article, "?words=rose+by+two%0Ametres"))
    assert "rose by two metres</textarea>" in page.content.decode()
    sent = {"words": "rose by two metres", "text": "It was <b>three</b>.\nI measured."}
    assert b"Thank you" in client.post(address(article), sent).content
    report = Report.objects.get()
    assert (report.words, report.revision) == ("rose by two metres", article.live_revision)
    assert not Change.objects.filter(subject="report").exists()
    desk = log_in("reporter")
    tray = desk.get("/admin/annotations/annotation/review/").content.decode()
    assert "It was &lt;b&gt;three&lt;/b&gt;.<br>I measured." in tray
    assert desk.post(f"/admin/annotations/report/{report.pk}/resolve/").status_code == 302
    report.refresh_from_db()
    assert report.resolved_by.username == "reporter"
    tray = desk.post(f"/admin/annotations/report/{report.pk}/resolve/", follow=True)
    assert "has resolved this report already." in tray.content.decode()
    assert "Reported by readers" not in tray.content.decode()
    assert Change.objects.get(subject="report").verb == "resolved"


def test_a_report_about_an_annotation_names_it(client, article):
    shown = annotate(article, "two metres", "statistic", approved=True)
    draft = annotate(article, "rose", "claim")
    assert (
        b"two metres</textarea>" in client.get(address(article, f"?annotation={shown.pk}")).content
    )
    client.post(address(article, f"?annotation={shown.pk}"), {"text": "Three."})
    assert Report.objects.get().annotation == shown
    for other in (draft.pk, 10**17, "x", "²"):
        client.post(address(article, f"?annotation={other}"), {"text": "Three."})
    assert list(Report.objects.values_list("annotation", flat=True)) == [None] * 4 + [shown.pk]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": "  "},
        {"text": "x" * 3001},
        {"text": "a\x00b"},
        {"text": "x", "words": "y" * 1001},
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(client, article, sent):
    page = client.post(address(article), sent)
    assert page.status_code == 400
    assert "Not sent yet." in page.content.decode()
    assert sent.get("words", "") in page.content.decode()
    assert not Report.objects.exists()


def test_one_address_reports_so_often_in_an_hour(client, settings, article):
    settings.REPORTS_PER_HOUR = 2
    for _ in range(2):
        assert client.post(address(article), {"text": "Wrong."}).status_code == 200
    refused = client.post(address(article), {"text": "Wrong again."})
    assert refused.status_code == 429
    assert "Wrong again." in refused.content.decode()
    assert client.post(address(article), {"text": "x"}, REMOTE_ADDR="10.0.0.9").status_code == 200
    assert Report.objects.count() == 3


def test_what_a_program_fills_in_is_thrown_away(client, article):
    client.post(address(article), {"text": "Buy!", "website": "https://example.org"})
    assert not Report.objects.exists()


def test_only_of_what_readers_see(client, editor):
    draft = make_article(by=editor)
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {"text": "x"}).status_code == 404
