"""corrections/ and ratings/."""

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from annotations.filters import CorrectionFilters
from annotations.models import Annotation, Correction, Rating
from annotations.serializers.notices import (
    CorrectionIn,
    CorrectionOut,
    NewCorrectionIn,
    NewRatingStepIn,
    RatingStepIn,
    RatingStepOut,
    show_correction,
    show_step,
)
from annotations.services.corrections import add_correction, edit_correction, withdraw_correction
from annotations.services.ratings import create_rating, edit_rating
from articles.choices import Scope
from articles.filters import find_article
from articles.models import Article
from articles.permissions import may_correct, may_edit_taxonomy
from articles.rest.writing import WritingEndpoint, described
from articles.services import lock_article


@described(NewCorrectionIn, CorrectionIn, CorrectionOut)
class CorrectionViewSet(WritingEndpoint):
    """What readers are told was wrong. DELETE withdraws."""

    queryset = Correction.objects.all()
    serializer_class = CorrectionOut
    filterset_class = CorrectionFilters
    scopes = dict.fromkeys(("create", "update", "partial_update", "destroy"), (Scope.PUBLISH,))
    orders = ("-created_at", "created_at")
    new_class, input_class = NewCorrectionIn, CorrectionIn

    def get_queryset(self) -> QuerySet[Correction]:
        user = self.request.user
        revision = f"article__{self.which}_revision"
        return (
            Correction.objects.visible_to(user)
            .select_related(revision)
            .defer(f"{revision}__body", f"{revision}__text")
            .prefetch_related(Prefetch("annotation", Annotation.objects.visible_to(user)))
        )

    @property
    def which(self) -> str:
        """The revision that tells the caller the headline."""
        return "latest" if self.desk else "live"

    def show(self, item: Correction) -> dict:
        revision = getattr(item.article, f"{self.which}_revision")
        return show_correction(item, revision.headline if revision else "", item.annotation)

    def lock(self, item: Correction) -> None:
        lock_article(item.article)

    def may_make(self, user) -> bool:
        return may_correct(user)

    def may_write(self, user, item: Correction) -> bool:
        return may_correct(user)

    def make(self, fields: dict) -> Correction:
        user = self.request.user
        article = find_article(Article.objects.visible_to(user), fields.pop("article"))
        if article is None:
            raise ValidationError({"article": ["There is no such article."]})
        return add_correction(article, by=user, **fields)

    def edit(self, item: Correction, fields: dict) -> None:
        edit_correction(item, by=self.request.user, **fields)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk=None) -> Response:
        correction = self.get_for_writing(self.may_write)
        withdraw_correction(correction, by=request.user)
        return Response(status=204)


@described(NewRatingStepIn, RatingStepIn, RatingStepOut)
class RatingViewSet(WritingEndpoint):
    """The site's scale for checked claims, open to all. Nothing is deleted: claims refer to it."""

    queryset = Rating.objects.all()
    serializer_class = RatingStepOut
    filter_backends = []
    scopes = dict.fromkeys(("create", "update", "partial_update"), (Scope.EDIT,))
    orders = ("order", "-order")
    new_class, input_class = NewRatingStepIn, RatingStepIn

    def show(self, item: Rating) -> dict:
        return show_step(item)

    def lock(self, item: Rating) -> None:
        Rating.objects.select_for_update().get(pk=item.pk)

    def may_make(self, user) -> bool:
        return may_edit_taxonomy(user)

    def may_write(self, user, item: Rating) -> bool:
        return may_edit_taxonomy(user)

    def make(self, fields: dict) -> Rating:
        return create_rating(by=self.request.user, **fields)

    def edit(self, item: Rating, fields: dict) -> None:
        edit_rating(item, by=self.request.user, **fields)
