"""Private links to what is not public."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Revision
from articles.previewing import make_token


class PreviewLink(NamedTuple):
    path: str
    until: datetime  # aware


def preview_link(revision: Revision) -> PreviewLink:
    """To this revision as readers would see it, for PREVIEW_DAYS; whoever has it may look."""
    now, days = timezone.now(), settings.PREVIEW_DAYS
    token = make_token(revision.article_id, revision.number, now=now, days=days)
    return PreviewLink(reverse("preview", args=[token]), now + timedelta(days=days))
