"""Each worker begins with the modules that hold a slow test."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.order import begin_with_long_ones


def item(name: str) -> Any:
    """`b2` is a test of module b; those in capitals are slow."""
    return SimpleNamespace(
        name=name, path=Path(name[0].lower()), get_closest_marker=lambda mark: mark == "slow" and name[0].isupper()
    )


def ordered(names: str, workers: int) -> list[str]:
    items = [item(name) for name in names.split()]
    begin_with_long_ones(items, workers)
    return [one.name for one in items]


def test_each_worker_is_given_long_modules_first() -> None:
    assert ordered("a1 b1 B2 c1 d1 D2 E1 e2 f1", 2) == ["b1", "B2", "E1", "e2", "d1", "D2", "a1", "c1", "f1"]
    assert ordered("a1 b1 c1 D1 e1", 2) == ["D1", "a1", "b1", "c1", "e1"]
    assert ordered("a1 A2 a3 b1", 2) == ["a1", "A2", "a3", "b1"]


def test_order_of_one_process_is_left_to_chance() -> None:
    assert ordered("a1 b1 B2 c1", 1) == ["a1", "b1", "B2", "c1"]
