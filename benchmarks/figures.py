"""Figures at the size of the country: one write with all its totals, pages uncached, the engine beside the ORM.

    python -m benchmarks.figures [INDICATORS]                     on SQLite (75 indicators: 2.85 million values)
    python -m tests.postgres python -m benchmarks.figures         on PostgreSQL

Every QPV of the invented country of `benchmarks.importing` answers every indicator for 24 half-years. Tables are filled
in SQL; one write is an observation declared and accepted through the actions, journal and totals included.

Gates: 25 ms a write (goal 10), 20 times faster than the ORM, a page of figures at most 25 times an empty view.
"""

from __future__ import annotations

import itertools
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator

from benchmarks.importing import country
from benchmarks.server import EMPTY, ratio, serving

INDICATORS, FIRST_YEAR, HALVES = 75, 2012, 24
WRITES, VIEWS = 60, 20
_told = itertools.count(2000)


def main() -> int:
    """Fill, then measure; one line a figure."""
    with tempfile.TemporaryDirectory(prefix="tenir-benchmark-") as name:
        os.environ |= {"TENIR_DATA": name, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        fill(int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS)
        one_write()
        pages()
        beside_the_orm()
    return 0


def fill(indicators: int, in_full: int | None = None) -> None:
    """The country, its indicators, and one accepted value for each of their keys.

    `in_full`: how many have all their half-years (all); the others have the last two only, for a test that is short.
    """
    import django

    django.setup()
    logging.getLogger("tenir.requests").setLevel(logging.WARNING)
    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks.content import settle

    call_command("migrate", verbosity=0)
    country()
    describe(indicators)
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements(indicators if in_full is None else in_full):
            cursor.execute(statement)
    settle()
    with connection.cursor() as cursor:
        for table in ("observation", "total"):
            cursor.execute(f"SELECT count(*) FROM indicators_{table}")
            print(f"{connection.vendor}: {cursor.fetchone()[0]} rows of {table}")
    print(f"filled in {time.perf_counter() - started:.0f} s")


def describe(indicators: int) -> None:
    """So many indicators asked of all quarters, and the answers that are expected of them."""
    from tenir.core.actions import System
    from tenir.core.places.models import Place, PlaceKind
    from tenir.modules.indicators import expected
    from tenir.modules.indicators.actions import describe_indicator, describe_panel

    by, france = System("benchmark"), Place.objects.france()
    quarters = list(Place.objects.filter(kind=PlaceKind.QPV))
    told = {"name": "Quartiers", "kind": PlaceKind.QPV}
    panel = describe_panel(by=by, slug="quartiers", fields=told, places=quarters, on=france)
    fields = {"kind": "count", "over_places": "sum", "over_periods": "sum", "periodicity": "half-year"}
    for rank in range(indicators):
        named = {**fields, "title": f"Indicateur inventé {rank}", "panel": panel, "place": france}
        describe_indicator(by=by, slug=f"invente-{rank}", fields=named)
    for half in halves():
        expected.prepare([(expected.Asked(panel.pk, "half-year", half), quarters[0].pk)])


def halves() -> list[int]:
    """Numbers of the half-years."""
    from tenir.engines.rollup import periods

    return [periods.half_year(FIRST_YEAR + rank // 2, rank % 2 + 1).id for rank in range(HALVES)]


def statements(in_full: int) -> Iterator[str]:
    """Observations, their verdicts, what counts, and the totals of every place for half-years and years."""
    from tenir.engines.rollup import periods

    asked = " UNION ALL ".join(f"SELECT {number} AS period" for number in halves())
    years = {number: periods.longer(periods.from_id(number))[-1].id for number in halves()}
    longer = " UNION ALL ".join(f"SELECT {half} AS part, {year} AS period" for half, year in years.items())
    now = "CURRENT_TIMESTAMP"
    yield f"""
        INSERT INTO indicators_observation
            (indicator_id, place_id, period, numerator, statement, "where", reason, state, recorded_at, is_invented)
        SELECT i.id, p.place_id, h.period, (i.id * 31 + p.place_id * 17) % 997, '', '', '', 'accepted', {now}, false
        FROM indicators_indicator i JOIN indicators_panelplace p ON p.panel_id = i.panel_id CROSS JOIN ({asked}) h
        WHERE h.period >= {halves()[-2]} OR CAST(substr(i.slug, 9) AS integer) < {in_full}
    """
    yield f"""
        INSERT INTO indicators_verdict (observation_id, verdict, at, comment, method)
        SELECT id, 'accepted', {now}, '', '' FROM indicators_observation
    """
    yield """
        INSERT INTO indicators_countedvalue (indicator_id, place_id, period, observation_id)
        SELECT indicator_id, place_id, period, id FROM indicators_observation
    """
    yield """
        CREATE TEMPORARY TABLE lying AS
        WITH RECURSIVE climbed(leaf, whole) AS (
            SELECT place_id, place_id FROM indicators_panelplace
            UNION SELECT c.leaf, e.whole_id FROM climbed c JOIN places_containment e ON e.part_id = c.whole
        ) SELECT leaf, whole FROM climbed
    """
    yield """
        INSERT INTO indicators_total (indicator_id, period, place_id, numerator, answered)
        SELECT o.indicator_id, o.period, l.whole, sum(o.numerator), count(*)
        FROM indicators_observation o JOIN lying l ON l.leaf = o.place_id GROUP BY 1, 2, 3
    """
    yield f"""
        INSERT INTO indicators_total (indicator_id, period, place_id, numerator, answered)
        SELECT t.indicator_id, y.period, t.place_id, sum(t.numerator), sum(t.answered)
        FROM indicators_total t JOIN ({longer}) y ON y.part = t.period GROUP BY 1, 2, 3
    """


def one_write() -> None:
    """An observation declared and accepted, with all its totals, beside an action that does nothing but say so."""
    taken = writes(WRITES)
    floor = statistics.median(least() for _ in range(WRITES))
    for words, column in zip(("accepted, with all its totals", "declared and accepted"), taken, strict=True):
        middle, late = statistics.median(column), sorted(column)[int(len(column) * 0.95)]
        told = f"median {middle * 1000:.1f} ms, p95 {late * 1000:.1f} ms, {middle / floor:.1f} times the least action"
        print(f"one value {words}: {told}")


def writes(many: int) -> tuple[list[float], list[float]]:
    """Seconds that acceptances took, and declarations with them; the first five do not count.

    Each asking tells other values: one that is there already is not written again.
    """
    from tenir.core.actions import System
    from tenir.core.places.models import Place, PlaceKind
    from tenir.engines.rollup import periods
    from tenir.engines.rollup.model import Value
    from tenir.modules.indicators import actions
    from tenir.modules.indicators.models import Indicator

    by, period = System("benchmark"), periods.from_id(halves()[-1])
    indicator = Indicator.objects.select_related("panel").get(slug="invente-0")
    taken = []
    for place in Place.objects.filter(kind=PlaceKind.QPV).order_by("pk")[:many]:
        begun = time.perf_counter()
        sent = actions.Sent(reason="corrigé")
        value = Value(next(_told))
        one = actions.declare(by=by, indicator=indicator, place=place, period=period, value=value, sent=sent)
        declared = time.perf_counter()
        actions.accept(by=by, observation=one)
        taken.append((time.perf_counter() - declared, time.perf_counter() - begun))
    accepted, both = zip(*taken[5:], strict=True)
    return list(accepted), list(both)


def least() -> float:
    """Seconds of an action that only records itself: what any write costs."""
    from tenir.core.actions import Actor, System, action
    from tenir.core.journal import chain
    from tenir.core.places.models import Place

    @action
    def say(*, by: Actor) -> None:
        chain.record(chain.Event("benchmark.say", on=Place.objects.france()), by=by)

    begun = time.perf_counter()
    say(by=System("benchmark"))
    return time.perf_counter() - begun


def pages() -> None:
    """Pages made each time, as times an empty view, on a real server."""
    from django.db import connection

    asked = {EMPTY: "empty view", **addresses()}
    connection.close()
    with serving(uncached=True) as site:
        for path, words in asked.items():
            print(f"{words}: {ratio(site, path, VIEWS):.1f} times an empty view")


def addresses() -> dict[str, str]:
    """The heaviest pages of figures, and what they are."""
    from tenir.core.places.models import Place, PlaceKind

    region = Place.objects.filter(kind=PlaceKind.REGION).order_by("pk")[0]
    return {
        "/chiffres/invente-0/": "an indicator, France",
        "/chiffres/invente-0/?sorte=qpv": "an indicator, its quarters",
        "/chiffres/": "list of indicators",
        region.get_absolute_url(): "a région and its figures",
    }


def beside_the_orm() -> float:
    """All totals of one indicator by the engine, and those of a slice of its places by the ORM: one total, how many
    times faster.
    """
    from django.db.models import Sum

    from tenir.core.places.models import Place, PlaceKind
    from tenir.modules.indicators import described, recomputing
    from tenir.modules.indicators.models import Indicator, Observation

    indicator = Indicator.objects.get(slug="invente-0")
    edges = described.edges()
    begun = time.perf_counter()
    found = recomputing.computed(indicator, edges)
    engine = (time.perf_counter() - begun) / len(found)
    places = [*Place.objects.filter(kind=PlaceKind.DEPARTEMENT)[:10], Place.objects.france()]
    begun = time.perf_counter()
    for place in places:
        rows = Observation.objects.filter(indicator=indicator, state="accepted", place__in=Place.objects.within(place))
        for half in halves()[:4]:
            rows.filter(period=half).aggregate(Sum("numerator"))
    orm = (time.perf_counter() - begun) / (4 * len(places))
    told = f"by the ORM {orm * 1e6:.0f}, {orm / engine:.0f} times"
    print(f"{len(found)} totals by the engine: {engine * 1e6:.0f} µs each; {told}")
    return orm / engine


if __name__ == "__main__":
    sys.exit(main())
