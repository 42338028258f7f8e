"""The library's pictures on pages."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import pictures
from articles.illustration import illustrate
from articles.models import Image, Revision

register = template.Library()

# How wide a picture is shown, for browsers to choose a rendition by (site.css).
IN_BODY = "(min-width: 40rem) 37rem, calc(100vw - 2.25rem)"


@register.simple_tag(takes_context=True)
def illustrated(context, html: SafeString, revision: Revision) -> SafeString:
    """A revision's body, marked or not, with its figures in full. One query where it has any."""
    if "<figure><img" not in html:
        return html
    images = {image.key: image for image in revision.images.all()}
    token = context.get("preview_token", "")

    def figure(address: str, alt: str) -> tuple[str, str] | None:
        image = images.get(address.split("/")[-2])
        if image is None:
            return None
        return _img(image, token, IN_BODY, alt=mark_safe(alt), lazy=True), credit(image)  # noqa: S308 -- escaped in the body

    return mark_safe(illustrate(html, figure))  # noqa: S308 -- a cleaned body and what we put in


@register.simple_tag(takes_context=True)
def picture(context, image: Image, sizes: str, lazy: bool = False) -> SafeString:
    """An image in all its widths; ``sizes`` as in HTML."""
    return _img(image, context.get("preview_token", ""), sizes, lazy=lazy)


@register.filter
def credit(image: Image) -> SafeString | str:
    return format_html('<span class="credit">{}</span>', image.credit) if image.credit else ""


def _img(image: Image, token: str, sizes: str, *, alt: str = "", lazy: bool) -> SafeString:
    addresses = {
        width: _address(image, pictures.file_name(width), token)
        for width in pictures.widths(image.width)
    }
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}>',
        addresses[image.width],
        ", ".join(f"{address} {width}w" for width, address in addresses.items()),
        sizes,
        image.width,
        image.height,
        alt or image.alt,
        mark_safe(' loading="lazy" decoding="async"') if lazy else "",
    )


def _address(image: Image, name: str, token: str) -> str:
    if token:
        return reverse("preview_image", args=[token, image.key, name])
    return image.address(name)
