"""events/: what readers saw, in an order that never changes, without what they may not see."""

import random
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from annotations.models import Annotation, Evidence, Rating, Relation
from annotations.services import (
    add_evidence,
    approve,
    confirm,
    create_source,
    edit_annotation,
    edit_evidence,
    edit_source,
    merge_source,
    reattach,
    relate,
    restore,
    withdraw,
    withdraw_evidence,
    withdraw_relation,
)
from annotations.services.corrections import add_correction
from annotations.services.integrity import find_problems
from annotations.services.ratings import edit_rating
from annotations.tests.factories import annotate
from annotations.tests.following import Consumer, as_told, listed
from annotations.tests.test_two_writers import in_threads
from articles.choices import Action
from articles.errors import Refusal
from articles.models import Article, Event, Topic
from articles.services import edit_article, edit_filing, edit_image, number_events, perform, publish
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, make_image, rewrite

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BODIES = (
    "<p>The river rose by two metres on Monday. “We were lucky,” the harbour master said.</p>",
    "<p>Early on, the river rose by two metres on Monday. “We were lucky,” she said.</p>",
    "<p>The river rose by three metres on Monday. “We were not lucky,” the master said.</p>",
    "<p>Nothing of it stands here any more.</p>",
)
WORDS = ("The river rose", "two metres", "“We were lucky,”")


@pytest.fixture
def told(db):
    """The actions and subjects of what is new since it was asked last."""
    consumer = Consumer()

    def ask() -> list[tuple[str, str]]:
        return [(event["action"], event["subject"]) for event in consumer.follow()]

    return ask


