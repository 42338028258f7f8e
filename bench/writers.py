"""Many writers at once on PostgreSQL, and whether anything gets lost: ``python -m bench.writers``.

Starts gunicorn on this machine over a database of its own (dropped at the end) and lets writers
loose on a few articles through the API: they count up in notes and add sentences to texts under
If-Match, make, approve, withdraw and restore annotations, publish and take back. Two consumers follow
events/ meanwhile. Then it is checked that

- every change that was acknowledged is there: each counted step, each added sentence;
- both consumers saw every event once, in order, and have what readers see;
- the invariants hold, and every intact anchor stands on the words it was made for;
- no answer was a failure of the server's.

    python -m bench.writers [--seconds 60] [--writers 50] [--articles 12] [--port 8103]

DATABASE_URL names the PostgreSQL server (else the one on this machine). Prints counts, and
throughput as a ratio to one writer alone, measured first in the same run.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import psycopg

from newsroom.tests.everywhere import local_server

DATABASE = "newsroom_writers"
BODY = "<p>The river rose by two metres on Monday. “We were lucky,” the harbour master said.</p>"
WORDS = ("The river rose", "two metres", "on Monday", "“We were lucky,”", "harbour master")
CLAIM = {"summary": "A claim", "attribution": "own_voice", "review_status": "undetermined"}


@dataclass
class Tally:
    """What was answered, and what was acknowledged; shared by all threads."""

    answers: Counter = field(default_factory=Counter)
    steps: Counter = field(default_factory=Counter)  # by id of the annotation that counts
    sentences: list[tuple[int, str]] = field(default_factory=list)  # article, sentence
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client:
    def __init__(self, port: int, token: str, tally: Tally) -> None:
        self.port, self.tally, self.connection = port, tally, None
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def send(self, method: str, path: str, data=None, tag: str = "") -> tuple[int, dict, str]:
        """Status, answer and ETag. A write is sent once: no answer may still mean that it was done."""
        headers = {**self.headers, **({"If-Match": tag} if tag else {})}
        body = None if data is None else json.dumps(data)
        try:
            answer, raw = self.exchange(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self.connection = None
            with self.tally.lock:
                self.tally.answers["no answer"] += 1
            if method != "GET":
                raise
            answer, raw = self.exchange(method, path, body, headers)
        with self.tally.lock:
            self.tally.answers[answer.status] += 1
            if answer.status >= 500:
                self.tally.failures.append(f"{method} {path}: {answer.status} {raw[:300]!r}")
        return answer.status, json.loads(raw) if raw else {}, answer.headers.get("ETag", "")

    def exchange(self, method: str, path: str, body, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.request(method, f"/api/v1/{path}", body, headers)
        answer = self.connection.getresponse()
        return answer, answer.read()


class Writer:
    def __init__(self, client: Client, seed: int, articles: list[dict]) -> None:
        self.client, self.random, self.articles = client, random.Random(seed), articles
        self.name, self.made = seed, 0

    def act(self) -> None:
        article = self.random.choice(self.articles)
        deed = self.random.choices((self.count, self.write, self.annotate, self.review, self.publish),
                                   weights=(6, 2, 3, 3, 1))[0]  # fmt: skip
        deed(article)

    def count(self, article) -> None:
        """Read a number, write the next one; whoever was overtaken has to try again."""
        path = f"annotations/{article['counter']}/"
        for _ in range(20):
            _, seen, tag = self.client.send("GET", path)
            data = {"desk_note": str(int(seen["desk_note"] or 0) + 1)}
            status, _, _ = self.client.send("PATCH", path, data, tag)
            if status == 200:
                with self.client.tally.lock:
                    self.client.tally.steps[article["counter"]] += 1
            if status != 412:
                return

    def write(self, article) -> None:
        """Add a sentence; now and then change a word that annotations stand on."""
        path = f"articles/{article['id']}/"
        for _ in range(20):
            _, seen, tag = self.client.send("GET", path)
            self.made += 1
            sentence = f"Line {self.made} of writer {self.name}."
            body = seen["body"]
            if self.random.random() < 0.2:
                body = body.replace("two metres", "three metres", 1)
            elif self.random.random() < 0.3:
                body = body.replace("three metres", "two metres", 1)
            status, _, _ = self.client.send(
                "PATCH", path, {"body": f"{body}<p>{sentence}</p>"}, tag
            )
            if status == 200:
                with self.client.tally.lock:
                    self.client.tally.sentences.append((article["id"], sentence))
            if status != 412:
                return

    def annotate(self, article) -> None:
        data = {"article": article["id"], "kind": "claim", "claim": CLAIM,
                "exact": self.random.choice(WORDS)}  # fmt: skip
        status, made, tag = self.client.send("POST", "annotations/", data)
        if status == 201:
            with self.client.tally.lock:
                article["made"].append(made["id"])
            self.client.send("POST", f"annotations/{made['id']}/approve/", {}, tag)

    def review(self, article) -> None:
        if not article["made"]:
            return
        path = f"annotations/{self.random.choice(article['made'])}/"
        action = self.random.choice(("approve", "withdraw", "restore", "confirm"))
        _, _, tag = self.client.send("GET", path)
        self.client.send("POST", f"{path}{action}/", {}, tag)

    def publish(self, article) -> None:
        path = f"articles/{article['id']}/"
        action = self.random.choice(("publish", "publish", "publish", "unpublish"))
        _, _, tag = self.client.send("GET", path)
        self.client.send("POST", f"{path}{action}/", {"reason": "load"}, tag)


class Consumer:
    def __init__(self, client: Client) -> None:
        self.client, self.next = client, "events/?page_size=200"
        self.numbers: list[int] = []
        self.public: dict[tuple[str, int], dict] = {}

    def read(self) -> int:
        _, page, _ = self.client.send("GET", self.next)
        self.next = page["next"].partition("/api/v1/")[2]
        for event in page["results"]:
            self.numbers.append(event["id"])
            key, content = (event["subject"], event["subject_id"]), event[event["subject"]]
            self.public.pop(key, None)
            if content is not None:
                self.public[key] = content
        return len(page["results"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, usual in (("seconds", 60), ("writers", 50), ("articles", 12), ("port", 8103)):
        options.add_argument(f"--{name}", type=int, default=usual)
    asked = options.parse_args()
    server = os.environ.get("DATABASE_URL", "")
    server = server if server.startswith("postgres") else local_server()
    if not server:
        sys.exit("No PostgreSQL answers. Set DATABASE_URL to one.")
    with database(server) as url, site(url, asked.port):
        tally = Tally()
        token = make_token()
        client = Client(asked.port, token, tally)
        articles = [make_article(client, number) for number in range(asked.articles)]
        alone = run(asked.port, token, tally, articles, writers=1, seconds=min(10, asked.seconds))
        consumers = [Consumer(Client(asked.port, "", tally)) for _ in range(2)]
        many = run(
            asked.port, token, tally, articles, asked.writers, asked.seconds, consumers=consumers
        )
        wrong = check(client, tally, articles, consumers)
    print(f"answers: {dict(tally.answers.most_common())}")
    print(
        f"{asked.writers} writers: {many / alone:.2f} times the requests of one alone ({alone:.0f}/s)"
    )
    print(f"{sum(tally.steps.values())} steps counted, {len(tally.sentences)} sentences added, "
          f"{sum(len(article['made']) for article in articles)} annotations made, "
          f"{len(consumers[0].numbers)} events")  # fmt: skip
    print("\n".join(wrong) or "Nothing lost, missed, repeated or broken.")
    sys.exit(bool(wrong))


@contextlib.contextmanager
def database(server: str):
    """A database of its own; gives its URL, and leaves none behind."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield f"{server.rpartition('/')[0]}/{DATABASE}"
        finally:
            admin.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@contextlib.contextmanager
