"""What articles are filed under: sections/, topics/ and authors/."""

from django.db.models import QuerySet

from articles import services
from articles.choices import Scope
from articles.filters import FilingFilters
from articles.models import Author, Section, Topic
from articles.models.taxonomy import Taxonomy
from articles.permissions import may_edit_taxonomy
from articles.rest.writing import WritingEndpoint, described
from articles.serializers import FilingIn, FilingOut, show_filing


@described(FilingIn, FilingIn, FilingOut)
class FilingViewSet(WritingEndpoint):
    """Readers see those with a public article. Nothing is deleted: articles refer to it for good."""

    serializer_class = FilingOut
    filterset_class = FilingFilters
    scopes = dict.fromkeys(("create", "update", "partial_update"), (Scope.EDIT,))
    orders = ("name", "-name")
    new_class = input_class = FilingIn

    def get_queryset(self) -> QuerySet[Taxonomy]:
        return self.queryset.model.objects.visible_to(self.request.user)

    def show(self, item: Taxonomy) -> dict:
        return show_filing(f"{item._meta.model_name}s", item)

    def lock(self, item: Taxonomy) -> None:
        type(item).objects.select_for_update().get(pk=item.pk)

    def may_make(self, user) -> bool:
        return may_edit_taxonomy(user)

    def may_write(self, user, item: Taxonomy) -> bool:
        return may_edit_taxonomy(user)

    def make(self, fields: dict) -> Taxonomy:
        return services.create_filing(self.queryset.model, by=self.request.user, **fields)

    def edit(self, item: Taxonomy, fields: dict) -> None:
        services.edit_filing(item, by=self.request.user, **fields)


class SectionViewSet(FilingViewSet):
    queryset = Section.objects.all()


class TopicViewSet(FilingViewSet):
    queryset = Topic.objects.all()


class AuthorViewSet(FilingViewSet):
    queryset = Author.objects.all()
