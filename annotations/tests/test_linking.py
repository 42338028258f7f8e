"""Evidence and relations, added, edited and withdrawn by the requests of a card."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Evidence, Relation
from annotations.services import add_evidence, relate, withdraw, withdraw_evidence
from annotations.tests.factories import annotate
from articles.models import Change
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db
FILLED = {
    "title": "Gauge readings",
    "publisher": "River Board",
    "link": "https://example.org/gauge",
    "archived_link": "",
    "published_on": "2026-11",
    "accessed_on": "2026-11-03",
    "stance": "supports",
}


@pytest.fixture
def annotation(editor):
    return annotate(make_article(by=editor), "two metres", "statistic", by=editor)


@pytest.fixture
def ask(log_in, editor):
    client = log_in("editor")

    def ask(annotation, action="", client=client, **data):
        url = f"{reverse('admin:annotations_links', args=[annotation.pk])}?fragment=1"
        prefix = action.replace(" ", "-")
        posted = {"action": action} | {f"{prefix}-{name}": value for name, value in data.items()}
        answer = client.post(url, posted) if action else client.get(url)
        return answer.status_code, answer.content.decode()

    return ask


def test_evidence_is_added_edited_and_withdrawn_with_a_history(ask, annotation):
    status, part = ask(annotation, "add", **FILLED)
    evidence = Evidence.objects.get()
    assert (status, evidence.title, evidence.published_on) == (200, "Gauge readings", "2026-11")
    assert "Added." in part
    assert 'href="https://example.org/gauge"' in part
    changed = {**FILLED, "title": "Gauge <b>", "version": "1"}
    status, part = ask(annotation, f"edit {evidence.pk}", **changed)
    assert status == 200
    assert "Gauge &lt;b&gt;</a>" in part
    status, part = ask(annotation, f"withdraw {evidence.pk}")
    assert (status, "Gauge" not in part) == (200, True)
    verbs = Change.objects.filter(subject="evidence").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["created", "edited", "withdrawn"]


def test_an_older_form_writes_over_nothing(ask, annotation, editor):
    evidence = add_evidence(annotation, by=editor, title="First")
    ask(annotation, f"edit {evidence.pk}", **FILLED, version="1")
    late = {**FILLED, "title": "Late", "version": "1"}
    status, part = ask(annotation, f"edit {evidence.pk}", **late)
    evidence.refresh_from_db()
    assert (status, evidence.title) == (400, "Gauge readings")
    assert "changed this evidence meanwhile" in part
    assert 'value="Late"' in part  # what was typed is there, to be saved over it knowingly
    again = {**late, "version": "2"}
    assert ask(annotation, f"edit {evidence.pk}", **again)[0] == 200


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("title", "", "This field is required."),
        ("link", "javascript:alert(1)", "Enter a valid URL."),
        ("published_on", "soon", "Give a year, a month or a day"),
        ("stance", "likes", "is not one of the available choices"),
        ("title", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_kept(ask, annotation, name, value, told):
    wrong = {**FILLED, name: value}
    status, part = ask(annotation, "add", **wrong)
    assert (status, Evidence.objects.count()) == (400, 0)
    assert told in part
    assert "River Board" in part  # what was typed beside it is still there


def test_relations_show_on_both_cards_and_are_withdrawn_from_either(ask, annotation, editor):
    other = annotate(make_article(by=editor), "We were lucky", "quote", by=editor)
    status, part = ask(annotation, "relate", type="supports", to=other.pk)
    assert (status, "Related." in part) == (200, True)
    assert "We were lucky" in part
    assert other.article.headline in part
    assert "supports this one" in ask(other)[1]
    assert ask(annotation, "relate", type="supports", to=other.pk)[0] == 400
    assert ask(annotation, "relate", type="supports", to=annotation.pk)[0] == 400
    status, part = ask(other, f"part {Relation.objects.get().pk}")
    assert status == 200
    assert Relation.objects.get().withdrawn_at
    assert "We were lucky" not in ask(annotation)[1]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"type": "", "to": "1"}, "This field is required."),
        ({"type": "likes", "to": "1"}, "is not one of the available choices"),
        ({"type": "supports", "to": ""}, "This field is required."),
        ({"type": "supports", "to": "99999999"}, "There is no annotation 99999999."),
        ({"type": "supports", "to": "9" * 30}, "No annotation and no headline has these words."),
        ({"type": "supports", "to": "x"}, "No annotation and no headline has these words."),
    ],
)
def test_a_relation_that_cannot_be_is_told(ask, annotation, data, told):
    status, part = ask(annotation, "relate", **data)
    assert (status, Relation.objects.count()) == (400, 0)
    assert told in part


@pytest.mark.parametrize("action", ["x", "relate 1", "edit", "edit x", "add 1"])
def test_nothing_else_can_be_done(ask, annotation, action):
    assert ask(annotation, action)[0] == 400


def test_numbers_of_others_are_not_found(ask, annotation, editor):
    elsewhere = annotate(make_article(by=editor), "two metres", "statistic", by=editor)
    third = annotate(elsewhere.article, "We were lucky", "quote", by=editor)
    evidence = add_evidence(elsewhere, by=editor, title="Theirs")
    relation = relate(elsewhere, third, type="supports", by=editor)
    assert ask(annotation, f"edit {evidence.pk}", **FILLED, version="1")[0] == 404
    assert ask(annotation, f"withdraw {evidence.pk}")[0] == 404
    assert ask(annotation, f"part {relation.pk}")[0] == 404
    withdraw_evidence(evidence, by=editor)
    assert ask(elsewhere, f"withdraw {evidence.pk}")[0] == 409


def test_a_reporter_reads_what_hangs_on_an_approved_one(log_in, editor, reporter, ask):
    approved = annotate(
        make_article(by=editor), "two metres", "statistic", by=editor, approved=True
    )
    evidence = add_evidence(approved, by=editor, title="Gauge readings")
    client = log_in("reporter")
    status, part = ask(approved, client=client)
    assert (status, "Gauge readings" in part, "<button" in part) == (200, True, False)
    for action in ("add", f"edit {evidence.pk}", "relate"):
        assert ask(approved, action, client=client, **FILLED)[0] == 403


def test_outsiders_see_nothing(client, outsider, annotation):
    links = f"{reverse('admin:annotations_links', args=[annotation.pk])}?fragment=1"
    assert client.get(links).status_code == 302
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    assert client.get(links).status_code == 403
    assert client.post(links, {"action": "add"}).status_code == 403


def test_the_queries_do_not_grow(log_in, editor, annotation):
    client = log_in("editor")
    url = f"{reverse('admin:annotations_links', args=[annotation.pk])}?fragment=1"
    counts = []
    for words in ("We were lucky", "harbour master", "Monday"):
        other = annotate(annotation.article, words, by=editor)
        relate(annotation, other, type="supports", by=editor)
        relate(other, annotation, type="disputes", by=editor)
        add_evidence(annotation, by=editor, title=words)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[2], "\n".join(query["sql"][-200:] for query in queries)


def test_another_annotation_is_found_by_words_in_any_article(ask, annotation, log_in, editor):
    quay = make_article("Quay shut", "<p>The quay cost 4 million.</p>", by=editor)
    cost = annotate(quay, "cost 4 million", "claim", by=editor)
    gone = annotate(quay, "The quay", "claim", by=editor)
    withdraw(gone, by=editor)
    url = reverse("admin:annotations_choices")
    label = f"{cost.pk} · Claim: cost 4 million – in “Quay shut”"
    for words in ("million", "QUAY cost", "shut 4"):
        assert log_in("editor").get(url, {"q": words}).json() == [{"label": label}]
    for words in ("", " ", "\x00", "shut metres"):
        assert log_in("editor").get(url, {"q": words}).json() == []
    for typed in ("no such words", "999", "99999999999999999"):
        status, part = ask(annotation, "relate", type="supports", to=typed)
        assert (status, Relation.objects.count()) == (400, 0)
    status, _part = ask(annotation, "relate", type="supports", to=label)
    assert (status, Relation.objects.get().to_annotation) == (200, cost)
    status, _part = ask(annotation, "relate", type="disputes", to="quay million")
    assert (status, Relation.objects.count()) == (200, 2)
    annotate(quay, "4 million", "statistic", by=editor)
    status, part = ask(annotation, "relate", type="qualifies", to="quay million")
    assert status == 400
    assert "Several are about this: " in part
    assert label in part


def test_only_the_desk_finds_annotations(client):
    assert client.get(reverse("admin:annotations_choices"), {"q": "a"}).status_code == 302
