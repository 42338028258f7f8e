"""The history of an article and its annotations in one list, in plain words."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations.choices import Stance
from annotations.services import (
    add_evidence,
    approve,
    comment,
    confirm,
    edit_annotation,
    edit_evidence,
    reattach,
    relate,
    resolve,
    undo,
    withdraw,
)
from annotations.services.corrections import add_correction, edit_correction
from annotations.tests.factories import annotate
from articles.choices import Action
from articles.models import Change, Section
from articles.services import edit_article, edit_image, perform, publish, restore_revision
from articles.tests.factories import BODY, make_article, make_image, rewrite

pytestmark = pytest.mark.django_db


def history(client, item, **query) -> str:
    app = item._meta.app_label
    url = reverse(f"admin:{app}_{item._meta.model_name}_history", args=[item.pk])
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def said(page: str) -> list[str]:
    """The lines, newest first: what stands in them, without markup."""
    entries = re.findall(r'<li class="timeline-entry".*?</li>', page, re.DOTALL)
    lines = [re.sub(r"<time.*?</time>|<[^>]+>", "", entry) for entry in entries]
    return [" ".join(line.split()) for line in lines]


@pytest.fixture
def article(editor):
    return make_article(by=editor)


@pytest.fixture
def quote(article, reporter):
    return annotate(article, "We were lucky", "quote", by=reporter)


def test_an_article_from_its_creation_to_its_archive(log_in, article, editor, reporter):
    news = Section.objects.create(name="News", slug="news")
    edit_article(article, by=reporter, section=news, slug="river")
    rewrite(article, "<p>Rewritten.</p>", by=reporter)
    restore_revision(article, article.revisions.get(number=1), by=editor, base=2)
    perform(article, Action.SUBMIT, by=reporter)
    later = timezone.now() + timedelta(days=1)
    publish(article, by=editor, published_at=later)
    perform(article, Action.UNPUBLISH, by=editor)
    publish(article, by=editor, reason="It is time.")
    perform(article, Action.ARCHIVE, by=editor, reason="Old.")
    at = f"{timezone.localtime(later):%-d %B %Y, %H:%M}"
    page = history(log_in("reporter"), article)
    assert said(page) == [
        "editor archived the article Old.",
        "editor published revision 3 It is time.",
        "editor took back the scheduled publication",
        f"editor scheduled for {at} revision 3",
        "reporter submitted the article for review",
        "editor restored revision 1 as revision 3 · what it changed",
        "reporter saved revision 2 · what it changed",
        "reporter changed the section and the slug of the article "
        "section News slug river-rises → river",
        "editor wrote revision 1",
        "editor created the article",
    ]
    assert f"/admin/articles/article/{article.pk}/compare/?from=1&amp;to=2" in page
    assert f"/admin/articles/article/{article.pk}/revisions/3/" in page


def test_an_annotation_and_what_hangs_on_it(log_in, article, quote, editor, factchecker):
    other = annotate(article, "two metres", "statistic", by=editor)
    edit_annotation(quote, by=factchecker, detail={"speaker": "Bo Reed", "quote_type": "partial"})
    evidence = add_evidence(quote, by=editor, title="Tape", stance=Stance.SUPPORTS)
    edit_evidence(evidence, by=editor, stance=Stance.DISPUTES)
    relate(other, quote, type="supports", by=editor)
    approve(quote, by=factchecker)
    resolve(comment(quote, text="Sure?", by=factchecker), by=editor)
    correction = add_correction(article, by=editor, annotation=quote, text="She said less.")
    edit_correction(correction, by=editor, text="She said more.")
    withdraw(quote, by=editor, reason="Not hers.")
    undo(quote, by=editor)
    lines = said(history(log_in("editor"), quote))
    assert lines == [
        "editor took back the withdrawal of the quote “We were lucky”",
        "editor withdrew the quote “We were lucky” Not hers.",
        "editor changed a correction text She said less. → She said more.",
        "editor told readers of a correction She said less.",
        "editor resolved a comment on the quote “We were lucky” Sure?",
        "factchecker commented on the quote “We were lucky” Sure?",
        "factchecker approved the quote “We were lucky”",
        "editor noted that the statistic “two metres” supports the quote “We were lucky”",
        "editor changed the evidence “Tape” for the quote “We were lucky” stance Supports → Disputes",
        "editor added the evidence “Tape” for the quote “We were lucky”",
        "factchecker changed the quote type and the speaker of the quote “We were lucky” "
        "quote type Direct → Partial speaker Ada Marl → Bo Reed",
        "reporter made the quote “We were lucky”",
    ]
    everything = said(history(log_in("editor"), article))
    assert set(lines) < set(everything)
    assert "editor made the statistic “two metres”" in everything


def test_what_edits_do_and_people_decide(log_in, article, editor, reporter):
    claim = annotate(article, "two metres on Monday", by=editor)
    rewrite(article, BODY.replace("two metres", "three metres"), by=reporter)
    claim.refresh_from_db()
    confirm(claim, by=editor)
    rewrite(article, "<p>Nothing of it.</p>", by=reporter)
    claim.refresh_from_db()
    reattach(claim, start=0, end=7, by=editor)
    assert said(history(log_in("editor"), claim)) == [
        "editor re-attached to other words the claim “Nothing” words three metres on Monday → Nothing",
        "reporter’s edit took away the words of the claim “Nothing”",
        "editor confirmed the new words of the claim “Nothing” "
        "words two metres on Monday → three metres on Monday",
        "reporter’s edit changed the words of the claim “Nothing” A number changed",
        "editor made the claim “Nothing”",
    ]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"what": "text"}, ["editor wrote revision 1"]),
        ({"what": "decided"}, ["editor approved the quote “We were lucky”"]),
        ({"of": "annotations", "by": "reporter"}, ["reporter made the quote “We were lucky”"]),
        ({"of": "article", "what": "made"}, []),
    ],
)
def test_narrowed(log_in, article, quote, editor, reporter, query, kept):
    approve(quote, by=editor)
    people = {"reporter": reporter.pk, "editor": editor.pk}
    query = {name: people.get(value, value) for name, value in query.items()}
    assert said(history(log_in("editor"), article, **query)) == kept


def test_what_is_not_offered_is_left_out_and_told(log_in, article):
    page = history(log_in("editor"), article, by="x", of="\x00", what="x", before="-1")
    assert "Not understood and left out: by, of, what, before." in page
    assert len(said(page)) == 2


def test_pages_of_fifty_without_a_gap(log_in, article, quote, editor):
    for number in range(70):
        comment(quote, text=f"Number {number}", by=editor)
    client = log_in("editor")
    first = history(client, article)
    query = re.search(r'href="\?([^"]*before=\d+)" rel="next"', first)[1]
    second = history(client, article, before=query.split("before=")[1])
    both = re.findall(r'data-change="(\d+)"', first + second)
    every = Change.objects.filter(article=article).order_by("-pk").values_list("pk", flat=True)
    assert [int(pk) for pk in both] == list(every)
    assert (len(said(first)), 'rel="next"' in second) == (50, False)


def test_as_many_queries_for_many_as_for_few(log_in, editor, django_assert_max_num_queries):
    words = [f"word{number}" for number in range(8)]
    article = make_article(body=f"<p>{' '.join(words)}</p>", by=editor)
    made = [annotate(article, word, "quote", by=editor) for word in words]
    for item in made:
        edit_annotation(item, by=editor, detail={"speaker": f"Source of {item.pk}"})
        edit_evidence(add_evidence(item, by=editor, title="A"), by=editor, title="B")
        comment(item, text="Sure?", by=editor)
        add_correction(article, by=editor, annotation=item, text="Wrong.")
    for one, two in pairwise(made):
        relate(one, two, type="supports", by=editor)
    client = log_in("editor")
    with django_assert_max_num_queries(18):
        assert len(said(history(client, article))) == 50


def test_nobody_and_nothing(log_in, client, outsider, article, quote):
    Change.objects.create(article=article, subject="film", subject_id=3, verb="cut")
    assert said(history(log_in("editor"), article, by="nobody")) == ["A command cut film 3"]
    for path in ("articles/article", "annotations/annotation", "annotations/source"):
        for unknown in ("999", "abc"):
            answer = client.get(f"/admin/{path}/{unknown}/history/")
            assert answer.status_code == 302, path
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    for item in (article, quote, quote.quote.speaker):
        app, model = item._meta.app_label, item._meta.model_name
        url = reverse(f"admin:{app}_{model}_history", args=[item.pk])
        assert client.get(url).status_code == 403


def test_words_of_people_are_escaped(log_in, article, quote, editor):
    comment(quote, text="<script>alert(1)</script>", by=editor)
    assert "<script>alert" not in history(log_in("editor"), article)


def test_the_words_of_a_picture_are_told_in_every_article_that_shows_it(log_in, article, editor):
    quay, other = make_image("A quay"), make_image("Another")
    rewrite(article, BODY, by=editor, lead_image=quay)
    edit_image(quay, by=editor, alt="The quay at dawn", credit="Ada Marl")
    edit_image(other, by=editor, alt="Elsewhere")
    line = (
        "editor changed the alternative text and the credit of the picture “The quay at dawn” "
        "alternative text A quay → The quay at dawn credit Ada Marl"
    )
    lines = said(history(log_in("editor"), article))
    assert lines[0] == line
    assert not any("Elsewhere" in said_of for said_of in lines)
    assert said(history(log_in("editor"), article, what="pictures")) == [line]
    assert line in said(history(log_in("editor"), article, of="article"))
    assert line not in said(history(log_in("editor"), article, of="annotations"))
