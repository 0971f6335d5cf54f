"""Somebody leaves: what passes, to whom, from when; who may; what the letter and the screen say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people import links
from tenir.core.people.handing_over import hand_over
from tenir.core.people.models import Letter, Mandate, Membership, Organisation, PersonalLink, User
from tenir.core.rights import Role
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db
ME = System("test")


def today() -> date:
    return timezone.localdate()


def two(role: str = Role.PARTNER) -> tuple[Organisation, User, User]:
    """A leaver with `role`, and a partner of the same organisation."""
    town = a_place(inside=france())
    organisation = an_organisation(place=town)
    return (
        organisation,
        a_member(role, town, organisation=organisation),
        a_member(Role.PARTNER, france(), organisation=organisation),
    )


@action
def give_link(*, by: Actor, user: User) -> PersonalLink:
    return links.give(by=by, user=user, verb="commitments.report", lasting=timedelta(days=60))[0]


def held(user: User, on: date) -> list[str]:
    return sorted(Membership.objects.in_force(on=on).filter(user=user).values_list("role", flat=True))


def test_roles_pass_on_the_day_without_a_gap() -> None:
    _, leaver, heir = two(Role.DELEGATE)
    day = today() + timedelta(days=10)
    hand_over(by=ME, user=leaver, to=heir, on=day)
    eve = day - timedelta(days=1)
    assert (held(leaver, eve), held(heir, eve)) == ([Role.DELEGATE], [Role.PARTNER])
    assert (held(leaver, day), held(heir, day)) == ([], [Role.DELEGATE, Role.PARTNER])


def test_mandates_pass_too_and_the_journal_tells_all() -> None:
    organisation, leaver, heir = two()
    Mandate.objects.create(user=leaver, organisation=organisation, title="Directrice", since=date(2020, 1, 1))
    hand_over(by=ME, user=leaver, to=heir, on=today())
    assert [one.title for one in Mandate.objects.in_force().filter(user=heir)] == ["Directrice"]
    assert not Mandate.objects.in_force().filter(user=leaver).exists()
    told = set(Entry.objects.values_list("verb", flat=True))
    assert {"people.hand_over", "people.grant_role", "people.end_role", "people.end_mandate"} <= told


def test_role_of_another_organisation_stays() -> None:
    _, leaver, heir = two()
    a_member(Role.OBSERVER, france(), user=leaver)
    passing = hand_over(by=ME, user=leaver, to=heir, on=today())
    assert [one.role for one in passing.staying] == [Role.OBSERVER]
    assert held(leaver, today()) == [Role.OBSERVER]


def test_what_the_heir_holds_already_is_not_given_twice() -> None:
    organisation, leaver, _ = two()
    town = organisation.place
    heir = a_member(Role.PARTNER, town, organisation=organisation)
    hand_over(by=ME, user=leaver, to=heir, on=today())
    assert Membership.objects.filter(user=heir).count() == 1


def test_links_of_the_leaver_end_that_day() -> None:
    _, leaver, heir = two()
    link = give_link(by=ME, user=leaver)
    day = today() + timedelta(days=3)
    hand_over(by=ME, user=leaver, to=heir, on=day)
    link.refresh_from_db()
    assert timezone.localtime(link.until).date() == day


def test_links_are_revoked_at_once_on_the_day_itself() -> None:
    _, leaver, heir = two()
    link = give_link(by=ME, user=leaver)
    hand_over(by=ME, user=leaver, to=heir, on=today())
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_one_letter_tells_what_is_inherited() -> None:
    organisation, leaver, heir = two()
    hand_over(by=leaver, user=leaver, to=heir, on=today())
    letter = Letter.objects.get(user=heir)
    assert f"Partenaire porteur d'engagements, {organisation.name}" in letter.words
    assert leaver.shown_name in letter.words
    assert not Letter.objects.filter(user=leaver).exists()


def test_partner_hands_over_their_own_and_nobody_elses() -> None:
    _, leaver, heir = two()
    with pytest.raises(rights.Refused):
        hand_over(by=heir, user=leaver, to=heir, on=today())
    hand_over(by=leaver, user=leaver, to=heir, on=today())
    assert held(leaver, today()) == []


def test_nobody_hands_over_a_role_that_they_may_not_give() -> None:
    _, leaver, heir = two(Role.PREFECTURE)
    lead = a_member(Role.PROJECT_LEAD, france())
    with pytest.raises(rights.Refused):
        hand_over(by=lead, user=leaver, to=heir, on=today())
    assert held(leaver, today()) == [Role.PREFECTURE]


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_cannot_be_is_refused(days: int) -> None:
    _, leaver, heir = two()
    with pytest.raises(BadInput):
        hand_over(by=ME, user=leaver, to=heir, on=today() + timedelta(days=days))
    assert not Letter.objects.exists()


def test_stranger_to_the_organisation_gets_nothing() -> None:
    _, leaver, _ = two()
    with pytest.raises(BadInput, match="rien ne passerait"):
        hand_over(by=ME, user=leaver, to=a_member(Role.PARTNER, france()), on=today())


def test_last_administrator_may_hand_over_to_a_colleague() -> None:
    organisation = an_organisation(place=france())
    leaver = a_member(Role.ADMINISTRATOR, france(), organisation=organisation)
    heir = a_member(Role.OBSERVER, france(), organisation=organisation)
    hand_over(by=leaver, user=leaver, to=heir, on=today())
    assert [one.user_id for one in Membership.objects.administrators()] == [heir.pk]


def test_screen_shows_what_would_pass_and_changes_nothing(client: Client) -> None:
    organisation, leaver, heir = two()
    client.force_login(leaver)
    address = reverse("people:hand-over", args=[leaver.pk])
    assert "Voir ce qui passerait" in client.get(address).content.decode()
    shown = client.get(address, {"to": heir.pk, "on": today().isoformat()}).content.decode()
    assert f"Partenaire porteur d&#x27;engagements – {organisation.name}" in shown
    assert held(leaver, today()) == [Role.PARTNER]
    answer = client.post(address, {"to": heir.pk, "on": today().isoformat()})
    assert (answer.status_code, held(leaver, today())) == (302, [])


def test_screen_of_somebody_alone_says_what_to_do(client: Client) -> None:
    leaver = a_member(Role.PARTNER, france())
    client.force_login(leaver)
    shown = client.get(reverse("people:hand-over", args=[leaver.pk])).content.decode()
    assert "Personne d'autre n'agit pour cette organisation" in shown.replace("&#x27;", "'")
