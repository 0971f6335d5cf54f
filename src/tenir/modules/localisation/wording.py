"""What `tenir localisation count` and the page of counts say: tables, JSON, and the sentences beside them."""

from __future__ import annotations

from typing import Any

from tenir.engines.documents.french import typeset
from tenir.engines.localisation.counting import Counts, Table

OUTSIDE, CANNOT_SAY = "hors de ces territoires", "on ne peut pas dire"
NARROW = "\u202f"


def columns(tables: list[Table]) -> list[str]:
    """Titles of the printed table."""
    return [*(["sorte"] if len(tables) > 1 else []), "code", "nom", "personnes", *tables[0].outside.groups]


def rows(tables: list[Table], *, withheld: str | None) -> list[list[Any]]:
    """Zones, then who is in none; `withheld` stands for what is not shown."""
    found: list[list[Any]] = []
    for table in tables:
        named = [(line.code, line.name, line) for line in table.rows]
        ends = [("", OUTSIDE, table.outside), ("", CANNOT_SAY, table.cannot_say)]
        for code, name, line in [*named, *ends]:
            values = [withheld if one is None else one for one in (line.count, *line.groups.values())]
            found.append([*([table.key] if len(tables) > 1 else []), code, name, *values])
    return found


def as_json(tables: list[Table], counts: Counts) -> dict[str, Any]:
    """The shape of docs/how-to/count-beneficiaries.md; several sorts of zones give one number a sort."""
    several = len(tables) > 1
    lines = [
        {**({"kind": table.key} if several else {}), "code": line.code, "name": line.name, "count": line.count}
        | ({"groups": line.groups} if line.groups else {})
        for table in tables
        for line in table.rows
    ]
    ends = [{table.key: line.count for table, line in zip(tables, some, strict=True)} for some in _ends(tables)]
    cannot_say, outside = ends if several else [next(iter(one.values())) for one in ends]
    return {"rows": lines, "cannot_say": cannot_say, "outside": outside, "unreadable": counts.faults.unreadable}


def _ends(tables: list[Table]) -> list[list[Any]]:
    return [[table.cannot_say for table in tables], [table.outside for table in tables]]


def summary(tables: list[Table], counts: Counts, precision: float, *, protected: bool) -> list[str]:
    """Sentences on what was read and left out."""
    unusable = counts.faults.unreadable
    plural = "s" if unusable > 1 else ""
    said = [f"{_many(counts.total)} lignes lues, {_many(unusable)} inutilisable{plural}.", *counts.notes]
    said += faults(counts)
    said += [_share(table) for table in tables if table.share is not None]
    if precision > 0:
        metres = f"{precision:.0f}"
        said.append(f"«{NARROW}On ne peut pas dire{NARROW}»{NARROW}: à {metres} m ou moins d'une limite.")
    if protected:
        said.append(
            "Les nombres de moins de 11 personnes, et ceux qui permettraient de les retrouver, ne sont pas donnés"
            f"{NARROW}: un territoire absent en a peut-être. --no-protect donne tout, pour vous seul."
        )
    return said


def faults(counts: Counts) -> list[str]:
    """A sentence a reason why rows could not be counted, with their first lines."""
    return [_fault(counts, fault) for fault in counts.faults.counts]


def _fault(counts: Counts, fault: Any) -> str:
    lines, many = counts.faults.lines[fault], counts.faults.counts[fault]
    more = "…" if many > len(lines) else ""
    title = "ligne" if many == 1 else "lignes"
    return typeset(f"{_many(many)} {title} : {fault.value} ({title} {', '.join(map(str, lines))}{more}).")


def _share(table: Table) -> str:
    per_mille = int((table.share or 0) * 1000 + 0.5)
    percent = f"{per_mille // 10},{per_mille % 10}{NARROW}%"
    return f"{table.key}{NARROW}: {percent} des personnes dont on peut le dire."


def _many(number: int) -> str:
    return f"{number:,}".replace(",", NARROW)
