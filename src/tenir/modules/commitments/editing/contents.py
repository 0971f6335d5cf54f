"""A promise as a person writes it: plain values that a form, a sheet and two versions of it have in common.

Organisations, levers, headings and other promises go by their addresses, places by « kind/code »; dates are ISO 8601,
whole or cut (`2026-12`). Two equal contents say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from tenir.core.people.models import Organisation
from tenir.modules.commitments.enums import FigureKind, PartyRole, Side, Theme
from tenir.modules.commitments.models import (
    AnnouncedFigure,
    AnnouncedIndicator,
    Application,
    Commitment,
    Framework,
    Party,
    SubItem,
)
from tenir.modules.commitments.moments import Moment


class PartyLine(NamedTuple):
    """Who, and what they are to the promise."""

    organisation: str
    role: str


class SubItemLine(NamedTuple):
    """A part of the promise."""

    text: str


class IndicatorLine(NamedTuple):
    """An announced indicator."""

    number: str
    wording: str


class FigureLine(NamedTuple):
    """A figure that the text prints."""

    kind: str
    value: Decimal
    unit: str = ""
    wording: str = ""
    on: str = ""


@dataclass(frozen=True)
class CommitmentContent:
    """All that may be written of a promise, but its address, its levels and what ties it to others."""

    number: str = ""
    title: str = ""
    counted: bool = True
    side: str = ""
    theme: str = ""
    heading: str = ""
    parent: str = ""
    due: str = ""
    due_words: str = ""
    recurrence: str = ""
    parties: tuple[PartyLine, ...] = ()
    levers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sub_items: tuple[SubItemLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    first_line: int | None = None
    last_line: int | None = None
    page: int | None = None


NAMES = tuple(field.name for field in fields(CommitmentContent))
NAMELESS: Mapping[str, str] = {}
UNORDERED = ("levers", "places")
LABELS = {
    "number": "Numéro",
    "title": "Intitulé",
    "counted": "Compté",
    "side": "Qui s'engage",
    "theme": "Thème",
    "heading": "Partie",
    "parent": "Précise",
    "due": "Échéance",
    "due_words": "Échéance en mots",
    "recurrence": "Récurrence",
    "parties": "Porteurs et partenaires",
    "levers": "Leviers",
    "places": "Lieux d'application",
    "sub_items": "Points",
    "figures": "Chiffres du texte",
    "indicators": "Indicateurs annoncés",
    "first_line": "Première ligne",
    "last_line": "Dernière ligne",
    "page": "Page",
}


def of_framework(framework: Framework) -> tuple[list[Commitment], dict[int, CommitmentContent]]:
    """Every promise of a framework in the order of the text, and what each says, by key; in a few queries."""
    rows = list(Commitment.objects.of_framework(framework))
    # Put together here: PostgreSQL, while it has no statistics of new rows, may join them to each other in minutes.
    keys: dict[int | None, str] = dict(framework.headings.order_by().values_list("pk", "key"))
    slugs: dict[int | None, str] = {row.pk: row.slug for row in rows}
    details = _details(Q(commitment__framework=framework))
    return rows, {
        row.pk: _content(row, keys.get(row.heading_id, ""), slugs.get(row.parent_id, ""), details.get(row.pk, {}))
        for row in rows
    }


def of(row: Commitment) -> CommitmentContent:
    """One promise."""
    heading, parent = row.heading.key if row.heading else "", row.parent.slug if row.parent else ""
    return _content(row, heading, parent, _details(Q(commitment=row.pk)).get(row.pk, {}))


def _content(row: Commitment, heading: str, parent: str, details: Mapping[str, list[Any]]) -> CommitmentContent:
    plain = ("number", "title", "counted", "side", "theme", "due_words", "recurrence")
    values: dict[str, Any] = {name: getattr(row, name) for name in plain}
    # Sorted here: a database sorts letters and hyphens after its own locale.
    values |= {name: tuple(sorted(lines) if name in UNORDERED else lines) for name, lines in details.items()}
    return CommitmentContent(
        heading=heading,
        parent=parent,
        due=Moment(row.due_on, row.due_precision).iso if row.due_on else "",
        first_line=row.first_line,
        last_line=row.last_line,
        page=row.page,
        **values,
    )


def _details(which: Q) -> dict[int, dict[str, list[Any]]]:
    found: dict[int, dict[str, list[Any]]] = {}
    for name, lines in _lines(which):
        for key, line in lines:
            found.setdefault(key, {}).setdefault(name, []).append(line)
    return found


def _lines(which: Q) -> Iterable[tuple[str, Iterable[tuple[int, Any]]]]:
    through = Commitment.levers.through.objects
    parties = Party.objects.filter(which).order_by("commitment", "position")
    yield "parties", _each(parties, PartyLine, "organisation__slug", "role")
    sub_items = SubItem.objects.filter(which).order_by("commitment", "position")
    yield "sub_items", _each(sub_items, SubItemLine, "text")
    indicators = AnnouncedIndicator.objects.filter(which).order_by("commitment", "position")
    yield "indicators", _each(indicators, IndicatorLine, "number", "wording")
    figures = AnnouncedFigure.objects.filter(which).order_by("commitment", "position")
    yield "figures", _each(figures, _figure, "kind", "value", "unit", "wording", "on", "on_precision")
    yield "levers", _each(through.filter(which).order_by("commitment", "lever__code"), str, "lever__code")
    applied = Application.objects.filter(which).order_by("commitment", "place__kind", "place__code")
    yield "places", _each(applied, lambda kind, code: f"{kind}/{code}", "place__kind", "place__code")


def _each(rows: Any, make: Callable[..., Any], *names: str) -> Iterable[tuple[int, Any]]:
    return ((key, make(*values)) for key, *values in rows.values_list("commitment_id", *names))


def _figure(kind: str, value: Decimal, unit: str, wording: str, on: Any, precision: str) -> FigureLine:
    return FigureLine(kind, value.normalize(), unit, wording, Moment(on, precision).iso if on else "")


def differing(one: Any, other: Any) -> tuple[str, ...]:
    """Names of the fields in which two contents of one sort differ."""
    return tuple(field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name))


def names_of(said: Iterable[CommitmentContent]) -> dict[str, str]:
    """Names of the organisations in these contents, by address; in one query."""
    slugs = {line.organisation for one in said for line in one.parties}
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}


def words(name: str, value: Any, known: Mapping[str, str] = NAMELESS) -> str:
    """One field as a person reads it; nothing said is « (vide) ». `known` gives organisations their names."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return " ; ".join(_line_words(line, known) for line in value) or "(vide)"
    labels = {"side": Side, "theme": Theme}.get(name)
    if labels and value in labels.values:
        return str(labels(value).label)
    return "(vide)" if value in ("", None) else str(value)


def _line_words(line: Any, known: Mapping[str, str]) -> str:
    if isinstance(line, PartyLine):
        return f"{known.get(line.organisation, line.organisation)} ({PartyRole(line.role).label.lower()})"
    if isinstance(line, FigureLine):
        kind = FigureKind(line.kind).label
        parts = (f"{kind}\u202f:", f"{line.value:f}".replace(".", ","), line.unit, line.wording, line.on)
        return " ".join(filter(None, parts))
    return " ".join(filter(None, map(str, line))) if isinstance(line, tuple) else str(line)
