"""The library of pictures: images/."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from articles import services
from articles.choices import Scope
from articles.filters import ImageFilters
from articles.models import Image
from articles.permissions import may_edit_articles
from articles.rest.paging import ORDERS
from articles.rest.writing import WritingEndpoint, described
from articles.serializers import ImageIn, ImageOut, NewImageIn, show_image

ROOM_FOR_WORDS = 100_000  # bytes of an upload beside its file


class PictureParser(MultiPartParser):
    def parse(self, stream, media_type=None, parser_context=None):
        length = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
        if length > settings.IMAGE_MAX_BYTES + ROOM_FOR_WORDS:
            raise RequestDataTooBig  # before it is read
        return super().parse(stream, media_type, parser_context)


@described(NewImageIn, ImageIn, ImageOut)
@extend_schema_view(
    create=extend_schema(request={"multipart/form-data": NewImageIn}, responses={201: ImageOut})
)
class ImageViewSet(WritingEndpoint):
    """The desk's; readers have a picture where a public article shows it. Nothing is deleted."""

    queryset = Image.objects.all()
    serializer_class = ImageOut
    filterset_class = ImageFilters
    scopes = dict.fromkeys(("create", "update", "partial_update"), (Scope.EDIT,))
    orders = ORDERS[:2]
    new_class, input_class = NewImageIn, ImageIn

    def get_parsers(self) -> list:
        posts = self.request is not None and self.request.method == "POST"
        return [PictureParser()] if posts else super().get_parsers()

    def get_queryset(self) -> QuerySet[Image]:
        images = Image.objects.select_related("created_by")
        return images if self.desk else images.none()

    def show(self, item: Image) -> dict:
        return show_image(item)

    def lock(self, item: Image) -> None:
        Image.objects.select_for_update().get(pk=item.pk)

    def may_make(self, user) -> bool:
        return may_edit_articles(user)

    def may_write(self, user, item: Image) -> bool:
        return may_edit_articles(user)

    def make(self, fields: dict) -> Image:
        return services.add_image(by=self.request.user, **fields)

    def edit(self, item: Image, fields: dict) -> None:
        services.edit_image(item, by=self.request.user, **fields)

    def create(self, request) -> Response:
        """Add a picture; it is stored anew, in several widths, without what the camera wrote."""
        return super().create(request)
