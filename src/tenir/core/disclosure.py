"""Who may see each field of a table: declared beside the model, read by journal, exports and tests.

A house test fails when a model has a field that its `disclosure` does not name, so that a new column is never
published, or journalled, by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

PERSONAL_MARK = "(donnée personnelle)"


@dataclass(frozen=True)
class Disclosure:
    """Names of fields: open to all, for signed-in staff, about a person, or of no use outside the code."""

    public: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    # Never in the journal, an export or a log: erasing the row must erase the person.
    personal: tuple[str, ...] = ()
    technical: tuple[str, ...] = ("id",)

    @property
    def declared(self) -> frozenset[str]:
        """Every field name that was placed in one class."""
        return frozenset(self.public + self.internal + self.personal + self.technical)


def snapshot(instance: models.Model) -> dict[str, Any]:
    """The journalled state of a row: its public and internal fields by name, as JSON values; foreign keys as ids."""
    disclosure: Disclosure = instance.disclosure  # type: ignore[attr-defined]
    names = disclosure.public + disclosure.internal
    return {name: _plain(instance._meta.get_field(name).value_from_object(instance)) for name in names}  # type: ignore[attr-defined]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
