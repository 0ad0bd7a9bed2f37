"""The API's documentation as a page of ours, rendered from its OpenAPI description: no CDN, no script.

Routes are declared once, so both are made once a process: they take a second of a core, and anybody may ask for them.
"""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny

METHODS = ("get", "post", "put", "patch", "delete")
# What `core/problems.py` answers, whatever was asked.
PROBLEM = {
    "title": "Problem",
    "description": "Why not (RFC 9457). Some kinds have members of their own.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable: what a program goes by."},
        "detail": {"type": "string", "description": "A sentence in the language asked for."},
        "errors": {
            "type": "array",
            "description": "Each member of the request that is not valid.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
REFUSAL = {
    "description": "A refusal",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class DescribedAPI(NinjaAPI):
    """An API whose description is made at the first question."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self._descriptions: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """The description of the routes under `path_prefix`, the same object each time."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._descriptions:
            described = super().get_openapi_schema(path_prefix=prefix)
            described["components"]["schemas"]["Problem"] = PROBLEM
            for path in described["paths"].values():
                for operation in path.values():
                    operation["responses"]["default"] = REFUSAL
            self._descriptions[prefix] = described
        return self._descriptions[prefix]


class RenderedDocs(DocsBase):
    """Renders `templates/api/docs.html`."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        described = _described(api, self.get_openapi_url(api, kwargs), get_language())
        return render(request, "api/docs.html", {"described": described})


@cache
def _described(api: NinjaAPI, openapi_url: str, _language: str | None) -> SafeString:
    """What the page says, in the language that is active."""
    schema: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    facts = {
        "info": schema["info"],
        "groups": list(_groups(schema).items()),
        "schemas": _schemas(schema),
        "openapi_url": openapi_url,
        "SITE_URL": settings.SITE_URL,
    }
    return render_to_string("api/_description.html", facts)


def _groups(schema: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Operations by their first tag, in the order they were declared."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                tag = (operation.get("tags") or ["other"])[0]
                groups.setdefault(tag, []).append(_operation(path, method, operation))
    return groups


def _schemas(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Lists of pairs, not mappings: a member named `items` would hide a template's `.items`."""
    return [
        {
            "name": name,
            "members": [
                {"name": member, "type": type_name(each), "description": each.get("description")}
                for member, each in shape.get("properties", {}).items()
            ],
        }
        for name, shape in sorted(schema.get("components", {}).get("schemas", {}).items())
    ]


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": operation["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "signed_in": bool(operation.get("security")),
        "parameters": [
            {
                "name": parameter["name"],
                "where": parameter["in"],
                "required": parameter.get("required", False),
                "type": type_name(parameter["schema"]),
                "default": parameter["schema"].get("default"),
                "description": parameter.get("description")
                or parameter["schema"].get("description", ""),
            }
            for parameter in operation.get("parameters", [])
        ],
        "bodies": [
            {"type": kind, "schema": type_name(content.get("schema", {}))}
            for kind, content in body.items()
        ],
        "responses": [
            {
                "status": status,
                "description": answer.get("description", ""),
                "schema": _answer_type(answer),
            }
            for status, answer in operation["responses"].items()
            if answer != REFUSAL
        ],
    }


def _answer_type(answer: dict[str, Any]) -> str:
    for content in answer.get("content", {}).values():
        return type_name(content.get("schema", {}))
    return ""


def type_name(schema: dict[str, Any]) -> str:
    """A schema in a few words: `string or null`, `list of VideoSummary`, `"newest" or "views"`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_name(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(json.dumps(each, ensure_ascii=False) for each in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if schema.get("type") == "array":
        return f"list of {type_name(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")
