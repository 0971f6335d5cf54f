"""Invented things to find, put into the index without any table behind them."""

from __future__ import annotations

from typing import Any

from tenir.core import modules
from tenir.core.modules import Searchable
from tenir.core.search import index
from tenir.core.search.findable import Findable

SORTS = {one.kind: one for one in modules.searchables()}


def findable(key: int, title: str, /, **fields: Any) -> Findable:
    """Something found by the words of its title."""
    return Findable(**{"object_id": str(key), "title": title, "url": f"/{key}/", "names": (title,), **fields})


def put(*things: Findable, kind: str = "lieu") -> None:
    """Into the index, all of one sort."""
    put_each([(SORTS[kind], one) for one in things])


def put_each(things: list[tuple[Searchable, Findable]]) -> None:
    """Into the index, each of its own sort."""
    index.insert([index.prepared(sort, one) for sort, one in things])
