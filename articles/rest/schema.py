"""What every operation of the OpenAPI description has in common: conditions and problems."""

import inspect
import re
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, force_instance
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS

from articles.choices import Scope
from articles.rest import once
from articles.rest.input import Strict
from articles.rest.meanings import (
    CSV,
    HEADERS,
    JSON_LINES,
    LIMITS,
    MEANINGS,
    OF_PROBLEM,
    ONCE,
    PROBLEM,
    SUMMARIES,
    UNCHANGED,
)
from articles.rest.problems import MEDIA_TYPE
from articles.rest.shaping import names_of, or_some
from articles.rest.streaming import header

# More than blanks without rest.parsing.UNKEEPABLE, as ECMA 262 writes it; no address has surrogates.
KEEPABLE = r"^(?=[\s\S]*\S)[^\u0000-\u0008\u000B\u000C\u000E-\u001F]*$"


def _header(name: str, text: str, *, required: bool = False, **form: str) -> OpenApiParameter:
    where, schema = OpenApiParameter.HEADER, {"type": "string", **form}
    return OpenApiParameter(name, schema, where, required=required, description=text)


def _names(name: str, text: str, known: Collection[str]) -> OpenApiParameter:
    """One value, with one comma between names."""
    return OpenApiParameter(name, names_of(known), explode=False, style="form", description=text)


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