def site(url: str, port: int):
    """The site on gunicorn, and Django set up in this process on the same database."""
    os.environ |= {
        "DATABASE_URL": url, "DEBUG": "false", "SECRET_KEY": secrets.token_hex(40),
        "SECURE_SSL_REDIRECT": "false", "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        **{f"API_RATE_{name}": "0" for name in ("ANONYMOUS", "READ", "WRITE", "HEAVY", "FAILED")},
    }  # fmt: skip
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--workers", "4", "--threads",
               "16", "--bind", f"127.0.0.1:{port}", "--keep-alive", "90"]  # fmt: skip
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 -- our own words
    try:
        wait_for(port)
        import django

        django.setup()
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)
        from django.db import connection

        connection.close()


def wait_for(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise SystemExit("The server does not come up.")


def make_token() -> str:
    from django.contrib.auth.models import Group, User

    from articles.choices import Scope
    from articles.services import create_token

    user = User.objects.create_user("writer")
    user.groups.add(Group.objects.get(name="Editor"))
    return create_token(user, name="load", scopes=list(Scope), days=1, by=user)[1]


def make_article(client: Client, number: int) -> dict:
    _, article, tag = client.send(
        "POST", "articles/", {"headline": f"Piece {number}", "body": BODY}
    )
    data = {"article": article["id"], "kind": "claim", "exact": "“We were lucky,”", "claim": CLAIM}
    _, counter, _ = client.send("POST", "annotations/", data)
    client.send("POST", f"articles/{article['id']}/publish/", {"reason": "load"}, tag)
    return {"id": article["id"], "counter": counter["id"], "made": []}


def run(port, token, tally, articles, writers: int, seconds: int, consumers=()) -> float:
    """Requests a second, of so many writers together."""
    end, before = time.monotonic() + seconds, sum(tally.answers.values())

    def work(act) -> None:
        while time.monotonic() < end:
            try:
                act()
            except Exception as error:
                with tally.lock:
                    tally.failures.append(f"{type(error).__name__}: {error}")

    acts = [
        Writer(Client(port, token, tally), 1000 * writers + number, articles).act
        for number in range(writers)
    ]
    threads = [
        threading.Thread(target=work, args=[act])
        for act in [*acts, *(consumer.read for consumer in consumers)]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (sum(tally.answers.values()) - before) / seconds


def check(
    client: Client, tally: Tally, articles: list[dict], consumers: list[Consumer]
) -> list[str]:
    """What is not as it was acknowledged."""
    from annotations.models import Anchor
    from annotations.services.integrity import find_problems
    from articles.models import Event

    wrong = list(tally.failures[:20])
    texts = {}
    for article in articles:
        _, counter, _ = client.send("GET", f"annotations/{article['counter']}/")
        told, counted = int(counter["desk_note"] or 0), tally.steps[article["counter"]]
        if told != counted:
            wrong.append(f"Annotation {counter['id']} says {told}, {counted} were acknowledged.")
        texts[article["id"]] = client.send("GET", f"articles/{article['id']}/")[1]["text"]
    wrong += [f"Lost in {pk}: {line}" for pk, line in tally.sentences if line not in texts[pk]]
    numbers = list(
        Event.objects.filter(number__isnull=False)
        .order_by("number")
        .values_list("number", flat=True)
    )
    for consumer in consumers:
        while consumer.read():
            pass
        missed, more = set(numbers) - set(consumer.numbers), Counter(consumer.numbers)
        if missed or max(more.values(), default=1) > 1:
            wrong.append(
                f"A consumer missed {len(missed)} events, had {more.most_common(1)} times."
            )
        if consumer.numbers != sorted(consumer.numbers):
            wrong.append("A consumer had events out of order.")
        wrong += compare(client, consumer)
    wrong += list(find_problems())
    if not Anchor.objects.exists():
        wrong.append("There is no anchor at all.")
    return wrong


def compare(client: Client, consumer: Consumer) -> list[str]:
    """Where a consumer's annotations are not those that readers see."""
    reader, seen = Client(client.port, "", client.tally), {}
    path = "annotations/?page_size=200"
    while path:
        _, page, _ = reader.send("GET", path)
        seen |= {row["id"]: row for row in page["results"]}
        path = (page["next"] or "").partition("/api/v1/")[2]
    told = {pk: row for (subject, pk), row in consumer.public.items() if subject == "annotation"}
    return [
        f"A consumer has another annotation {pk} than readers."
        for pk in sorted(seen.keys() | told.keys())
        if seen.get(pk) != told.get(pk)
    ]


if __name__ == "__main__":
    main()
