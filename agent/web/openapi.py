"""The OpenAPI description of every call, made from the shapes that are really checked.

It is served at /v1/openapi and kept beside this file; a test holds both equal. After a change of the calls, write it anew:

    python -m agent.web.openapi
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from agent.web import answers
from agent.web.door import Route
from agent.web.gate import CLIENT, NONCE, SIGNATURE, TIME, UNSIGNED
from agent.web.routes import ROUTES
from agent.web.routes_door import DESCRIPTION


def describe(routes: Sequence[Route]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of `routes`."""
    shapes: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        ("problem", "serialization", TypeAdapter(answers.Problem))
    ]
    for route in routes:
        shapes.append((f"{route.path} in", "validation", TypeAdapter(route.body)))
        shapes.append((f"{route.path} out", "serialization", route.answer))
    schemas, shared = TypeAdapter.json_schemas(shapes, ref_template="#/components/schemas/{model}")
    named = {name: schema for (name, _), schema in schemas.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tenth on this computer",
            "version": "1",
            "description": "All calls are POST with JSON at http://127.0.0.1:PORT, signed as SECURITY.md says.",
        },
        "paths": {route.path: {"post": _operation(route, named)} for route in routes},
        "components": {"schemas": shared.get("$defs", {}), "securitySchemes": _HEADERS},
    }


def write() -> None:
    """Write the description beside this file."""
    DESCRIPTION.write_text(json.dumps(describe(ROUTES), indent=1, ensure_ascii=False) + "\n", "utf-8")


_HEADERS = {
    name: {"type": "apiKey", "in": "header", "name": name} for name in (CLIENT, TIME, NONCE, SIGNATURE)
}


def _operation(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    def content(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": schemas[name]}}

    return {
        "operationId": route.path.removeprefix("/v1/").replace("/", "_").replace("-", "_"),
        "summary": route.summary,
        "security": [] if route.path in UNSIGNED else [{name: [] for name in _HEADERS}],
        "requestBody": {"required": True, "content": content(f"{route.path} in")},
        "responses": {
            "200": {"description": "Done.", "content": content(f"{route.path} out")},
            "default": {"description": "Not done, with a next step.", "content": content("problem")},
        },
    }


if __name__ == "__main__":
    write()
