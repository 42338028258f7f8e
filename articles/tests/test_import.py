"""import_article, through the command line as people use it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Section

pytestmark = pytest.mark.django_db

# The traps of a news article pasted from the web: emoji, curly quotes, NBSP, a non-breaking
# hyphen, styled letters in a display name, pasted posts of several lines, blank lines around.
PASTED = """\ufeffThe Skerrowby lido will open on Friday, the “long\u2011awaited” day, for £4.2\u00a0million.\r
\r
🚨 BREAKING: Lido to open on Friday\r
Seven lanes—six long and one short—and a slide… pic.example.org/abcdefghij\r
— ᴸⁱᵈᵒ Friends (@LidoFriends) November 3, 2026\r
\u00a0
A family of four (👩🏽‍🚀👨‍👩‍👧‍👦) was first in the queue.\u2028It rained.\n\n\n"""


def run(path, *options) -> tuple[Article, str]:
    out = StringIO()
    call_command("import_article", str(path), *options, stdout=out)
    return Article.objects.latest("id"), out.getvalue()


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_pasted_text_keeps_every_character_and_makes_no_empty_paragraphs(tmp_path):
    article, out = run(write(tmp_path, "lido_opens-friday.txt", PASTED), "--section", "local-news")
    lines = article.latest_revision.text.split("\n")
    assert len(lines) == 5
    assert lines[0] == PASTED[1:].split("\r")[0]
    assert lines[1] == "🚨 BREAKING: Lido to open on Friday"
    assert lines[3] == "— ᴸⁱᵈᵒ Friends (@LidoFriends) November 3, 2026"
    assert "👩🏽‍🚀👨‍👩‍👧‍👦" in lines[4]
    assert "\u2028" in lines[4]
    assert article.headline == "Lido opens friday"
    assert article.section == Section.objects.get(slug="local-news", name="Local news")
    assert article.state == "draft"
    assert out.rstrip("\n").split("\n")[-1] == "/articles/lido-opens-friday/"


def test_publish_and_headline(tmp_path):
    path = write(tmp_path, "a.txt", PASTED)
    article, _out = run(path, "--headline", "The lido opens", "--publish")
    assert (article.headline, article.state) == ("The lido opens", "published")
    assert article.is_public


@pytest.mark.parametrize(("name", "source", "headline", "text"), [
    ("a.md", "# The *lido* opens\n\nOn **Friday**.\n\n- one\n- two\n", "The lido opens",
     "On Friday.\none\ntwo"),
    ("no-heading.md", "On Friday.\n\nAt nine.", "No heading", "On Friday.\nAt nine."),
    ("a.html", "<title>The lido</title><p>On Friday.</p>", "The lido", "On Friday."),
    ("b.html", "<title>The lido opens | Packet</title><h1>The lido opens</h1><p>On Friday.",
     "The lido opens", "On Friday."),
    ("c.html", "<body><nav>Home</nav><article><h1>Lido</h1><p>On Friday.</p></article>"
     "<footer>©</footer>", "Lido", "On Friday."),
    ("my page.htm", "<p>On Friday.</p>", "My page", "On Friday."),
    ("empty.txt", "", "Empty", ""),
])  # fmt: skip
def test_forms_and_headlines(tmp_path, name, source, headline, text):
    article, _out = run(write(tmp_path, name, source))
    assert (article.headline, article.latest_revision.text) == (headline, text)


@pytest.mark.parametrize(("name", "content", "options", "message"), [
    ("a.docx", b"PK", (), "can be imported"),
    ("a.txt", b"caf\xe9", (), "not UTF-8: byte 4"),
    ("a.txt", "The lido".encode("utf-16"), (), "not UTF-8"),
    ("a.txt", b"One", ("--section", "Local News"), "--section Local News"),
    ("a.txt", b"One", ("--headline", "x" * 301), "headline"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_plainly_and_writes_nothing(
    tmp_path, name, content, options, message
):
    with pytest.raises(CommandError, match=message):
        run(write(tmp_path, name, content), *options)
    assert not Article.objects.exists()
    assert not Section.objects.exists()


def test_missing_files_and_folders(tmp_path):
    for path in (tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(CommandError):
            run(path)


@pytest.mark.parametrize("options", [[], ["--publish"]])
@pytest.mark.parametrize("source", ["https://example.org/a.png", "/media/images/abc/600.webp"])
def test_images_that_are_not_ours_are_left_out_and_named(tmp_path, capsys, source, options):
    run(write(tmp_path, "a.html", f'<p>One</p><img src="{source}">'), *options)
    assert source in capsys.readouterr().err
