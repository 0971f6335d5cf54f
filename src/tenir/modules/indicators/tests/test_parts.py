"""An indicator that is the sum of others: chosen on a screen, refused where it cannot be, told to everybody."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import Counted, IndicatorKind, OverPeriods, OverPlaces, Periodicity
from tenir.modules.indicators.models import Indicator, Margin
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, first_half
from tests.builders import a_member

pytestmark = pytest.mark.django_db


class Family:
    """All persons, women and men of one département, asked alike; its project lead is signed in."""

    def __init__(self, client: Client) -> None:
        self.ground = Ground()
        self.panel = a_panel(self.ground)
        self.all, self.women, self.men = (self.one(title) for title in ("Personnes", "Femmes", "Hommes"))
        self.client = client
        client.force_login(a_member(Role.PROJECT_LEAD, self.ground.departement))

    def one(self, title: str, **fields: Any) -> Indicator:
        return an_indicator(
            self.ground, **{"panel": self.panel, "place": self.ground.departement, **fields}, title=title
        )

    def choose(self, *parts: Indicator, of: Indicator | None = None, **more: str) -> tuple[int, str]:
        path = f"{(of or self.all).get_absolute_url()}parties/"
        told = self.client.post(path, {"parts": [one.pk for one in parts], **more})
        return told.status_code, " ".join(unescape(told.content.decode()).split())

    def page(self, indicator: Indicator) -> str:
        return " ".join(self.client.get(indicator.get_absolute_url()).content.decode().split())


@pytest.fixture
def family(client: Client) -> Family:
    return Family(client)


def link(indicator: Indicator) -> str:
    return f'<a href="{indicator.get_absolute_url()}">{indicator.title}</a>'


def test_parts_are_chosen_and_everybody_reads_them(family: Family) -> None:
    assert family.choose(family.women, family.men)[0] == 302
    family.client.logout()
    assert f"Somme de : {link(family.women)}, {link(family.men)}" in family.page(family.all)
    assert f"Partie de : {link(family.all)}" in family.page(family.women)
    assert "Partie de" not in family.page(family.all)


def test_parts_are_taken_away_at_once(family: Family) -> None:
    family.choose(family.women, family.men)
    assert family.choose(family.women, family.men, retirer="1")[0] == 302
    assert not Margin.objects.exists()
    assert Entry.objects.filter(verb="indicators.remove_margin").count() == 2


def test_only_what_is_asked_alike_is_offered(family: Family) -> None:
    family.one("Autres lieux", panel=a_panel(family.ground))
    family.one("Autre périodicité", periodicity=Periodicity.YEAR)
    family.one("Centimes", decimals=2)
    family.one("De France", place=family.ground.france)
    shown = family.client.get(f"{family.all.get_absolute_url()}parties/").content.decode()
    assert [title in shown for title in ("Femmes", "Hommes")] == [True, True]
    assert not [title for title in ("Autres lieux", "Autre périodicité", "Centimes", "De France") if title in shown]


def test_refusal_stands_beside_the_field_and_keeps_what_was_chosen(family: Family) -> None:
    status, shown = family.choose(family.women)
    assert (status, "Une seule partie" in shown) == (422, True)
    assert re.search(rf'<input [^>]*value="{family.women.pk}"[^>]* checked', shown)
    assert not Margin.objects.exists()


def test_circle_and_double_counting_are_refused(family: Family) -> None:
    young = family.one("Jeunes femmes")
    old = family.one("Femmes plus âgées")
    actions.set_parts(by=ME, indicator=family.women, parts=[young, old])
    status, shown = family.choose(family.women, young)
    assert (status, "est déjà compté dans" in shown) == (422, True)
    assert family.choose(family.women, family.men)[0] == 302
    status, shown = family.choose(family.all, old, of=young)
    assert (status, "dont celui-ci fait partie" in shown) == (422, True)


@pytest.mark.parametrize(
    "unlike",
    [{"decimals": 1}, {"periodicity": Periodicity.YEAR}, {"kind": IndicatorKind.AMOUNT}],
)
def test_unlike_part_is_refused(family: Family, unlike: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="ne peut pas être une partie"):
        actions.set_parts(by=ME, indicator=family.all, parts=[family.women, family.one("Autre", **unlike)])


def test_rate_has_no_parts(family: Family) -> None:
    rates = {"kind": IndicatorKind.RATE, "over_places": OverPlaces.NONE, "over_periods": OverPeriods.NONE}
    first, second, third = (family.one(f"Taux {rank}", **rates) for rank in range(3))
    with pytest.raises(BadInput, match="ne peut pas être une partie"):
        actions.set_parts(by=ME, indicator=first, parts=[second, third])
    shown = family.client.get(f"{first.get_absolute_url()}parties/").content.decode()
    assert "ne s'additionnent pas" in shown
    assert '<form method="post" action="/chiffres' not in shown


def test_indicator_of_another_territory_is_no_part_of_mine(family: Family) -> None:
    """What ties two indicators weighs on the releases of both."""
    theirs = family.one("De France", place=family.ground.france)
    lead = a_member(Role.PROJECT_LEAD, family.ground.departement)
    with pytest.raises(Refused):
        actions.set_parts(by=lead, indicator=family.all, parts=[family.women, theirs])


def test_sum_of_published_figures_is_forgotten_by_who_may_publish_only(family: Family) -> None:
    """Forgotten, it would hide no small count any more."""
    everybody, women, men = (family.one(title, counted=Counted.PERSONS) for title in ("Tous", "Elles", "Eux"))
    for indicator, number in ((everybody, 80), (women, 40), (men, 40)):
        answer(indicator, family.ground.a, number)
    family.choose(women, men, of=everybody)
    actions.publish_period(by=ME, indicator=women, period=first_half())
    status, shown = family.choose(of=everybody)
    assert (status, "déjà publiés" in shown, Margin.objects.count()) == (422, True, 2)
    prefecture = a_member(Role.PREFECTURE, family.ground.departement)
    actions.set_parts(by=prefecture, indicator=everybody, parts=[])
    assert not Margin.objects.exists()


def test_questions_of_the_page_do_not_grow_with_the_parts(family: Family) -> None:
    def asked() -> int:
        family.client.get(family.all.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            family.client.get(family.all.get_absolute_url())
        return len(queries)

    few = asked()
    actions.set_parts(by=ME, indicator=family.all, parts=[family.women, family.men, family.one("Sans réponse")])
    assert asked() == few
