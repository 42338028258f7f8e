"""What articles are filed under: sections, topics and the authors who sign them."""

from django.db import models
from django.urls import reverse

from articles.querysets import TaxonomyQuerySet


class Taxonomy(models.Model):
    """A name with an address. Never deleted: articles refer to it for good."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TaxonomyQuerySet.as_manager()

    article_field: str  # the field of Article that names this model
    route: str

    class Meta:
        abstract = True
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"], name="%(class)s_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(self.route, args=[self.slug])


class Section(Taxonomy):
    article_field, route = "section", "section"


class Topic(Taxonomy):
    article_field, route = "topics", "topic"


class Author(Taxonomy):
    article_field, route = "authors", "author"
