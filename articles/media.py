"""The site's pictures, handed out through the gate: every address asks who may see it."""

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Image
from articles.permissions import may_see_drafts
from articles.previewing import read_token

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
# Files never change, but whether they may be seen does: caches ask again after this many seconds.
FRESH = 60


@require_safe
def image(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """A rendition, to everybody once a public article shows it, until then to the desk."""
    images = Image.objects.filter(key=key.replace("\x00", ""))
    found = images.visible_to(AnonymousUser()).first()
    if found:
        return _send(request, found, name, f"public, max-age={FRESH}")
    found = images.first() if may_see_drafts(request.user) else None
    return _send(request, found, name, "private, no-cache")


@require_safe
def preview_image(request: HttpRequest, token: str, key: str, name: str) -> HttpResponse:
    """A rendition that a revision shows, for whoever has the private link to its preview."""
    link = read_token(token, now=timezone.now())
    if link is None:
        raise Http404
    images = Image.objects.filter(
        key=key.replace("\x00", ""),
        revisions__article=link.article,
        revisions__number=link.revision,
    )
    return _send(request, images.first(), name, "private, no-store")


def _send(request: HttpRequest, image: Image | None, name: str, caching: str) -> HttpResponse:
    if image is None or name not in image.names:
        raise Http404
    headers = {
        "Cache-Control": caching,
        "Content-Type": TYPES[name.rpartition(".")[2]],
        "ETag": f'"{image.key}-{name}"',
    }
    known = get_conditional_response(
        request, headers["ETag"], response=HttpResponse(headers=headers)
    )
    if known.status_code != 200:
        return known
    try:
        file = default_storage.open(image.path(name))
    except FileNotFoundError:
        raise Http404 from None  # the files did not come along with the database
    return FileResponse(file, headers=headers)
