"""Places that are corrected: today's totals follow at once, and what was known on a day stays."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from tenir.core.journal.models import Entry
from tenir.core.places.actions import contain, end_containment
from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.modules.indicators import actions, recomputing, releases
from tenir.modules.indicators.enums import Counted
from tenir.modules.indicators.models import Expected, Indicator
from tenir.modules.indicators.moving_ground import keep_up
from tenir.modules.indicators.reading import figures
from tenir.modules.indicators.reading.ledgers import Now, Then
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, first_half, total
from tests.builders import a_place

pytestmark = pytest.mark.django_db
BEFORE = date(2018, 12, 31)


def take_out(part: Place, whole: Place) -> datetime:
    """`part` was never in `whole` in 2019; the instant before that is told."""
    instant = timezone.now()
    end_containment(by=ME, containment=Containment.objects.get(part=part, whole=whole), until=BEFORE)
    return instant


def test_totals_follow_a_place_that_is_taken_out() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.b, 5)
    take_out(ground.b, ground.south)
    assert (total(indicator, ground.south), total(indicator, ground.north)) == (None, (15, None, 2))
    assert recomputing.compare().differences == []


def test_totals_follow_a_place_that_is_put_in() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    region = a_place(kind=PlaceKind.REGION, inside=ground.france)
    contain(by=ME, part=ground.departement, whole=region, share=None)
    assert total(indicator, region) == (10, None, 1)
    assert Expected.objects.get(place=region, periodicity="half-year", period=first_half().id).answers == 3


def test_totals_follow_a_file_of_places_told_by_one_event() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    region = a_place(kind=PlaceKind.REGION, inside=ground.france)
    Containment.objects.create(part=ground.departement, whole=region)
    keep_up([Entry(verb="territories.import", after={"moved": [PlaceKind.DEPARTEMENT]})])
    assert total(indicator, region) == (10, None, 1)


def shown(indicator: Indicator, place: Place, instant: datetime | None) -> tuple[object, int, int | None]:
    book = Then(indicator, instant) if instant else Now(indicator)
    one = figures.series(indicator, book, place, [first_half()])[0]
    return (one.value and one.value.numerator, one.answered, one.expected)


def test_what_was_known_on_a_day_stays_when_places_are_corrected() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.b, 5)
    known = shown(indicator, ground.south, timezone.now())
    instant = take_out(ground.b, ground.south)
    assert known == shown(indicator, ground.south, instant) == (5, 1, 2)
    assert shown(indicator, ground.south, None) == (None, 0, 1)


def test_table_of_a_day_has_the_places_of_that_day() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.b, 5)
    instant = take_out(ground.b, ground.south)
    found = [
        [line.place.name for line in figures.across(indicator, book, first_half(), Place.objects.all())]
        for book in (Then(indicator, instant), Now(indicator))
    ]
    assert found[0] == found[1]


def test_place_asked_later_was_not_expected_before() -> None:
    ground = Ground()
    panel = a_panel(ground, [ground.a, ground.b])
    indicator = an_indicator(ground, panel)
    answer(indicator, ground.a, 10)
    instant = timezone.now()
    actions.describe_panel(by=ME, slug=panel.slug, fields={}, places=[ground.a, ground.c], on=ground.france)
    assert shown(indicator, ground.france, instant) == (10, 1, 2)
    assert shown(indicator, ground.south, instant) == (None, 0, 1)
    assert panel.asked() == {ground.a.pk, ground.c.pk}


def test_release_after_places_are_corrected_knows_what_the_first_one_said() -> None:
    ground = Ground()
    indicator = an_indicator(ground, counted=Counted.PERSONS)
    for place, count in ((ground.a, 100), (ground.b, 200), (ground.c, 300)):
        answer(indicator, place, count)
    actions.publish_period(by=ME, indicator=indicator, period=first_half())
    take_out(ground.b, ground.south)
    again = releases.prepare(indicator, first_half())
    assert again.figures[ground.south.pk] is not None
    assert again.figures[ground.south.pk].numerator == 300  # type: ignore[union-attr]


def test_totals_follow_an_official_list_that_corrects() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.b, 5)
    Containment.objects.filter(part=ground.b, whole=ground.south).update(until=BEFORE)
    told = {"verb": "places.load", "object_type": "places.place", "object_id": str(ground.b.pk)}
    keep_up([Entry(**told, before={"inside": ["south"]}, after={"inside": ["south"], "names": []})])
    assert total(indicator, ground.south) == (5, None, 1)
    keep_up([Entry(**told, before={"inside": ["south"]}, after={"inside": ["south until 2018"]})])
    assert total(indicator, ground.south) is None
