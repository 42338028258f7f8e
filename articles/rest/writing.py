"""The base of views whose items are made and edited field by field."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from articles.rest.input import Strict, checked
from articles.rest.views import Endpoint


class WritingEndpoint(Endpoint):
    """PUT and PATCH alike: what is left out stays as it is."""

    new_class: type[Strict]
    input_class: type[Strict]

    def may_make(self, user) -> bool:
        raise NotImplementedError

    def may_write(self, user, item: Model) -> bool:
        raise NotImplementedError

    def make(self, fields: dict) -> Model:
        """A new one of the validated input, by its service."""
        raise NotImplementedError

    def edit(self, item: Model, fields: dict) -> None:
        raise NotImplementedError

    def create(self, request) -> Response:
        if not self.may_make(request.user):
            raise PermissionDenied
        return self.created(self.make(checked(self.new_class, request.data, context=self.asking)))

    def update(self, request, pk=None) -> Response:
        item = self.get_for_writing(self.may_write)
        context = {**self.asking, "shown": self.show(item)}
        self.edit(item, checked(self.input_class, request.data, partial=True, context=context))
        return self.again(item)

    def partial_update(self, request, pk=None) -> Response:
        return self.update(request, pk)

    @property
    def asking(self) -> Mapping[str, Any]:
        """The context in which input is read: rows are found among those that the user may see."""
        return {"user": self.request.user}


def described(new, edited, shown):
    """The schema of the five operations that these views have in common."""
    return extend_schema_view(
        list=extend_schema(responses=shown(many=True)),
        retrieve=extend_schema(responses=shown),
        create=extend_schema(request=new, responses={201: shown}),
        update=extend_schema(request=edited(partial=True), responses=shown),
        partial_update=extend_schema(request=edited(partial=True), responses=shown),
    )
