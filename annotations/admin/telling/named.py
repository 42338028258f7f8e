"""What to call the annotations that changes speak of."""

from collections.abc import Iterable

from django.urls import reverse

from annotations.choices import Kind
from annotations.models import Annotation
from annotations.services.warnings import shorten

QUOTATION_MARKS = '“”„«»"‘’'


def quoted(words: str, room: int = 60) -> str:
    """The words on one line in quotation marks, once."""
    return f"“{shorten(words, room).strip(QUOTATION_MARKS)}”"


class Named:
    """The annotations that changes speak of: what to call them, and where they are. One query."""

    def __init__(self, pks: Iterable[int | None]) -> None:
        rows = Annotation.objects.filter(pk__in={pk for pk in pks if pk})
        found = rows.values_list("pk", "kind", "latest_anchor__baseline__exact")
        self.kinds = {pk: kind for pk, kind, _words in found}
        self.words = {pk: quoted(words, 70) for pk, _kind, words in found}

    def name(self, pk: int | None) -> str:
        if pk not in self.kinds:
            return "an annotation"
        return f"the {Kind(self.kinds[pk]).label.lower()} {self.words[pk]}"

    def url(self, pk: int | None) -> str:
        known = pk in self.kinds
        return reverse("admin:annotations_annotation_change", args=[pk]) if known else ""
