"""JSON-LD of the pages that show annotations (annotations.schema_org)."""

from django import template
from django.utils.safestring import SafeString

from annotations import schema_org as ours
from annotations.models import Annotation, Correction, Source
from annotations.notes import Note
from annotations.templatetags.annotations import gist
from articles import schema_org
from articles.models import Article, Revision

register = template.Library()


@register.simple_tag
def article_data(
    article: Article, revision: Revision, notes: list[Note], corrections: list[Correction]
) -> SafeString:
    """A public article with its annotations and corrections; no query of its own."""
    parts = ours.parts_of_article(notes)
    if corrections:
        parts["correction"] = [ours.correction_node(item, article) for item in corrections]
    trail = schema_org.article_trail(article, revision.headline)
    return schema_org.script(
        schema_org.article_node(article, revision, **parts),
        schema_org.breadcrumbs(*trail),
    )


@register.simple_tag
def annotation_data(note: Note, revision: Revision) -> SafeString:
    """The page of one annotation."""
    article, path = note.annotation.article, note.annotation.get_absolute_url()
    name = f"{note.label} {note.annotation.pk}"
    stands_in = schema_org.article_stub(article, revision.headline)
    trail = [(article.get_absolute_url(), revision.headline), (path, name)]
    return schema_org.script(
        schema_org.page(
            path,
            type="ItemPage",
            name=f"{note.label}: {gist(note.annotation)}",
            mainEntity=ours.node(note),
            about=stands_in,
            breadcrumb=schema_org.breadcrumbs(*trail),
        )
    )


@register.simple_tag
def source_data(path: str, source: Source, annotations: list[Annotation]) -> SafeString:
    """Who a source is, and what it is on record with."""
    address = source.get_absolute_url()
    about = ours.source_node(source) | schema_org.filled(
        description=source.description, disambiguatingDescription=source.disambiguation
    )
    items = [(item.get_absolute_url(), gist(item)) for item in annotations]
    return schema_org.script(
        schema_org.page(
            path,
            type="ProfilePage",
            name=source.name,
            mainEntity=about,
            breadcrumb=schema_org.breadcrumbs((address, source.name)),
        ),
        schema_org.item_list(items),
    )


@register.simple_tag
def corrections_data(path: str, corrections: list[Correction]) -> SafeString:
    """What was wrong in articles, and what is right."""
    return schema_org.script(
        schema_org.page(
            path,
            type="CollectionPage",
            name="Corrections",
            hasPart=[ours.correction_node(item, item.article) for item in corrections],
            breadcrumb=schema_org.breadcrumbs(("/corrections/", "Corrections")),
        )
    )


@register.simple_tag
def facts_data(path: str, annotations: list[Annotation]) -> SafeString:
    """A page of the fact index: all claims, quotes or statistics."""
    name = path.partition("?")[0].strip("/")
    return schema_org.script(
        schema_org.page(
            path,
            type="CollectionPage",
            name=name.capitalize(),
            mainEntity=schema_org.item_list(
                (item.get_absolute_url(), gist(item)) for item in annotations
            ),
            breadcrumb=schema_org.breadcrumbs((f"/{name}/", name.capitalize())),
        )
    )
