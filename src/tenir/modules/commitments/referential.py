"""The frameworks that ship with Tenir, read from `referentials/frameworks/` (its README tells the keys)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FrameworkDescription,
    HeadingDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    SourceDescription,
    SummaryDescription,
    address,
)


def load(say: Callable[[str], None]) -> None:
    """`tenir referentials load`: every framework of the folder, each adopted in its own transaction."""
    for file in files():
        adoption = adopt_framework(by=System("referentials"), description=read(file))
        done = "mis à jour" if adoption.changed_anything else "déjà à jour"
        say(f"{adoption.framework.title}\u202f: {done}.")


def files() -> list[Traversable]:
    """One file a framework, in the order of their names."""
    folder = resources.files("tenir").joinpath("referentials", "frameworks")
    return sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)


def read(file: Traversable) -> FrameworkDescription:
    """The framework of one file; raises `BadInput` naming the file and the key."""
    try:
        return _framework(json.loads(file.read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        raise BadInput("le fichier n'est pas du JSON.", where=f"{file.name}, ligne {error.lineno}") from error
    except KeyError as error:
        raise BadInput(f"la clé {error} manque.", where=file.name) from error


def _framework(plain: dict[str, Any]) -> FrameworkDescription:
    names = ("slug", "kind", "title", "short_title", "noun", "news_due_months", "wording")
    return FrameworkDescription(
        **{name: plain[name] for name in names},
        place=tuple(plain["place"]),
        signed_on=_date(plain["signed_on"]),
        source=SourceDescription(**{**plain["source"], "date": _date(plain["source"]["date"])}),
        lines=Lines(*plain["lines"]),
        headings=tuple(_placed(HeadingDescription, plain["headings"])),
        commitments=tuple(map(_commitment, plain["commitments"])),
        summary=tuple(
            SummaryDescription(one["level"], one["count"], Decimal(str(one["percent"])), Lines(*one["lines"]))
            for one in plain["summary"]
        ),
    )


def _commitment(plain: dict[str, Any]) -> CommitmentDescription:
    return CommitmentDescription(
        slug=address(plain["number"]),
        number=plain["number"],
        title=plain["title"],
        counted=plain.get("counted", True),
        side=plain.get("side", ""),
        parent=address(plain.get("parent", "")),
        heading=plain.get("heading", ""),
        levels=tuple(_placed(LevelDescription, plain["levels"])),
        indicators=tuple(_placed(IndicatorDescription, plain["indicators"])),
        lines=Lines(*plain["lines"]),
    )


def _placed(description: Callable[..., Any], rows: Iterable[dict[str, Any]]) -> Iterable[Any]:
    return (description(**{**row, "lines": Lines(*row["lines"])}) for row in rows)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
