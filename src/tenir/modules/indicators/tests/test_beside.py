"""A place beside similar ones: who stands there, in which order, and what is not told."""

from __future__ import annotations

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import Counted, IndicatorKind, OverPlaces
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.reading import beside
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, first_half
from tests.builders import a_member, a_place

pytestmark = pytest.mark.django_db


def quarters(inside: Place, *codes: str) -> list[Place]:
    return [a_place(kind=PlaceKind.QPV, code=code, name=f"Quartier {code}", inside=inside) for code in codes]


def alike(indicator: Indicator, place: Place) -> list[str]:
    """Codes of the similar places, once somebody answered: answers are expected of a period from then on."""
    if not indicator.observations.exists():
        answer(indicator, indicator.panel.places.order_by("pk")[0], 5)
    keys = beside.similar(indicator, first_half(), place)
    codes = dict(Place.objects.values_list("pk", "code"))
    return [codes[key] for key in keys]


def panel_of(client: Client, indicator: Indicator, place: Place) -> str:
    """The panel as text, plain spaces, empty when the page has none."""
    shown = client.get(f"{indicator.get_absolute_url()}?lieu={place.kind}:{place.code}").content.decode()
    found = re.search(r'<section[^>]*id="a-cote".*?</section>', shown, re.DOTALL)
    told = re.sub(r"<[^>]+>", " ", found[0]) if found else ""
    return " ".join(told.replace("\u202f", " ").replace("\xa0", " ").split())


def test_quarters_of_the_same_commune_come_first_then_the_nearest_codes() -> None:
    ground = Ground()
    places = [*quarters(ground.south, "Q1", "Q7", "Q9"), *quarters(ground.north, "Q2", "Q4", "Q5", "Q6")]
    indicator = an_indicator(ground, a_panel(ground, places))
    # Q4 has Q2, Q5 and Q6 with it in the commune, two lines apart at most; Q1 stands two lines off, Q7 three.
    assert alike(indicator, places[4]) == ["Q2", "Q5", "Q6", "Q1", "Q7"]


def test_places_that_hold_about_as_many_asked_ones_come_first() -> None:
    ground = Ground()
    communes = [a_place(name=name, inside=ground.departement) for name in ("Un", "Deux", "Trois")]
    asked = [
        place
        for number, one in enumerate(communes, 1)
        for place in quarters(one, *(f"{number}{n}" for n in range(number)))
    ]
    indicator = an_indicator(ground, a_panel(ground, asked))
    assert alike(indicator, communes[2]) == [communes[1].code, communes[0].code]


def test_invented_places_stand_beside_invented_ones_only() -> None:
    ground = Ground()
    places = quarters(ground.north, "Q1", "Q2", "Q3")
    Place.objects.filter(pk=places[2].pk).update(is_invented=True)
    places[2].refresh_from_db()
    indicator = an_indicator(ground, a_panel(ground, places))
    assert alike(indicator, places[0]) == ["Q2"]
    assert alike(indicator, places[2]) == []


def test_nothing_beside_the_country_a_place_that_is_not_asked_or_words() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    assert alike(indicator, ground.france) == []
    assert alike(indicator, a_place(kind=PlaceKind.QPV, code="QN9", inside=ground.north)) == []
    words = an_indicator(ground, kind=IndicatorKind.QUALITATIVE, over_places=OverPlaces.NONE, over_periods="none")
    assert beside.similar(words, first_half(), ground.a) == []
    apart = an_indicator(ground, over_places=OverPlaces.NONE)
    assert alike(apart, ground.north) == []
    assert alike(apart, ground.a) == [ground.b.code, ground.c.code]


def test_by_value_with_the_place_among_them_and_the_missing_last(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes")
    answer(indicator, ground.a, 10)
    answer(indicator, ground.c, 25)
    told = panel_of(client, indicator, ground.a)
    assert (
        "Quartier C 25 postes répondu Quartier A (ce lieu) 10 postes répondu Quartier B non renseigné sans réponse"
        in told
    )
    assert told.startswith("À côté de lieux voisins")
    assert "choisis sans regarder leurs chiffres : d'abord ceux du même territoire" in told.replace("&#x27;", "'")
    held = panel_of(client, indicator, ground.north)
    assert held.startswith("À côté de lieux semblables")
    assert "un nombre de réponses voisin" in held
    assert panel_of(client, indicator, ground.france) == ""


def test_what_is_withheld_stays_so_and_no_order_tells_it(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, counted=Counted.PERSONS, unit="personnes")
    for place, number in ((ground.a, 4), (ground.b, 1350), (ground.c, 1360)):
        answer(indicator, place, number)
    before = panel_of(client, indicator, ground.c)
    assert ("1 350" in before, "1 360" in before, before.count("secret statistique")) == (False, False, 3)
    actions.publish_period(by=ME, indicator=indicator, period=first_half(), base=10)
    after = panel_of(client, indicator, ground.c)
    assert "chiffres arrondis à 10" in after
    assert after.index("(ce lieu) 1 360 personnes") < after.index("Quartier A secret statistique")
    client.force_login(a_member(Role.DELEGATE, ground.north))
    assert "Quartier A 4 personnes" in panel_of(client, indicator, ground.c)


def test_queries_do_not_grow_with_places(client: Client) -> None:
    ground = Ground()
    few, many = an_indicator(ground), an_indicator(ground, a_panel(ground, [ground.a, *_forty(ground)]))
    counts = []
    for indicator in (few, many):
        answer(indicator, ground.a, 5)
        client.get(indicator.get_absolute_url())
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            assert panel_of(client, indicator, ground.a)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def _forty(ground: Ground) -> list[Place]:
    return quarters(ground.north, *(f"QX{number:02}" for number in range(40)))
