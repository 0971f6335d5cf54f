"""The one function that answers who may do what, where: case by case, then against a slow obvious twin."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenir.core import rights
from tenir.core.actions import System
from tenir.core.people.models import Membership, User
from tenir.core.places.models import Containment, Place
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation

pytestmark = pytest.mark.django_db
# Given to prefectures, delegates and project leads, not to partners.
READ = "people.read_accounts"


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def town() -> Place:
    return a_place(inside=a_place())


def test_role_holds_on_its_own_place(town: Place) -> None:
    assert rights.may(a_member(Role.PROJECT_LEAD, town), READ, on=town)


def test_role_holds_below_its_place(town: Place) -> None:
    below = a_place(inside=a_place(inside=town))
    assert rights.may(a_member(Role.PROJECT_LEAD, town), READ, on=below)


def test_role_does_not_hold_above_its_place(town: Place) -> None:
    above = town.wholes.get()
    assert not rights.may(a_member(Role.PROJECT_LEAD, town), READ, on=above)


def test_role_does_not_hold_on_a_sibling(town: Place) -> None:
    sibling = a_place(inside=town.wholes.get())
    assert not rights.may(a_member(Role.PROJECT_LEAD, town), READ, on=sibling)


def test_role_holds_on_what_has_the_place(town: Place) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    assert rights.may(lead, READ, on=an_organisation(place=town))
    assert not rights.may(lead, READ, on=an_organisation(place=town.wholes.get()))


def test_other_role_has_no_right(town: Place) -> None:
    assert not rights.may(a_member(Role.PARTNER, town), READ, on=town)


def test_without_object_the_role_may_be_held_anywhere(town: Place) -> None:
    assert rights.may(a_member(Role.PROJECT_LEAD, town), READ)
    assert not rights.may(a_user(), READ)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(-9, -1, False), (-9, 0, True), (0, 0, True), (0, None, True), (1, None, False), (1, 9, False)],
)
def test_role_holds_from_its_first_to_its_last_day(town: Place, since: int, until: int | None, expected: bool) -> None:
    last = None if until is None else today() + timedelta(days=until)
    lead = a_member(Role.PROJECT_LEAD, town, since=today() + timedelta(days=since), until=last)
    assert rights.may(lead, READ, on=town) is expected


def test_role_is_lost_below_when_containment_ends(town: Place) -> None:
    lead = a_member(Role.PREFECTURE, town.wholes.get())
    assert rights.may(lead, READ, on=town)
    Containment.objects.filter(part=town).update(until=today() - timedelta(days=1))
    assert not rights.may(lead, READ, on=town)


def test_inactive_account_has_no_right(town: Place) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    lead.is_active = False
    assert not rights.may(lead, READ, on=town)


def test_anonymous_and_nobody_have_no_right(town: Place) -> None:
    assert not rights.may(AnonymousUser(), READ, on=town)
    assert not rights.may(None, READ, on=town)


def test_system_has_every_right(town: Place) -> None:
    assert rights.may(System("test"), READ, on=town)


@pytest.mark.parametrize("actor", [System("test"), AnonymousUser()])
def test_unknown_permission_is_a_defect(actor: object) -> None:
    with pytest.raises(LookupError, match=r"people\.fly"):
        rights.may(actor, "people.fly")


def test_object_without_place_is_a_defect_not_an_open_door(town: Place) -> None:
    lost = SimpleNamespace(place=None, _meta=SimpleNamespace(label_lower="people.organisation"))
    with pytest.raises(LookupError, match="no place"):
        rights.may(a_member(Role.ADMINISTRATOR, town), READ, on=lost)


def test_refusal_says_what_was_refused_in_words(town: Place) -> None:
    with pytest.raises(rights.Refused, match="lire la liste des comptes") as refused:
        rights.require(a_user(), READ, on=town)
    assert (refused.value.permission, refused.value.on) == (READ, town)


def test_one_question_is_one_query(town: Place, django_assert_num_queries: object) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    with django_assert_num_queries(1):  # type: ignore[operator]
        rights.may(lead, READ, on=town)


def test_question_is_not_asked_twice_in_a_request(town: Place, django_assert_num_queries: object) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    rights.remember_answers(lead)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert rights.may(lead, READ, on=town)
        assert rights.may(lead, READ, on=town)


def test_revoked_role_is_lost_at_the_next_request(town: Place, client: object) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    client.force_login(lead)  # type: ignore[attr-defined]
    assert client.get("/personnes/").status_code == 200  # type: ignore[attr-defined]
    Membership.objects.filter(user=lead).delete()
    assert client.get("/personnes/").status_code == 403  # type: ignore[attr-defined]


# The twin: places are numbers 0..5, containment is pairs, everything by plain loops.

SIZE = 6
DAYS = st.integers(-2, 2)
PERIODS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(lambda pair: _in_order(*pair))
EDGES = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), PERIODS).filter(lambda edge: edge[0] != edge[1]),
    max_size=8,
    unique_by=lambda edge: (edge[0], edge[1]),
)
ROLES = st.lists(
    st.tuples(st.sampled_from(list(Role)), st.integers(0, SIZE - 1), DAYS, st.none() | st.integers(0, 3)), max_size=4
)


def _in_order(since: int | None, until: int | None) -> tuple[int | None, int | None]:
    return (until, since) if since is not None and until is not None and until < since else (since, until)


def twin(edges: list, held: list, roles: tuple[str, ...], place: int) -> bool:
    """Walk up from `place` over today's containments, and look for a role of today on each place met."""
    around = {place}
    for _ in range(SIZE):
        for part, whole, (since, until) in edges:
            if part in around and (since is None or since <= 0) and (until is None or until >= 0):
                around.add(whole)
    return any(
        role in roles and at in around and since <= 0 and (length is None or since + length >= 0)
        for role, at, since, length in held
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=EDGES, held=ROLES, permission=st.sampled_from([READ, "people.close_account", "people.erase_person"]))
def test_may_agrees_with_its_twin(edges: list, held: list, permission: str) -> None:
    places = [a_place() for _ in range(SIZE)]
    for part, whole, (since, until) in edges:
        Containment.objects.create(part=places[part], whole=places[whole], since=_day(since), until=_day(until))
    user = _holder(held, places)
    roles = rights.roles(permission)
    answers = [rights.may(user, permission, on=place) for place in places]
    assert answers == [twin(edges, held, roles, place) for place in range(SIZE)]


def _holder(held: list, places: list[Place]) -> User:
    user, organisation = a_user(), an_organisation(place=places[0])
    for role, at, since, length in held:
        until = None if length is None else _day(since + length)
        a_member(role, places[at], user=user, organisation=organisation, since=_day(since) or today(), until=until)
    return user


def _day(offset: int | None) -> date | None:
    return None if offset is None else today() + timedelta(days=offset)