class PasswordScheme(OpenApiAuthenticationExtension):
    target_class = "articles.rest.authentication.PasswordAuthentication"
    name = "basic"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "basic", "description": "As in the admin."}


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

    def get_summary(self) -> str:
        """One of the six ("Change article"), else the first sentence of what the action does."""
        if self.view.action not in SUMMARIES:
            return re.split(r"[.:;](?:\s|$)", self.get_description(), maxsplit=1)[0]
        if kind := getattr(self.view, "kind", None):
            one, many = kind.label, self.view.label
        else:
            model = self.view.queryset.model._meta
            one, many = model.verbose_name, model.verbose_name_plural
        return SUMMARIES[self.view.action].format(one=str(one).lower(), many=str(many).lower())

    @property
    def _is_write(self) -> bool:
        return self.method not in SAFE_METHODS

    @property
    def _is_on_item(self) -> bool:
        return "{" in self.path and self.view.action != "create" and not self._is_list_view()

    @property
    def _has_tag(self) -> bool:
        return self._is_on_item or self.view.action == "list"

    @property
    def _is_reading(self) -> bool:
        """Of a list or of an item that has members."""
        return self.view.action in ("list", "retrieve")

    def _ways_to_read(self) -> list[OpenApiParameter]:
        ways = [_names("fields", "Show only these.", self.view.members())]
        if self.view.expansions:
            text = "Show these in full."
            if self.view.action == "list":
                text += " Not with `format=csv`."
            ways.append(_names("include", text, sorted(self.view.expansions)))
        if self.view.action == "list" and self.view.streams:
            ways.append(
                OpenApiParameter(
                    "format",
                    OpenApiTypes.STR,
                    enum=["json", *self.view.streams],
                    default="json",
                    description="`csv` and `jsonl` stream all that match, without pages.",
                )
            )
        return ways

    def _add_ways_to_read(self, content: dict) -> None:
        if self.view.action == "retrieve":
            content["application/json"]["schema"] = or_some(content["application/json"]["schema"])
            return
        if not self.view.streams:
            return
        example = header(self.view.columns()).decode()
        content["text/csv"] = {
            "schema": {"type": "string", "description": CSV},
            "example": example,
        }
        content["application/jsonl"] = {"schema": {"type": "string", "description": JSON_LINES}}

    def get_override_parameters(self):
        ways = self._ways_to_read() if self._is_reading else []
        return [*self._conditions(), *ways, *self.view.shared_parameters]

    def _conditions(self) -> list[OpenApiParameter]:
        headers = []
        if self._has_tag and self._is_write:
            text = "The ETag that was read (its version counts), or `*`."
            headers.append(_header("If-Match", text, required=True))
        elif self._has_tag:
            text = "ETags already known; 304 where nothing changed."
            headers.append(_header("If-None-Match", text))
        if self.method == "POST":
            headers.append(_header(once.HEADER, ONCE, pattern=f"^{once.KEY.pattern}$"))
        return headers

    def _get_parameters(self) -> list[dict]:
        """No parameter is blank, and none has control characters (views.Endpoint refuses them)."""
        parameters = super()._get_parameters()
        for parameter in parameters:
            schema = parameter["schema"]
            if parameter["in"] != "query" or schema.get("type") != "string":
                continue
            if not schema.keys() & {"enum", "pattern", "anyOf"}:  # which say more
                parameter["schema"] = {"minLength": 1, "pattern": KEEPABLE} | schema
        return parameters

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if schema.get("description") == inspect.getdoc(Strict):  # it has no words of its own
            del schema["description"]
        if direction == "request" and isinstance(force_instance(serializer), Strict):
            schema["additionalProperties"] = False
        return schema

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        if self._is_reading and "200" in bodies:
            self._add_ways_to_read(bodies["200"]["content"])
        if self._has_tag and not self._is_write:
            bodies["304"] = {"description": UNCHANGED}
        for code, body in bodies.items():
            body["headers"] = self._headers(*self._headers_of(code))
        problems = {code: self._problem(code) for code in self._problem_codes()}
        return dict(sorted((bodies | problems).items()))

    def _get_response_for_code(
        self, serializer, status_code, media_types=None, direction="response"
    ):
        """A schema in place of a serializer is taken as it is, for lists too."""
        if not isinstance(serializer, dict):
            return super()._get_response_for_code(serializer, status_code, media_types, direction)
        content = {
            name: {"schema": self._named(serializer)}
            for name in media_types or self.map_renderers("media_type")
        }
        return {"description": "", "content": content}

    def _get_request_for_media_type(self, serializer, direction="request"):
        if not isinstance(serializer, dict):
            return super()._get_request_for_media_type(serializer, direction)
        return self._named(serializer), True

    def _named(self, schema: Any) -> Any:
        """With every part that has a title as a component of that name."""
        if isinstance(schema, list):
            return [self._named(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        parts = {name: self._named(part) for name, part in schema.items()}
        if not isinstance(schema.get("title"), str):
            return parts
        return self._component(parts.pop("title"), ResolvedComponent.SCHEMA, parts)

    def _headers_of(self, code: str) -> tuple[str, ...]:
        if code == "201":
            return ("ETag", "Location")
        return ("ETag",) if code in ("200", "304") and self._has_tag else ()

    def _insert_field_validators(self, field, schema):
        super()._insert_field_validators(field, schema)
        blank = {"type": "string", "maxLength": 0}
        if blank in schema.get("oneOf", ()):
            # "" is a string of any format, too, since formats only annotate: not exactly one.
            schema["anyOf"] = schema.pop("oneOf")

    def _problem_codes(self) -> list[str]:
        codes = ["400", "401", "406", "429"]  # wrong credentials are refused for reading, too
        if "{" in self.path or getattr(self.view, "list_parameters", None):
            codes.append("404")
        if self._is_write:
            codes += ["403", "409", "413", "415", "503"]
        if self.method == "POST":
            codes.append("422")
        if self._is_write and (self._is_on_item or self.view.action == "bulk"):
            codes += ["404", "412", "428"]
        return list(dict.fromkeys(codes))

    def _problem(self, code: str) -> dict:
        schema = self._component("Problem", ResolvedComponent.SCHEMA, PROBLEM)
        answer = {
            "description": MEANINGS[code],
            "content": {MEDIA_TYPE: {"schema": schema}},
            "headers": self._headers(*OF_PROBLEM.get(code, ())),
        }
        return self._component(f"Problem{code}", "responses", answer)

    def _headers(self, *names: str) -> dict:
        return {name: self._component(name, "headers", HEADERS[name]) for name in (*names, *LIMITS)}

    def _component(self, name: str, kind: str, schema: dict) -> dict:
        """A reference to it; it stands in the description once."""
        component = ResolvedComponent(name=name, type=kind, schema=schema, object=name)
        self.registry.register_on_missing(component)
        return component.ref
