"""Open files that Tenir knows how to read, as data: `referentials/territories/files.json` (words: its README)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from tenir.core.errors import BadInput
from tenir.engines.localisation.boundaries import Columns
from tenir.modules.territories.importing.facts import Told


@dataclass(frozen=True)
class Inside:
    """A column that names the places in which each one lies."""

    kinds: tuple[str, ...]
    column: str
    # Of a list of objects, the member that holds the code.
    key: str = ""
    # What of the text is the code (first group); empty: all of it.
    pattern: str = ""
    # Only where this other column is empty.
    unless: str = ""
    # As long as the place itself is one; else since always.
    dated: bool = False
    # The place covers some of it only: its share is not told.
    partly: bool = False


@dataclass(frozen=True)
class Contains:
    """A column that names the places which each one holds."""

    kinds: tuple[str, ...]
    column: str
    key: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Population:
    """Where the number of inhabitants stands: in a column, of the file itself or of a CSV beside it."""

    column: str
    counts: str
    file: str = ""
    code: str = ""


@dataclass(frozen=True)
class Former:
    """A list beside the file that tells, of each place of today, the codes that it took over."""

    file: str
    code: str
    column: str
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Known:
    """A file, or all that match, and how to read it."""

    file: str
    columns: Columns
    told: Told
    inside: tuple[Inside, ...] = ()
    contains: Contains | None = None
    population: Population | None = None
    former: Former | None = None

    def paths(self, folder: Path) -> list[Path]:
        """The files of a folder that it speaks of, in order."""
        return sorted(folder.glob(self.file))


def catalogue() -> list[Known]:
    """Every known file, in the order in which they are to be imported: what contains before what is contained."""
    text = resources.files("tenir").joinpath("referentials", "territories", "files.json").read_text(encoding="utf-8")
    return [known_of(row) for row in json.loads(text)]


def present(folder: Path) -> list[Known]:
    """Those of which a folder has a file. Raises `BadInput` when it has none."""
    found = [known for known in catalogue() if known.paths(folder)]
    if not found:
        remedy = "Voyez docs/how-to/import-boundaries.md pour leurs noms."
        raise BadInput("aucun des fichiers que Tenir connaît n'est dans ce dossier.", where=str(folder), remedy=remedy)
    return found


def known_of(row: dict[str, Any]) -> Known:
    """One entry of the list."""
    population = row.get("population")
    contains = row.get("contains")
    return Known(
        row["file"],
        Columns(row.get("code", ""), row.get("name", ""), *_switches(row)),
        _told(row),
        inside=tuple(Inside(tuple(one.pop("kinds")), **one) for one in map(dict, row.get("inside", ()))),
        contains=Contains(tuple(contains.pop("kinds")), **_dated(contains)) if contains else None,
        population=Population(**population) if population else None,
        former=Former(**{**row["former"], "only": _only(row["former"])}) if "former" in row else None,
    )


def _switches(row: dict[str, Any]) -> Iterable[Any]:
    # A list has no contour at all.
    is_list = row["file"].endswith((".json", ".json.gz"))
    shapeless = bool(row.get("shapeless")) or is_list
    return bool(row.get("merge")), str(row.get("split", "")), shapeless, _only(row)


def _only(row: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((column, tuple(values)) for column, values in row.get("only", {}).items())


def _told(row: dict[str, Any]) -> Told:
    plain = ("generation", "source", "precision", "pattern", "existing", "skip_unknown", "whole_country")
    return Told(
        tuple(row["kinds"]),
        **{name: row[name] for name in plain if name in row},
        since=_day(row.get("since")),
        until=_day(row.get("until")),
        encloses=tuple(row.get("encloses", ())),
        population_label=row.get("population", {}).get("counts", ""),
    )


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "since": _day(row.get("since"))}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
