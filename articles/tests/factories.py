"""What tests make articles and people of. Everything goes through the services."""

from io import BytesIO

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from articles.models import Article, Image
from articles.services import KEEP, add_image, create_article, publish, save_revision

PASSWORD = "demo"
BODY = "<p>The river rose by two metres on Monday. “We were lucky,” the harbour master said.</p>"


def make_user(name: str, group: str | None = None) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=group is not None)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_article(
    headline: str = "River rises",
    body: str = BODY,
    *,
    by=None,
    published: bool = False,
    lead_image: Image | None = None,
    **fields,
) -> Article:
    article = create_article(headline=headline, by=by, **fields)
    text = {"headline": headline, "standfirst": "", "body": body, "lead_image": lead_image}
    save_revision(article, **text, by=by, base=0)
    if published:
        publish(article, by=by, reason="test")
    return article


def rewrite(article: Article, body: str, *, by=None, lead_image: Image | None = KEEP):
    """Save another body on top of the latest revision."""
    latest = article.latest_revision
    return save_revision(
        article,
        headline=latest.headline,
        standfirst=latest.standfirst,
        body=body,
        by=by,
        base=latest.number,
        lead_image=lead_image,
    )


def picture_file(size: tuple[int, int] = (600, 400), form: str = "PNG", mode="RGB", **options):
    """An uploaded file of one colour, whose name says nothing of what it is."""
    out = BytesIO()
    Picture.new("RGB", size, "teal").convert(mode).save(out, form, **options)
    return SimpleUploadedFile("upload.bin", out.getvalue())


def make_image(alt: str = "The harbour at dawn", *, by=None, size=(600, 400), **words) -> Image:
    return add_image(picture_file(size), alt=alt, by=by, **words)


def figure(image: Image, caption: str = "") -> str:
    """The image as it stands in a body."""
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{image.src}" alt="{image.alt}">{words}</figure>'
