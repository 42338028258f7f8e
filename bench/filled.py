"""A newsroom to measure lists on: 2,500 articles and 50,000 annotations, a tenth of them drafts.

For a migrated, empty database; Django is set up already.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from annotations.models import (
    DETAILS,
    Anchor,
    Annotation,
    Baseline,
    Evidence,
    Rating,
    Source,
)
from articles.models import Article, Author, Byline, Revision, Section, Topic
from bench.invented import Stock

ARTICLES, EACH = 2_500, 20
BEGUN = datetime(2020, 1, 1, tzinfo=UTC)
KINDS = tuple(DETAILS)
DAYS = [f"20{n:02}" for n in range(26)] + [f"2014-{n:02}" for n in range(1, 13)]


def fill() -> None:
    draw = Random(11)
    sources = [Source(name=f"Somebody {n}", folded_name=f"somebody {n}") for n in range(3_000)]
    Source.objects.bulk_create(sources)
    made = _annotate(draw, _write(draw))
    ratings = list(Rating.objects.all())
    details = {kind: [] for kind in KINDS}
    for number, item in enumerate(made):
        fields = _detail(draw, item.kind, number, draw.choice(sources), draw.choice(ratings))
        details[item.kind].append(DETAILS[item.kind](annotation=item, **fields))
    for kind, rows in details.items():
        DETAILS[kind].objects.bulk_create(rows, batch_size=2_000)
    Evidence.objects.bulk_create(
        Evidence(annotation=item, title="Gauge", stance="disputes" if n % 40 else "supports")
        for n, item in enumerate(made[::25])
    )


def _write(draw: Random) -> list[Article]:
    """Articles of about 6,000 characters, nine of ten public."""
    stock = Stock(draw)
    texts = ["\n".join(stock.sentence() for _ in range(60)) for _ in range(50)]
    sections = [Section.objects.create(name=f"Part {n}", slug=f"part-{n}") for n in range(10)]
    topics = [Topic.objects.create(name=f"Matter {n}", slug=f"matter-{n}") for n in range(40)]
    authors = [Author.objects.create(name=f"Writer {n}", slug=f"writer-{n}") for n in range(60)]
    articles = [
        Article(slug=f"piece-{n}", section=sections[n % 10], created_at=BEGUN + timedelta(hours=n))
        for n in range(ARTICLES)
    ]
    Article.objects.bulk_create(articles)
    revisions = [
        Revision(article=item, number=1, headline=f"Piece {item.pk}", text=draw.choice(texts))
        for item in articles
    ]
    Revision.objects.bulk_create(revisions, batch_size=500)
    for number, (article, revision) in enumerate(zip(articles, revisions, strict=True)):
        article.latest_revision, article.updated_at = revision, article.created_at
        article.public_updated_at = article.created_at
        if number % 10:
            article.live_revision, article.state = revision, "published"
            article.published_at = article.created_at
    names = [
        "latest_revision",
        "live_revision",
        "state",
        "published_at",
        "updated_at",
        "public_updated_at",
    ]
    Article.objects.bulk_update(articles, names, batch_size=500)
    bylines = (Byline(article=item, author=authors[n % 60]) for n, item in enumerate(articles))
    Byline.objects.bulk_create(bylines)
    filed = Article.topics.through
    filed.objects.bulk_create(
        filed(article=item, topic=topics[n % 40]) for n, item in enumerate(articles)
    )
    return articles


def _annotate(draw: Random, articles: list[Article]) -> list[Annotation]:
    made = []
    for number in range(ARTICLES * EACH):
        at = BEGUN + timedelta(minutes=number * 3)
        article = articles[draw.randrange(ARTICLES)]
        shown = article.live_revision_id is not None and number % 10 != 3
        made.append(
            Annotation(
                article=article, kind=KINDS[number % 4], status="approved" if shown else "draft",
                created_at=at, updated_at=at, first_public_at=at if shown else None,
            )
        )  # fmt: skip
    Annotation.objects.bulk_create(made, batch_size=2_000)
    baselines, anchors = [], []
    for item in made:
        text = item.article.latest_revision.text
        start = draw.randrange(len(text) - 200)
        end = start + draw.randrange(20, 150)
        baselines.append(Baseline(annotation=item, exact=text[start:end]))
        anchors.append(
            Anchor(
                annotation=item, revision=item.article.latest_revision, baseline=baselines[-1],
                start=start, end=end, state="intact",
            )
        )  # fmt: skip
    Baseline.objects.bulk_create(baselines, batch_size=2_000)
    for anchor, baseline in zip(anchors, baselines, strict=True):
        anchor.baseline = baseline  # which has its id now
    Anchor.objects.bulk_create(anchors, batch_size=2_000)
    for item, anchor in zip(made, anchors, strict=True):
        item.latest_anchor = anchor
        if item.first_public_at:
            item.live_anchor, item.is_public = anchor, True
    names = ["latest_anchor", "live_anchor", "is_public"]
    Annotation.objects.bulk_update(made, names, batch_size=1_000)
    return made


def _detail(draw: Random, kind: str, number: int, source: Source, rating: Rating) -> dict:
    match kind:
        case "claim":
            return {
                "summary": f"The river rose {number} times", "rating": rating, "claimant": source,
                "review_status": "reviewed",
            }  # fmt: skip
        case "quote":
            return {
                "text": f"We saw it {number} times", "speaker": source, "said_on": draw.choice(DAYS),
                "verification": draw.choice(["unverified", "matches_source"]),
            }  # fmt: skip
        case "statistic":
            return {
                "value": draw.randrange(5_000), "unit": "metres", "measure": "rise",
                "publisher": source,
            }  # fmt: skip
    return {"platform": draw.choice(["x", "bluesky"]), "text": "Water everywhere", "handle": "@ada"}
