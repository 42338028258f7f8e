"""JSON-LD of the pages of articles that stand without annotations (articles.schema_org)."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from articles import schema_org
from articles.models import Article
from articles.models.taxonomy import Taxonomy

register = template.Library()


@register.simple_tag
def front_page_data(path: str, articles: list[Article]) -> SafeString:
    """The site, who publishes it, and the list of articles at ``path`` (with its query)."""
    listed = schema_org.page(
        path,
        type="CollectionPage",
        name=settings.SITE_NAME,
        mainEntity=schema_org.article_list(articles),
    )
    return schema_org.script(schema_org.searchable_website(), schema_org.organization(), listed)


@register.simple_tag
def filed_data(path: str, filed: Taxonomy, articles: list[Article]) -> SafeString:
    """The page of a section, a topic or an author."""
    return schema_org.script(
        schema_org.page(
            path,
            type="CollectionPage",
            name=filed.name,
            about=schema_org.filed_under(filed),
            mainEntity=schema_org.article_list(articles),
            breadcrumb=schema_org.breadcrumbs((filed.get_absolute_url(), filed.name)),
        )
    )
