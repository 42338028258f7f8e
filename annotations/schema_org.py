"""What pages tell programs of annotations, in schema.org's words; see articles.schema_org.

A claim is a Claim (with a ClaimReview once somebody reviewed it), a quote a Quotation, a post a
SocialMediaPosting: parts of their article. A statistic is an Observation, which is no work and
therefore only mentioned. Their id is their place in the article, ``…#annotation-12``.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings

from annotations.choices import (
    Attribution,
    Availability,
    Kind,
    Platform,
    RelationType,
    ReviewStatus,
    SourceType,
)
from annotations.models import (
    Annotation,
    Claim,
    Correction,
    Evidence,
    Quote,
    SocialEmbed,
    Source,
    Statistic,
)
from annotations.notes import Note, amount_of
from annotations.wording import is_web_link
from articles.models import Article
from articles.schema_org import Node, absolute, article_stub, filled, newsroom

TYPES = {SourceType.PERSON: "Person", SourceType.ORGANISATION: "Organization"}


def annotation_id(annotation: Annotation) -> str:
    return f"{absolute(annotation.article.get_absolute_url())}#annotation-{annotation.pk}"


def parts_of_article(notes: Iterable[Note]) -> dict[str, list[Node]]:
    """What an article has (``hasPart``) and mentions, by its public notes."""
    parts: dict[str, list[Node]] = {"hasPart": [], "mentions": []}
    for note in notes:
        parts["mentions" if note.kind == Kind.STATISTIC else "hasPart"].append(node(note))
    return {name: nodes for name, nodes in parts.items() if nodes}


def node(note: Note) -> Node:
    """One annotation as readers see it; asks nothing that its page has not loaded."""
    make = {
        Kind.CLAIM: _claim,
        Kind.QUOTE: _quotation,
        Kind.STATISTIC: _observation,
        Kind.SOCIAL_EMBED: _posting,
    }[note.kind]
    return make(note)


def source_node(source: Source, role: str = "") -> Node:
    """Who it is. One that the desk has not called a person or an organisation has no type."""
    type_ = TYPES.get(source.type, "")
    return filled(
        type=type_,
        id=absolute(source.get_absolute_url()),
        name=source.name,
        url=absolute(source.get_absolute_url()),
        sameAs=_link(source.same_as),
        jobTitle=role if type_ == "Person" else "",
        disambiguatingDescription=role if type_ != "Person" else "",
    )


def correction_node(correction: Correction, article: Article) -> Node:
    return filled(
        type="CorrectionComment",
        id=f"{absolute(article.get_absolute_url())}#correction-{correction.pk}",
        text=correction.text,
        datePublished=correction.created_at.isoformat(),
        author=newsroom(),
        about=article_stub(article, article.live_revision.headline),
    )


def _claim(note: Note) -> Node:
    claim = note.detail
    article_id = absolute(note.annotation.article.get_absolute_url())
    own_voice = claim.attribution == Attribution.OWN_VOICE and not claim.claimant
    author = newsroom() if own_voice else _source(claim.claimant, claim.claimant_role)
    return _work(note, "Claim") | filled(
        name=claim.summary,
        text=note.words,
        author=author,
        datePublished=claim.claim_date,
        **_when_where(claim),
        firstAppearance=_origin(url=claim.first_appearance),
        appearance=[{"@id": article_id}, *_list(_origin(reported_by=claim.reported_by))],
        sameAs=sorted({annotation_id(item.annotation) for item in note.related if item.is_same}),
        review=_review(note),
    )


def _review(note: Note) -> Node | None:
    """Only of a claim that was rated, with an explanation, by somebody; signed by the site."""
    claim, annotation = note.detail, note.annotation
    reviewed = claim.review_status == ReviewStatus.REVIEWED and annotation.approved_by_id
    if not (reviewed and claim.rating and claim.explanation):
        return None
    on_scale = claim.rating.value is not None and note.scale is not None
    worst, best = note.scale if on_scale else (None, None)
    return filled(
        type="ClaimReview",
        id=f"{absolute(annotation.get_absolute_url())}#review",
        url=absolute(annotation.get_absolute_url()),
        claimReviewed=claim.summary,
        itemReviewed={"@id": annotation_id(annotation)},
        author=newsroom(),
        datePublished=claim.reviewed_on or annotation.approved_at.isoformat(),
        reviewRating=filled(
            type="Rating",
            alternateName=claim.rating.label,
            description=claim.rating.meaning,
            ratingExplanation=claim.explanation,
            ratingValue=claim.rating.value,
            worstRating=worst,
            bestRating=best,
        ),
    )


def _quotation(note: Note) -> Node:
    quote = note.detail
    origin = _origin(
        url=quote.source_url, archived_url=quote.archived_url, reported_by=quote.reported_by
    )
    quoted_from = _references(_related(note, RelationType.QUOTED_FROM))
    return _work(note, "Quotation") | filled(
        text=quote.text,
        inLanguage=note.annotation.article.language,
        creator=_source(quote.speaker, quote.speaker_role),
        spokenByCharacter=quote.speaker and {"@id": absolute(quote.speaker.get_absolute_url())},
        dateCreated=quote.said_on,
        **_when_where(quote),
        isBasedOn=_list(origin) + quoted_from,
        translationOfWork=quote.original_text
        and filled(type="CreativeWork", text=quote.original_text, inLanguage=quote.language),
        translator=quote.translator and filled(name=quote.translator),
    )


def _posting(note: Note) -> Node:
    """A post whose words the site does not show any more is told without them here too."""
    post = note.detail
    known = post.availability not in ("", Availability.UNKNOWN)
    named = post.platform and post.platform != Platform.OTHER
    return _work(note, "SocialMediaPosting") | filled(
        text="" if post.is_withheld else post.text,
        inLanguage=note.words_language,
        identifier="" if post.is_withheld else post.post_id,
        associatedMedia=_media(post),
        author=filled(
            name=post.author_name, alternateName=post.handle, url=_link_to_network(post.author_url)
        ),
        publisher=named and filled(type="Organization", name=post.get_platform_display()),
        datePublished=post.post_date,
        creativeWorkStatus=post.get_availability_display() if known else "",
        archivedAt="" if post.is_withheld else _link(post.archived_url),
        url=("" if post.is_gone else _link_to_network(post.post_url))
        or absolute(note.annotation.get_absolute_url()),
    )


def _observation(note: Note) -> Node:
    statistic = note.detail
    report = filled(
        publisher=_source(statistic.publisher, ""),
        url=_link(statistic.source_url),
        archivedAt=_link(statistic.archived_url),
        temporalCoverage=_interval(statistic.period_start, statistic.period_end),
    )
    documents = _list(report and {"@type": "Report", **report})
    documents += _list(_origin(reported_by=statistic.reported_by))
    return filled(
        type="Observation",
        id=annotation_id(note.annotation),
        url=absolute(note.annotation.get_absolute_url()),
        variableMeasured=_measured(statistic),
        additionalProperty=[
            filled(type="PropertyValue", name="breakdown", value=part)
            for part in statistic.breakdown
        ],
        value=_number(statistic.value),
        minValue=_number(statistic.lower),
        maxValue=_number(statistic.upper),
        unitText=statistic.unit,
        description=amount_of(statistic),
        observationAbout=statistic.place and filled(type="Place", name=statistic.place),
        observationDate=statistic.as_of,
        measurementMethod=statistic.get_method_display(),
        subjectOf=documents + [_document(item) for item in note.evidence],
    )


def _work(note: Note, type_: str) -> Node:
    """What the three kinds share that are works of somebody."""
    works = [
        other for other in _related(note, RelationType.PART_OF) if other.kind != Kind.STATISTIC
    ]
    return filled(
        type=type_,
        id=annotation_id(note.annotation),
        url=absolute(note.annotation.get_absolute_url()),
        description=note.annotation.note,
        citation=[_document(item) for item in note.evidence],
        isPartOf=_references(works),
    )


def _when_where(detail: Claim | Quote) -> Node:
    return filled(
        locationCreated=detail.place and filled(type="Place", name=detail.place),
        recordedAt=detail.occasion and filled(type="Event", name=detail.occasion),
    )


def _origin(*, url: str = "", archived_url: str = "", reported_by: str = "") -> Node | None:
    """The work that something was taken from, as far as it is known."""
    known = filled(
        url=_link(url),
        archivedAt=_link(archived_url),
        publisher=reported_by and filled(type="Organization", name=reported_by),
    )
    return {"@type": "CreativeWork", **known} if known else None


def _measured(statistic: Statistic) -> Node | str:
    """What is counted; with whom it is counted of, where that is told apart."""
    if not statistic.population:
        return statistic.measure
    return filled(
        type="StatisticalVariable", name=statistic.measure, description=statistic.population
    )


def _media(post: SocialEmbed) -> list[Node]:
    """Its pictures and films where they were posted, as long as the post is there."""
    links = [] if post.is_gone else [_link_to_network(url) for url in post.media]
    return [filled(type="MediaObject", contentUrl=url) for url in links if url]


def _interval(start: str, end: str) -> str:
    """As ISO 8601 writes it: "2025-06/2026-05", ".." for an end that is open."""
    return f"{start or '..'}/{end or '..'}" if start or end else ""


def _list(node: Node | None) -> list[Node]:
    return [node] if node else []


def _document(evidence: Evidence) -> Node:
    return filled(
        type="CreativeWork",
        name=evidence.title,
        publisher=evidence.publisher and filled(type="Organization", name=evidence.publisher),
        url=_link(evidence.link),
        archivedAt=_link(evidence.archived_link),
        datePublished=evidence.published_on,
    )


def _related(note: Note, type_: RelationType) -> list[Annotation]:
    """What this annotation has the relation to."""
    return [item.annotation for item in note.related if item.type == type_ and not item.inverse]


def _references(annotations: Iterable[Annotation]) -> list[Node]:
    return [{"@id": annotation_id(annotation)} for annotation in annotations]


def _source(source: Source | None, role: str) -> Node | None:
    return source and source_node(source, role)


def _link(url: str) -> str:
    return url if is_web_link(url) else ""


def _link_to_network(url: str) -> str:
    """To where a post was made, unless the site links to none."""
    return _link(url) if settings.LINK_TO_POSTS else ""


def _number(value: Decimal | None) -> int | float | None:
    """As JSON writes numbers; fields.EXACT_DIGITS are as many as a float keeps."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
