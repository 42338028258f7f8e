"""What every operation of the OpenAPI description has in common: conditions and problems."""

from django.core.exceptions import ImproperlyConfigured
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS

from articles.choices import Scope
from articles.rest.problems import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For people."},
        "code": {"type": "string", "description": "For programs; stable."},
        "errors": {"type": "object", "description": "With `invalid` and `incomplete`: by field."},
        "candidates": {
            "type": "array",
            "items": {"type": "object"},
            "description": "With `ambiguous` and `ambiguous_source`.",
        },
        "scope": {"type": "string", "description": "With `insufficient_scope`."},
        "warnings": {
            "type": "array",
            "items": {"type": "string"},
            "description": "With `warnings`.",
        },
    },
}
MEANINGS = {
    "400": "`invalid`, or a code of its own such as `ambiguous`: the input cannot be taken.",
    "401": "`not_authenticated`: credentials are missing or wrong.",
    "403": "`permission_denied`, or `insufficient_scope`: the token lacks this `scope`.",
    "404": "`not_found`: it does not exist, or the caller may not see it.",
    "406": "`not_acceptable`",
    "409": "`wrong_state`, or `warnings`: not possible as things stand.",
    "412": "`stale`: it was changed since it was read; nothing was written.",
    "413": "`too_large`",
    "415": "`unsupported_media_type`",
    "428": "`precondition_required`: If-Match is missing.",
}
ETAG = {"description": '`"<version>-<hash of what is shown>"`', "schema": {"type": "string"}}
LOCATION = {"description": "Where it is.", "schema": {"type": "string", "format": "uri"}}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "articles.rest.authentication.TokenAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema) -> dict:
        scopes = "; ".join(f"`{scope}` ({scope.label.lower()})" for scope in Scope)
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token, made in the admin; it begins with `nr_`. It may do what its "
            f"person may and its scopes allow: {scopes}. Each but the first reads drafts, too; "
            "without any a token reads what readers read. What an operation needs stands beside "
            "it; where there are several ways, that depends on the item's status.",
        }


class ProblemSchema(AutoSchema):
    """Adds who may ask, the problems that each kind of operation can give, ETags and conditions."""

    def get_auth(self) -> list[dict]:
        """Readers need none; a token has one of the scopes for a write, the others have no scopes."""
        ways = [way for way in super().get_auth() if way and "bearer" not in way]
        if not self._is_write:
            return [{"bearer": []}, *ways, {}]
        scopes, action = self.view.scopes, self.view.action
        if action not in scopes:
            view = type(self.view).__name__
            raise ImproperlyConfigured(f"Say in {view}.scopes what a token needs for {action}.")
        return [*({"bearer": [scope.value]} for scope in scopes[action]), *ways]

    @property
    def _is_write(self) -> bool:
        return self.method not in SAFE_METHODS

    @property
    def _is_on_item(self) -> bool:
        return "{" in self.path and not self._is_list_view()

    def get_override_parameters(self):
        if not self._is_on_item:
            return []
        if self._is_write:
            name, text = "If-Match", "The ETag that was read (its version counts), or `*`."
        else:
            name, text = "If-None-Match", "ETags already known; 304 where nothing changed."
        header = OpenApiParameter.HEADER
        return [
            OpenApiParameter(
                name, OpenApiTypes.STR, header, required=self._is_write, description=text
            )
        ]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for code, body in bodies.items():
            if code in ("200", "201") and (self._is_on_item or code == "201"):
                body["headers"] = {
                    "ETag": ETAG,
                    **({"Location": LOCATION} if code == "201" else {}),
                }
        if self._is_on_item and not self._is_write:
            bodies["304"] = {"description": "Nothing changed.", "headers": {"ETag": ETAG}}
        for code in self._problem_codes():
            bodies[code] = {
                "description": MEANINGS[code],
                "content": {MEDIA_TYPE: {"schema": self._problem().ref}},
            }
        return dict(sorted(bodies.items()))

    def _insert_field_validators(self, field, schema):
        super()._insert_field_validators(field, schema)
        blank = {"type": "string", "maxLength": 0}
        if blank in schema.get("oneOf", ()):
            # "" is a string of any format, too, since formats only annotate: not exactly one.
            schema["anyOf"] = schema.pop("oneOf")

    def _problem_codes(self) -> list[str]:
        codes = ["400", "401", "406"]  # wrong credentials are refused for reading, too
        if "{" in self.path or getattr(self.view, "list_parameters", None):
            codes.append("404")
        if self._is_write:
            codes += ["403", "409", "413", "415"]
        if self._is_write and self._is_on_item:
            codes += ["412", "428"]
        return codes

    def _problem(self) -> ResolvedComponent:
        component = ResolvedComponent(
            name="Problem", type=ResolvedComponent.SCHEMA, schema=PROBLEM, object="Problem"
        )
        self.registry.register_on_missing(component)
        return component
