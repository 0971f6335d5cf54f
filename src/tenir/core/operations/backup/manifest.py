"""What a backup says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from tenir.core.errors import CheckFailed

FORMAT = 1
DATABASE = "database"
UPLOADS = "uploads/"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Part:
    """One file of the archive."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Facts:
    """What a database holds at one instant, counted in that same instant."""

    journal_count: int
    journal_hash: str
    # Rows of each table, and migrations received, `app.name`.
    tables: dict[str, int]
    migrations: list[str]


@dataclass(frozen=True)
class Manifest:
    """Version, engine, date (UTC, ISO 8601), facts of the database, parts by name."""

    tenir: str
    made_at: str
    engine: str
    facts: Facts
    parts: dict[str, Part]
    format: int = FORMAT

    def to_json(self) -> str:
        """The text of `manifest.json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """Read and check every field; raises `CheckFailed`."""
        try:
            return _read(json.loads(text))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CheckFailed("le manifeste de la sauvegarde n'est pas lisible.") from error


def _read(raw: dict[str, Any]) -> Manifest:
    if raw["format"] != FORMAT:
        raise CheckFailed(
            f"la sauvegarde est d'un format que cette version ne connaît pas ({str(raw['format'])[:20]}).",
            remedy="Installez la version de Tenir qui l'a faite.",
        )
    parts = {name: Part(_hash(part["sha256"]), _count(part["bytes"])) for name, part in raw["parts"].items()}
    if DATABASE not in parts:
        raise KeyError(DATABASE)
    return Manifest(_text(raw["tenir"]), _text(raw["made_at"]), _text(raw["engine"]), _facts(raw["facts"]), parts)


def _facts(raw: dict[str, Any]) -> Facts:
    return Facts(
        journal_count=_count(raw["journal_count"]),
        journal_hash=_hash(raw["journal_hash"]),
        tables={_text(name): _count(rows) for name, rows in raw["tables"].items()},
        migrations=[_text(name) for name in raw["migrations"]],
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 300:
        raise TypeError(value)
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _hash(value: object) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise TypeError(value)
    return value
