"""Organisations: created and corrected by those who may, on their territory."""

from __future__ import annotations

import pytest

from tenir.core import rights
from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people import actions
from tenir.core.people.models import Organisation, OrganisationKind, User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tests.builders import a_member, a_place, france

pytestmark = pytest.mark.django_db
ME = System("test")


@pytest.fixture
def town() -> Place:
    return a_place(inside=france())


def created(by: object, place: Place, **fields: str) -> Organisation:
    values = {"kind": OrganisationKind.CAF, "name": "CAF inventée"} | fields
    return actions.create_organisation(by=by, place=place, **values)  # type: ignore[arg-type]


def test_organisation_gets_an_address_from_its_name(town: Place) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    assert [created(lead, town).slug for _ in range(3)] == ["caf-inventee", "caf-inventee-2", "caf-inventee-3"]
    assert Entry.objects.filter(verb="people.create_organisation").count() == 3


@pytest.mark.parametrize("role", [Role.PARTNER, Role.DELEGATE, Role.CITIZENS, Role.OBSERVER, Role.MINISTRY])
def test_other_roles_create_none(town: Place, role: Role) -> None:
    with pytest.raises(rights.Refused):
        created(a_member(role, town), town)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("siren", "732829321", "SIREN"), ("kind", "club", "sorte"), ("name", "", "nom"), ("name", "x" * 201, "nom")],
)
def test_wrong_value_is_told_and_nothing_is_written(town: Place, field: str, value: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        created(ME, town, **{field: value})
    assert not Organisation.objects.exists()


def test_correction_keeps_the_address_and_tells_what_differs(town: Place) -> None:
    made = created(ME, town)
    amended = actions.amend_organisation(
        by=ME, organisation=made, kind=made.kind, name="CAF corrigée", place=town, siren="356000000"
    )
    assert (amended.slug, amended.name) == ("caf-inventee", "CAF corrigée")
    last = Entry.objects.order_by("sequence").last()
    assert last is not None
    assert last.before == {"name": "CAF inventée", "siren": ""}


def test_correction_that_corrects_nothing_is_no_event(town: Place) -> None:
    made = created(ME, town)
    actions.amend_organisation(by=ME, organisation=made, kind=made.kind, name=made.name, place=town)
    assert Entry.objects.count() == 1


def test_organisation_is_not_moved_in_or_out_of_a_territory(town: Place) -> None:
    lead, elsewhere = a_member(Role.PROJECT_LEAD, town), a_place(inside=france())
    ours, theirs = created(ME, town), created(ME, elsewhere)
    for organisation, place in ((ours, elsewhere), (theirs, town)):
        with pytest.raises(rights.Refused):
            actions.amend_organisation(
                by=lead, organisation=organisation, kind=organisation.kind, name="Prise", place=place
            )


def test_no_person_is_made_with_it(town: Place) -> None:
    created(ME, town)
    assert not User.objects.exists()
