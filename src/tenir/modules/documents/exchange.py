"""A reading as JSON and back, whole: what the child process hands to its parent."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tenir.engines.documents import Figure, FigureKind, Item, Kind, Level, Reading, Repair, Source, StepNote


def to_text(reading: Reading) -> str:
    """Every field of the reading, steps and repairs included."""
    return json.dumps(asdict(reading), ensure_ascii=False)


def from_text(text: str) -> Reading:
    """The reading again; raises `ValueError`, `KeyError` or `TypeError` on anything that `to_text` did not write."""
    whole = json.loads(text)
    return Reading(
        source=Source(**whole["source"]),
        items=tuple(item_from(item) for item in whole["items"]),
        encoding=whole["encoding"],
        steps=tuple(StepNote(**step) for step in whole["steps"]),
        repairs=tuple(Repair(**repair) for repair in whole["repairs"]),
        text=whole["text"],
    )


def plain_of(item: Item) -> dict[str, Any]:
    """One item as JSON values, every field."""
    return json.loads(json.dumps(asdict(item), ensure_ascii=False))  # type: ignore[no-any-return]


def item_from(plain: dict[str, Any]) -> Item:
    """One item again, from what `plain_of` gave."""
    return Item(
        **{
            **plain,
            "kind": Kind(plain["kind"]),
            "level": Level(plain["level"]) if plain["level"] else None,
            "figures": tuple(Figure(**{**one, "kind": FigureKind(one["kind"])}) for one in plain["figures"]),
            **{name: tuple(plain[name]) for name in ("partners", "levers", "sub_items")},
            "lines": tuple(plain["lines"]) if plain["lines"] else None,
        }
    )
