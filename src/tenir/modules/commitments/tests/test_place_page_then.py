"""The place page on a day that is past (`?au=`): texts in force then, levels said by then, the day told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments import boards
from tenir.modules.commitments.actions import Stated, record_level
from tenir.modules.commitments.descriptions import LevelDescription
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Application, Commitment, Framework
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME, commitment, france
from tenir.modules.commitments.tests.test_place_page import adopted, said
from tests.builders import a_place, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Place:
    departement = a_place(kind=PlaceKind.DEPARTEMENT, code="90", inside=france())
    return a_place(kind=PlaceKind.COMMUNE, name="Ville inventée", inside=departement)


def two_years(place: Place, slug: str = "local", **fields: object) -> Framework:
    """One promise, launched in January 2019, achieved in March 2021."""
    levels = (LevelDescription(Level.LAUNCHING, "2019-01"), LevelDescription(Level.ACHIEVED, "2021-03"))
    given = {"since": "2018-07-01", "commitments": (commitment(1, levels=levels),), **fields}
    return adopted(place, slug, **given)


def test_levels_are_those_of_the_day_and_the_day_is_said(client: Client, town: Place) -> None:
    two_years(town)
    now, then = said(client, town), said(client, town, "?au=2020-06-30")
    assert "1 promesse est suivie ici." in now
    assert "1 a atteint son objectif" in now
    assert "Ce n'est pas la situation d'aujourd'hui" not in now
    assert "1 promesse était suivie ici." in then
    assert "Au 30 juin 2020 : les textes en vigueur ce jour-là" in then
    assert "atteint" not in then[then.index("promesse était suivie") : then.index("Voir ce jour-là")]
    assert "janvier 2019" in then
    assert "mars 2021" not in then


def test_texts_that_were_not_in_force_are_not_there(client: Client, town: Place) -> None:
    two_years(town)
    two_years(town, "fini", until="2019-12-31")
    page = said(client, town, "?au=2020-06-30")
    assert "Cadre local" in page
    assert "Cadre fini" not in page
    before = said(client, town, "?au=2017-01-01")
    assert "Aucun texte d'ici, connu de Tenir, n'était en vigueur ce jour-là." in before
    assert "Revenir à aujourd'hui" in before


def test_what_is_silent_is_reckoned_on_that_day(client: Client, town: Place) -> None:
    two_years(town)
    assert "est muette" not in said(client, town, "?au=2019-03-01")
    assert "1 est muette" in said(client, town, "?au=2020-06-30")


def test_level_of_an_application_is_that_of_the_day_in_its_place(client: Client, town: Place) -> None:
    national = two_years(france(), "national")
    row = Commitment.objects.of_framework(national).get()
    for level, on in ((Level.SUSPENDED, "2019-05-10"), (Level.ACHIEVED, "2022-02-02")):
        stated = Stated(an_organisation(), "Dit ici.", town)
        record_level(by=ME, commitment=row, level=level, moment=Moment.parse(on), status=Status.VERIFIED, stated=stated)
    assert Application.objects.get().level == Level.ACHIEVED
    then = said(client, town, "?au=2020-01-01")
    assert "Suspendu" in then
    assert "10 mai 2019" in then
    assert "2 février 2022" not in then
    assert "constaté ici" not in said(client, town, "?au=2019-02-01")


def test_folded_texts_and_texts_inside_stand_as_then(client: Client, town: Place) -> None:
    two_years(france(), "national")
    folded = said(client, town, "?au=2020-06-30")
    assert "1 engagement sur 1 est en cours de lancement" in folded
    quarter = a_place(inside=town)
    two_years(quarter, "quartier")
    inside = said(client, town, "?au=2020-06-30")
    assert inside.count("1 engagement sur 1 est en cours de lancement") == 2
    assert "Au 30 juin 2020, textes en vigueur ce jour-là." in inside


@pytest.mark.parametrize("asked", ["hier", "2020-13-01", "٢٠٢٠-01-01"])
def test_a_day_that_cannot_be_read_is_told(client: Client, town: Place, asked: str) -> None:
    assert "n'est pas un jour" in said(client, town, f"?au={asked}")


@pytest.mark.parametrize("asked", ["9999-01-01", ""])
def test_a_day_that_has_not_come_is_passed_over(client: Client, town: Place, asked: str) -> None:
    two_years(town)
    assert "1 promesse est suivie ici." in said(client, town, f"?au={asked}")


def test_choices_keep_the_day_and_today_keeps_the_choices(client: Client, town: Place) -> None:
    two_years(town)
    two_years(town, "autre")
    html = client.get(f"{town.get_absolute_url()}?au=2020-06-30&cadre=autre").content.decode()
    assert "cadre=local&amp;au=2020-06-30" in html
    assert 'href="?cadre=autre#promesses"' in html
    assert '<input type="hidden" name="cadre" value="autre">' in html


def test_standings_of_several_are_those_of_each(town: Place) -> None:
    texts = [two_years(town), adopted(town, "grand", 9)]
    for day in (date(2018, 1, 1), date(2019, 6, 1), date(2024, 1, 1)):
        together = boards.standings_at(texts, day)
        assert together == [boards.standing_at(one, day) for one in texts]


def test_a_past_day_asks_as_much_whatever_there_is(client: Client, town: Place) -> None:
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{town.get_absolute_url()}?au=2020-06-30&{query}")
        return len(asked)

    def fill(name: str, count: int) -> None:
        row = Commitment.objects.of_framework(adopted(france(), f"{name}-1", count, since="2018-01-01"))[0]
        adopted(town, f"{name}-2", count, since="2018-01-01")
        adopted(a_place(inside=town), f"{name}-3", count, since="2018-01-01")
        Application.objects.create(commitment=row, place=town)

    fill("peu", 2)
    few = queries("a")
    fill("plus", 40)
    assert queries("b") == few


def test_yesterday_is_the_last_day_that_may_be_asked(client: Client, town: Place) -> None:
    two_years(town)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert f'max="{yesterday.isoformat()}"' in client.get(town.get_absolute_url()).content.decode()
    assert "était suivie" in said(client, town, f"?au={yesterday.isoformat()}")
