"""What crawlers are told of annotations and sources; see articles.sitemaps."""

from django.db.models.functions import Greatest

from annotations.models import Annotation, Source
from annotations.notes import READER
from articles.sitemaps import Sitemap

ANNOTATIONS = Sitemap(
    lambda: Annotation.objects.visible_to(READER).only("pk").order_by("pk"),
    changed=Greatest("updated_at", "first_public_at"),
)
# A source that was merged only leads on.
SOURCES = Sitemap(
    lambda: Source.objects.visible_to(READER).filter(merged_into=None).only("pk").order_by("pk")
)
