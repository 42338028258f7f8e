"""Two people at once, on real connections: no lost update, no anchor on other words."""

import random
import threading
from collections import Counter
from itertools import chain

import pytest
from django.db import connection
from django.db.models import F

from annotations.choices import State
from annotations.models import Anchor, Annotation
from annotations.services import confirm, create_annotation, reattach, undo, withdraw
from annotations.services.integrity import find_problems
from articles.errors import Refusal
from articles.models import Article
from articles.services import restore_revision
from articles.tests.factories import make_article, rewrite

ROUNDS = 25
ARTICLES, ROUNDS_EACH = 20, 50


def in_threads(*works):
    failures = []

    def run(work):
        try:
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert not any(thread.is_alive() for thread in threads)
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_one_writes_text_while_the_other_annotates():
    pk = make_article(body="<p>Start. The river rose by two metres.</p>").pk

    def write():
        for number in range(ROUNDS):
            article = Article.objects.get(pk=pk)
            rewrite(article, f"<p>Line {number}.</p>" + article.latest_revision.body)

    def annotate():
        for _ in range(ROUNDS):
            article = Article.objects.select_related("latest_revision").get(pk=pk)
            seen = article.latest_revision
            start = seen.text.index("two metres")
            create_annotation(
                article, kind="claim", start=start, end=start + 10, by=None, revision=seen
            )

    in_threads(write, annotate)
    article = Article.objects.get(pk=pk)
    annotations = Annotation.objects.select_related("latest_anchor__revision")
    assert annotations.count() == ROUNDS
    for annotation in annotations:
        assert annotation.latest_anchor.revision_id == article.latest_revision_id
        assert annotation.latest_anchor.words == "two metres"
    assert list(find_problems()) == []


class Writer:
    """Edits a text at random, sentence by sentence; every sentence has a number of its own."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = 0
        self.paragraphs = [self.paragraph() for _ in range(6)]

    def paragraph(self) -> list[str]:
        self.made += 3
        return [
            f"Gauge {number} at the weir stood {self.random.randint(2, 90)} centimetres high."
            for number in range(self.made - 3, self.made)
        ]

    def edit(self) -> None:
        choice = self.random.choice
        where = self.random.randrange(len(self.paragraphs))
        paragraph = self.paragraphs[where]
        match choice(("insert", "delete", "move", "word", "number", "split", "merge")):
            case "insert":
                self.paragraphs.insert(where, self.paragraph())
            case "delete" if len(self.paragraphs) > 3:
                del self.paragraphs[where]
            case "move":
                self.paragraphs.append(self.paragraphs.pop(where))
            case "word":
                paragraph[0] = paragraph[0].replace("stood", choice(("stood", "was", "was not")))
            case "number":
                paragraph[-1] = paragraph[-1].replace(" high", choice((" high", "0 high", " low")))
            case "split" if len(paragraph) > 1:
                self.paragraphs[where : where + 1] = [paragraph[:1], paragraph[1:]]
            case "merge":
                self.paragraphs[where : where + 2] = [[*chain(*self.paragraphs[where : where + 2])]]

    @property
    def body(self) -> str:
        return "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in self.paragraphs)


@pytest.mark.django_db(transaction=True)
def test_a_thousand_rounds_of_edits_against_annotating_and_deciding():
    """One edits, moves, deletes and restores; the other annotates, and decides on what changed."""
    writers = [Writer(seed) for seed in range(ARTICLES)]
    pks = [make_article(body=writer.body).pk for writer in writers]
    together = threading.Barrier(2, timeout=60)  # every round anew, so that nobody runs ahead

    def write():
        for pk, writer in zip(pks, writers, strict=True):
            for number in range(ROUNDS_EACH):
                together.wait()
                article = Article.objects.select_related("latest_revision").get(pk=pk)
                if number % 10 == 9:
                    latest = article.latest_revision.number
                    old = article.revisions.get(number=writer.random.randint(1, latest))
                    restore_revision(article, old, by=None, base=latest)
                else:
                    writer.edit()
                    rewrite(article, writer.body)

    def annotate():
        chance = random.Random(0)
        for pk in pks:
            for _ in range(ROUNDS_EACH):
                together.wait()
                article = Article.objects.select_related("latest_revision").get(pk=pk)
                seen = article.latest_revision
                start = seen.text.index("Gauge", chance.randrange(len(seen.text) // 2))
                end = seen.text.index(".", start) + 1
                create_annotation(
                    article, kind="claim", start=start, end=end, by=None, revision=seen
                )
                decide(chance, article, start, end)

    def decide(chance, article, start, end):
        annotation = Annotation.objects.filter(article=article).order_by("?").first()
        try:
            match chance.randrange(4):
                case 0:
                    confirm(annotation, by=None)
                case 1:
                    reattach(annotation, start=start, end=end, by=None)
                case 2:
                    withdraw(annotation, by=None)
                case 3:
                    undo(annotation, by=None)
        except Refusal:
            pass  # nothing to confirm or undo, or no such place any more: told, not done

    in_threads(write, annotate)
    assert Annotation.objects.count() == ARTICLES * ROUNDS_EACH
    nowhere = Annotation.objects.exclude(latest_anchor__revision=F("article__latest_revision"))
    assert not nowhere.exists()
    judged = Anchor.objects.filter(state=State.INTACT).select_related("revision", "baseline")
    elsewhere = [
        (anchor.words, anchor.baseline.exact)
        for anchor in judged.iterator()
        if anchor.words.split() != anchor.baseline.exact.split()  # a paragraph may be split
    ]
    assert elsewhere == []
    states = Counter(Annotation.objects.values_list("latest_anchor__state", flat=True))
    assert min(states[state] for state in State) > 2 * ROUNDS_EACH, states  # the edits test much
    assert list(find_problems()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_from_the_same_base_one_is_told():
    pk = make_article(body="<p>Start.</p>").pk
    told = []
    barrier = threading.Barrier(2)

    def write(name):
        article = Article.objects.select_related("latest_revision").get(pk=pk)
        barrier.wait(timeout=10)
        try:
            rewrite(article, f"<p>{name}</p>")
        except Refusal as refusal:
            told.append((name, refusal.code))

    in_threads(lambda: write("one"), lambda: write("two"))
    article = Article.objects.get(pk=pk)
    assert [code for _name, code in told] == ["stale"]
    assert article.latest_revision.number == 2
    assert article.latest_revision.text not in {name for name, _code in told}
