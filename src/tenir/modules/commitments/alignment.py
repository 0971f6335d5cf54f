"""Makes the rows of a table equal to what is wanted, in few statements, and keeps one journal event an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from tenir.core.disclosure import snapshot
from tenir.core.journal import chain

Row = TypeVar("Row", bound=models.Model)
Key = TypeVar("Key", bound=Hashable)
# Rows a statement: SQLite takes 32,766 variables, and an amendment spends two on every field of a row.
BATCH = 500


@dataclass
class Alignment:
    """The events of one adoption, and how many rows of each table were created and amended."""

    events: list[chain.Event] = field(default_factory=list)
    created: Counter[str] = field(default_factory=Counter)
    amended: Counter[str] = field(default_factory=Counter)

    def align(
        self, model: type[Row], wanted: Mapping[Key, dict[str, Any]], existing: Mapping[Key, Row]
    ) -> dict[Key, Row]:
        """Create what is missing, amend what differs, leave the rest. Fields go by attribute name (`place_id`)."""
        new = {key: model(**fields) for key, fields in wanted.items() if key not in existing}
        model._default_manager.bulk_create(new.values(), batch_size=BATCH)
        self.created[model._meta.model_name or ""] += len(new)
        self.events += [chain.created(_verb(model, "create"), row) for row in new.values()]
        self._amend(model, {key: fields for key, fields in wanted.items() if key in existing}, existing)
        return {**existing, **new}

    def _amend(self, model: type[Row], wanted: Mapping[Key, dict[str, Any]], existing: Mapping[Key, Row]) -> None:
        amended: list[Row] = []
        names: set[str] = set()
        for key, fields in wanted.items():
            row = existing[key]
            differing = {name: value for name, value in fields.items() if getattr(row, name) != value}
            if not differing:
                continue
            before = snapshot(row)
            for name, value in differing.items():
                setattr(row, name, value)
            self.events.append(chain.changed(_verb(model, "amend"), row, before=before))
            amended.append(row)
            names |= differing.keys()
        if amended:
            model._default_manager.bulk_update(amended, [_field(model, name) for name in names], batch_size=BATCH)
            self.amended[model._meta.model_name or ""] += len(amended)


def _verb(model: type[models.Model], deed: str) -> str:
    return f"{model._meta.app_label}.{deed}_{model._meta.model_name}"


def _field(model: type[models.Model], attribute: str) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.attname == attribute)
