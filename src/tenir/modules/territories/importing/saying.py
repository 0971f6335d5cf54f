"""What a person says of a file, on the command line or on the screen -> how it is to be read."""

from __future__ import annotations

from datetime import date

from tenir.core.errors import BadInput
from tenir.core.places.models import PlaceKind
from tenir.engines.localisation.boundaries import Columns
from tenir.modules.territories.importing.catalogue import Known
from tenir.modules.territories.importing.facts import Told

# Codes of the sorts of places that have one form only.
PATTERNS = {
    PlaceKind.COMMUNE: r"\d[\dAB]\d{3}",
    PlaceKind.EPCI: r"\d{9}",
    PlaceKind.EPT: r"\d{9}",
    PlaceKind.QPV: r"QP\d{6}|QN\w{5}[A-Z]",
}
# In what a place is looked for when its file does not say: its communes, else its départements.
LOOKED_FOR = (PlaceKind.COMMUNE, PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)


def known(
    file: str,
    *,
    kind: str,
    generation: str,
    since: str = "",
    until: str = "",
    code: str = "",
    name: str = "",
    source: str = "",
    merge: bool = False,
    existing: bool = False,
    whole_country: bool = False,
) -> Known:
    """An entry as of the catalogue. Raises `BadInput` for a sort or a day that is none."""
    if kind not in PlaceKind.values:
        sorts = ", ".join(PlaceKind.values)
        raise BadInput(
            f"«\u202f{kind}\u202f» n'est pas une sorte de lieu.", where="--kind", remedy=f"Choisissez parmi {sorts}."
        )
    if not generation.strip() or len(generation) > 20:
        raise BadInput("la génération a de un à vingt caractères.", where="--generation")
    days = _day(since, "--since"), _day(until, "--until")
    if days[0] and days[1] and days[1] < days[0]:
        raise BadInput("le dernier jour vient avant le premier.", where="--until")
    told = Told(
        (kind, PlaceKind.FORMER_COMMUNE.value) if kind == PlaceKind.COMMUNE else (kind,),
        generation.strip(),
        source or f"Fichier {file}",
        since=days[0],
        until=days[1],
        licence="",
        pattern=PATTERNS.get(PlaceKind(kind), ""),
        existing=existing,
        whole_country=whole_country,
        encloses=_looked_for(kind),
    )
    return Known(file, Columns(code, name, merge), told)


def _looked_for(kind: str) -> tuple[str, ...]:
    """Sorts of places larger than this one."""
    rank = PlaceKind.values.index(kind)
    return tuple(one.value for one in LOOKED_FOR if PlaceKind.values.index(one) < rank)


def _day(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        remedy = "Écrivez-le comme 2024-01-01."
        raise BadInput(f"«\u202f{text}\u202f» n'est pas un jour.", where=where, remedy=remedy) from None
