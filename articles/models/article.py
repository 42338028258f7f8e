"""Articles, their revisions and the addresses they have had."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.choices import ArticleState, direction
from articles.models.image import Image
from articles.models.taxonomy import Author, Section, Topic
from articles.querysets import ArticleQuerySet, RevisionQuerySet


class Article(models.Model):
    """The lasting identity of a piece. What it says is in its revisions.

    ``live_revision`` is what readers see, ``latest_revision`` what the desk works on.
    ``version`` counts changes of the metadata kept here; ``annotations_version`` is opaque and
    changes whenever anything does that its page shows besides its own text.
    """

    slug = models.SlugField(max_length=120, unique=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True)
    authors = models.ManyToManyField(Author, through="Byline", blank=True)
    language = models.CharField(
        max_length=35, default="en", help_text="Language tag, such as en, de or ar."
    )
    state = models.CharField(
        max_length=20, choices=ArticleState.choices, default=ArticleState.DRAFT, editable=False
    )
    live_revision = models.OneToOneField(
        "Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    latest_revision = models.ForeignKey(
        "Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    annotations_version = models.CharField(max_length=32, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    live_since = models.DateTimeField(default=timezone.now, editable=False)  # of the live revision
    # When it was last published or filed anew for readers, or will be: they hear nothing of drafts.
    public_updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        permissions = [
            ("see_drafts", "Can see drafts: the desk"),
            ("publish_article", "Can publish, schedule, unpublish, archive and return articles"),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="article_public_order"),
            models.Index(
                fields=["section", "state", "-published_at", "-id"], name="article_section_order"
            ),
            models.Index(fields=["-published_at", "-id"], name="article_published_order"),
            models.Index(fields=["-created_at", "-id"], name="article_created_order"),
            models.Index(fields=["-updated_at", "-id"], name="article_updated_order"),
            models.Index(fields=["-public_updated_at", "-id"], name="article_public_updated"),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_published_is_live",
                condition=~Q(state=ArticleState.PUBLISHED)
                | Q(live_revision__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_state_known", condition=Q(state__in=ArticleState.values)
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def headline(self) -> str:
        """The desk's headline, of the latest revision; the slug where nothing is written yet."""
        return self.latest_revision.headline if self.latest_revision else self.slug

    @property
    def is_public(self) -> bool:
        """Readers can see it now."""
        return self.state == ArticleState.PUBLISHED and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.state == ArticleState.PUBLISHED and self.published_at > timezone.now()

    @property
    def was_ever_public(self) -> bool:
        """Holds after unpublishing too, since that clears a date that has not come yet."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def modified_at(self) -> datetime:
        """When what readers see of a published article last became other words."""
        return max(self.published_at, self.live_since)

    @property
    def direction(self) -> str:
        return direction(self.language)


class Byline(models.Model):
    """One author of one article, in the order in which they sign."""

    article = models.ForeignKey(Article, models.PROTECT)
    author = models.ForeignKey(Author, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.position})"


class ArticleSlug(models.Model):
    """An address an article had before; it redirects, and no other article may take it."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey(Article, models.PROTECT, related_name="old_slugs")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.slug


class Revision(models.Model):
    """One saved state of headline, standfirst, body, text and lead image. Never changed after it is
    written.

    ``images`` are all that it shows: the lead image and those of the body.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    text = models.TextField(blank=True)
    lead_image = models.ForeignKey(Image, models.PROTECT, null=True, related_name="+")
    images = models.ManyToManyField(Image, related_name="revisions")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    # Addresses that save_revision left out of this body; not stored.
    dropped_images: tuple[str, ...] = ()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
            models.CheckConstraint(name="revision_number_positive", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (revision {self.number})"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("A revision is never changed after it is written.")
        super().save(*args, **kwargs)

    @property
    def summary(self) -> str:
        """What the piece says in a line or two, for other places.

        Never words of the body: the page may hide some of them (a post that was deleted).
        """
        return self.standfirst or self.headline
