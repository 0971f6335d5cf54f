"""The list of indicators, who has not answered, and what other pages show of figures."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.rights import Role
from tenir.core.web.exports import csv_lines
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions, exports, searching
from tenir.modules.indicators.actions import Aim
from tenir.modules.indicators.enums import Counted, OverPlaces
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, send
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db


def text(client: Client, path: str) -> str:
    """The page with every run of spaces, narrow ones too, as one plain space."""
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def queries(client: Client, path: str) -> int:
    """How many statements one answer takes, nothing kept from before; the first request pays for the warming."""
    client.get(path)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_list_says_the_last_period_and_how_complete_it_is(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes")
    answer(indicator, ground.a, 10)
    answer(indicator, ground.a, 7, period=periods.half_year(2019, 2))
    aim = Aim(on=periods.year(2022).last, value=Value(25))
    actions.set_target(by=ME, indicator=indicator, place=ground.france, aim=aim)
    shown = text(client, "/chiffres/")
    assert "<strong>7 postes</strong> <span>France, 2e semestre 2019 · 1 réponse sur 3 attendues</span>" in shown
    assert "Cible pour le 31 décembre 2022 : 25 postes" in shown


def test_list_is_searched_without_accents_and_by_producer(client: Client) -> None:
    ground = Ground()
    producer = an_organisation(name="Agence inventée")
    an_indicator(ground, title="Crèches ouvertes", producer=producer)
    an_indicator(ground, title="Médiateurs présents")
    assert ("Crèches" in text(client, "/chiffres/?q=creche"), "Médiateurs" in text(client, "/chiffres/?q=creche")) == (
        True,
        False,
    )
    assert "Médiateurs" not in text(client, f"/chiffres/?producteur={producer.slug}")
    assert "Aucun indicateur ne répond" in text(client, "/chiffres/?q=piscine")


def test_list_withholds_counts_of_persons(client: Client) -> None:
    ground = Ground()
    answer(an_indicator(ground, counted=Counted.PERSONS), ground.a, 4321)
    assert "secret statistique" in text(client, "/chiffres/")
    assert "4 321" not in text(client, "/chiffres/")
    client.force_login(a_member(Role.MINISTRY, ground.france))
    assert "4 321" in text(client, "/chiffres/")


def test_indicator_that_does_not_add_up_counts_its_answers(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, over_places=OverPlaces.NONE)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.c, 11)
    assert "<strong>lieu par lieu</strong> <span>France, 1er semestre 2019 · 2 réponses sur 3" in text(
        client, "/chiffres/"
    )


@pytest.mark.parametrize("path", ["/chiffres/", "/chiffres/reponses/", "/lieux/nation/FR/"])
def test_queries_do_not_grow_with_indicators(client: Client, path: str) -> None:
    ground = Ground()
    one_of_each(ground)
    few = queries(client, path)
    for _ in range(4):
        one_of_each(ground)
    assert queries(client, path) == few


def one_of_each(ground: Ground) -> None:
    """Indicators that add up, that do not, and that are withheld."""
    answer(an_indicator(ground, producer=an_organisation()), ground.a, 1)
    answer(an_indicator(ground, over_places=OverPlaces.NONE), ground.b, 1)
    answer(an_indicator(ground, counted=Counted.PERSONS), ground.c, 1)


def test_figure_asked_of_the_country_itself_is_its_own(client: Client) -> None:
    ground = Ground()
    panel = a_panel(ground, [ground.france])
    answer(an_indicator(ground, panel, over_places=OverPlaces.NONE, unit="quartiers"), ground.france, 15)
    assert "<strong>15 quartiers</strong>" in text(client, "/chiffres/")


def test_silent_places_are_listed_for_everybody(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    shown = text(client, f"{indicator.get_absolute_url()}reponses/")
    assert "1 réponse acceptée sur 3 attendues : 2 lieux n'ont pas répondu." in shown.replace("&#x27;", "'")
    assert ">Quartier B</a>" in shown
    assert ">Quartier A</a>" not in shown
    inside = text(client, f"{indicator.get_absolute_url()}reponses/?lieu=commune:{ground.north.code}")
    assert ">Quartier C</a>" not in inside


def test_what_became_of_an_answer_is_told_to_those_in_charge(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    send(indicator, ground.b, 4)
    path = f"{indicator.get_absolute_url()}reponses/"
    assert "reçue, à juger" not in text(client, path)
    client.force_login(a_member(Role.PROJECT_LEAD, ground.north))
    mine = text(client, path)
    assert "reçue, à juger" in mine
    assert "hors de votre territoire" in mine


def test_board_tells_what_each_producer_still_waits_for(client: Client) -> None:
    ground = Ground()
    producer = an_organisation(name="Agence inventée")
    answer(an_indicator(ground, producer=producer), ground.a, 10)
    an_indicator(ground, title="Jamais demandé")
    shown = text(client, "/chiffres/reponses/")
    assert shown.index("Agence inventée") > 0
    assert "1 réponse sur 3 attendues" in shown
    assert "Sans producteur déclaré" in shown
    assert "aucune encore" in shown


def test_place_page_shows_its_latest_figures(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes")
    answer(indicator, ground.a, 4)
    answer(indicator, ground.a, 9, period=periods.half_year(2019, 2))
    shown = text(client, ground.north.get_absolute_url())
    assert "<strong>9 postes</strong>, 2e semestre 2019" in shown
    assert "1 réponse sur 2 attendues" in shown
    assert "de 4 postes à 9 postes" in shown
    assert 'id="chiffres"' not in text(client, ground.south.get_absolute_url())


def test_organisation_page_shows_what_it_produces(client: Client) -> None:
    ground = Ground()
    producer = an_organisation()
    answer(an_indicator(ground, title="Crèches ouvertes", producer=producer), ground.a, 3)
    assert "Crèches ouvertes" in text(client, f"/organisations/{producer.slug}/")


def test_file_of_all_figures_holds_no_withheld_value() -> None:
    ground = Ground()
    answer(an_indicator(ground, counted=Counted.PERSONS), ground.a, 4321)
    answer(an_indicator(ground), ground.a, 8765)
    lines = "".join(csv_lines(exports.all_figures()))
    assert ("4321" in lines, "8765" in lines, ",s," in lines) == (False, True, True)


def test_indicator_is_found_by_its_words() -> None:
    ground = Ground()
    indicator = an_indicator(ground, title="Crèches ouvertes", producer=an_organisation(name="Agence inventée"))
    (found,) = searching.indicators([str(indicator.pk)])
    assert (found.title, found.context, found.url) == (
        "Crèches ouvertes",
        "Agence inventée",
        Indicator.objects.get().get_absolute_url(),
    )
