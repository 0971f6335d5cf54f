"""Who may see each field of a table: declared beside the model, read by journal, exports and tests.

A house test fails when a model has a field that its `disclosure` does not name, so that a new column is never
published, or journalled, by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models


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
    """The journalled state of a row: its public and internal fields by name, as JSON values; foreign keys as ids.

    The same before and after the row went through the database, so that `chain.changed` tells only real changes.
    """
    disclosure: Disclosure = instance.disclosure  # type: ignore[attr-defined]
    names = disclosure.public + disclosure.internal
    fields = (instance._meta.get_field(name) for name in names)
    return {field.name: journalled(field, field.value_from_object(instance)) for field in fields}  # type: ignore[union-attr]


def journalled(field: Any, value: Any) -> Any:
    """One value as the journal keeps it: dates and decimals as text, instants in UTC; JSON, numbers, texts as they are.

    Raises `TypeError` for a kind of field that nobody thought about: what bytes or files may leave is a decision.
    """
    value = None if value is None else field.to_python(value)
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # With the column's own decimals: the database gives back 0.500000 for 0.5.
        return f"{value:.{field.decimal_places}f}"
    raise TypeError(f"{field} holds a {type(value).__name__}, which the journal does not know how to keep")
