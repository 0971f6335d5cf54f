"""The lines of a file, each cell read and judged: values ready to be kept, or an error by cell. Nothing is written.

Everything that lines name is loaded once (`ground`), and a cell that says the same as another is not read again:
100,000 lines are read in seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tenir.core.errors import BadInput
from tenir.core.web.columns import fold
from tenir.core.web.french import typographie
from tenir.engines.rollup import numbers, periods
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import rules
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.importing import mapping
from tenir.modules.indicators.importing.cells import CellError
from tenir.modules.indicators.importing.ground import Ground, Reach
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.importing.table import Table
from tenir.modules.indicators.models import Indicator

# Errors kept to be shown; the others are counted.
MOST_ERRORS = 1_000
# Unknown codes whose nearest known one is sought.
MOST_SOUGHT = 50
# As the columns of `Observation` hold.
_LONGEST = {"where": 200, "reason": 300}
_SIGNED = (IndicatorKind.AMOUNT, IndicatorKind.RATE)


class Row(NamedTuple):
    """One value ready to be kept; `sheet` and `number` say which line gave it."""

    sheet: int
    number: int
    indicator: int
    place: int
    period: int
    numerator: int | None
    denominator: int | None
    statement: str
    contributors: int | None
    largest: int | None
    where: str
    reason: str

    @property
    def key(self) -> tuple[int, int, int]:
        """Indicator, place and period: what the value is about."""
        return self[2:5]

    @property
    def value(self) -> tuple[int | None, int | None, str]:
        """What is said of it."""
        return self[5:8]


@dataclass
class Prepared:
    """A file read whole: nothing of it may be committed while there are errors."""

    tables: list[Table] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    source: str = ""
    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    more_errors: int = 0
    blank: int = 0
    completed: int = 0
    aside: int = 0
    indicators: dict[int, Indicator] = field(default_factory=dict)

    def wrong(self, cell: str, sentence: str) -> None:
        """Keep an error, or count it once there are many."""
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(CellError(cell, typographie(sentence)))
        else:
            self.more_errors += 1

    @property
    def wrong_cells(self) -> int:
        """How many errors there are, shown or not."""
        return len(self.errors) + self.more_errors

    @cached_property
    def content(self) -> str:
        """SHA-256 of what the file says, whatever its columns, their order and that of the lines."""
        lines = sorted(repr(row[2:]) for row in self.rows)
        return hashlib.sha256("\n".join((self.source, *lines)).encode()).hexdigest()

    def cell(self, row: Row, key: str, chosen: Chosen) -> str:
        """The name of the cell of a field in the line of a row; the first cell of the line when no column says it."""
        table = self.tables[row.sheet]
        return table.named(row.number, chosen.rank(table, key) or 0)


def prepare(sheets: list[dict[str, Any]], chosen: Chosen, ground: Ground, reach: Reach) -> Prepared:
    """Read all cells of a file. Raises `BadInput` when its columns do not say enough; other faults are by cell."""
    mapping.require_enough(chosen)
    found = Prepared(source=chosen.source)
    found.tables, found.ignored = mapping.tables(sheets, chosen)
    seen: dict[tuple[int, int, int], tuple[int, int]] = {}
    for rank, table in enumerate(found.tables):
        _Lines(found, rank, table, chosen, ground, reach, seen).read()
    found.errors.sort(key=lambda error: _order(found, error.cell))
    return found


def _order(found: Prepared, cell: str) -> tuple[int, int, int, str]:
    """From the first sheet to the last, down its lines, along each line."""
    sheet, _, here = cell.rpartition("!")
    letters = here.rstrip("0123456789")
    names = [table.sheet for table in found.tables]
    return (names.index(sheet) if sheet in names else 0, int(here[len(letters) :]), len(letters), letters)


class _Lines:
    """The lines of one table. Each `_field` gives what the cell says, or raises what is wrong with it."""

    def __init__(
        self,
        found: Prepared,
        rank: int,
        table: Table,
        chosen: Chosen,
        ground: Ground,
        reach: Reach,
        seen: dict[tuple[int, int, int], tuple[int, int]],
    ) -> None:
        self.found, self.rank, self.table, self.chosen = found, rank, table, chosen
        self.ground, self.reach, self.seen = ground, reach, seen
        ranks = {one.key: chosen.rank(table, one.key) for one in mapping.FIELDS}
        self.columns = {key: rank for key, rank in ranks.items() if rank is not None}
        self.known: dict[tuple[Any, ...], Any] = {}
        self.sought = 0

    def read(self) -> None:
        """Every line, after what is wrong with the table itself."""
        for fault in self.table.faults(set(self.columns.values()), take_formulas=self.chosen.take_formulas):
            self.found.wrong(fault.cell, fault.sentence)
        for number, cells in self.table.lines:
            said = {key: cells[rank] if rank < len(cells) else "" for key, rank in self.columns.items()}
            if any(said.get(key) for key in mapping.VALUES):
                self._line(number, said)
            else:
                self.found.blank += 1

    def _line(self, number: int, said: dict[str, str]) -> None:
        before = self.found.wrong_cells
        indicator = self._told(number, "indicator", said, self._indicator)
        if indicator is None:
            return
        place = self._told(number, "place", said, lambda text: self._place(indicator, said.get("place_kind", ""), text))
        period = self._told(number, "period", said, lambda text: self._period(indicator, text))
        told = self._numbers(number, indicator, said)
        words = {key: self._told(number, key, said, _within(limit)) for key, limit in _LONGEST.items()}
        if self.found.wrong_cells > before or place is None or period is None:
            return
        row = Row(
            self.rank,
            number,
            indicator.pk,
            place,
            period.id,
            told.top,
            told.bottom,
            said.get("statement", "") if indicator.is_in_words else "",
            told.contributors,
            told.largest,
            words["where"] or "",
            words["reason"] or "",
        )
        self._keep(row, indicator, period)

    def _keep(self, row: Row, indicator: Indicator, period: Period) -> None:
        """The whole value is one that its indicator can take, and the only one of the file for its key."""
        value = None if row.numerator is None else Value(row.numerator, row.denominator)
        try:
            rules.require_possible(indicator, period, value, row.statement)
        except BadInput as error:
            self._wrong(row.number, self._blamed(indicator), _words(error))
            return
        if row.largest is not None and row.numerator is not None and row.largest > row.numerator:
            self._wrong(row.number, "largest", "la plus grande dépasse la valeur entière. Vérifiez les deux nombres.")
            return
        first = self.seen.setdefault(row.key, (self.rank, row.number))
        if first != (self.rank, row.number):
            there = self.found.tables[first[0]].named(first[1], self.columns.get("place", 0))
            told = f"même indicateur, même lieu et même période qu'en {there}. Ne gardez qu'une des deux lignes."
            self._wrong(row.number, "place", told)
            return
        self.found.indicators[indicator.pk] = indicator
        self.found.aside += row.place not in self.ground.members.get(indicator.panel_id, ())
        self.found.rows.append(row)

    def _blamed(self, indicator: Indicator) -> str:
        """The column where a value that cannot be was typed."""
        wanted = (
            ("statement",)
            if indicator.is_in_words
            else ("numerator", "value")
            if indicator.is_share
            else ("value", "numerator")
        )
        return next((key for key in (*wanted, *mapping.VALUES) if key in self.columns), "place")

    def _told(self, number: int, key: str, said: dict[str, str], read: Callable[[str], Any]) -> Any:
        """What a cell says, None once its error is kept."""
        fixed = {"indicator": self.chosen.indicator, "period": self.chosen.period}
        try:
            return read(said.get(key) or fixed.get(key, ""))
        except (BadInput, BadFigure) as error:
            self._wrong(number, key, _words(error))
            return None

    def _indicator(self, text: str) -> Indicator:
        found = self.ground.indicators.get(text) or self.ground.indicators.get(fold(text))
        if found is None:
            told = f"aucun indicateur ne s'appelle « {text} »." if text else "il manque l'indicateur."
            raise BadInput(told, remedy="Écrivez son adresse ou son intitulé exact.")
        return found

    def _period(self, indicator: Indicator, text: str) -> Period:
        asked = ("period", indicator.pk, text)
        if asked not in self.known:
            if not text:
                raise BadInput("il manque la période.", remedy="Écrivez-la dans la ligne, ou une fois pour toutes.")
            period = periods.parse(text)
            rules.require_period(indicator, period)
            self.known[asked] = period
        return self.known[asked]  # type: ignore[no-any-return]

    def _place(self, indicator: Indicator, kind: str, text: str) -> int:
        asked = ("place", indicator.panel_id, kind, text)
        if asked not in self.known:
            self.known[asked] = self._located(indicator, kind, text)
        place, completed = self.known[asked]
        self.found.completed += completed
        return place  # type: ignore[no-any-return]

    def _located(self, indicator: Indicator, told: str, text: str) -> tuple[int, bool]:
        """The place of a code and whether a zero was given back to it."""
        if not text:
            raise BadInput("il manque le code du lieu.", remedy="Une ligne sans lieu ne peut pas être comptée.")
        before, _, after = text.replace(":", "/").rpartition("/")
        kind = self._kind(told or before or self.chosen.place_kind or indicator.panel.kind)
        code = after.strip().upper()
        given = self.ground.places.get((kind, code))
        completed = "" if given else self.ground.completed(kind, code)
        if completed and not self.chosen.complete_codes:
            name = self.ground.places[kind, completed][1]
            raise BadInput(
                f"le code « {code} » a sans doute perdu son zéro : {completed} ({name}) ?",
                remedy="Corrigez-le, ou cochez « compléter les codes ».",
            )
        found = given or self.ground.places.get((kind, completed))
        if found is None:
            raise self._unknown(kind, code)
        self._require_member(indicator, kind, code, found[0])
        if found[0] not in self.reach:
            raise BadInput(f"{found[1]} n'est pas de votre territoire.", remedy="Vous n'y envoyez pas de chiffres.")
        return found[0], bool(completed)

    def _kind(self, told: str) -> str:
        kind = self.ground.kinds.get(fold(told.strip()))
        if kind is None:
            raise BadInput(f"« {told} » n'est pas une sorte de lieux.", remedy="Écrivez par exemple qpv ou commune.")
        return kind

    def _unknown(self, kind: str, code: str) -> BadInput:
        self.sought += 1
        near = self.ground.nearest(kind, code) if self.sought <= MOST_SOUGHT else ""
        remedy = f"Le code connu le plus proche est {near}." if near else "Vérifiez-le dans la liste officielle."
        return BadInput(f"aucun lieu de la sorte « {kind} » n'a le code « {code} ».", remedy=remedy)

    def _require_member(self, indicator: Indicator, kind: str, code: str, place: int) -> None:
        """A QPV of an older generation is known and still is none of those asked; a département's total is another."""
        if kind == indicator.panel.kind and place not in self.ground.members.get(indicator.panel_id, ()):
            raise BadInput(
                f"« {code} » n'est pas parmi les lieux interrogés ({indicator.panel}).",
                remedy="Code ancien, ou d'un autre ensemble : donnez celui d'aujourd'hui.",
            )

    def _numbers(self, number: int, indicator: Indicator, said: dict[str, str]) -> _Numbers:
        if indicator.is_in_words:
            return _Numbers(None, None, None, None)

        def read(key: str, *, decimals: int, signed: bool = False) -> int | None:
            return self._told(  # type: ignore[no-any-return]
                number, key, said, lambda text: self._number(indicator, text, decimals, signed) if text else None
            )

        return _Numbers(
            read(
                "numerator" if said.get("numerator") else "value",
                decimals=indicator.decimals,
                signed=indicator.kind in _SIGNED,
            ),
            read("denominator", decimals=indicator.decimals),
            read("contributors", decimals=0),
            read("largest", decimals=indicator.decimals),
        )

    def _number(self, indicator: Indicator, text: str, decimals: int, signed: bool) -> int:
        if text.startswith("#"):  # #DIV/0!, #N/A… as spreadsheets show them
            raise BadInput(
                "cette case montre une erreur de calcul au lieu d'un nombre.",
                remedy="Corrigez sa formule, ou videz la case.",
            )
        percent = indicator.kind == IndicatorKind.RATE and indicator.unit.strip() == "%"
        return numbers.parse(text, decimals=decimals, signed=signed, percent=percent)

    def _wrong(self, number: int, key: str, sentence: str) -> None:
        self.found.wrong(self.table.named(number, self.columns.get(key, 0)), sentence)


class _Numbers(NamedTuple):
    """Value or numerator, denominator, how many companies make it, what the largest does."""

    top: int | None
    bottom: int | None
    contributors: int | None
    largest: int | None


def _within(limit: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > limit:
            raise BadInput(f"ce texte a {len(text)} caractères, {limit} au plus.", remedy="Raccourcissez-le.")
        return text

    return read


def _words(error: BadInput | BadFigure) -> str:
    return f"{error.sentence} {error.remedy}".strip()
