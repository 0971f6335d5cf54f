"""Duties in the letter and the calendar: those that one owes, and late ones that climbed to one's rung."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenir.core.people.digests import BY, write_digest
from tenir.core.people.models import User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.governance.duties import letters, mine
from tenir.modules.governance.models import DutyInstance
from tenir.modules.governance.seats import held_by
from tenir.modules.governance.tests.duty_builders import TODAY, a_departement, a_duty, an_instance, prefecture
from tenir.modules.governance.waiting import dates
from tests.builders import a_member, a_place, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def titles(user: User) -> list[str]:
    return [one.title for one in letters.sections(held_by(user))]


def of_a_contract(late: int) -> tuple[Place, DutyInstance]:
    """A contract in a département, and what it owed so many days ago."""
    around = a_departement()
    contract = a_place(kind=PlaceKind.CONTRAT, inside=around)
    return around, an_instance(a_duty(reach="contrat"), contract, due_on=TODAY - timedelta(days=late))


def test_letter_tells_what_one_owes_late_or_within_a_month() -> None:
    place = a_departement()
    an_instance(place=place, due_on=date(2026, 2, 28))
    an_instance(place=place, due_on=date(2026, 4, 10))
    an_instance(place=place, due_on=date(2026, 4, 11))
    (section,) = letters.sections(held_by(prefecture(place)))
    assert (section.title, section.is_duty) == ("2 obligations à remplir, dont 1 en retard", True)
    assert section.lines[0].words.endswith("avant le 28 février 2026 (10 jours de retard)")
    assert section.lines[1].words.endswith("avant le 10 avril 2026")


@pytest.mark.parametrize(
    ("late", "told"),
    [(6, []), (7, ["manager"]), (21, ["manager", "delegate"]), (45, ["manager", "delegate", "prefet"])],
)
def test_late_duties_climb_a_rung_at_a_time(late: int, told: list[str]) -> None:
    around, instance = of_a_contract(late)
    city = an_organisation()
    lead = a_member(Role.PROJECT_LEAD, instance.place, organisation=city)
    manager = a_member(Role.PARTNER, a_departement("98"))
    manager.mandates.create(organisation=city, title="directrice", since=date(2020, 1, 1))
    rungs = {"manager": manager, "delegate": a_member(Role.DELEGATE, around), "prefet": prefecture(around)}
    assert [name for name, user in rungs.items() if titles(user)] == told
    assert titles(lead) == ["1 obligation à remplir, dont 1 en retard"]
    assert mine.climbed_to(held_by(lead)) == []


def test_another_territory_and_ended_roles_and_mandates_hear_nothing() -> None:
    around, instance = of_a_contract(100)
    gone = prefecture(around)
    gone.memberships.update(until=date(2026, 3, 9))
    city = an_organisation()
    a_member(Role.PROJECT_LEAD, instance.place, organisation=city)
    head = a_member(Role.PARTNER, a_departement("98"))
    head.mandates.create(organisation=city, title="directrice", since=date(2020, 1, 1), until=date(2026, 3, 9))
    for user in (gone, head, prefecture(a_departement("99")), a_member(Role.PARTNER, instance.place)):
        assert titles(user) == []
        assert dates.dated(user) == []


def test_the_day_that_a_holder_was_told_holds_from_then_on() -> None:
    around, instance = of_a_contract(50)
    above = prefecture(around)
    common = {"by": BY, "cadence": "month"}
    write_digest(user=above, key="digest:above", sections=letters.sections(held_by(above)), **common)  # type: ignore[arg-type]
    assert DutyInstance.objects.get(pk=instance.pk).notified_on is None
    lead = a_member(Role.PROJECT_LEAD, instance.place)
    write_digest(user=lead, key="digest:lead", sections=letters.sections(held_by(lead)), **common)  # type: ignore[arg-type]
    assert DutyInstance.objects.get(pk=instance.pk).notified_on == TODAY


def test_calendar_has_the_days_of_one_s_own_places() -> None:
    instance = an_instance(due_on=date(2026, 5, 31))
    (one,) = dates.dated(prefecture(instance.place))
    assert (one.key, one.start, one.words) == (f"obligation-{instance.pk}", date(2026, 5, 31), instance.place.name)
    assert one.title == f"À rendre\u202f: {instance.duty.title}"
