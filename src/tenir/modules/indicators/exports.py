"""Figures as files: what a page shows, and the national figures of every indicator for `/donnees/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenir.core.places.models import PlaceKind
from tenir.core.web import french
from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import publishing, values
from tenir.modules.indicators.models import Indicator, Total
from tenir.modules.indicators.publishing import MARK, Figure
from tenir.modules.indicators.reading import wording
from tenir.modules.indicators.reading.dossier import Dossier
from tenir.modules.indicators.reading.figures import Line, Spot

# What the file of all indicators holds of each: the country, its régions, its départements and collectivities.
WIDE = (PlaceKind.NATION, PlaceKind.REGION, PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)


@dataclass(frozen=True)
class Row:
    """One figure as a file tells it."""

    indicator: Indicator
    line: Line

    @property
    def figure(self) -> Figure:
        """As it may be shown."""
        return self.line.figure

    @property
    def period(self) -> str:
        """`2024-S1`."""
        return periods.code(periods.from_id(self.figure.period))

    @property
    def number(self) -> Decimal | int | None:
        """The value, a percentage for a share; None where nobody answered or it is withheld."""
        return values.number(self.indicator, self.figure.value)

    @property
    def numerator(self) -> Decimal | int | None:
        """The first term of a share."""
        return self._term(0)

    @property
    def denominator(self) -> Decimal | int | None:
        """The second term of a share."""
        return self._term(1)

    @property
    def rounded_to(self) -> int | None:
        """5 where the value (both terms of a share) is rounded to a multiple of 5; None where it is exact."""
        return self.figure.base if self.figure.rounded else None

    @property
    def mark(self) -> str:
        """« s » where the value is withheld: an empty cell alone would say that nobody answered."""
        return MARK if self.figure.withheld else ""

    def _term(self, rank: int) -> Decimal | int | None:
        value = self.figure.value
        if value is None or value.denominator is None:
            return None
        return values.amount(self.indicator, (value.numerator, value.denominator)[rank])


_PLACE = (
    Column("sorte", "Sorte de lieu", value="line__place__kind"),
    Column("code", "Code officiel", value="line__place__code"),
    Column("lieu", "Lieu", value="line__place__name"),
)
_END = (
    Column("mention", "Mention (s : secret statistique)", value="mark"),
    Column("arrondi", "Arrondi à", kind="number", value="rounded_to"),
    Column("reponses", "Réponses", kind="number", value="figure__answered"),
    Column("attendues", "Réponses attendues", kind="number", value="figure__expected"),
)


def of_dossier(dossier: Dossier) -> Sheet:
    """The table of a page: the places of one sort for a period, the place that contains them first."""
    indicator, asked = dossier.indicator, dossier.asked
    known = f", tel que connu le {french.date_longue(asked.day)}" if asked.day else ""
    rows = [Row(indicator, line) for line in (*_whole(dossier), *dossier.lines)]
    rounded = wording.together([row.figure for row in rows])
    return Sheet(
        title=f"{indicator.title}, {dossier.period_words or 'aucune période'}{known}{rounded}",
        columns=_columns(indicator),
        rows=rows,
        source=f"{indicator.producer or 'Producteur non renseigné'}{' (inventé)' if indicator.is_invented else ''}",
        as_of=asked.period.last if asked.period else None,
    )


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    value: tuple[Column, ...] = (
        Column("valeur", "Valeur", kind="number", value="number", unit=values.unit(indicator)),
    )
    if indicator.is_in_words:
        value = (Column("reponse", "Réponse", value="figure__statement"),)
    if indicator.is_share:
        value += (
            Column("numerateur", "Numérateur", kind="number", value="numerator"),
            Column("denominateur", "Dénominateur", kind="number", value="denominator"),
        )
    return (*_PLACE, Column("periode", "Période", value="period"), *value, *_END)


def _whole(dossier: Dossier) -> list[Line]:
    place = dossier.asked.place
    if place is None or dossier.figure is None:
        return []
    return [Line(Spot.of(place), dossier.figure)]


def all_figures() -> Sheet:
    """Every indicator for every period, for the country, régions, départements and collectivities."""
    return Sheet(
        title="Chiffres",
        columns=(
            Column("indicateur", "Indicateur", value="indicator__slug"),
            Column("intitule", "Intitulé", value="indicator__title"),
            *_PLACE,
            Column("periode", "Période", value="period"),
            Column("valeur", "Valeur", kind="number", value="number"),
            Column("unite", "Unité", value=lambda row: values.unit(row.indicator).title),
            *_END[:3],
            Column("invente", "Inventé", value="indicator__is_invented"),
        ),
        rows=_all_rows(),
        source="Les producteurs de chaque indicateur, nommés sur sa page",
    )


def _all_rows() -> Iterator[Row]:
    """Indicator after indicator, each through the one exit; one query each."""
    names = ("place_id", "place__kind", "place__code", "place__name", "place__is_invented")
    for indicator in Indicator.objects.order_by("slug"):
        totals = Total.objects.filter(indicator=indicator, place__kind__in=WIDE).order_by("period", "place_id")
        rows = list(totals.values_list(*names, "period", "numerator", "denominator", "answered"))
        spots = [Spot(*row[:5]) for row in rows]
        made = [Figure(row[0], row[5], Value(row[6], row[7]), row[8]) for row in rows]
        for spot, figure in zip(spots, publishing.shown(indicator, made), strict=True):
            yield Row(indicator, Line(spot, figure))
