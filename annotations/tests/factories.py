"""What tests make annotations of. Everything goes through the services."""

from annotations.models import Annotation
from annotations.services import approve, create_annotation
from articles.models import Article

COMPLETE = {
    "claim": {"summary": "A claim", "attribution": "own_voice", "review_status": "undetermined"},
    "quote": {
        "text": "We were lucky,",
        "speaker": "Ada Marl",
        "quote_type": "direct",
        "verification": "unverified",
    },
    "statistic": {"value": "2", "unit": "metres", "measure": "rise of the river"},
    "social_embed": {
        "platform": "x",
        "author_name": "Ada Marl",
        "handle": "@ada",
        "text": "We were lucky",
    },
}


def annotate(
    article: Article, words: str, kind: str = "claim", *, by=None, approved=False, **fields
) -> Annotation:
    """Annotate the first place of ``words`` in the latest revision, all required fields filled."""
    start = article.latest_revision.text.index(words)
    fields.setdefault("detail", COMPLETE[kind])
    annotation = create_annotation(
        article, kind=kind, start=start, end=start + len(words), by=by, **fields
    )
    return approve(annotation, by=by) if approved else annotation
