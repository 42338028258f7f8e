import pytest

from articles.models import Change, Revision
from articles.services import (
    Invalid,
    StaleBase,
    create_article,
    edit_article,
    restore_revision,
    save_revision,
)
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db


def save(article, base, body="<p>One.</p>", headline="River rises"):
    return save_revision(article, headline=headline, standfirst="", body=body, by=None, base=base)


def test_first_save_starts_from_nothing(reporter):
    article = create_article(headline="River rises", by=reporter)
    assert (article.slug, article.latest_revision, str(article)) == (
        "river-rises",
        None,
        "river-rises",
    )
    revision = save_revision(
        article, headline=" River  rises ", standfirst="", body="<p>One.", by=reporter, base=0
    )
    assert (revision.number, revision.headline) == (1, "River rises")
    assert (revision.body, revision.text) == ("<p>One.</p>", "One.")
    assert article.latest_revision == revision
    assert [change.verb for change in article.changes.all()] == ["saved", "created"]


def test_saving_the_same_again_writes_nothing():
    article = make_article()
    before = Change.objects.count()
    again = rewrite(article, article.latest_revision.body)
    assert (again.number, Change.objects.count()) == (1, before)


def test_second_writer_is_told_and_overwrites_nothing():
    article = make_article(body="<p>One.</p>")
    first = save(article, 1, "<p>First.</p>")
    with pytest.raises(StaleBase) as refusal:
        save(article, 1, "<p>Second.</p>")
    assert refusal.value.latest == first
    assert [item.text for item in Revision.objects.order_by("number")] == ["One.", "First."]


@pytest.mark.parametrize("base", [-1, 2, 10**12])
def test_a_base_that_never_was_is_stale(base):
    with pytest.raises(StaleBase):
        save(make_article(), base)


@pytest.mark.parametrize("headline", ["", " \t\n ", "x" * 301, "\x00"])
def test_headline_is_needed_and_bounded(headline):
    article = create_article(headline="Draft", by=None)
    with pytest.raises(Invalid):
        save(article, 0, headline=headline)
    assert article.revisions.count() == 0


def test_a_body_is_bounded():
    article = create_article(headline="Draft", by=None)
    with pytest.raises(Invalid, match="at most 1,000,000 characters"):
        save(article, 0, body="&" * 1_000_001)


def test_revisions_are_never_changed():
    revision = make_article().latest_revision
    revision.text = "Something else"
    with pytest.raises(TypeError):
        revision.save()


def test_restoring_writes_a_new_revision_with_the_old_content():
    article = make_article(body="<p>One.</p>")
    old = article.latest_revision
    rewrite(article, "<p>Two.</p>")
    restored = restore_revision(article, old, by=None, base=2)
    assert (restored.number, restored.text) == (3, "One.")
    with pytest.raises(StaleBase):
        restore_revision(article, old, by=None, base=2)


def test_slugs_are_told_apart_and_old_ones_kept(editor):
    first, second = make_article("River rises"), make_article("River rises")
    assert (first.slug, second.slug) == ("river-rises", "river-rises-2")
    edit_article(first, by=editor, slug="flood")
    assert [old.slug for old in first.old_slugs.all()] == ["river-rises"]
    with pytest.raises(Invalid):
        edit_article(second, by=editor, slug="river-rises")
    second.refresh_from_db()
    assert second.slug == "river-rises-2"
    assert make_article("River rises").slug == "river-rises-3"
    edit_article(first, by=editor, slug="river-rises")
    assert [old.slug for old in first.old_slugs.all()] == ["flood"]


def test_a_headline_without_latin_letters_gets_a_slug_too():
    assert make_article("市長が発表").slug == "article"
    assert make_article("العمدة").slug == "article-2"


def test_metadata_is_counted_only_when_it_differs(editor):
    article = make_article()
    edit_article(article, by=editor, language="de")
    edit_article(article, by=editor, language="de", topics=[], authors=[])
    assert article.version == 2
    change = article.changes.first()
    assert (change.before, change.after, change.by) == (
        {"language": "en"},
        {"language": "de"},
        editor,
    )
