"""What the tables of places refuse, and the names, ways and lists they answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tenir.core.places.models import Containment, Place, PlaceKind, PlaceName
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db
D = date.fromisoformat


def test_code_taken_once_per_kind() -> None:
    a_place(kind="commune", code="21231")
    with pytest.raises(ValidationError, match="Un lieu de cette sorte porte déjà ce code"):
        Place(kind="commune", code="21231", name="Dijon").full_clean()
    Place(kind="qpv", code="21231", name="Autre sorte").full_clean()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"share": Decimal(0)}, "va de 0 .exclu. à 1"),
        ({"share": Decimal("1.000001")}, "va de 0 .exclu. à 1"),
        ({"since": D("2019-01-02"), "until": D("2019-01-01")}, "ne peut pas finir avant d'avoir commencé"),
    ],
)
def test_containment_out_of_bounds(values: dict[str, Any], sentence: str) -> None:
    containment = Containment(part=a_place(), whole=a_place(), **values)
    with pytest.raises(ValidationError, match=sentence):
        containment.full_clean()
    with pytest.raises(IntegrityError):
        containment.save()


def test_containment_of_itself() -> None:
    place = a_place()
    with pytest.raises(ValidationError, match="ne peut pas se contenir lui-même"):
        Containment(part=place, whole=place).full_clean()


@pytest.mark.parametrize("since", [None, D("2019-01-01")])
def test_containment_once_per_start_even_unknown(since: date | None) -> None:
    whole, part = a_place(), a_place()
    Containment.objects.create(part=part, whole=whole, since=since)
    again = Containment(part=part, whole=whole, since=since)
    with pytest.raises(ValidationError, match="déjà connue depuis ce jour"):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


def test_containment_of_one_day() -> None:
    day = D("2019-01-22")
    row = Containment(part=a_place(), whole=a_place(), since=day, until=day, share=Decimal("0.5"))
    row.full_clean()
    row.save()
    assert Containment.objects.in_force(on=day).get() == row


def test_name_ends_after_it_began() -> None:
    with pytest.raises(ValidationError, match="Un nom ne peut pas finir avant d'avoir commencé"):
        PlaceName(place=a_place(), name="X", since=D("2019-01-02"), until=D("2019-01-01")).full_clean()


@pytest.mark.parametrize("since", [None, D("2019-01-01")])
def test_names_begin_on_different_days(since: date | None) -> None:
    place = a_place()
    PlaceName.objects.create(place=place, name="Un", since=since)
    again = PlaceName(place=place, name="Deux", since=since)
    with pytest.raises(ValidationError, match="déjà un nom qui commence ce jour"):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


def renamed() -> Place:
    place = a_place(kind="departement", code="22", name="Côtes-d'Armor")
    PlaceName.objects.create(place=place, name="Côtes-du-Nord", until=D("1990-03-07"))
    PlaceName.objects.create(place=place, name="Côtes-d'Armor", since=D("1990-03-08"))
    return place


@pytest.mark.parametrize(
    ("day", "name"),
    [("1957-01-01", "Côtes-du-Nord"), ("1990-03-07", "Côtes-du-Nord"), ("1990-03-08", "Côtes-d'Armor")],
)
def test_named_on_day(day: str, name: str) -> None:
    place = renamed()
    assert place.named_on(D(day)) == name
    assert Place.objects.with_name_on(D(day)).get(pk=place.pk).name_then == name


def test_named_on_unknown_day_is_todays_name() -> None:
    place = a_place(name="Grand Est")
    PlaceName.objects.create(place=place, name="Grand Est", since=D("2016-09-30"))
    assert place.named_on(D("2010-01-01")) == "Grand Est"
    assert Place.objects.with_name_on(D("2010-01-01")).get().name_then == "Grand Est"


def quarter_over_two_communes() -> Place:
    region = a_place(kind=PlaceKind.REGION, code="27", name="Bourgogne-Franche-Comté", inside=france())
    departement = a_place(kind=PlaceKind.DEPARTEMENT, code="21", name="Côte-d'Or", inside=region)
    small = a_place(kind=PlaceKind.COMMUNE, code="21166", name="Chenôve", inside=departement)
    large = a_place(kind=PlaceKind.COMMUNE, code="21231", name="Dijon", inside=departement)
    quarter = a_place(kind=PlaceKind.QPV, code="QP021999", name="À cheval", inside=small, share="0.3")
    Containment.objects.create(part=quarter, whole=large, share=Decimal("0.7"))
    Containment.objects.create(part=quarter, whole=departement, share=Decimal(1))
    return quarter


def test_breadcrumb_goes_by_the_nearest_kind_and_the_largest_share(django_assert_num_queries: Any) -> None:
    quarter = quarter_over_two_communes()
    with django_assert_num_queries(1):
        way = quarter.breadcrumb()
    assert [place.code for place in way] == ["FR", "27", "21", "21231", "QP021999"]


def test_ancestors_from_france_down(django_assert_num_queries: Any) -> None:
    quarter = quarter_over_two_communes()
    with django_assert_num_queries(1):
        codes = [place.code for place in quarter.ancestors()]
    assert codes == ["FR", "27", "21", "21166", "21231"]


def test_breadcrumb_of_a_day() -> None:
    old, new = a_place(kind="region", code="26", inside=france()), a_place(kind="region", code="27", inside=france())
    place = a_place(kind="departement", code="21")
    Containment.objects.create(part=place, whole=old, until=D("2015-12-31"))
    Containment.objects.create(part=place, whole=new, since=D("2016-01-01"))
    assert [p.code for p in place.breadcrumb(on=D("2015-12-31"))] == ["FR", "26", "21"]
    assert [p.code for p in place.breadcrumb(on=D("2016-01-01"))] == ["FR", "27", "21"]


def test_breadcrumb_ends_in_a_cycle() -> None:
    one = a_place(code="1")
    two = a_place(code="2", inside=one)
    Containment.objects.create(part=one, whole=two)
    assert [place.code for place in two.breadcrumb()] == ["1", "2"]


def test_address_can_be_read_aloud() -> None:
    assert a_place(kind="departement", code="21").get_absolute_url() == "/lieux/departement/21/"
    assert a_place(kind="outre-mer", code="975").get_absolute_url() == "/lieux/outre-mer/975/"
