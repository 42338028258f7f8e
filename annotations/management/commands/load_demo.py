"""Load the sample newsroom: three log-ins, articles about an invented town, annotations."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from annotations.choices import Status
from annotations.management.demo.drawings import DRAWINGS
from annotations.models import Annotation, Rating, Source
from annotations.services import (
    approve,
    create_annotation,
    create_source,
    relate,
    withdraw,
)
from articles.choices import Action
from articles.models import Article, Author, Image, Section, Topic
from articles.permissions import EDITOR, FACT_CHECKER, REPORTER
from articles.services import add_image, create_article, perform, publish, save_revision

NEWSROOM = Path(__file__).resolve().parents[1] / "demo" / "newsroom.json"
PASSWORD = "demo"  # noqa: S105 -- printed for everybody; the command refuses outside DEBUG
PEOPLE = {"reporter": REPORTER, "factchecker": FACT_CHECKER, "editor": EDITOR}
REASON = "sample newsroom"
STEPS = {
    "in_review": [Action.SUBMIT],
    "ready": [Action.SUBMIT, Action.READY],
    "archived": [Action.ARCHIVE],
}


class Command(BaseCommand):
    help = "Load the sample newsroom. Safe to run twice: what is there already stays as it is."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="Load it outside DEBUG too, log-ins and all."
        )

    def handle(self, *, force: bool, **options) -> None:
        if not settings.DEBUG and not force:
            raise CommandError(
                "The sample log-ins have a public password, so this is refused outside DEBUG. "
                "Use --force if you are sure."
            )
        with transaction.atomic():
            made = Loader(json.loads(NEWSROOM.read_text(encoding="utf-8"))).load()
        self.stdout.write(f"Sample newsroom: {made} articles loaded.")
        self.stdout.write(f"Readers: {settings.SITE_URL}/")
        self.stdout.write(f"Desk:    {settings.SITE_URL}/admin/")
        self.stdout.write(f"API:     {settings.SITE_URL}/api/v1/")
        for name, group in PEOPLE.items():
            self.stdout.write(f"Log in as {name} / {PASSWORD} ({group})")


class Loader:
    """Makes what is missing, through the same services as everybody else."""

    def __init__(self, newsroom: dict) -> None:
        self.newsroom = newsroom
        self.people = {name: _person(name, group) for name, group in PEOPLE.items()}
        self.sources: dict[str, Source] = {}
        self.ratings = {rating.slug: rating for rating in Rating.objects.all()}
        self.annotations: dict[str, Annotation] = {}
        self.pictures = {
            row["key"]: {name: row[name] for name in ("alt", "credit", "caption")}
            for row in newsroom["pictures"]
        }

    def load(self) -> int:
        """Returns how many articles were made."""
        for model, rows in ((Section, "sections"), (Topic, "topics"), (Author, "authors")):
            for row in self.newsroom[rows]:
                model.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})
        for row in self.newsroom["sources"]:
            self.sources[row["key"]] = self._source(row)
        missing = [
            row
            for row in self.newsroom["articles"]
            if not Article.objects.filter(slug=row["slug"]).exists()
        ]
        for row in missing:
            self._article(row)
        for row in self.newsroom["relations"]:
            ends = self.annotations.get(row["from"]), self.annotations.get(row["to"])
            if all(ends):
                relate(*ends, type=row["type"], note=row["note"], by=self.people["factchecker"])
        return len(missing)

    def _source(self, row: dict) -> Source:
        fields = {name: value for name, value in row.items() if name != "key"}
        known = Source.objects.filter(name=row["name"], disambiguation=row["disambiguation"])
        return known.first() or create_source(by=self.people["editor"], **fields)

    def _image(self, key: str | None) -> Image | None:
        words = self.pictures.get(key)
        if words is None:
            return None
        known = Image.objects.filter(alt=words["alt"]).first()
        return known or add_image(DRAWINGS[key](), by=self.people["reporter"], **words)

    def _article(self, row: dict) -> None:
        article = create_article(
            headline=row["headline"],
            slug=row["slug"],
            by=self.people["reporter"],
            section=Section.objects.get(slug=row["section"]),
            language=row["language"],
            topics=Topic.objects.filter(slug__in=row["topics"]),
            authors=[Author.objects.get(slug=slug) for slug in row["authors"]],
        )
        self._save(article, row, row["body"])
        for item in row["annotations"]:
            self.annotations[item["key"]] = self._annotation(article, item)
        self._bring_to_state(article, row)
        if row["edit"]:
            self._save(article, row, row["edit"]["body"])
            if row["edit"]["publish_edit"]:
                publish(article, by=self.people["editor"], reason=REASON)

    def _save(self, article: Article, row: dict, body: str) -> None:
        for key in self.pictures:
            if f"/media/{key}" in body:
                body = body.replace(f"/media/{key}", self._image(key).src)
        save_revision(
            article,
            headline=row["headline"],
            standfirst=row["standfirst"],
            body=body,
            lead_image=self._image(row.get("lead_image")),
            by=self.people["reporter"],
            base=article.latest_revision.number if article.latest_revision else 0,
        )

    def _annotation(self, article: Article, item: dict) -> Annotation:
        text = article.latest_revision.text
        start = text.index(item["prefix"] + item["exact"]) + len(item["prefix"])
        annotation = create_annotation(
            article,
            kind=item["kind"],
            start=start,
            end=start + len(item["exact"]),
            by=self.people["reporter"],
            detail={name: self._value(name, value) for name, value in item["detail"].items()},
            note=item["note"],
            desk_note=item["desk_note"],
            evidence=item["evidence"],
        )
        if item["status"] == Status.APPROVED:
            approve(annotation, by=self.people["factchecker"])
        if item["status"] == Status.WITHDRAWN:
            withdraw(annotation, by=self.people["factchecker"], reason=REASON)
        return annotation

    def _value(self, name: str, value: str) -> Any:
        if name in ("claimant", "speaker", "publisher"):
            return self.sources[value]
        return self.ratings[value] if name == "rating" else value

    def _bring_to_state(self, article: Article, row: dict) -> None:
        editor, state = self.people["editor"], row["state"]
        if state in ("published", "archived"):
            when = timezone.now() - timedelta(days=row["days_ago"])
            publish(article, by=editor, published_at=when, reason=REASON)
        if state == "scheduled":
            when = timezone.now() + timedelta(days=1)
            publish(article, by=editor, published_at=when, reason=REASON)
        for action in STEPS.get(state, []):
            perform(article, action, by=editor)


def _person(name: str, group: str) -> User:
    person, made = User.objects.get_or_create(
        username=name, defaults={"is_staff": True, "first_name": name.capitalize()}
    )
    if made:
        person.set_password(PASSWORD)
        person.save()
        person.groups.add(Group.objects.get(name=group))
    return person
