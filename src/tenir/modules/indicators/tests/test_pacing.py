"""What each period must bring to a target, and the lag behind its trajectory: sentences counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.actions import Aim
from tenir.modules.indicators.enums import Direction, IndicatorKind, OverPeriods, Periodicity, Trajectory
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.publishing import Figure
from tenir.modules.indicators.reading import pacing
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer

TODAY = date(2021, 9, 1)
END = date(2022, 12, 31)


def posts(**fields: Any) -> Indicator:
    """A stock of posts asked every half-year, of which more is better; never saved."""
    told = {"kind": IndicatorKind.COUNT, "unit": "postes", "periodicity": Periodicity.HALF_YEAR}
    return Indicator(**{**told, "over_periods": OverPeriods.LAST, "direction": Direction.MORE, **fields})


def shares(**fields: Any) -> Indicator:
    return posts(kind=IndicatorKind.SHARE, unit="", **fields)


def at(period: Period, *value: int, base: int = 1) -> Figure:
    return Figure(1, period.id, Value(*value) if value else None, 1, 1, base=base)


def aim(numerator: int, denominator: int | None = None, *, on: date | None = END, **start: Any) -> Target:
    return Target(pk=7, on=on, numerator=numerator, denominator=denominator, **start)


def said(
    indicator: Indicator, target: Target, *series: Figure, today: date = TODAY, shown: Figure | None = None
) -> str:
    """The sentence beside the last figure, or beside `shown`."""
    told = pacing.sentences(indicator, shown or series[-1], series, [target], today)
    return told.get(7, "").replace("\u202f", " ").replace("\xa0", " ")


def halves(*values: int) -> Iterator[Figure]:
    """From the second half of 2020 on."""
    return (at(periods.following(periods.half_year(2020, 2), rank), value) for rank, value in enumerate(values))


def test_what_is_left_is_shared_by_the_periods_left() -> None:
    # 3 half-years end between 30 June 2021 and 31 December 2022: 750 posts.
    assert (
        said(posts(), aim(5000), *halves(4100, 4250))
        == "Il faut 250 postes de plus par semestre pour l'atteindre à temps."
    )
    yearly = posts(periodicity=Periodicity.YEAR)
    assert "Il faut 250 postes de plus par an" in said(yearly, aim(5000), at(periods.year(2020), 4500))


def test_pace_is_never_told_smaller_than_it_is() -> None:
    # 100 over 3: 33 each would leave one.
    assert "Il faut 34 postes de plus" in said(posts(), aim(100), *halves(0, 0))
    cents = posts(kind=IndicatorKind.AMOUNT, unit="€", decimals=2)
    assert "Il faut 33,34 € de plus" in said(cents, aim(10_000), *halves(0, 0))


def test_less_is_told_as_less() -> None:
    assert "Il faut 2 postes de moins par semestre" in said(posts(direction=Direction.LESS), aim(4), *halves(12, 10))


def test_shares_have_a_pace_in_points() -> None:
    # 30 % and 25.5 %: 4.5 points over 3 half-years.
    assert "Il faut 1,5 point de plus par semestre" in said(
        shares(), aim(30, 100), at(periods.half_year(2021, 1), 51, 200)
    )


def test_reached_is_said_once() -> None:
    first, last = halves(4900, 5000)
    assert said(posts(), aim(5000), first, last) == ""
    assert said(posts(), aim(5000), first, last, shown=first) == "La dernière valeur (1er semestre 2021) l'atteint."


def test_day_gone_by_and_no_period_left() -> None:
    assert said(posts(), aim(5000), *halves(4900), today=date(2023, 1, 1)) == "Le délai est passé."
    near = aim(5000, on=date(2021, 11, 30))
    assert said(posts(), near, *halves(4900, 4950)) == "Plus aucune période entière ne reste d'ici là."


def test_counted_from_the_last_period_that_has_a_value() -> None:
    first, last = halves(4100, 4250)
    told = said(posts(), aim(5000), first, last, at(periods.half_year(2021, 2)), at(periods.year(2021), 9), shown=first)
    assert told == (
        "Il faut 250 postes de plus par semestre pour l'atteindre à temps, à partir de la dernière valeur "
        "(1er semestre 2021)."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"over_periods": OverPeriods.SUM},
        {"direction": Direction.NEITHER},
        {"periodicity": Periodicity.DATE},
    ],
)
def test_no_pace_where_it_would_mean_nothing(fields: dict[str, str]) -> None:
    assert said(posts(**fields), aim(5000), *halves(4100)) == ""


def test_no_pace_without_a_day_nor_to_a_share_of_nothing() -> None:
    assert said(posts(), aim(5000, on=None), *halves(4100)) == ""
    assert said(shares(), aim(30, 0), at(periods.half_year(2021, 1), 1, 2)) == ""
    assert said(shares(), aim(30, 100), at(periods.half_year(2021, 1), 0, 0)) == ""


def test_rounded_figure_makes_a_rough_pace() -> None:
    assert "Il faut environ 250 postes" in said(posts(), aim(5000), at(periods.half_year(2021, 1), 4250, base=5))


def test_figure_not_yet_whole_says_so() -> None:
    half = Figure(1, periods.half_year(2021, 1).id, Value(4250), answered=1, expected=2)
    assert said(posts(), aim(5000), half).endswith(
        "pour l'atteindre à temps. Les réponses qui manquent peuvent changer ces nombres."
    )


def test_lag_behind_a_straight_trajectory() -> None:
    # From 0 on 31 December 2020 to 730 on 31 December 2022: one a day, 181 due on 30 June 2021.
    straight = aim(730, baseline_on=date(2020, 12, 31), baseline_numerator=0)
    start = "sur la trajectoire partie de 0 poste le 31 décembre 2020."
    lags = {171: "c'est 10 postes de retard", 191: "c'est 10 postes d'avance", 181: "la valeur est"}
    for value, lag in lags.items():
        assert said(posts(), straight, *halves(0, value)).endswith(f"Au 30 juin 2021, {lag} {start}")


def test_by_steps_or_outside_its_days_nothing_is_late() -> None:
    start = {"baseline_on": date(2020, 12, 31), "baseline_numerator": 0}
    assert "trajectoire" not in said(posts(), aim(730, trajectory=Trajectory.STEPS, **start), *halves(0, 9))
    assert "trajectoire" not in said(posts(), aim(730, **start), *halves(0))
    assert "trajectoire" not in said(posts(), aim(730, on=date(2021, 6, 30), **start), *halves(0, 9))


@pytest.mark.django_db
def test_page_says_distance_then_pace(client: Client) -> None:
    ground = Ground()
    fields = {"over_periods": OverPeriods.LAST, "direction": Direction.MORE, "unit": "postes"}
    indicator = an_indicator(ground, **fields)
    for place in ground.quarters:
        answer(indicator, place, 20)
    far = Aim(on=date(2999, 12, 31), value=Value(60 + 1961 * 2))
    actions.set_target(by=ME, indicator=indicator, place=ground.france, aim=far)
    shown = " ".join(client.get(indicator.get_absolute_url()).content.decode().split()).replace("&#x27;", "'")
    # 1,961 half-years end after June 2019 until the end of 2999.
    assert "(1er semestre 2019). Il faut 2 postes de plus par semestre pour l'atteindre à temps." in shown
