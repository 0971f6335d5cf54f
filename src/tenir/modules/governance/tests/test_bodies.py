"""Bodies, seats, and being late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.actions import give_mandate
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.governance import actions
from tenir.modules.governance.actions import BodyContent
from tenir.modules.governance.enums import BodyKind, SeatRole
from tenir.modules.governance.models import Body
from tenir.modules.governance.reading.standing import standings
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db
CONTENT = BodyContent(BodyKind.COPIL, "Comité inventé")
TODAY = timezone.localdate


def test_body_is_journalled_and_has_an_address_of_its_own() -> None:
    first, second = a_body(), a_body(a_place(name="Ailleurs"))
    assert (first.slug, second.slug) == ("comite-invente", "comite-invente-ailleurs")
    assert Entry.objects.about(second).get().verb == "governance.create_body"
    assert a_body(name="Nouvelle").slug != "nouvelle"


def test_only_who_manages_bodies_creates_one_and_on_their_territory() -> None:
    here, there = a_place(kind=PlaceKind.DEPARTEMENT, inside=france()), a_place(kind=PlaceKind.DEPARTEMENT)
    lead = a_member(Role.PROJECT_LEAD, here)
    assert actions.create_body(by=lead, place=here, content=CONTENT).place == here
    for by, place in ((lead, there), (a_member(Role.PARTNER, here), here), (a_member(Role.DELEGATE, here), here)):
        with pytest.raises(rights.Refused):
            actions.create_body(by=by, place=place, content=CONTENT)
    assert Body.objects.count() == 1


def test_body_has_one_cadence() -> None:
    with pytest.raises(BadInput, match="une seule cadence"):
        a_body(every="P6M", times_a_year=2)
    with pytest.raises(BadInput, match="n'est pas une durée"):
        a_body(every="P0M")
    row = a_body(every="P6M")
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(pk=row.pk).update(times_a_year=2)


def test_second_correction_is_refused() -> None:
    body = a_body()
    actions.amend_body(by=ME, body=body, content=replace(CONTENT, name="Comité corrigé"), revision=1)
    with pytest.raises(Conflict) as refused:
        actions.amend_body(by=ME, body=body, content=replace(CONTENT, name="Autre nom"), revision=1)
    assert refused.value.row.name == "Comité corrigé"
    body.refresh_from_db()
    assert (body.name, body.revision) == ("Comité corrigé", 2)


def test_same_correction_changes_nothing() -> None:
    body = a_body()
    actions.amend_body(by=ME, body=body, content=CONTENT)
    assert Entry.objects.about(body).count() == 1


def test_seat_is_given_once_and_ended() -> None:
    body, city = a_body(), an_organisation()
    seats = [
        actions.give_seat(by=ME, body=body, organisation=city, role=SeatRole.CHAIR, since=date(2024, 1, 1))
        for _ in range(2)
    ]
    assert seats[0] == seats[1]
    actions.end_seat(by=ME, seat=seats[0], on=date(2025, 1, 1))
    assert not body.seats.in_force().exists()
    with pytest.raises(BadInput, match="ne peut pas finir"):
        actions.end_seat(by=ME, seat=seats[0], on=date(2023, 1, 1))


def test_who_speaks_for_an_organisation_holds_a_mandate_in_it() -> None:
    body, city, mayor = a_body(), an_organisation(), a_user()
    told = {"body": body, "organisation": city, "role": SeatRole.CHAIR, "since": date(2024, 1, 1)}
    with pytest.raises(BadInput, match="ni mandat ni rôle"):
        actions.give_seat(by=ME, representative=mayor, **told)
    give_mandate(by=ME, user=mayor, organisation=city, title="maire")
    assert actions.give_seat(by=ME, representative=mayor, **told).representative == mayor


def test_body_that_did_not_meet_in_time_is_late() -> None:
    body = a_body(every="P1M", followed_from=TODAY() - timedelta(days=400))
    late = standings([body])[0]
    assert late.is_late
    assert late.sentence.startswith("Elle devait se réunir au plus tard le ")
    a_meeting(body, days=-3)
    fresh = standings([body])[0]
    assert not fresh.is_late
    assert fresh.sentence.startswith("Elle doit se réunir au plus tard le ")


def test_planned_and_cancelled_meetings_do_not_make_up_for_one() -> None:
    body = a_body(every="P1M", followed_from=TODAY() - timedelta(days=400))
    actions.cancel_meeting(by=ME, meeting=a_meeting(body, days=-2, held=False), reason="Grève des transports")
    a_meeting(body, days=9)
    standing = standings([body])[0]
    assert standing.is_late
    assert "Prochaine réunion le" in standing.sentence


def test_nobody_is_late_who_is_not_followed_has_ended_or_is_a_pattern() -> None:
    long_ago = TODAY() - timedelta(days=400)
    quiet = [
        a_body(every="P1M"),
        a_body(every="P1M", followed_from=long_ago, ended_on=TODAY() - timedelta(days=1)),
        a_body(every="P1M", followed_from=long_ago, is_pattern=True),
        a_body(followed_from=long_ago),
    ]
    assert [one.is_late for one in standings(quiet)] == [False] * 4


def test_standings_ask_as_often_for_one_as_for_many(django_assert_num_queries: object) -> None:
    bodies = [a_body() for _ in range(5)]
    for body in bodies:
        a_decision(a_meeting(body), due_on=TODAY() - timedelta(days=5))
    for some in (bodies[:1], bodies):
        with django_assert_num_queries(3):  # type: ignore[operator]
            assert {(one.open, one.overdue) for one in standings(some)} == {(1, 1)}
