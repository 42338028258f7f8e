"""What pages tell programs, in schema.org's words (JSON-LD): the site, articles and lists.

Functions give plain dictionaries without empty values; ``script`` makes the element of a page.
Ids are addresses under SITE_URL, so that one thing has one id on every page.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Author, Image, Revision
from articles.models.taxonomy import Taxonomy

PAGE_LANGUAGE = "en-GB"  # of everything around the articles; as in base.html
# In JSON these stand only in strings, where they may be written so; HTML then sees no tag.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}

Node = dict[str, Any]


def script(*nodes: Node) -> SafeString:
    """The nodes as a data block, which browsers never run: no policy has to allow it."""
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped just above


def filled(**properties: Any) -> Node:
    """The properties that say something; ``type`` and ``id`` stand for ``@type`` and ``@id``."""
    names = {"type": "@type", "id": "@id"}
    return {
        names.get(name, name): value
        for name, value in properties.items()
        if value not in (None, "", [], {})
    }


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def newsroom() -> Node:
    """Who signs what the site says itself, in short."""
    return filled(
        type="NewsMediaOrganization",
        id=absolute("/#organization"),
        name=settings.SITE_NAME,
        url=absolute("/"),
    )


def organization() -> Node:
    """Who publishes the site, in full."""
    return newsroom() | filled(
        logo=filled(type="ImageObject", url=absolute(static("articles/favicon.svg"))),
        correctionsPolicy=absolute(reverse("corrections")),
    )


def website() -> Node:
    return filled(
        type="WebSite",
        id=absolute("/#website"),
        name=settings.SITE_NAME,
        url=absolute("/"),
        inLanguage=PAGE_LANGUAGE,
        publisher=newsroom(),
    )


def searchable_website() -> Node:
    """The site, with how to search it."""
    template = absolute(reverse("search")) + "?q={search_term_string}"
    search = filled(type="SearchAction", target=filled(type="EntryPoint", urlTemplate=template))
    return website() | {
        "potentialAction": search | {"query-input": "required name=search_term_string"}
    }


def page(path: str, *, type: str, name: str, **properties: Any) -> Node:
    """A page of the site that is no article."""
    return filled(
        type=type,
        id=absolute(path),
        url=absolute(path),
        name=name,
        inLanguage=PAGE_LANGUAGE,
        isPartOf=website(),
        **properties,
    )


def item_list(items: Iterable[tuple[str, str]]) -> Node:
    """An ordered list of (path, name)."""
    elements = [
        filled(type="ListItem", position=position, url=absolute(path), name=name)
        for position, (path, name) in enumerate(items, start=1)
    ]
    return filled(type="ItemList", numberOfItems=len(elements), itemListElement=elements)


def breadcrumbs(*trail: tuple[str, str]) -> Node:
    """The way from the front page down, as (path, name); the front page itself is put first."""
    elements = [
        filled(type="ListItem", position=position, name=name, item={"@id": absolute(path)})
        for position, (path, name) in enumerate([("/", settings.SITE_NAME), *trail], start=1)
    ]
    return filled(type="BreadcrumbList", itemListElement=elements)


def article_list(articles: Iterable[Article]) -> Node:
    return item_list((item.get_absolute_url(), item.live_revision.headline) for item in articles)


def article_stub(article: Article, headline: str) -> Node:
    """An article named from another page."""
    return filled(
        type="NewsArticle",
        id=absolute(article.get_absolute_url()),
        url=absolute(article.get_absolute_url()),
        headline=headline,
        inLanguage=article.language,
    )


def article_node(article: Article, revision: Revision, **parts: list[Node]) -> Node:
    """A public article in full but for its text; asks nothing that its page has not loaded."""
    authors = [person(byline.author) for byline in article.byline_set.all()]
    return article_stub(article, revision.headline) | filled(
        mainEntityOfPage=absolute(article.get_absolute_url()),
        description=revision.standfirst,
        datePublished=article.published_at.isoformat(),
        dateModified=article.modified_at.isoformat(),
        author=authors or newsroom(),
        publisher=organization(),
        image=picture(revision.lead_image) if revision.lead_image else None,
        articleSection=article.section and article.section.name,
        keywords=[topic.name for topic in article.topics.all()],
        isAccessibleForFree=True,
        isPartOf=website(),
        **parts,
    )


def article_trail(article: Article, headline: str) -> list[tuple[str, str]]:
    """Front page › section › article, for ``breadcrumbs``."""
    above = [(article.section.get_absolute_url(), article.section.name)] if article.section else []
    return [*above, (article.get_absolute_url(), headline)]


def person(author: Author) -> Node:
    address = absolute(author.get_absolute_url())
    return filled(type="Person", id=address, name=author.name, url=address)


def filed_under(taxonomy: Taxonomy) -> Node:
    """What a list of articles is about."""
    if isinstance(taxonomy, Author):
        return person(taxonomy)
    return filled(type="Thing", name=taxonomy.name)


def picture(image: Image) -> Node:
    return filled(
        type="ImageObject",
        url=absolute(image.src),
        width=_pixels(image.width),
        height=_pixels(image.height),
        caption=image.caption or image.alt,
        creditText=image.credit,
    )


def _pixels(count: int) -> Node:
    return filled(type="QuantitativeValue", value=count, unitCode="E37")  # UN/CEFACT's pixel
