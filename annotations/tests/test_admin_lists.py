"""The desk's lists of annotations, sources, evidence and relations."""

import pytest
from django.urls import reverse

from annotations.models import Annotation, Evidence, Relation, Source
from annotations.services import add_evidence, relate, withdraw, withdraw_evidence
from annotations.tests.factories import annotate
from articles.models import Change
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
MODELS = ("annotation", "source", "evidence", "relation")


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def list_url(model: str) -> str:
    return reverse(f"admin:annotations_{model}_changelist")


def page_url(item) -> str:
    return reverse(f"admin:annotations_{item._meta.model_name}_change", args=[item.pk])


@pytest.mark.parametrize("name", ["reporter", "factchecker", "editor"])
def test_every_list_and_page_loads_for_everybody_at_the_desk(log_in, article, editor, name):
    client = log_in(name)
    for kind, words in (("quote", "We were lucky"), ("statistic", "two metres"),
                        ("claim", "The river rose"), ("social_embed", "Monday")):  # fmt: skip
        annotate(article, words, kind, by=editor)
    first, second = Annotation.objects.order_by("pk")[:2]
    add_evidence(first, by=editor, title="A report")
    relate(first, second, type="supports", by=editor)
    for model in MODELS:
        assert client.get(list_url(model)).status_code == 200
        assert client.get(list_url(model), {"q": "'\"%"}).status_code == 200
        assert client.get(list_url(model), {"kind": "\x00"}).status_code == 302
    items = [*Annotation.objects.all(), *Source.objects.all(), *Evidence.objects.all()]
    for item in [*items, *Relation.objects.all()]:
        assert client.get(page_url(item)).status_code == 200
    listed = client.get(list_url("annotation")).content.decode()
    assert "We were lucky" in listed
    assert "Ada Marl" in listed
    for query in ({"kind": "quote"}, {"latest_anchor__state": "lost"}, {"q": "lucky"}):
        assert client.get(list_url("annotation"), query).status_code == 200


def test_the_list_asks_as_often_for_many_as_for_few(log_in, editor, django_assert_max_num_queries):
    words = [f"word{number}" for number in range(20)]
    article = make_article(body=f"<p>{' '.join(words)}</p>", by=editor)
    for word in words:
        annotate(article, word, "quote", by=editor)
    client = log_in("editor")
    with django_assert_max_num_queries(12):
        client.get(list_url("annotation"))


def test_outsiders_stay_out(client, outsider, article, editor):
    annotation = annotate(article, "two metres", "statistic", by=editor)
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    for model in MODELS:
        assert client.get(list_url(model)).status_code == 403
    assert client.get(page_url(annotation)).status_code == 403
    assert client.get(reverse("admin:annotations_sources")).status_code == 403


def test_fields_are_edited_through_the_same_form(log_in, article, editor):
    quote = annotate(article, "We were lucky", "quote", by=editor)
    client = log_in("reporter")
    data = {
        "text": "We were lucky", "speaker": "Bo Reed", "quote_type": "direct",
        "verification": "unverified", "note": "Seen.", "version": quote.version,
    }  # fmt: skip
    assert client.post(page_url(quote), {**data, "said_on": "soon"}).status_code == 400
    assert client.post(page_url(quote), data).status_code == 302
    quote = Annotation.objects.get()
    assert (quote.quote.speaker.name, quote.note) == ("Bo Reed", "Seen.")
    answer = client.post(page_url(quote), {**data, "note": "Stale."})
    assert "Somebody changed this annotation" in answer.content.decode()
    assert Annotation.objects.get().note == "Seen."
    assert client.get("/admin/annotations/annotation/add/").status_code == 403


def test_approved_and_withdrawn_ones_are_not_for_everybody(log_in, article, editor):
    quote = annotate(article, "We were lucky", "quote", by=editor, approved=True)
    assert log_in("reporter").post(page_url(quote), {}).status_code == 403
    withdraw(quote, by=editor)
    assert log_in("editor").post(page_url(quote), {}).status_code == 403
    assert "Save</button>" not in log_in("editor").get(page_url(quote)).content.decode()


def test_nothing_is_deleted_from_a_list(log_in, article, editor):
    quote = annotate(article, "We were lucky", "quote", by=editor)
    act = {"action": "delete_selected", "_selected_action": [quote.pk]}
    log_in("editor").post(list_url("annotation"), act)
    assert Annotation.objects.count() == 1


def test_sources_are_made_and_edited_with_a_history(log_in, reporter):
    client = log_in("reporter")
    url = "/admin/annotations/source/add/"
    assert client.post(url, {"name": "Ada Marl"}).status_code == 302
    twice = client.post(url, {"name": "ADA  MARL"})
    assert "There is a source of this name" in twice.content.decode()
    source = Source.objects.get()
    client.post(page_url(source), {"name": "Ada Marl", "type": "person", "same_as": "x"})
    assert Source.objects.get().type == ""
    client.post(page_url(source), {"name": "Ada Marl", "type": "person"})
    assert (Source.objects.get().type, Source.objects.get().version) == ("person", 2)
    assert [change.verb for change in Change.objects.all()] == ["edited", "created"]


def test_a_source_that_readers_see_is_edited_by_who_may_edit_what_they_see(log_in, editor):
    annotate(make_article(published=True), "“We were lucky,”", "quote", approved=True)
    source = Source.objects.get()
    data = {"name": "Ada Marl", "type": "person"}
    assert log_in("reporter").post(page_url(source), data).status_code == 403
    assert Source.objects.get().version == 1
    log_in("factchecker").post(page_url(source), data)
    assert Source.objects.get().type == "person"


def test_evidence_is_added_and_edited(log_in, article, editor):
    claim = annotate(article, "The river rose", by=editor)
    approved = annotate(article, "two metres", "statistic", by=editor, approved=True)
    client = log_in("reporter")
    add = reverse("admin:annotations_evidence_add")
    assert client.get(f"{add}?annotation={claim.pk}").status_code == 200
    data = {"annotation": claim.pk, "title": "Gauge", "stance": "supports", "link": "nonsense"}
    assert "Enter a valid URL" in client.post(add, data).content.decode()
    client.post(add, {**data, "link": "https://example.org/"})
    evidence = Evidence.objects.get()
    client.post(page_url(evidence), {"title": "Gauges", "stance": "context"})
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.version, evidence.annotation) == ("Gauges", 2, claim)
    refused = {"annotation": approved.pk, "title": "Mine", "stance": "context"}
    assert client.post(add, refused).status_code == 403
    withdraw_evidence(evidence, by=editor)
    assert client.post(page_url(evidence), {"title": "X", "stance": "context"}).status_code == 403


def test_relations_are_made_and_edited(log_in, article, editor):
    one = annotate(article, "The river rose", by=editor)
    two = annotate(article, "two metres", "statistic", by=editor)
    client = log_in("editor")
    add = reverse("admin:annotations_relation_add")
    data = {"from_annotation": one.pk, "to_annotation": two.pk, "type": "supports"}
    client.post(add, data)
    relation = Relation.objects.get()
    assert client.post(add, data).status_code in (200, 302)
    assert client.post(add, {**data, "to_annotation": one.pk}).status_code == 200
    assert Relation.objects.count() == 1
    client.post(page_url(relation), {"note": "Seen."})
    assert Relation.objects.get().note == "Seen."
