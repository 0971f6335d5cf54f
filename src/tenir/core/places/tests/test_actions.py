"""Who may change places, what is refused, and what the journal keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.places import actions
from tenir.core.places.models import Containment, Place
from tenir.core.rights import Refused, Role
from tests.builders import a_member, a_place, france

pytestmark = pytest.mark.django_db
D = date.fromisoformat
ME = System("test")


def create(by: Any, inside: Place, **values: Any) -> Place:
    return actions.create_place(by=by, inside=inside, **{"kind": "commune", "code": "21231", "name": "Dijon"} | values)


def test_create_place() -> None:
    place = create(ME, france(), since=D("2019-01-01"), share=Decimal("0.5"))
    row = place.containments.get()
    assert (row.whole, row.share, row.since) == (france(), Decimal("0.5"), D("2019-01-01"))
    assert [name.name for name in place.names.all()] == ["Dijon"]
    entry = Entry.objects.get()
    assert (entry.verb, entry.object_id, entry.after["code"]) == ("places.create", str(place.pk), "21231")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"code": "21166"}, "Un lieu de cette sorte porte déjà ce code"),
        ({"kind": "planète"}, "planète"),
        ({"share": Decimal(2)}, "La part contenue va de 0"),
    ],
)
def test_create_place_bad_input_writes_nothing(values: dict[str, Any], sentence: str) -> None:
    a_place(code="21166", inside=france())
    with pytest.raises(BadInput, match=sentence):
        create(ME, france(), **values)
    assert (Place.objects.count(), Entry.objects.count()) == (2, 0)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_create_place_refused_to_other_roles(role: str) -> None:
    with pytest.raises(Refused):
        create(a_member(role, france()), france())
    assert Place.objects.count() == 1


def test_create_place_by_administrators_in_their_place_only() -> None:
    mine, other = a_place(code="A", inside=france()), a_place(code="B", inside=france())
    administrator = a_member(Role.ADMINISTRATOR, mine)
    create(administrator, mine)
    with pytest.raises(Refused):
        create(administrator, other, code="2")
    create(a_member(Role.ADMINISTRATOR, france()), other, code="3")


def test_rename_place_closes_the_former_name() -> None:
    place = create(ME, france(), name="Avant")
    actions.rename_place(by=ME, place=place, name="Après", since=D("2020-03-01"))
    names = [(row.name, row.since, row.until) for row in place.names.all()]
    assert names == [("Avant", None, D("2020-02-29")), ("Après", D("2020-03-01"), None)]
    assert Place.objects.get(pk=place.pk).name == "Après"
    entry = Entry.objects.last()
    assert entry is not None
    assert (entry.verb, entry.before, entry.after) == ("places.rename", {"name": "Avant"}, {"name": "Après"})


def test_rename_place_of_a_place_without_dated_name() -> None:
    place = a_place(name="Avant", inside=france())
    actions.rename_place(by=ME, place=place, name="Après", since=D("2020-03-01"))
    assert place.named_on(D("2020-02-29")) == "Avant"


def test_rename_place_to_its_own_name_changes_nothing() -> None:
    place = a_place(name="Même", inside=france())
    actions.rename_place(by=ME, place=place, name="Même", since=D("2020-03-01"))
    assert (place.names.count(), Entry.objects.count()) == (0, 0)


def test_rename_place_before_the_former_name_began() -> None:
    place = a_place(name="Un", inside=france())
    actions.rename_place(by=ME, place=place, name="Deux", since=D("2020-03-01"))
    with pytest.raises(BadInput, match="Un nom ne peut pas finir avant d'avoir commencé"):
        actions.rename_place(by=ME, place=place, name="Trois", since=D("2020-03-01"))
    assert Place.objects.get(pk=place.pk).name == "Deux"


def test_rename_place_on_a_day_to_come() -> None:
    place = a_place(name="Un", inside=france())
    tomorrow = date.fromordinal(timezone.localdate().toordinal() + 1)
    with pytest.raises(BadInput, match="le jour où il prend effet"):
        actions.rename_place(by=ME, place=place, name="Deux", since=tomorrow)


def test_rename_place_refused() -> None:
    place = a_place(name="Un", inside=france())
    with pytest.raises(Refused):
        actions.rename_place(by=a_member(Role.PREFECTURE, france()), place=place, name="Deux", since=D("2020-03-01"))
    assert place.names.count() == 0


def contain(part: Place, whole: Place, by: Any = ME, **values: Any) -> Containment:
    return actions.contain(by=by, part=part, whole=whole, **{"share": Decimal(1)} | values)


def test_contain() -> None:
    part, whole = a_place(inside=france()), a_place(inside=france())
    row = contain(part, whole, share=None, since=D("2019-01-01"), until=D("2023-12-31"))
    assert Place.objects.within(whole, on=D("2020-01-01")).contains(part)
    entry = Entry.objects.get()
    assert (entry.verb, entry.object_type, entry.object_id) == ("places.contain", "places.containment", str(row.pk))
    assert entry.after["share"] is None
    assert entry.after["until"] == "2023-12-31"


def test_contain_refuses_a_cycle() -> None:
    region = a_place(name="Région", inside=france())
    commune = a_place(name="Commune", inside=a_place(inside=region))
    with pytest.raises(BadInput, match="Région contient déjà Commune"):
        contain(region, commune)
    with pytest.raises(BadInput, match="ne peut pas se contenir lui-même"):
        contain(region, region)
    assert Entry.objects.count() == 0


def test_contain_refuses_a_cycle_on_one_day_only() -> None:
    one, two = a_place(inside=france()), a_place(inside=france())
    contain(two, one, until=D("2016-01-01"))
    with pytest.raises(BadInput, match="le 1er janvier 2016"):
        contain(one, two, since=D("2016-01-01"))
    contain(one, two, since=D("2016-01-02"))


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        ("2015-01-01", "2015-01-01", True),
        (None, None, True),
        ("2010-01-01", "2015-01-01", True),
        ("2019-12-31", None, True),
        ("2010-01-01", "2014-12-31", False),
        ("2020-01-01", None, False),
    ],
)
def test_contain_refuses_to_tell_a_period_twice(since: str | None, until: str | None, refused: bool) -> None:
    part, whole = a_place(inside=france()), a_place(inside=france())
    contain(part, whole, since=D("2015-01-01"), until=D("2019-12-31"))
    period = {"since": since and D(since), "until": until and D(until)}
    if refused:
        with pytest.raises(BadInput, match="sur une partie de cette période"):
            contain(part, whole, **period)
    else:
        contain(part, whole, **period)
    assert part.containments.filter(whole=whole).count() == (1 if refused else 2)


def test_contain_cannot_take_over_a_place_of_others() -> None:
    mine, other = a_place(code="A", inside=france()), a_place(code="B", inside=france())
    administrator = a_member(Role.ADMINISTRATOR, mine)
    with pytest.raises(Refused):
        contain(other, mine, by=administrator)
    with pytest.raises(Refused):
        contain(mine, other, by=administrator)
    contain(other, mine, by=a_member(Role.ADMINISTRATOR, france()))


def test_contain_place_in_nothing_by_who_manages_france() -> None:
    place = a_place()
    contain(place, france(), by=a_member(Role.ADMINISTRATOR, france()))
    assert place.containments.get().whole == france()


def test_end_containment() -> None:
    row = a_place(inside=france()).containments.get()
    actions.end_containment(by=ME, containment=row, until=D("2015-12-31"))
    assert Containment.objects.get(pk=row.pk).until == D("2015-12-31")
    entry = Entry.objects.get()
    assert (entry.before, entry.after) == ({"until": None}, {"until": "2015-12-31"})


def test_end_containment_twice_changes_nothing() -> None:
    row = a_place(inside=france()).containments.get()
    for _ in range(2):
        actions.end_containment(by=ME, containment=row, until=D("2015-12-31"))
    assert Entry.objects.count() == 1


def test_end_containment_cannot_be_put_off() -> None:
    row = contain(a_place(), france(), since=D("2015-01-01"), until=D("2015-12-31"))
    with pytest.raises(BadInput, match="déjà pris fin le 31 décembre 2015"):
        actions.end_containment(by=ME, containment=row, until=D("2016-12-31"))
    with pytest.raises(BadInput, match="ne peut pas finir avant"):
        actions.end_containment(by=ME, containment=row, until=D("2014-12-31"))


def test_end_containment_refused() -> None:
    row = a_place(inside=france()).containments.get()
    with pytest.raises(Refused):
        actions.end_containment(by=a_member(Role.DELEGATE, france()), containment=row, until=D("2015-12-31"))
    assert Containment.objects.get(pk=row.pk).until is None
