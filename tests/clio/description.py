"""What Clio's published OpenAPI description says about a request and about an answer.

The description is Clio's own text and no part of this project; its path is given in TENTH_CLIO_OPENAPI. `fields` narrows every
answer, so nothing is required of one: each thing in it must be known, and of the kind that is described.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

Document = dict[str, Any]

NAME = "TENTH_CLIO_OPENAPI"
API = "/api/v4"
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,), "boolean": (bool,), "integer": (int,), "number": (int, float), "array": (list,), "object": (dict,),
}  # fmt: skip
MOMENTS = {"date": dt.date.fromisoformat, "date-time": dt.datetime.fromisoformat}
KNOWN_BETTER = (
    "401.error is not object",  # Clio's support page shows OAuth's own shape for a token that ran out
    "401.error_description is unknown",
    ".matter.client is unknown",  # a nested record's own nested records come with id and etag
)
"""Where Clio's other documents, or people who use it daily, say more than the description."""

HEADINGS = frozenset({"meta"})
"""Beside `data` in a list; described in Clio's words, not in the description."""


def given() -> Document | None:
    """Read the description whose path is given, None when none is."""
    path = os.environ.get(NAME)
    return json.loads(Path(path).read_text("utf-8")) if path else None


class Description:
    """Answers questions about one description."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paths = [
            (re.compile(re.sub(r"\\\{\w+\\\}", r"[^/]+", re.escape(path)) + "$"), operations)
            for path, operations in sorted(document["paths"].items(), key=lambda each: "{" in each[0])
        ]

    def request(self, method: str, path: str, query: str, body: bytes) -> list[str]:
        """Say what a request asks or sends that Clio does not know."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path}"]
        asked = parse_qsl(query, keep_blank_values=True)
        known = {self._resolved(each)["name"] for each in operation.get("parameters", [])}
        wrong = [f"parameter {name}" for name, _ in asked if name not in known]
        for fields in (value for name, value in asked if name == "fields"):
            wrong += self._fields(fields, self._answered(operation))
        if body:
            (content,) = operation["requestBody"]["content"].values()
            wrong += self._value(json.loads(body), content["schema"], "body")
        return [f"{method} {path}: {each}" for each in wrong]

    def answer(self, method: str, path: str, status: int, body: bytes) -> list[str]:
        """Say what an answer holds that Clio does not describe."""
        operation = self._operation(method, path)
        described = None if operation is None else operation["responses"].get(str(status))
        if described is None or "content" not in described or not body:
            return []
        (content,) = described["content"].values()
        whole = {name: value for name, value in json.loads(body).items() if name not in HEADINGS}
        wrong = [
            w for w in self._value(whole, content["schema"], str(status)) if not w.endswith(KNOWN_BETTER)
        ]
        return [f"{method} {path}: {each}" for each in wrong]

    def _operation(self, method: str, path: str) -> Document | None:
        short = path.removeprefix(API)
        for pattern, operations in self._paths:
            if pattern.match(short) and method.lower() in operations:
                return dict(operations[method.lower()])
        return None

    def _answered(self, operation: Document) -> Document:
        described = next(each for status, each in operation["responses"].items() if status.startswith("2"))
        (content,) = described["content"].values()
        data = self._properties(content["schema"])["data"]
        return dict(data.get("items", data))

    def _fields(self, fields: str, schema: Document) -> Iterator[str]:
        known = self._properties(schema)
        for name, inner in re.findall(r"(\w+)(?:\{([^{}]*)\})?", fields):
            if name not in known:
                yield f"field {name}"
            elif inner:
                below = self._properties(known[name].get("items", known[name]))
                yield from (f"field {name}{{{each}}}" for each in inner.split(",") if each not in below)

    def _value(self, value: Any, schema: Document, where: str) -> list[str]:
        """Say what is wrong with a value and all below it. Anything may be empty: the description does not say what may not."""
        schema = self._resolved(schema)
        if value is None:
            return []
        kind = "object" if "allOf" in schema or "properties" in schema else schema.get("type")
        if kind is None:
            return []
        if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
            return [f"{where} is not {kind}"]
        if isinstance(value, list):
            item = schema.get("items", {})
            return [
                wrong for n, each in enumerate(value) for wrong in self._value(each, item, f"{where}[{n}]")
            ]
        if isinstance(value, dict):
            if not self._properties(schema):
                return []  # an object of which nothing is described
            return self._members(value, schema, where)
        return self._word(value, schema, where)

    def _members(self, value: Mapping[str, Any], schema: Document, where: str) -> list[str]:
        known, wrong = self._properties(schema), list[str]()
        for name, inner in value.items():
            place = f"{where}.{name}"
            wrong += self._value(inner, known[name], place) if name in known else [f"{place} is unknown"]
        return wrong

    def _word(self, value: Any, schema: Document, where: str) -> list[str]:
        if "enum" in schema and value not in schema["enum"]:
            return [f"{where} is none of the values it may have"]
        if isinstance(value, str) and (read := MOMENTS.get(schema.get("format", ""))):
            try:
                read(value)
            except ValueError:
                return [f"{where} is no {schema['format']}"]
        return []

    def _properties(self, schema: Document) -> dict[str, Document]:
        schema = self._resolved(schema)
        found = dict(schema.get("properties", {}))
        for part in schema.get("allOf", []):
            found |= self._properties(part)
        return found

    def _resolved(self, node: Document) -> Document:
        while "$ref" in node:
            target: Any = self._document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node
