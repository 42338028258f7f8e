"""The library of pictures."""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from articles import pictures
from articles.choices import ArticleState, EventAction
from articles.errors import Invalid
from articles.models import Article, Image, Revision
from articles.services.changes import assign, record_change
from articles.services.events import Subject, record_events
from articles.text import MEDIA_PREFIX, images, plain

_ADDRESS = re.compile(rf"{MEDIA_PREFIX}images/([0-9a-f]+)/")


@transaction.atomic
def add_image(file: File | None, *, alt: str, by, credit: str = "", caption: str = "") -> Image:
    """Check the file by its content, re-encode it, and put it into the library.

    Raises Invalid, naming every field that is wrong (``file``, ``alt``, ``credit``, ``caption``).
    """
    words, errors = _words(alt=alt, credit=credit, caption=caption)
    try:
        encoded = _encode(file)
    except pictures.PictureError as error:
        errors = {"file": [str(error)], **errors}
    if errors:
        raise Invalid("The picture was not added.", errors)
    image = Image(width=encoded.width, height=encoded.height, created_by=by, **words)
    for name, content in encoded.files.items():  # if the row is not written, nothing leads to them
        default_storage.save(image.path(name), ContentFile(content))
    image.save()
    record_change(image, "created", by=by, after={"key": image.key, **words})
    return image


@transaction.atomic
def edit_image(image: Image, *, by, **fields: Any) -> Image:
    """Change any of alt, credit and caption, at once wherever they are shown. Raises Invalid."""
    words, errors = _words(**fields)
    if errors:
        raise Invalid("The picture was not changed.", errors)
    image.refresh_from_db(from_queryset=Image.objects.select_for_update())
    before, after = assign(image, words)
    if after:
        image.version += 1
        image.save()
        record_change(image, "edited", by=by, before=before, after=after)
        shown_in = Article.objects.filter(live_revision__images=image)
        shown_in.update(annotations_version=uuid.uuid4().hex)
        leads = Article.objects.filter(
            live_revision__lead_image=image, state=ArticleState.PUBLISHED
        )
        rows = leads.order_by("pk").values_list("pk", "published_at")
        record_events(EventAction.UPDATED, (Subject(*row) for row in rows))
    return image


def images_at(addresses: Iterable[str]) -> dict[str, Image]:
    """The library's images by those of these addresses that are theirs."""
    keys = {match[1] for address in addresses if (match := _ADDRESS.match(address))}
    found = Image.objects.filter(key__in=keys) if keys else ()
    known = {image.address(name): image for image in found for name in image.names}
    return {address: known[address] for address in addresses if address in known}


def shown_images(revision: Revision) -> set[Image]:
    """The lead image and those of the body: what ``revision.images`` has to be."""
    return {revision.lead_image, *images_at(images(revision.body)).values()} - {None}


def _encode(file: File | None) -> pictures.Encoded:
    if file is None:
        raise pictures.PictureError("Choose a file.")
    if file.size > settings.IMAGE_MAX_BYTES:
        most = settings.IMAGE_MAX_BYTES / 1e6
        raise pictures.PictureError(
            f"A picture has at most {most:g} MB; this has {file.size / 1e6:.1f}."
        )
    return pictures.encode(file, max_pixels=settings.IMAGE_MAX_PIXELS)


def _words(**given: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The fields as they are stored, and what is wrong with them."""
    words = {name: plain(value) for name, value in given.items()}
    errors = {}
    for name, value in words.items():
        room = Image._meta.get_field(name).max_length
        if len(value) > room:
            errors[name] = [f"At most {room} characters; this has {len(value)}."]
    if words.get("alt") == "":
        errors["alt"] = ["Say what the picture shows, for readers who do not see it."]
    return words, errors
