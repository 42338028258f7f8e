"""Two people with the same form and no script: nothing that either wrote is lost."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, Revision, Section
from articles.services import edit_article, save_revision
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
BODY = "<p>The quay is shut.</p><p>The ferry waits.</p><p>Nobody knows why.</p>"


@pytest.fixture
def article(editor):
    return make_article(body=BODY, by=editor)


@pytest.fixture
def desk(log_in, article):
    """Opens, and posts, the article's page as a browser without scripts would."""
    return Desk(log_in("reporter"), f"/admin/articles/article/{article.pk}/change/")


class Desk:
    def __init__(self, client, url):
        self.client, self.url = client, url

    def open(self) -> dict:
        return fields_of(self.client.get(self.url).content.decode())

    def post(self, form: dict, **typed) -> tuple[int, dict, str]:
        """Status, the form that is then on the page, and what the page tells of a conflict."""
        page = self.client.post(self.url, {**form, **typed})
        if page.status_code == 302:
            return 302, {}, ""
        html = page.content.decode()
        told = LexborHTMLParser(html).css_first(".desk-conflict").text(separator=" ")
        return page.status_code, fields_of(html), " ".join(told.split())


def fields_of(html: str) -> dict:
    """What the browser would post of #article-form."""
    fields = {}
    for item in LexborHTMLParser(html).css("#article-form :is(input, textarea, select)[name]"):
        name, value = item.attributes["name"], item.attributes.get("value") or ""
        if item.tag == "textarea":
            fields[name] = item.text().removeprefix("\n")
        elif item.tag == "input":
            fields[name] = value
        else:
            chosen = [option.attributes["value"] or "" for option in item.css("option[selected]")]
            fields[name] = chosen if "multiple" in item.attributes else "".join(chosen)
    return fields


def save_theirs(article, editor, **fields):
    latest = Article.objects.get().latest_revision
    text = {"headline": latest.headline, "standfirst": "", "body": latest.body} | fields
    save_revision(article, **text, by=editor, base=latest.number)


def test_what_does_not_meet_is_put_together(desk, article, editor):
    form = desk.open()
    save_theirs(article, editor, headline="Quay shut", body=BODY.replace("shut", "closed"))
    status, merged, told = desk.post(form, body=BODY.replace("waits", "sails"))
    assert status == 409
    assert Revision.objects.count() == 2
    assert "Revision 2 was saved by editor on" in told
    assert "Taken over from them, since you had not changed it: headline." in told
    assert "Changed by both" not in told
    assert desk.post(merged)[0] == 302
    latest = Article.objects.get().latest_revision
    assert (latest.number, latest.headline) == (3, "Quay shut")
    assert latest.text == "The quay is closed.\nThe ferry sails.\nNobody knows why."


def test_what_both_changed_is_told_and_both_stand(desk, article, editor):
    form = desk.open()
    save_theirs(article, editor, headline="Quay shut", body=BODY.replace("ferry", "old ferry"))
    mine = BODY.replace("The ferry waits", "The new boat waits")
    status, merged, told = desk.post(form, headline="Quay closes", body=mine)
    assert status == 409
    assert "Changed by both: 2" in told
    assert "Headline, theirs Quay shut Headline, yours Quay closes" in told
    assert "Text, theirs The old ferry waits. Text, yours The new boat waits." in told
    assert merged["headline"] == "Quay closes"
    assert "<p>The old ferry waits.</p><p>The new boat waits.</p>" in merged["body"]
    assert desk.post(merged)[0] == 302
    text = Article.objects.get().latest_revision.text
    assert "The old ferry waits.\nThe new boat waits." in text


def test_again_and_again(desk, article, editor):
    form = desk.open()
    for number, words in enumerate(("shut", "closed", "sealed")):
        changed = f"<p>The quay is {words} and {number}.</p>" + BODY.split("</p>", 1)[1]
        save_theirs(article, editor, body=changed)
        status, form, _told = desk.post(form, body=form["body"].replace("Nobody", "Hardly nobody"))
        assert status == 409
    assert desk.post(form)[0] == 302
    text = Article.objects.get().latest_revision.text
    assert text.startswith("The quay is sealed and 2.")
    assert "Hardly" in text


def test_metadata_is_put_together_too(desk, article, editor):
    city, sea = (Section.objects.create(name=name, slug=name.lower()) for name in ("City", "Sea"))
    form = desk.open()
    edit_article(article, by=editor, language="de", section=sea)
    status, merged, told = desk.post(form, section=city.pk, body=BODY.replace("waits", "sails"))
    assert status == 409
    assert "Taken over from them, since you had not changed it: language." in told
    assert "Section, theirs Sea Section, yours City" in told
    article.refresh_from_db()
    assert article.section == sea
    assert Revision.objects.count() == 1
    assert desk.post(merged)[0] == 302
    article.refresh_from_db()
    assert (article.language, article.section) == ("de", city)
    assert "sails" in article.latest_revision.text
