"""Releases rounded to 5 or 10: what they say, how later ones agree with them, and that every screen says so."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Role
from tenir.engines.rollup.disclosure import Inconsistent
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions, releases, rounding, secrecy
from tenir.modules.indicators.enums import Counted, IndicatorKind
from tenir.modules.indicators.models import Indicator, Publication, PublishedFigure
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer, first_half
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def persons(ground: Ground, *numbers: int, **fields: object) -> Indicator:
    """Persons of the three quarters of the ground, in their order."""
    indicator = an_indicator(ground, **{"counted": Counted.PERSONS, "unit": "personnes", **fields})
    for place, number in zip(ground.quarters, numbers, strict=True):
        answer(indicator, place, number)
    return indicator


def publish(indicator: Indicator, base: int = 1) -> Publication:
    return actions.publish_period(by=ME, indicator=indicator, period=first_half(), base=base)


def told(publication: Publication) -> dict[int, int | None]:
    return dict(publication.figures.values_list("place", "numerator"))


def page(client: Client, path: str) -> str:
    """Plain spaces and apostrophes."""
    shown = " ".join(client.get(path).content.decode().split())
    return shown.replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def test_each_shown_figure_is_rounded_half_up_apart_from_the_others() -> None:
    ground = Ground()
    indicator = persons(ground, 52, 53, 61)
    said = told(publish(indicator, 5))
    assert [said[place.pk] for place in ground.quarters] == [50, 55, 60]
    # 166 in all, where the three rounded ones make 165.
    assert said[ground.france.pk] == 165
    assert told(publish(indicator, 10))[ground.france.pk] == 170


def test_what_is_hidden_is_the_same_rounded_or_not() -> None:
    ground = Ground()
    indicator = persons(ground, 4, 50, 60)
    exact, rounded = (releases.prepare(indicator, first_half(), base).figures for base in (1, 5))
    assert [place for place, value in exact.items() if value is None] == [
        place for place, value in rounded.items() if value is None
    ]
    assert rounded[ground.a.pk] is None


def test_exact_rounded_and_exact_again_agree() -> None:
    ground = Ground()
    indicator = persons(ground, 52, 53, 61)
    exact = told(publish(indicator))
    for base in (5, 10):
        publish(indicator, base)
    assert told(publish(indicator)) == exact
    # Another value is another version: nothing of what was said before speaks against it.
    answer(indicator, ground.a, 58, reason="oubliés")
    assert told(publish(indicator, 5))[ground.a.pk] == 60
    assert told(publish(indicator))[ground.a.pk] == 58


def test_ledger_reads_a_rounded_release_with_its_own_base() -> None:
    ground = Ground()
    indicator = persons(ground, 52, 53, 61)
    publish(indicator, 10)
    puzzle, _ = secrecy.puzzle(indicator, first_half())
    assert {(row.value, row.base) for row in puzzle.ledger} >= {(50, 10), (60, 10), (170, 10)}
    # Read as exact, 52 told as 50 would be a contradiction.
    Publication.objects.update(base=1)
    with pytest.raises(BadInput, match="ne s'additionnent pas") as refused:
        publish(indicator)
    assert isinstance(refused.value.__cause__, Inconsistent)


def test_amount_is_rounded_in_the_unit_that_people_read() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.AMOUNT, counted=Counted.COMPANIES, unit="€", decimals=2)
    assert (rounding.step(indicator, 1), rounding.step(indicator, 5)) == (1, 500)


def test_rounding_makes_no_zero_of_what_is_none() -> None:
    ground = Ground()
    indicator = persons(ground, 4, 40, 50, counted=Counted.COMPANIES)
    with pytest.raises(BadInput, match="comme des zéros"):
        publish(indicator, 10)
    assert told(publish(indicator, 5))[ground.a.pk] == 5


def test_other_roundings_are_refused_by_action_and_database() -> None:
    ground = Ground()
    indicator = persons(ground, 52, 53, 61)
    with pytest.raises(BadInput, match="aucun arrondi à 7"):
        publish(indicator, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(indicator=indicator, period=1, at=timezone.now(), base=7)


def test_journal_keeps_the_rounding() -> None:
    publish(persons(Ground(), 52, 53, 61), 10)
    event = Entry.objects.get(verb="indicators.publish_period")
    assert event.after["base"] == 10


def test_share_is_made_of_its_rounded_terms_and_says_how_far_off_it_may_be(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE, counted=Counted.PERSONS)
    for place in ground.quarters:
        answer(indicator, place, 61, 202)
    release = publish(indicator, 5)
    assert release.figures.get(place=ground.a).numerator == 60
    shown = page(client, f"{indicator.get_absolute_url()}?lieu=qpv:{ground.a.code}")
    assert "30 % (termes arrondis à 5)" in shown
    # 58 to 62 of 198 to 202: 28.7 % to 31.3 %.
    assert "les deux termes sont arrondis à 5 et la part en est refaite, juste à 2 points près" in shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "base", "off"),
    [(60, 200, 5, 2), (10, 30, 10, 23), (600, 1200, 5, 1), (5, 5, 10, 100), (30, 30, 5, 13)],
)
def test_points_that_a_rounded_share_may_be_off(numerator: int, denominator: int, base: int, off: int) -> None:
    """10 of 30 by 10 may be 5 of 34 (14.7 %) or 14 of 25 (56 %): 23 points more, 19 less."""
    indicator = Indicator(kind=IndicatorKind.SHARE)
    assert rounding.points_off(indicator, Value(numerator, denominator), base) == off


def test_page_says_that_figures_are_rounded_and_promises_no_sum(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground, 1352, 1353, 1361)
    publish(indicator, 5)
    shown = page(client, f"{indicator.get_absolute_url()}?sorte=qpv")
    assert "<strong>4 065 personnes (arrondi à 5)</strong>" in shown
    assert "Chaque chiffre publié est arrondi à 5, à part des autres : des sommes peuvent ne pas tomber juste." in shown
    assert "1er semestre 2019, chiffres arrondis à 5</caption>" in shown
    for path in ("/chiffres/", ground.a.get_absolute_url()):
        assert "arrondi à 5" in page(client, path)


def test_exact_figures_say_nothing_of_rounding(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground, 1352, 1353, 1361)
    publish(indicator, 5)
    publish(indicator)
    assert "arrondi" not in page(client, f"{indicator.get_absolute_url()}?sorte=qpv")


def test_who_sees_exact_ones_beside_rounded_ones_is_told_which(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground, 1352, 1353, 1361)
    publish(indicator, 5)
    client.force_login(a_member(Role.DELEGATE, ground.south))
    shown = page(client, f"{indicator.get_absolute_url()}?sorte=qpv")
    assert "chiffres en partie arrondis à 5</caption>" in shown
    assert "1 350 personnes (arrondi à 5)" in shown
    assert "1 361 personnes<" in shown


def test_file_carries_the_rounding(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground, 4, 1353, 1361)
    publish(indicator, 10)
    body = client.get(f"{indicator.get_absolute_url()}?sorte=qpv&format=csv").getvalue().decode()
    rows = {row["Lieu"]: row for row in csv.DictReader(io.StringIO(body))}
    assert (rows["Quartier A"]["Valeur (personnes)"], rows["Quartier A"]["Arrondi à"]) == ("", "")
    shown = [row for row in rows.values() if row["Valeur (personnes)"]]
    assert shown
    assert {row["Arrondi à"] for row in shown} == {"10"}


def test_who_publishes_chooses_and_a_strange_choice_changes_nothing(client: Client) -> None:
    ground = Ground()
    indicator = persons(ground, 52, 53, 61)
    client.force_login(a_member(Role.MINISTRY, ground.france))
    address = indicator.get_absolute_url()
    for strange in ("7", "cinq", "-5"):
        client.post(f"{address}publier/", {"periode": "2019-S1", "arrondi": strange})
    assert not PublishedFigure.objects.exists()
    client.post(f"{address}publier/", {"periode": "2019-S1", "arrondi": "5"})
    assert Publication.objects.get().base == 5
    shown = page(client, address)
    assert "chiffres publiés, arrondis à 5, dont 0 masqué." in shown
    assert '<option value="5" selected>Arrondis à 5</option>' in shown
