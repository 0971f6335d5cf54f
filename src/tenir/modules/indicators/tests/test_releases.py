"""Releases of figures of persons: small counts hidden, and nothing that gives them away."""

from __future__ import annotations

import pytest
from django.test import Client

from tenir.core.errors import BadInput
from tenir.core.rights import Refused, Role
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions, releases
from tenir.modules.indicators.enums import Counted, IndicatorKind, OverPeriods, OverPlaces
from tenir.modules.indicators.models import Indicator, Publication
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, first_half
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def persons(ground: Ground, **fields: object) -> Indicator:
    return an_indicator(ground, counted=Counted.PERSONS, **fields)


def said(indicator: Indicator, ground: Ground) -> dict[str, int | None]:
    """What the latest release says of each place of the ground."""
    publication = Publication.objects.filter(indicator=indicator).order_by("-id").first()
    names = {place.pk: name for name, place in vars(ground).items()}
    return {names[row.place_id]: row.numerator for row in publication.figures.all()}


def test_small_count_is_hidden_with_a_neighbour_that_gives_it_away() -> None:
    ground = Ground()
    indicator = persons(ground)
    for place, number in ((ground.a, 4), (ground.b, 50), (ground.c, 60)):
        answer(indicator, place, number)
    actions.publish_period(by=ME, indicator=indicator, period=first_half())
    told = said(indicator, ground)
    assert told["a"] is None
    assert told["france"] == 114
    # 54 in the north and 50 in B would give 4.
    assert None in (told["b"], told["north"])


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    ground = Ground()
    indicator = persons(ground)
    for place in ground.quarters:
        answer(indicator, place, 50)
    release = releases.prepare(indicator, first_half())
    assert release.hidden == 0
    assert release.figures[ground.france.pk] == Value(150)


def test_what_was_released_before_is_counted_with() -> None:
    ground = Ground()
    indicator = persons(ground)
    answer(indicator, ground.a, 40)
    answer(indicator, ground.b, 50)
    actions.publish_period(by=ME, indicator=indicator, period=first_half())
    # The same places, and four persons more: the new total less the old one would tell them.
    answer(indicator, ground.c, 4)
    actions.publish_period(by=ME, indicator=indicator, period=first_half())
    told = said(indicator, ground)
    assert (told["c"], told["france"], told["departement"]) == (None, None, None)
    assert told["a"] == 40


def test_women_and_men_do_not_tell_each_other() -> None:
    ground = Ground()
    panel = a_panel(ground)
    everybody, women, men = (persons(ground, panel=panel) for _ in range(3))
    for place in ground.quarters:
        for indicator, number in ((everybody, 40), (women, 36), (men, 4)):
            answer(indicator, place, number)
    actions.set_parts(by=ME, indicator=everybody, parts=[women, men])
    actions.publish_period(by=ME, indicator=everybody, period=first_half())
    actions.publish_period(by=ME, indicator=women, period=first_half())
    # Everybody is known: a number of women would give the men of the place.
    assert said(everybody, ground)["a"] == 40
    assert [said(women, ground)[one] for one in ("a", "b", "c")] == [None, None, None]


def test_share_is_released_with_both_parts_or_not_at_all() -> None:
    ground = Ground()
    indicator = persons(ground, kind=IndicatorKind.SHARE)
    answer(indicator, ground.a, 4, 100)
    answer(indicator, ground.b, 50, 100)
    answer(indicator, ground.c, 60, 100)
    figures = releases.prepare(indicator, first_half()).figures
    assert figures[ground.a.pk] is None
    assert figures[ground.france.pk] == Value(114, 300)


def test_rate_of_persons_without_its_parts_is_not_released() -> None:
    ground = Ground()
    indicator = persons(ground, kind=IndicatorKind.RATE, over_places=OverPlaces.NONE, over_periods=OverPeriods.NONE)
    answer(indicator, ground.a, 30)
    with pytest.raises(BadInput, match="sans ses deux termes"):
        actions.publish_period(by=ME, indicator=indicator, period=first_half())


def test_year_is_not_the_way_round_a_hidden_half() -> None:
    ground = Ground()
    indicator = persons(ground)
    for half, number in ((1, 4), (2, 50)):
        for place in (ground.b, ground.c):
            answer(indicator, place, 80, period=periods.half_year(2019, half))
        answer(indicator, ground.a, number, period=periods.half_year(2019, half))
    for period in (periods.half_year(2019, 1), periods.half_year(2019, 2), periods.year(2019)):
        actions.publish_period(by=ME, indicator=indicator, period=period)
    second = Publication.objects.get(period=periods.half_year(2019, 2).id).figures.get(place=ground.a)
    year = Publication.objects.get(period=periods.year(2019).id).figures.get(place=ground.a)
    assert second.numerator is None or year.numerator is None


def test_sums_that_differ_are_not_released() -> None:
    ground = Ground()
    panel = a_panel(ground)
    everybody, women, men = (persons(ground, panel=panel) for _ in range(3))
    for indicator, number in ((everybody, 41), (women, 20), (men, 20)):
        answer(indicator, ground.a, number)
    actions.set_parts(by=ME, indicator=everybody, parts=[women, men])
    with pytest.raises(BadInput, match="rien n'est publié"):
        actions.publish_period(by=ME, indicator=everybody, period=first_half())
    assert Publication.objects.count() == 0


def test_delegate_does_not_publish_and_posts_need_no_release() -> None:
    ground = Ground()
    indicator = persons(ground)
    answer(indicator, ground.a, 50)
    delegate = a_member(Role.DELEGATE, ground.france)
    with pytest.raises(Refused):
        actions.publish_period(by=delegate, indicator=indicator, period=first_half())
    with pytest.raises(BadInput, match="ni personnes ni entreprises"):
        actions.publish_period(by=ME, indicator=an_indicator(ground), period=first_half())


def test_public_page_says_what_was_released_and_no_more(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground)
    for place, number in ((ground.a, 4), (ground.b, 1350), (ground.c, 1360)):
        answer(indicator, place, number)
    address = indicator.get_absolute_url()
    assert "pas encore publié" in client.get(address).content.decode()
    client.force_login(a_member(Role.MINISTRY, ground.france))
    client.post(f"{address}publier/", {"periode": "2019-S1"})
    client.logout()
    shown = client.get(f"{address}?sorte=qpv").content.decode()
    assert "2\u202f714" in shown
    assert "secret statistique" in shown
    file = client.get(f"{address}?sorte=qpv&format=csv").getvalue().decode()
    assert any(",s," in line or line.endswith(",s") for line in file.splitlines()[1:])
    assert not any(",4," in line for line in file.splitlines())


def test_page_says_what_the_latest_release_said(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground)
    for number in (1350, 1360):
        for place in ground.quarters:
            answer(indicator, place, number, reason="de nouveau")
        actions.publish_period(by=ME, indicator=indicator, period=first_half())
    assert "4\u202f080" in client.get(indicator.get_absolute_url()).content.decode()
