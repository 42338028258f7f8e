"""Two sources that are one: merged, with the old id and name still answering."""

import pytest
from django.contrib.auth.models import AnonymousUser

from annotations.models import Annotation, Source
from annotations.services import create_source, find_or_create_source, merge_source
from annotations.tests.factories import COMPLETE, annotate
from articles.errors import WrongState
from articles.models import Article, Change
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "/admin/annotations/source/"


@pytest.fixture
def article(editor):
    return make_article(by=editor, published=True)


@pytest.fixture
def quote(article, editor):
    detail = COMPLETE["quote"] | {"speaker": "A. Marl"}
    return annotate(article, "“We were lucky,”", "quote", by=editor, approved=True, detail=detail)


@pytest.fixture
def ada(editor):
    return create_source(name="Ada Marl", by=editor)


def test_what_named_the_one_names_the_other(
    quote, ada, editor, client, django_capture_on_commit_callbacks
):
    old = quote.quote.speaker
    pages = Article.objects.get().annotations_version
    with django_capture_on_commit_callbacks(execute=True):
        merge_source(old, into=ada, by=editor)
    merged = Annotation.objects.select_related("quote__speaker").get()
    assert merged.quote.speaker == ada
    assert merged.version == quote.version + 1
    assert Article.objects.get().annotations_version != pages
    change = Change.objects.get(subject="source", subject_id=old.pk, verb="merged")
    assert change.after == {"into": ada.pk, "annotations": [quote.pk]}


def test_the_old_id_and_name_keep_answering(quote, ada, editor, client):
    old = quote.quote.speaker
    merge_source(old, into=ada, by=editor)
    page = client.get(f"/sources/{old.pk}/", follow=True)
    assert page.redirect_chain == [(f"/sources/{ada.pk}/", 301)]
    assert b"Ada Marl" in page.content
    assert client.get(f"/api/v1/sources/{old.pk}/").json()["merged_into"] == ada.pk
    assert find_or_create_source("a. marl", by=editor) == ada
    assert set(Source.objects.visible_to(AnonymousUser())) == {old, ada}


def test_one_merged_before_follows(ada, editor):
    first, second = (create_source(name=name, by=editor) for name in ("A.", "A. M."))
    merge_source(first, into=second, by=editor)
    merge_source(second, into=ada, by=editor)
    assert Source.objects.get(pk=first.pk).merged_into == ada


def test_a_merged_one_stays_merged(ada, editor):
    old = create_source(name="A. Marl", by=editor)
    merge_source(old, into=ada, by=editor)
    for one, other in ((ada, ada), (old, ada), (ada, old)):
        with pytest.raises(WrongState):
            merge_source(one, into=other, by=editor)


def test_at_the_desk_one_chooses_which_stays(quote, ada, editor, log_in):
    old = quote.quote.speaker
    client = log_in("factchecker")
    chosen = {"action": "merge_selected", "_selected_action": [old.pk, ada.pk]}
    asked = client.post(LIST, chosen)
    assert asked.status_code == 200
    assert b"Which one stays?" in asked.content
    done = client.post(LIST, chosen | {"into": ada.pk}, follow=True)
    assert b"2 sources are now one: Ada Marl." in done.content
    assert Source.objects.get(pk=old.pk).merged_into == ada
    again = client.post(LIST, chosen | {"into": ada.pk}, follow=True)
    assert b"Nothing was merged." in again.content


@pytest.mark.parametrize("selected", [[], ["1"], ["x", "\x00"]])
def test_one_alone_is_not_merged(ada, log_in, selected):
    client = log_in("editor")
    data = {"action": "merge_selected", "_selected_action": selected}
    assert client.post(LIST, data, follow=True).status_code == 200
    assert not Source.objects.exclude(merged_into=None).exists()


def test_reporters_do_not_merge(quote, ada, log_in):
    old = quote.quote.speaker
    data = {"action": "merge_selected", "_selected_action": [old.pk, ada.pk], "into": ada.pk}
    log_in("reporter").post(LIST, data)
    assert Source.objects.get(pk=old.pk).merged_into is None
