"""Every read of the API does what its own document says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from ninja import Schema

from benchmarks.content import large_framework
from tenir.core.web.api import api
from tenir.core.web.api.errors import STATUSES, ErrorAnswer
from tests.builders import official_lists

DOCUMENT = api().get_openapi_schema()
SCHEMAS = DOCUMENT["components"]["schemas"]
READS = [(path, told["get"]) for path, told in DOCUMENT["paths"].items() if "get" in told]
# Values that exist, so that not every answer is a 404.
KNOWN = {
    "slug": ("pacte-de-dijon-2018", "mobilisation-nationale-2019", "perr-blois-2019", "etat"),
    "number": ("1", "14", "1.a", "c1.1"),
    "kind": ("nation", "departement", "pacte", "city"),
    "code": ("FR", "21", "41"),
    "heading": ("axe-1", "programme-1"),
    "holder": ("etat", "personne"),
    "place": ("departement:21", "nation:FR", "lune", ":"),
    "lever": ("pic", "paqte"),
    "box": ("-5,41,10,51", "4.9,47.2,5.2,47.4", "5,48,4,47"),
}
WORDS = some.text(max_size=12)


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All that ships with Tenir, loaded once for this file: each test works inside this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        official_lists()
        yield
        transaction.set_rollback(True)


def value(name: str, schema: dict[str, Any]) -> some.SearchStrategy[str]:
    """What a parameter may be sent: sensible, known, or anything."""
    kinds = [schema, *schema.get("anyOf", ())]
    named = [SCHEMAS.get(one.get("$ref", "").rpartition("/")[2], one) for one in kinds]
    closed = [str(choice) for one in named for choice in one.get("enum", ())]
    types = {one.get("type") for one in named} | {one.get("format") for one in named}
    found: list[some.SearchStrategy[str]] = [WORDS]
    found += [some.sampled_from(closed)] if closed else []
    found += [some.integers(-1, 300).map(str)] if "integer" in types else []
    found += [some.dates().map(str)] if "date" in types else []
    found += [some.sampled_from(["true", "false"])] if "boolean" in types else []
    found += [some.sampled_from(KNOWN[name])] * 3 if name in KNOWN else []
    return some.one_of(*found)


def asked(operation: dict[str, Any], place: str) -> some.SearchStrategy[dict[str, str]]:
    """Some of the parameters in the query, all of those in the path."""
    values = {one["name"]: value(one["name"], one["schema"]) for one in operation["parameters"] if one["in"] == place}
    if place == "path":
        # A slash, a dot alone or nothing at all would be another address.
        return some.fixed_dictionaries({name: one.filter(_is_a_part) for name, one in values.items()})
    return some.fixed_dictionaries({}, optional=values)


def _is_a_part(text: str) -> bool:
    return bool(text) and "/" not in text and text not in (".", "..") and "\\" not in text


def models() -> dict[str, type[Schema]]:
    """The shape of the good answer, by operation."""
    operations = [one for router in api()._get_bound_routers() for view in router.path_operations.values()
                  for one in view.operations]  # fmt: skip
    return {one.operation_id: one.response_models[200] for one in operations if 200 in one.response_models}  # type: ignore[misc]


MODELS = models()


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "operation"), READS, ids=[told["operationId"] for _, told in READS])
def test_read_answers_as_documented(path: str, operation: dict[str, Any]) -> None:
    client = Client()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(some.data())
    def explore(data: some.DataObject) -> None:
        parts, query = data.draw(asked(operation, "path")), data.draw(asked(operation, "query"))
        address = path
        for name, part in parts.items():
            address = address.replace(f"{{{name}}}", _quoted(part))
        answer = client.get(address, query)
        assert answer.status_code in {200, *(set(STATUSES) & set(operation["responses"]))}
        if answer.status_code == 200:
            MODELS[operation["operationId"]].model_validate({"response": answer.json()})
        else:
            ErrorAnswer.model_validate(answer.json())

    explore()


def _quoted(part: str) -> str:
    from urllib.parse import quote

    return quote(part, safe="")


def test_every_operation_documents_every_error() -> None:
    wanted = set(STATUSES)
    short = [
        told["operationId"]
        for by in DOCUMENT["paths"].values()
        for told in by.values()
        if not wanted <= set(told["responses"])
    ]
    assert short == []


def test_every_list_has_the_one_shape() -> None:
    lists = {name for name in SCHEMAS if name.startswith("Page_")}
    assert len(lists) > 5
    assert all(set(SCHEMAS[name]["properties"]) == {"count", "next", "previous", "items"} for name in lists)
    bare = [
        told["operationId"]
        for _, told in READS
        if told["responses"][200]["content"]["application/json"]["schema"].get("type") == "array"
    ]
    assert bare == []


def test_two_shapes_never_share_a_name() -> None:
    def below(shape: type) -> Iterator[type]:
        for one in shape.__subclasses__():
            yield one
            yield from below(one)

    ours = [
        one.__name__ for one in set(below(Schema)) if one.__module__.startswith("tenir.") and "[" not in one.__name__
    ]
    assert sorted(name for name in set(ours) if ours.count(name) > 1) == []


@pytest.mark.django_db
def test_reads_ask_the_database_as_often_for_ten_rows_as_for_a_thousand() -> None:
    client, board = Client(), "/api/v1/cadres/cadre-invente"
    addresses = [
        "/api/v1/cadres/", board, f"{board}?as_of=2019-06-01", f"{board}/engagements?limit=200", f"{board}/3",
        "/api/v1/engagements?limit=200&late=false&silent=true", "/api/v1/engagements?limit=200&as_of=2019-06-01",
        "/api/v1/lieux/nation/FR/engagements?limit=200", "/api/v1/changements?limit=200", "/api/v1/leviers",
        "/api/v1/desaccords",
    ]  # fmt: skip
    large_framework(10)
    few = {address: _queries(client, address) for address in addresses}
    large_framework(1_000)
    assert {address: _queries(client, address) for address in addresses} == few
    assert max(few.values()) <= 30


def _queries(client: Client, address: str) -> int:
    client.get(address)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)
