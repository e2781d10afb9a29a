"""The OpenAPI of the door: FastAPI's, with problems as they are and the token.

In: the app and the rules, whose codes it names. Out: the description, made once; it does not depend
on who asks or on the store.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from reuse.definitions import Rules
from reuse.problems import MEDIA_TYPE
from reuse.schemas import ProblemBody

_OPEN = {"/healthz"}
_SCHEME = "token"
_DESCRIPTION = "Mã do `hoso client add` cấp, ghi ở tiêu đề Authorization: Bearer …"


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the routes: which problems they answer with, besides those of the gate."""
    said = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}}
    return {
        status: said | {"description": "application/problem+json"}
        for status in sorted({401, 413, 429, 503, *statuses})
    }


def describe(app: FastAPI, rules: Rules) -> None:
    """Let the app answer ``/openapi.json`` with this."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app, rules)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def _description(app: FastAPI, rules: Rules) -> dict[str, Any]:
    found = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        servers=app.servers,
    )
    parts = found.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    schemas |= _schemas(ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}"))
    parts["securitySchemes"] = {
        _SCHEME: {"type": "http", "scheme": "bearer", "description": _DESCRIPTION}
    }
    found["security"] = [{_SCHEME: []}]
    _name_codes(found, rules)
    for path in _OPEN:
        for method in found["paths"][path].values():
            method["security"] = []
    return found


def _name_codes(found: dict[str, Any], rules: Rules) -> None:
    """Purposes and procedures are those of our files; a purpose is mandatory everywhere."""
    codes = {"code": sorted(rules.procedures), "purpose": [*rules.procedures, *rules.purposes]}
    for path in found["paths"].values():
        for method in path.values():
            for parameter in method.get("parameters", ()):
                if parameter["name"] in codes:
                    listed = {"type": "string", "enum": codes[parameter["name"]]}
                    parameter |= {"required": True, "schema": listed}
    for schema in found["components"]["schemas"].values():
        purpose = schema.get("properties", {}).get("purpose", {})
        if "pattern" in purpose:  # that of a request
            purpose |= {"enum": codes["purpose"]}


def _schemas(schema: dict[str, Any]) -> dict[str, Any]:
    """The model and those that it names, each under its own name."""
    return dict(schema.pop("$defs", {})) | {ProblemBody.__name__: schema}
