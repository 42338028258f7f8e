"""What to ask before an article is published."""

from annotations.choices import Kind, State, Status
from annotations.models import Annotation, Evidence
from articles.models import Article


def publication_warnings(article: Article) -> list[str]:
    """One line per open question about the annotations of the latest revision."""
    annotations = list(
        Annotation.objects.filter(article=article)
        .exclude(status=Status.WITHDRAWN)
        .select_related("latest_anchor__baseline", "quote")
        .order_by("id")
    )
    backed = set(
        Evidence.objects.filter(annotation__article=article, withdrawn_at=None).values_list(
            "annotation", flat=True
        )
    )
    return [
        f"{annotation}: {shorten(annotation.latest_anchor.baseline.exact)} – {problem}."
        for annotation in annotations
        for problem in _problems(annotation, backed)
    ]


def _problems(annotation: Annotation, backed: set[int]) -> list[str]:
    anchor, problems = annotation.latest_anchor, []
    if anchor.state == State.LOST:
        problems.append("its words are gone from the text")
    if anchor.state == State.CHANGED:
        problems.append(f"its words have changed ({anchor.get_reason_display()})")
    if annotation.kind == Kind.QUOTE and annotation.quote.speaker_id is None:
        problems.append("no speaker is named")
    if annotation.kind == Kind.CLAIM and annotation.pk not in backed:
        problems.append("there is no evidence")
    return problems


def shorten(text: str, room: int = 60) -> str:
    """At most ``room`` code points, on one line, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= room else line[: room - 1] + "…"
