"""Walks every address of the site and says what differs from the table."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tenir.core.rights import Role
from tests.rights.expectations import ANONYMOUS, METHODS, NOT_ALLOWED, OBJECTS, VISITORS, Line

Table = Mapping[str, Mapping[str, Line]]


@dataclass(frozen=True)
class Address:
    """One pattern of the site: its full name and route, and the view it leads to."""

    name: str
    route: str
    view: Callable[..., Any]


def addresses() -> list[Address]:
    """Every address, pages and API alike, static files excepted (they are served before any view)."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}", here, pattern.callback)


def unlisted(table: Table) -> set[str]:
    """Addresses that the table does not speak of, and lines about addresses that are no more."""
    return {address.name for address in addresses()} ^ set(table)


def path_of(address: Address, arguments: Mapping[str, str]) -> str:
    """The address with its `<kind:name>` parts filled in."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address.route.replace("^", "").replace("$", ""))
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(arguments[part.group(1)]), route)


Objects = Mapping[str, Mapping[str, Mapping[str, str]]]


def differences(table: Table, clients: Mapping[str, Client], objects: Objects, names: set[str]) -> Iterator[str]:
    """Each request of `names` whose status is not the table's; every request is undone before the next."""
    for address in addresses():
        if address.name not in names:
            continue
        for method in METHODS:
            line = table[address.name].get(method)
            for visitor in _visitors(method, line):
                for thing in OBJECTS if address.name in objects else OBJECTS[:1]:
                    wanted = line.statuses[visitor, thing] if line else NOT_ALLOWED
                    arguments = objects.get(address.name, {}).get(thing, {})
                    got = _status(clients[visitor], method, path_of(address, arguments), line)
                    if got != wanted:
                        yield f"{method} {address.name} as {visitor} on {thing}: {got}, expected {wanted}"


def _visitors(method: str, line: Line | None) -> tuple[str, ...]:
    """Everybody; who is nobody and who may most, where the answer is that of the GET, or nobody may ask so."""
    return VISITORS if line and method != "HEAD" else (ANONYMOUS, Role.ADMINISTRATOR)


def _status(client: Client, method: str, path: str, line: Line | None) -> int:
    point, cookies = transaction.atomic(), copy.deepcopy(client.cookies)
    point.__enter__()
    try:
        # A browser's form is never empty: it holds its token at least.
        data = {"csrfmiddlewaretoken": "any", **(line.data if line else {})} if method not in ("GET", "HEAD") else {}
        options = {"content_type": "application/json"} if method not in ("GET", "HEAD", "POST") else {}
        return int(getattr(client, method.lower())(path, data, **options).status_code)
    finally:
        client.cookies = cookies
        transaction.set_rollback(True)
        point.__exit__(None, None, None)
