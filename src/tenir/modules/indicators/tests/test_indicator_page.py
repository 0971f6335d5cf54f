"""The page of an indicator: its figure with completeness, its past, its table, what is not shown to whom."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.actions import Aim
from tenir.modules.indicators.enums import Counted, IndicatorKind, OverPlaces
from tenir.modules.indicators.models import Indicator, Verdict
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, send
from tests.builders import a_member, a_place

pytestmark = pytest.mark.django_db


def text(client: Client, path: str, status: int = 200) -> str:
    """The page with every run of spaces, narrow ones too, as one plain space."""
    response = client.get(path)
    assert response.status_code == status, path
    return " ".join(response.content.decode().split())


def of(indicator: Indicator, **asked: str) -> str:
    return f"{indicator.get_absolute_url()}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"


def test_figure_of_france_says_how_complete_it_is(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes")
    answer(indicator, ground.a, 10)
    answer(indicator, ground.b, 5)
    shown = text(client, indicator.get_absolute_url())
    assert "<strong>15 postes</strong>" in shown
    assert "2 réponses sur 3 attendues" in shown
    assert "1er semestre 2019" in shown


def test_place_that_did_not_answer_is_not_zero(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    shown = text(client, of(indicator, lieu=f"commune:{ground.south.code}"))
    assert "Aucune réponse sur 2 attendues" in shown
    assert '<span class="unknown">non renseigné</span>' in shown


def test_table_lists_the_missing_and_sorts_by_value(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.b, 5)
    answer(indicator, ground.c, 7)
    shown = text(client, of(indicator, sorte="qpv", tri="-valeur"))
    ranks = [shown.rindex(f">{name}</a>") for name in ("Quartier C", "Quartier B", "Quartier A")]
    assert ranks == sorted(ranks)
    assert '<span class="missing">non renseigné</span>' in shown


def test_as_known_on_a_day_is_the_same_for_ever(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    Verdict.objects.update(at=timezone.now() - timedelta(days=9))
    path = of(indicator, au=(timezone.localdate() - timedelta(days=5)).isoformat(), sorte="commune")
    before = text(client, path)
    answer(indicator, ground.a, 12, reason="deux oublis")
    answer(indicator, ground.b, 100)
    after = text(client, path)
    assert "1 réponse sur 3 attendues" in after
    assert (">10<" in after, ">12<" in after) == (True, False)
    assert before.count("Commune") == after.count("Commune")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"au": "hier"}, "pas un jour"),
        ({"au": "2999-01-01"}, "pas encore venu"),
        ({"lieu": "commune:nulle"}, "aucun lieu"),
        ({"periode": "2019-T9"}, "pas une période"),
        ({"format": "exe"}, "format"),
    ],
)
def test_address_that_asks_wrongly_says_what_to_do(client: Client, asked: dict[str, str], said: str) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    assert said in text(client, of(indicator, **asked), status=400)


def test_counts_of_persons_are_shown_to_those_in_charge_only(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, counted=Counted.PERSONS)
    answer(indicator, ground.a, 4321)
    path = of(indicator, sorte="qpv")
    public = text(client, path)
    assert "4 321" not in public
    assert "secret statistique" in public
    client.force_login(a_member(Role.DELEGATE, ground.departement))
    mine = text(client, of(indicator, lieu=f"departement:{ground.departement.code}"))
    assert "4 321" in mine
    client.force_login(a_member(Role.DELEGATE, ground.south))
    assert "4 321" not in text(client, path)


def test_withheld_counts_leave_in_no_file(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, counted=Counted.COMPANIES)
    answer(indicator, ground.a, 4321)
    for kind in ("csv", "json"):
        body = b"".join(client.get(of(indicator, sorte="qpv", format=kind)))
        assert b"4321" not in body
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get(of(indicator, sorte="qpv", format="csv"))).decode())))
    marks = {row["Lieu"]: (row["Valeur"], row["Mention (s : secret statistique)"]) for row in rows}
    assert marks["Quartier A"] == ("", "s")
    assert marks["Quartier B"] == ("", "")


def test_share_leaves_with_its_two_terms(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    answer(indicator, ground.a, 1, 10)
    answer(indicator, ground.b, 50, 90)
    assert "51 %" in text(client, indicator.get_absolute_url())
    body = json.loads(b"".join(client.get(of(indicator, sorte="departement", format="json"))))
    assert [(row["valeur"], row["numerateur"], row["denominateur"]) for row in body["rows"]] == [(51, 51, 100)] * 2


def test_what_does_not_add_up_has_no_figure_of_france(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, over_places=OverPlaces.NONE)
    answer(indicator, ground.a, 10)
    shown = text(client, indicator.get_absolute_url())
    assert "Les valeurs des lieux ne s&#x27;additionnent pas" in shown
    assert '<span class="unknown">non renseigné</span>' in shown
    assert ">Quartier A</a>" in shown


def test_answers_in_words_are_read_in_the_table(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.QUALITATIVE, over_places=OverPlaces.NONE, over_periods="none")
    period = periods.half_year(2019, 1)
    sent = actions.declare(by=ME, indicator=indicator, place=ground.a, period=period, statement="Le local a ouvert.")
    actions.accept(by=ME, observation=sent)
    assert "Le local a ouvert." in text(client, indicator.get_absolute_url())


def test_target_says_what_is_left_to_do(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes", direction="more")
    answer(indicator, ground.a, 10)
    aim = Aim(on=date(2022, 12, 31), value=Value(25), baseline_on=date(2018, 12, 31), baseline=Value(4))
    actions.set_target(by=ME, indicator=indicator, place=ground.france, aim=aim)
    shown = text(client, indicator.get_absolute_url())
    said = "25 postes ; il manque 15 postes (1er semestre 2019, 1 réponse sur 3 attendues)."
    assert f"Cible pour le 31 décembre 2022 : {said}" in shown
    assert shown.count('class="aim"') == 2


def test_history_is_dates_for_all_and_reasons_for_those_in_charge(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.a, 12, reason="deux personnes oubliées")
    path = of(indicator, lieu=f"qpv:{ground.a.code}")
    public = text(client, path)
    assert "Valeur acceptée le" in public
    assert "Corrigée le" in public
    assert "deux personnes oubliées" not in public
    client.force_login(a_member(Role.PROJECT_LEAD, ground.north))
    assert "deux personnes oubliées" in text(client, path)


def test_contested_values_are_both_shown_to_those_in_charge(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    observation = answer(indicator, ground.a, 10)
    other = actions.Other(Value(14), "comptés sur place")
    actions.contest(by=ME, observation=observation, motive="quatre oubliés", other=other)
    path = of(indicator, lieu=f"qpv:{ground.a.code}")
    assert "Elle est contestée" in text(client, path)
    client.force_login(a_member(Role.PROJECT_LEAD, ground.north))
    assert "Autre valeur : <strong>14</strong>. Méthode : comptés sur place" in text(client, path)


def test_map_shows_départements_that_have_a_figure(client: Client) -> None:
    ground = Ground()
    places = []
    for code in ("21", "71"):
        one = a_place(kind=PlaceKind.DEPARTEMENT, code=code, inside=ground.france)
        places.append(a_place(kind=PlaceKind.QPV, inside=one))
    indicator = an_indicator(ground, a_panel(ground, places))
    answer(indicator, places[0], 3)
    assert "data-tile-map" not in text(client, indicator.get_absolute_url())
    answer(indicator, places[1], 5)
    shown = text(client, indicator.get_absolute_url())
    assert "data-tile-map" in shown
    assert "lieu=departement:21" in shown


def test_queries_do_not_grow_with_places_periods_or_answers(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 1)
    paths = [of(indicator), of(indicator, sorte="qpv", tri="-valeur"), of(indicator, lieu=f"qpv:{ground.a.code}")]
    few = [_queries(client, path) for path in paths]
    for year in range(2015, 2021):
        for place in ground.quarters:
            answer(indicator, place, 5, period=periods.half_year(year, 2))
    assert [_queries(client, path) for path in paths] == few
    assert max(few) <= 22


def _queries(client: Client, path: str) -> int:
    client.get(path)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_values_sent_and_not_accepted_show_nowhere(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    send(indicator, ground.a, 4321)
    assert "4 321" not in text(client, of(indicator, lieu=f"qpv:{ground.a.code}"))


def test_figure_given_for_a_place_that_is_not_asked_stands_beside_the_sum(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes")
    answer(indicator, ground.a, 10)
    answer(indicator, ground.france, 13)
    shown = text(client, indicator.get_absolute_url())
    assert "<strong>10 postes</strong>" in shown
    assert "est donnée pour ce lieu même : 13 postes, soit 3 postes de plus que la somme des réponses." in shown


def test_figure_given_where_nothing_adds_up_is_told(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, over_places=OverPlaces.NONE, counted=Counted.OTHER)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.france, 13)
    shown = text(client, indicator.get_absolute_url())
    assert "<strong>13</strong>" in shown
    assert "Cette valeur est donnée pour ce lieu même" in shown.replace("&#x27;", "'")
    assert "1 réponse sur 3 attendues" in shown


def test_given_figure_of_persons_is_withheld_too(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, counted=Counted.PERSONS)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.france, 1313)
    assert "1 313" not in text(client, indicator.get_absolute_url())


def test_target_without_a_day_is_drawn_at_its_height(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes", direction="more")
    answer(indicator, ground.a, 10)
    answer(indicator, ground.a, 12, period=periods.half_year(2019, 2))
    aim = Aim(on=None, value=Value(25), note="Les sources ne s'accordent pas.")
    actions.set_target(by=ME, indicator=indicator, place=ground.france, aim=aim)
    shown = text(client, indicator.get_absolute_url())
    assert "Cible, sans date dite : 25 postes ; il manque 13 postes" in shown
    assert "Les sources ne s&#x27;accordent pas." in shown
    assert ('class="target"' in shown, 'class="aim"' in shown) == (True, False)


def test_day_before_anything_was_known_says_so_and_leads_back(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    shown = text(client, of(indicator, au=(timezone.localdate() - timedelta(days=400)).isoformat()))
    assert "Aucune valeur n'était encore acceptée" in shown.replace("&#x27;", "'")
    assert "Revenir à aujourd'hui" in shown.replace("&#x27;", "'")
