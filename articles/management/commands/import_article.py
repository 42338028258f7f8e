"""Bring an article in from a file."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db import transaction

from articles.errors import Refusal
from articles.importing import Document, DocumentError, read_document
from articles.models import Revision
from articles.services import create_article, find_or_create_section, publish, save_revision


class Command(BaseCommand):
    help = (
        "Import an article from a .txt, .md or .html file (UTF-8). "
        "The last line printed is the path of its public page."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument(
            "--headline", default="", help="Default: title, first h1, or the file's name."
        )
        parser.add_argument("--section", default="", help="A section's slug; made if missing.")
        parser.add_argument("--publish", action="store_true", help="Publish it at once.")

    def handle(self, *, path: Path, headline: str, section: str, publish: bool, **options) -> None:
        try:
            document = read_document(path.name, path.read_bytes())
            revision = _save(document, headline, section, source=path.name, publish_it=publish)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None
        except (DocumentError, Refusal) as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError(f"--section {section}: {error.messages[0]}") from None
        article = revision.article
        for image in revision.dropped_images:
            self.stderr.write(f"Left out, since it is not one of ours: {image}")
        lines = len(revision.text.split("\n"))
        self.stdout.write(f"Imported “{article.headline}”: {lines} lines, {article.state}.")
        self.stdout.write(article.get_absolute_url())


@transaction.atomic
def _save(
    document: Document, headline: str, section: str, *, source: str, publish_it: bool
) -> Revision:
    if section:
        validate_slug(section)
    headline = headline or document.headline
    article = create_article(
        headline=headline,
        by=None,
        section=find_or_create_section(section, by=None) if section else None,
    )
    text = {"headline": headline, "standfirst": "", "body": document.body}
    revision = save_revision(article, **text, by=None, base=0)
    if publish_it:
        publish(article, by=None, reason=f"imported from {source}")
    return revision
