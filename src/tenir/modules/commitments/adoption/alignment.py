"""Makes the rows of a table equal to what is wanted, in few statements, and keeps one journal event an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments.descriptions import Lines
from tenir.modules.commitments.models import Source
from tenir.modules.commitments.standing import NOTHING_SAID

Row = TypeVar("Row", bound=models.Model)
Key = TypeVar("Key", bound=Hashable)
# Rows a statement: SQLite takes 32,766 variables, and an amendment spends two on every field of a row.
BATCH = 500
# Columns that repeat something else: whoever amends the words of a row by form does not write them.
SAID_ELSEWHERE = {*NOTHING_SAID, "position", "search_text"}


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
            if hasattr(row, "revision") and differing.keys() - SAID_ELSEWHERE:
                row.revision += 1
                names.add("revision")
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


@dataclass(frozen=True)
class Citing:
    """Columns of a place in a text: the framework's own, or another that the description names."""

    own: Source
    others: dict[str, Source]

    def __call__(self, lines: Lines) -> dict[str, Any]:
        """Raises `BadInput` on a text that the description does not give."""
        if lines.source and lines.source not in self.others and lines.source != self.own.slug:
            raise BadInput(
                f"le texte «\u202f{lines.source}\u202f» est cité sans être décrit.",
                remedy="Décrivez-le parmi les textes du cadre.",
            )
        source = self.others.get(lines.source, self.own)
        return {"source_id": source.pk, "first_line": lines.first, "last_line": lines.last, "page": lines.page}


def refuse_loss(noun: str, known: Iterable[str], wanted: Iterable[str]) -> None:
    """A promise that was made public does not vanish because a text was read again."""
    lost = sorted(set(known) - set(wanted))
    if lost:
        more = f" et {len(lost) - 10} autres" if len(lost) > 10 else ""
        raise BadInput(
            f"des {noun} déjà publiés ne sont plus dans ce qui est à adopter\u202f: {', '.join(lost[:10])}{more}.",
            remedy="Rien n'a été changé. Corrigez le texte, ou adoptez-le sous une autre adresse.",
        )
