"""Making an article of an exported one."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from rest_framework.exceptions import PermissionDenied

from annotations import services
from annotations.api.bulk import BulkFailed, attempt
from annotations.choices import Status
from annotations.models import DETAILS, Annotation
from annotations.permissions import may_approve, may_rate, rates
from annotations.w3c.selecting import find_place
from annotations.w3c.words import POSITION, QUOTE
from articles.errors import Invalid
from articles.models import Article, Author, Section, Topic
from articles.models.taxonomy import Taxonomy
from articles.permissions import may_edit_taxonomy
from articles.services import (
    create_article,
    create_filing,
    free_slug,
    images_at,
    save_revision,
)


class Import:
    """One import, inside the caller's transaction. ``reasons`` say by key what lost its status."""

    article: Article
    dropped_images: tuple[str, ...]

    def __init__(self, request) -> None:
        self.request, self.user = request, request.user
        self.annotations: dict[int, Annotation] = {}
        self.reasons: dict[int, str] = {}

    def take(self, whole: dict[str, Any]) -> "Import":
        """``whole`` is WholeIn's. Raises Invalid, BulkFailed with each annotation's problem."""
        self._write(whole["article"])
        self._each(whole["annotations"])
        for relation in whole["relations"]:
            services.relate(
                self.annotations[relation["from"]], self.annotations[relation["to"]],
                type=relation["type"], note=relation["note"], by=self.user,
            )  # fmt: skip
        for annotation in self.annotations.values():
            annotation.refresh_from_db()
        return self

    def _write(self, told: dict[str, Any]) -> None:
        told, by = dict(told), self.user
        text = {name: told.pop(name) for name in ("headline", "standfirst", "body")}
        lead = told.pop("lead_image")
        image = images_at([lead]).get(lead) if lead else None
        section = told.pop("section")
        self.article = create_article(
            headline=text["headline"],
            by=by,
            slug=free_slug(told["slug"] or text["headline"]),
            language=told["language"],
            section=self._filing(Section, section) if section else None,
            topics=self._filings(Topic, told["topics"]),
            authors=self._filings(Author, told["authors"]),
        )
        revision = save_revision(self.article, **text, by=by, base=0, lead_image=image)
        missing = (lead,) if lead and image is None else ()
        self.dropped_images = (*revision.dropped_images, *missing)
        self.text = revision.text

    def _filings(self, model: type[Taxonomy], told: Iterable[dict]) -> list[Taxonomy]:
        return list(dict.fromkeys(self._filing(model, each) for each in told))

    def _filing(self, model: type[Taxonomy], told: dict[str, str]) -> Taxonomy:
        found = model.objects.filter(slug=told["slug"]).first()
        if found is None and not may_edit_taxonomy(self.user):
            message = f"There is no “{told['slug']}”, and you may not make one."
            raise Invalid(message, {model.article_field: [message]})
        return found or create_filing(model, **told, by=self.user)

    def _each(self, parts: list[dict]) -> None:
        results = []
        for index, part in enumerate(parts):
            made, refused = attempt(self.request, partial(self._make, part))
            if refused is None:
                self.annotations[part["key"]] = made
            results.append({"index": index, **(refused or {"status": 201})})
        if len(self.annotations) < len(parts):
            raise BulkFailed(results)

    def _make(self, part: dict) -> Annotation:
        kind, by = part["kind"], self.user
        detail = dict(part.get(kind, {}))
        if rates(detail) and not may_rate(by):
            raise PermissionDenied
        if isinstance(source := detail.get(DETAILS[kind].source_field), dict):
            detail[DETAILS[kind].source_field] = services.find_or_create_source(**source, by=by)
        start, end = self._place(part)
        annotation = services.create_annotation(
            self.article, kind=kind, start=start, end=end, made_for=part["baseline"], detail=detail,
            note=part["note"], desk_note=part["desk_note"], evidence=part["evidence"], by=by,
        )  # fmt: skip
        return self._move(annotation, part)

    def _place(self, part: dict) -> tuple[int | None, int | None]:
        """Where its words stand in the text as it was cleaned here. Raises QuoteNotFound …"""
        start, end, exact = part["start"], part["end"], part["exact"]
        if start is None or self.text[start:end] == exact:
            return start, end
        words = {"type": QUOTE, "exact": exact}
        if exact == part["baseline"]["exact"]:
            words |= {name: part["baseline"][name] for name in ("prefix", "suffix")}
        selectors = [words, {"type": POSITION, "start": start, "end": end}]
        span = find_place(self.text, selectors, is_source=False)
        return span.start, span.end

    def _move(self, annotation: Annotation, part: dict) -> Annotation:
        """To the status that it had, as far as the importer may and its fields are there."""
        moves: dict[str, Callable] = {
            Status.APPROVED: services.approve, Status.WITHDRAWN: services.withdraw,
        }  # fmt: skip
        move = moves.get(part["status"])
        if move is None:
            return annotation
        if not may_approve(self.user):
            self.reasons[part["key"]] = "permission_denied"
        elif move is services.approve and annotation.detail.missing():
            self.reasons[part["key"]] = "incomplete"
        else:
            move(annotation, by=self.user)
        return annotation