class Desk:
    """Does something to an article or an annotation at random, through the services."""

    def __init__(self, seed: int, by) -> None:
        self.random, self.by = random.Random(seed), by
        self.articles = [make_article(f"Piece {n}", BODIES[0], by=by) for n in range(3)]
        for article in self.articles:
            for words, kind in zip(WORDS, ("claim", "statistic", "quote"), strict=True):
                annotate(article, words, kind, by=by)

    def act(self, now: datetime) -> None:
        article = Article.objects.get(pk=self.random.choice(self.articles).pk)
        annotation = self.random.choice(list(article.annotations.order_by("pk")))
        with suppress(Refusal):  # what is not possible just now
            self.random.choice(self.DEEDS)(self, article, annotation, now)

    def publish(self, article, annotation, now):
        hours = self.random.choice([None, None, 5])
        at = hours and now + timedelta(hours=hours)
        publish(article, by=self.by, published_at=at, reason="test")

    def end(self, article, annotation, now):
        perform(article, self.random.choice([Action.UNPUBLISH, Action.ARCHIVE]), by=self.by)

    def bring_back(self, article, annotation, now):
        perform(article, Action.RESTORE, by=self.by)

    def write(self, article, annotation, now):
        rewrite(article, self.random.choice(BODIES), by=self.by)

    def file(self, article, annotation, now):
        edit_article(article, by=self.by, slug=f"piece-{self.random.randrange(1000)}")

    def name_topic(self, article, annotation, now):
        topic, _made = Topic.objects.get_or_create(slug="water", defaults={"name": "Water"})
        edit_article(article, by=self.by, topics=[topic])
        edit_filing(topic, by=self.by, name=f"Water {self.random.randrange(10**6)}")

    def correct(self, article, annotation, now):
        add_correction(article, text="It was two metres.", by=self.by)

    def review(self, article, annotation, now):
        service = self.random.choice([approve, approve, withdraw, restore, confirm])
        service(annotation, by=self.by)

    def edit(self, article, annotation, now):
        edit_annotation(annotation, note=f"Note {self.random.random()}", by=self.by)

    def move(self, article, annotation, now):
        start = self.random.randrange(20)
        reattach(annotation, start=start, end=start + 12, by=self.by)

    def rate(self, article, annotation, now):
        claim = article.annotations.filter(kind="claim").first()
        rating = self.random.choice(list(Rating.objects.all()))
        edit_annotation(claim, detail={"rating": rating, "explanation": "Looked."}, by=self.by)
        edit_rating(rating, label=f"Label {self.random.random()}", by=self.by)

    def name(self, article, annotation, now):
        speaker = article.annotations.get(kind="quote").quote.speaker
        edit_source(speaker, name=f"Ada {self.random.randrange(10**6)}", by=self.by)

    def merge(self, article, annotation, now):
        speaker = article.annotations.get(kind="quote").quote.speaker
        into = create_source(name=f"Bea {self.random.randrange(10**6)}", by=self.by)
        merge_source(speaker, into=into, by=self.by)

    def evidence(self, article, annotation, now):
        evidence = Evidence.objects.filter(withdrawn_at=None).order_by("?").first()
        choice = self.random.randrange(3)
        if choice == 0 or evidence is None:
            add_evidence(annotation, title="Gauge", by=self.by)
        elif choice == 1:
            edit_evidence(evidence, title=f"Gauge {self.random.random()}", by=self.by)
        else:
            withdraw_evidence(evidence, by=self.by)

    def link(self, article, annotation, now):
        relation = Relation.objects.filter(withdrawn_at=None).order_by("pk").first()
        if relation and self.random.random() < 0.4:
            withdraw_relation(relation, by=self.by)
            return
        others = list(Annotation.objects.order_by("pk"))
        relate(annotation, self.random.choice(others), type="supports", by=self.by)

    DEEDS = (
        publish, publish, end, bring_back, write, file, name_topic, correct, review, review, review, edit,
        move, rate, name, merge, evidence, link, link,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.django_db
def test_who_follows_has_what_readers_see(editor, clock, seed):
    now = NOON
    clock(now)
    desk, often, late = Desk(seed, editor), Consumer(), Consumer(page_size=50)
    for step in range(120):
        now += timedelta(minutes=desk.random.choice([1, 10, 90]))
        clock(now)
        desk.act(now)
        if step % 3 == 0:
            often.follow()
    clock(now + timedelta(days=1))  # all that is scheduled has opened
    often.follow()
    late.follow()
    for consumer in (often, late):
        for name in ("article", "annotation"):
            assert as_told(consumer.public[name]) == as_told(listed(f"{name}s"))
        assert consumer.numbers == sorted(set(consumer.numbers))
    assert often.numbers == late.numbers
    assert list(find_problems()) == []


def test_each_step_of_an_article_and_its_annotation(editor, told):
    article = make_article(by=editor)
    annotation = annotate(article, "two metres", by=editor, approved=True)
    assert told() == []
    publish(article, by=editor, reason="test")
    assert told() == [("published", "article"), ("published", "annotation")]
    edit_annotation(annotation, note="By the gauge.", by=editor)
    assert told() == [("updated", "annotation")]
    edit_annotation(annotation, note="By the gauge.", by=editor)
    rewrite(article, BODIES[2], by=editor)
    assert told() == []
    publish(article, by=editor, reason="test")
    assert told() == [("updated", "article"), ("withdrawn", "annotation")]
    confirm(Annotation.objects.get(pk=annotation.pk), by=editor)
    assert told() == [("published", "annotation")]
    withdraw(Annotation.objects.get(pk=annotation.pk), by=editor)
    assert told() == [("withdrawn", "annotation")]
    perform(article, Action.UNPUBLISH, by=editor)
    assert told() == [("withdrawn", "article")]


def test_what_is_shown_of_other_things_is_told(editor, told):
    picture = make_image(by=editor)
    article = make_article(by=editor, published=True, lead_image=picture)
    annotate(article, "two metres", by=editor, approved=True)
    make_article("A draft", by=editor, lead_image=picture)
    told()
    edit_article(article, by=editor, slug="another")
    assert told() == [("updated", "article"), ("updated", "annotation")]
    edit_image(picture, by=editor, alt="The quay at dawn")
    assert told() == [("updated", "article")]
    before = done(Api().get(f"articles/{article.pk}/"))
    publish(article, by=editor, reason="again")
    assert before == done(Api().get(f"articles/{article.pk}/"))


def test_what_is_scheduled_is_told_when_its_time_has_come(editor, told, clock):
    clock(NOON)
    article = make_article(by=editor)
    annotate(article, "two metres", by=editor, approved=True)
    publish(article, by=editor, published_at=NOON + timedelta(hours=2), reason="test")
    publish(article, by=editor, published_at=NOON + timedelta(hours=4), reason="test")
    other = make_article("Lamps", by=editor)
    publish(other, by=editor, published_at=NOON + timedelta(hours=1), reason="test")
    perform(other, Action.UNPUBLISH, by=editor)
    clock(NOON + timedelta(hours=3))
    assert told() == []
    publish(other, by=editor, reason="test")
    clock(NOON + timedelta(hours=4))
    assert told()[:3] == [
        ("published", "article"), ("published", "article"), ("published", "annotation")
    ]  # fmt: skip


def test_a_tombstone_says_nothing(editor):
    article = make_article("Secret headline", by=editor, slug="secret-slug")
    annotation = annotate(article, "two metres", by=editor, approved=True, note="Secret note")
    publish(article, by=editor, reason="test")
    perform(article, Action.UNPUBLISH, by=editor)
    for api in (Api(), Api(editor)):
        answer = api.get("events/")
        assert b"ecret" not in answer.content
        assert b"metres" not in answer.content
        assert [event["gone"] for event in done(answer)["results"]] == [True] * 4
        assert done(answer)["results"][1]["subject_id"] == annotation.pk


def test_filters_and_cursors(editor):
    first = make_article("One", by=editor, published=True)
    annotate(first, "two metres", by=editor, approved=True)
    annotate(first, "“We were lucky,”", "quote", by=editor, approved=True)
    make_article("Two", by=editor, published=True)
    assert len(Consumer(page_size=1).follow()) == 4
    assert len(Consumer(kind="quote").follow()) == 1
    assert len(Consumer(article=str(first.pk), page_size=2).follow()) == 3
    assert len(Consumer(subject="article", action="published").follow()) == 2
    quotes = Consumer(kind="quote")
    quotes.follow()
    edit_annotation(Annotation.objects.get(kind="claim"), note="New.", by=editor)
    assert quotes.read() == []
    head = Event.objects.order_by("-number").first().number
    assert f"cursor={head}&" in f"{quotes.next}&"  # it need not look at all of that again
    for bad in ("x", "-1", "9" * 30, "1.5", "²"):
        refused(Api().get(f"events/?cursor={bad}"), 400, "invalid")
    answer = done(Api().get(f"events/?cursor={head + 10}"))
    assert answer["results"] == []
    assert f"cursor={head + 10}" in answer["next"]


def test_the_number_of_queries_does_not_grow(editor, django_assert_num_queries):
    article = make_article(by=editor, published=True)
    annotate(article, "two metres", by=editor, approved=True)
    number_events()
    client = Api().client
    with django_assert_num_queries(15) as few:
        client.get("/api/v1/events/")
    for number in range(30):
        other = make_article(f"Piece {number}", by=editor, published=True)
        annotate(other, "two metres", by=editor, approved=True)
    number_events()
    with django_assert_num_queries(len(few)):
        assert len(client.get("/api/v1/events/").json()["results"]) == 50


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_began_first_and_commits_last_is_not_missed():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time")
    articles = [make_article(f"Piece {n}") for n in range(2)]
    written, read = threading.Event(), threading.Event()
    consumer = Consumer()

    def slow():
        with transaction.atomic():
            publish(articles[0], by=None, reason="test")
            written.set()
            assert read.wait(timeout=20)

    def quick():
        assert written.wait(timeout=20)
        publish(articles[1], by=None, reason="test")
        assert [event["subject_id"] for event in consumer.follow()] == [articles[1].pk]
        read.set()

    in_threads(slow, quick)
    assert [event["subject_id"] for event in consumer.follow()] == [articles[0].pk]


@pytest.mark.django_db(transaction=True)
def test_many_write_and_many_follow():
    articles = [make_article(f"Piece {n}", published=True) for n in range(4)]
    marks = [annotate(article, "two metres", approved=True) for article in articles]
    consumers, stop = [Consumer(page_size=5) for _ in range(3)], threading.Event()

    def write(mark):
        try:
            for number in range(15):
                annotation = Annotation.objects.select_related("article").get(pk=mark.pk)
                edit_annotation(annotation, note=f"Note {number}", by=None)
                if number % 5 == 4:
                    for service in (withdraw, restore, approve):
                        service(annotation, by=None)
        finally:
            writing.discard(mark.pk)
            if not writing:
                stop.set()

    def follow(consumer):
        while not stop.is_set():
            consumer.read()

    writing = {mark.pk for mark in marks}
    in_threads(
        *(lambda mark=mark: write(mark) for mark in marks),
        *(lambda consumer=consumer: follow(consumer) for consumer in consumers),
    )
    for consumer in consumers:
        consumer.follow()
        assert consumer.numbers == list(range(1, Event.objects.count() + 1))
        assert consumer.public["annotation"] == listed("annotations")
    assert list(find_problems()) == []
