"""Counts by level as people read them: a sentence, a bar, a table, and whether the source printed the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenir.core.web import french, signs

# What a source printed for a level: how many, and the percentage beside it (None where it printed none).
Printed = tuple[int, int | None]
BAR_WIDTH = 1000


@dataclass(frozen=True)
class Row:
    """One level of the summary. `same` is None when the source printed nothing for it."""

    code: str
    word: str
    count: int
    share: str
    printed: str
    same: bool | None
    x: int
    width: int


def of(
    counts: Mapping[str, int], printed: Mapping[str, Printed] | None = None, things: str = "mesure", source: str = ""
) -> dict[str, Any]:
    """Context of `level_summary`; `counts` by level code, levels that it leaves out count none."""
    rows = list(_rows(counts, printed or {}))
    total = sum(counts.values())
    return {
        "rows": rows,
        "total": total,
        "sentence": _sentence(rows, total, things),
        "things": things,
        "compared": any(row.same is not None for row in rows),
        "verdict": _verdict(rows),
        "source": source,
    }


def _rows(counts: Mapping[str, int], printed: Mapping[str, Printed]) -> Iterator[Row]:
    total = sum(counts.values())
    x = 0
    for level in _shown(counts, printed):
        count = counts.get(level.code, 0)
        width = round(BAR_WIDTH * count / total) if total else 0
        told = printed.get(level.code)
        yield Row(
            code=level.code,
            word=level.word,
            count=count,
            share=french.pourcent(count, total) if total else "",
            printed=_told(told),
            same=_same(told, count, total),
            x=x,
            width=width,
        )
        x += width


def _shown(counts: Mapping[str, int], printed: Mapping[str, Printed]) -> list[signs.Level]:
    """The official four always; the others, and the unknown, only where there are some."""
    known = {*signs.BY_CODE, signs.DECLARED.code}
    unknown = [signs.Level(code, "Niveau non renseigné", None) for code in counts if code not in known]
    rest = (*signs.LEVELS[4:], signs.DECLARED, *unknown)
    others = [level for level in rest if counts.get(level.code) or level.code in printed]
    return [*signs.OFFICIAL, *others]


def _told(told: Printed | None) -> str:
    if told is None:
        return ""
    count, percent = told
    return french.nombre(count) + (f" ({percent}{french.NARROW}%)" if percent is not None else "")


def _same(told: Printed | None, count: int, total: int) -> bool | None:
    if told is None:
        return None
    return told[0] == count and told[1] in (None, french.percentage(count, total))


def _sentence(rows: list[Row], total: int, things: str) -> str:
    if not total:
        return f"Aucune {things} n'est encore inscrite."
    parts = [f"{french.nombre(row.count)}\u00a0{_in_sentence(row)}" for row in rows if row.count]
    return f"{french.accord(total, things)}{french.NARROW}: {french.liste_et(parts)}."


def _in_sentence(row: Row) -> str:
    """The level as it follows a count: the word of the scale, in agreement where it is a participle."""
    if row.code == "objectif_atteint":
        return f"objectif{french.pluriel(row.count)} atteint{french.pluriel(row.count)}"
    if row.code in ("non_demarre", "suspendu", "abandonne"):
        return f"{row.word.lower()}e{french.pluriel(row.count)}"  # feminine: une mesure, une action
    return row.word.lower()


def _verdict(rows: list[Row]) -> str:
    differing = [row for row in rows if row.same is False]
    if not differing:
        return "Ce compte, refait ligne à ligne, est celui que la source imprime."
    told = (
        f"{row.word.lower()}, {french.nombre(row.count)} ({row.share}) ici, {row.printed} dans la source"
        for row in differing
    )
    return f"Ce compte diffère de celui que la source imprime{french.NARROW}: {f'{french.NARROW}; '.join(told)}."
