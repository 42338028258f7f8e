"""What readers must not see is in no answer; the canary is a word that stands only there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.services import add_evidence, edit_annotation, relate, withdraw
from annotations.tests.factories import COMPLETE, annotate
from articles.choices import Action
from articles.models import Article
from articles.services import perform, publish, save_revision
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
LISTS = [
    "articles/", "annotations/", "claims/", "quotes/", "statistics/", "social-embeds/",
    "sources/", "evidence/", "relations/",
]  # fmt: skip
WORDS = "The river rose by two metres"
CANARY = "Kanarie"


def everything(user=None) -> str:
    return "".join(Api(user).get(path).content.decode() for path in LISTS)


def furnish(article, by, *, approved=True):
    """A quote with the canary in everything that hangs on it."""
    detail = {**COMPLETE["quote"], "speaker": f"{CANARY} Source"}
    quote = annotate(article, WORDS, "quote", by=by, detail=detail, note=CANARY, approved=approved)
    add_evidence(quote, title=f"{CANARY} Gazette", by=by)
    other = annotate(make_article("Other", by=by, published=True), WORDS, by=by, approved=True)
    relate(quote, other, type="supports", note=CANARY, by=by)
    return quote


def hidden(quote) -> bool:
    refused(Api().get(f"annotations/{quote.pk}/"), 404, "not_found")
    refused(Api().get(f"quotes/{quote.pk}/"), 404, "not_found")
    refused(Api().get(f"sources/{quote.quote.speaker_id}/"), 404, "not_found")
    refused(Api().get(f"evidence/{quote.evidence.get().pk}/"), 404, "not_found")
    refused(Api().get(f"relations/{quote.relations_from.get().pk}/"), 404, "not_found")
    assert done(Api().get(f"annotations/?source={quote.quote.speaker_id}"))["results"] == []
    return CANARY not in everything()


def test_a_public_one_is_everywhere_and_a_draft_nowhere(editor, outsider):
    article = make_article(by=editor, published=True)
    quote = furnish(article, editor, approved=False)
    assert hidden(quote)
    assert CANARY not in everything(outsider)
    assert everything(editor).count(CANARY) >= 5
    done(Api(editor).post(f"annotations/{quote.pk}/approve/", tag="*"))
    assert everything().count(CANARY) >= 5
    assert done(Api().get(f"annotations/{quote.pk}/"))["is_public"] is True


@pytest.mark.parametrize(
    "how", ["withdrawn", Action.UNPUBLISH, Action.ARCHIVE, "changed", "lost", "scheduled"]
)
def test_hidden_again(how, editor):
    article = make_article(by=editor, published=True)
    quote = furnish(article, editor)
    assert CANARY in everything()
    if how == "withdrawn":
        withdraw(quote, by=editor)
    elif isinstance(how, Action):
        perform(article, how, by=editor)
    elif how in ("changed", "lost"):
        rest = "The river rose by three metres." if how == "changed" else "No."
        rewrite(article, f"<p>{rest}</p>", by=editor)
        assert CANARY in everything()  # readers keep the live revision
        publish(article, by=editor, reason="test")
    else:
        later = timezone.now() + timedelta(minutes=5)
        Article.objects.filter(pk=article.pk).update(published_at=later)
    assert hidden(quote)
    assert done(Api(editor).get(f"annotations/{quote.pk}/"))["is_public"] is False


def test_the_clock_opens_a_scheduled_article(editor):
    article = make_article(by=editor)
    publish(article, by=editor, published_at=timezone.now() + timedelta(hours=1), reason="test")
    quote = furnish(article, editor)
    assert hidden(quote)
    assert CANARY not in str(done(Api().get("articles/")))
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(seconds=1))
    assert CANARY in everything()
    assert done(Api().get(f"annotations/{quote.pk}/"))["state"] == "intact"


def test_desk_notes_drafts_and_names_of_colleagues_stay_inside(editor):
    article = make_article("Public headline", by=editor, published=True)
    claim = annotate(article, WORDS, by=editor, approved=True)
    edit_annotation(claim, desk_note=CANARY, by=editor)
    latest = article.latest_revision
    body = f"<p>{CANARY} {WORDS} {CANARY}.</p>"
    save_revision(
        article, headline=CANARY, standfirst=CANARY, body=body, base=latest.number, by=editor
    )
    answers = everything() + "".join(
        Api().get(path).content.decode()
        for path in (f"annotations/{claim.pk}/", f"articles/{article.pk}/", f"claims/{claim.pk}/")
    )
    assert CANARY not in answers
    assert "editor" not in answers
    assert "Public headline" in answers


def test_a_baseline_made_on_a_draft_does_not_reach_readers(editor):
    """Its context may be of words that were never published."""
    article = make_article(body=f"<p>{CANARY}. {WORDS}.</p>", by=editor)
    claim = annotate(article, WORDS, by=editor, approved=True)
    rewrite(article, f"<p>{WORDS}.</p>", by=editor)
    publish(article, by=editor, reason="test")
    assert CANARY in str(done(Api(editor).get(f"annotations/{claim.pk}/"))["baseline"])
    assert CANARY not in everything()


def test_errors_tell_nothing_of_what_is_hidden(editor, outsider):
    """An unknown id and a hidden one get the same answer, byte for byte."""
    article = make_article(by=editor)
    quote = furnish(article, editor)
    for user in (None, outsider):
        for path, unknown in [
            (f"articles/{article.pk}/", "articles/999999999/"),
            (f"annotations/{quote.pk}/", "annotations/999999999/"),
            (f"articles/{article.pk}/revisions/1/text", "articles/999999999/revisions/1/text"),
            (f"annotations/?article={article.slug}", "annotations/?article=unknown"),
        ]:
            assert Api(user).get(path).content == Api(user).get(unknown).content
        api = Api(user)
        path = f"annotations/{quote.pk}/approve/"
        assert api.post(path).content == api.post("annotations/999999999/approve/").content
