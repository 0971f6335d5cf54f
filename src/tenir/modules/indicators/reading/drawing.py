"""The chart of a place over time with what it aims at, and the map of the départements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tenir.core.places.models import PlaceKind
from tenir.core.web import charts, tilemap, tiles
from tenir.core.web.charts import Point
from tenir.core.web.quantities import Value as Quantity
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import values
from tenir.modules.indicators.enums import Trajectory
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.publishing import Figure
from tenir.modules.indicators.reading import wording
from tenir.modules.indicators.reading.figures import Line

MAPPED: tuple[str, ...] = (PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)
# A line needs two ends.
FEWEST_POINTS = 2
SPARK_POINTS = 12


def chart(indicator: Indicator, shown: Sequence[Figure], targets: Sequence[Target], name: str) -> charts.Line | None:
    """The way of a figure over the periods of the indicator's own sort; None where nothing can be drawn."""
    drawn = own(indicator, shown)
    points = _points(indicator, drawn)
    dated = [one for one in targets if one.on is not None]
    aims = _aims(indicator, dated)
    level = _level(indicator, targets, aims)
    aims = () if len(aims) == 1 else aims
    if len(points) + len(aims) < FEWEST_POINTS or not any(point.value is not None for point in points):
        return None
    return charts.Line(
        title=f"{indicator.title}, {name}",
        sentence=" ".join(filter(None, (wording.incomplete(drawn), wording.rounded_points(drawn)))),
        unit=values.unit(indicator),
        key="au-fil-du-temps",
        points=points,
        target=level,
        aims=aims,
        aims_in_steps=any(one.trajectory == Trajectory.STEPS for one in dated),
    )


def _level(indicator: Indicator, targets: Sequence[Target], aims: Sequence[Point]) -> Quantity | None:
    """What is aimed at on no day, or on one day from nowhere: the same height all along."""
    undated = next((one for one in targets if one.on is None), None)
    if undated is not None:
        return values.number(indicator, Value(undated.numerator, undated.denominator))
    return aims[0].value if len(aims) == 1 else None


def sparkline(indicator: Indicator, drawn: Sequence[Figure]) -> charts.Sparkline | None:
    """The last of its `own` periods in a line of text."""
    drawn_values = [values.number(indicator, one.value) for one in drawn[-SPARK_POINTS:]]
    if sum(value is not None for value in drawn_values) < FEWEST_POINTS:
        return None
    return charts.Sparkline(indicator.title, tuple(drawn_values), values.unit(indicator))


def own(indicator: Indicator, shown: Sequence[Figure]) -> list[Figure]:
    """Those of the indicator's own periodicity, without gaps: a period that nobody answered stands as missing."""
    by_period = {one.period: one for one in shown if periods.from_id(one.period).kind == indicator.periodicity}
    if not by_period:
        return []
    place = next(iter(by_period.values())).place
    return [by_period.get(one.id) or Figure(place, one.id) for one in _without_gaps(list(by_period))]


def _without_gaps(numbers: Sequence[int]) -> list[Period]:
    """From the first to the last of these periods; dates stand as they are, since nobody says how far apart."""
    known = sorted((periods.from_id(number) for number in numbers), key=lambda one: one.first)
    if known[0].kind == "date":
        return known
    found = [known[0]]
    while found[-1].first < known[-1].first:
        found.append(periods.following(found[-1]))
    return found


def _points(indicator: Indicator, shown: Sequence[Figure]) -> tuple[Point, ...]:
    return tuple(Point(periods.from_id(one.period).last, values.number(indicator, one.value)) for one in shown)


def _aims(indicator: Indicator, targets: Sequence[Target]) -> tuple[Point, ...]:
    """From the first starting point through each target; these come by day."""
    found: dict[object, Point] = {}
    for one in targets:
        start = Value(one.baseline_numerator or 0, one.baseline_denominator)
        if one.baseline_on is not None and not found:
            found[one.baseline_on] = Point(one.baseline_on, values.number(indicator, start))
        aim = values.number(indicator, Value(one.numerator, one.denominator))
        if one.on is not None:
            found[one.on] = Point(one.on, aim)
    return tuple(found.values())


def map_of(
    indicator: Indicator, lines: Sequence[Line], label: str, link: Callable[[Line], str]
) -> tilemap.TileMap | None:
    """The départements and collectivities that have a figure; None where fewer than two do."""
    found = {one.place.code: one for one in lines if one.place.kind in MAPPED and one.place.code in tiles.NAMES}
    drawn = {code: values.number(indicator, one.figure.value) for code, one in found.items()}
    if sum(value is not None for value in drawn.values()) < FEWEST_POINTS:
        return None
    return tilemap.build(
        drawn,
        title=f"{indicator.title}, par département, {label}{wording.together([one.figure for one in found.values()])}",
        unit=values.unit(indicator),
        links={code: link(one) for code, one in found.items()},
        key="carte",
    )
