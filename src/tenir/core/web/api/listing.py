"""The OpenAPI document in words, for the page `/api/` and for docs/reference/api.md."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from tenir.core import modules
from tenir.core.web.api import errors
from tenir.core.web.api.site import api

# Parts of addresses, which Ninja titles by their own names.
PARTS = {"slug": "Adresse", "number": "Adresse dans le cadre", "kind": "Sorte", "code": "Code officiel", "q": "Mots"}


@dataclass(frozen=True)
class Parameter:
    """What an operation may be asked."""

    name: str
    words: str
    # Values, where the list is closed.
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    key: str
    title: str
    words: str
    tag: str
    parameters: tuple[Parameter, ...]
    body: tuple[Parameter, ...]
    writes: bool


@functools.cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the order of the document; read once, since it changes with the code only."""
    document = api().get_openapi_schema()
    schemas = document["components"]["schemas"]
    return tuple(
        _operation(method, path, told, schemas)
        for path, by_method in document["paths"].items()
        for method, told in by_method.items()
    )


def by_tag() -> list[tuple[str, list[Operation]]]:
    """The same under their headings."""
    found: dict[str, list[Operation]] = {}
    for one in operations():
        found.setdefault(one.tag, []).append(one)
    return list(found.items())


def reference() -> str:
    """docs/reference/api.md."""
    parts = [
        "# API",
        "",
        "Base address `/api/v1/`; the OpenAPI 3.1 document is `/api/v1/openapi.json`. How to use it, with examples:",
        "[use-the-api.md](../how-to/use-the-api.md).",
        "",
        "A list answers `{count, next, previous, items}`; `limit` (1 to 200) and `offset` cut it. Every error answers",
        "`{error: {code, sentence, where, remedy}}`.",
        "",
        *(f"- {status}: {words}" for status, words in errors.STATUSES.items()),
        "",
        "Scopes of tokens:",
        "",
        *(f"- `{scope.key}`: {scope.sentence}" for scope in modules.scopes()),
        "",
    ]
    for tag, found in by_tag():
        parts += [f"## {tag}", "", *(line for one in found for line in _lines(one))]
    return "\n".join(parts).rstrip() + "\n"


def _lines(one: Operation) -> list[str]:
    told = [f"### `{one.method} {one.path}`", "", f"{one.title}. {one.words}".strip(), ""]
    rows = [_line(parameter, "") for parameter in one.parameters] + [_line(field, " (body)") for field in one.body]
    return [*told, *rows, ""] if rows else told


def _line(one: Parameter, where: str) -> str:
    choices = " ".join(f"`{value}`" for value in one.choices)
    return f"- `{one.name}`{where}{' (required)' if one.required else ''}: {one.words} {choices}".rstrip()


def _operation(method: str, path: str, told: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        key=told["operationId"],
        title=told["summary"],
        words=told.get("description", ""),
        tag=(told.get("tags") or ["Autres"])[0],
        parameters=tuple(
            _parameter(one["name"], one["schema"], one["required"], schemas) for one in told["parameters"]
        ),
        body=_body(told, schemas),
        writes=method != "get",
    )


def _body(told: dict[str, Any], schemas: dict[str, Any]) -> tuple[Parameter, ...]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = schemas.get(content.get("$ref", "").rpartition("/")[2], content)
    needed = shape.get("required", ())
    fields = shape.get("properties", {})
    return tuple(_parameter(name, field, name in needed, schemas) for name, field in fields.items())


def _parameter(name: str, schema: dict[str, Any], required: bool, schemas: dict[str, Any]) -> Parameter:
    title, told = schema.get("title", name), schema.get("description", "")
    title = PARTS.get(name, title) if title.lower() == name else title
    return Parameter(name, f"{title}. {told}".strip() if told else f"{title}.", _choices(schema, schemas), required)


def _choices(schema: dict[str, Any], schemas: dict[str, Any]) -> tuple[str, ...]:
    for one in (schema, *schema.get("anyOf", ())):
        named = schemas.get(one.get("$ref", "").rpartition("/")[2], one)
        if "enum" in named:
            return tuple(str(value) for value in named["enum"])
    return ()
