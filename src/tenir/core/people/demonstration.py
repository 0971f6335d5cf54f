"""Accounts of the demonstration, one for each role. They exist and open the door under `tenir demo` only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from tenir.core import referentials
from tenir.core.actions import System, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people import actions, referential
from tenir.core.people.models import Membership, Organisation, OrganisationKind, User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role

# Printed by `tenir demo`: no secret, since these accounts open nothing anywhere else.
PASSWORD = "demonstration-tenir"  # noqa: S105
BY = System("demo")
DEPARTEMENT = "21"


@dataclass(frozen=True)
class Cast:
    """One invented organisation and the role that its invented account holds, on France or on a département."""

    role: Role
    kind: OrganisationKind
    organisation: str
    everywhere: bool


CAST = (
    Cast(Role.ADMINISTRATOR, OrganisationKind.STATE_SERVICE, "Administration inventée du site", everywhere=True),
    Cast(Role.MINISTRY, OrganisationKind.MINISTRY, "Ministère inventé de la ville", everywhere=True),
    Cast(Role.PREFECTURE, OrganisationKind.STATE_SERVICE, "Préfecture inventée", everywhere=False),
    Cast(Role.DELEGATE, OrganisationKind.STATE_SERVICE, "Délégation inventée du préfet", everywhere=False),
    # These hold promises of the invented contract, or sit in its bodies, so that they have something to say.
    Cast(Role.PROJECT_LEAD, OrganisationKind.INTERCOMMUNALITE, "Grand Valmérac", everywhere=False),
    Cast(Role.PARTNER, OrganisationKind.LANDLORD, "Valmérac Habitat", everywhere=False),
    Cast(Role.CITIZENS, OrganisationKind.CITIZENS_COUNCIL, "Conseil citoyen de Valmérac", everywhere=False),
    Cast(Role.OBSERVER, OrganisationKind.ASSOCIATION, "Observatoire inventé", everywhere=True),
)


def load(say: Callable[[str], None]) -> None:
    """Open one account for each role; safe to run twice. Raises `BadInput` outside the demonstration."""
    if not settings.DEMONSTRATION:
        raise BadInput(
            "les comptes de démonstration n'existent que dans la démonstration.",
            where="DEMONSTRATION",
            remedy="Lancez tenir demo.",
        )
    rows = list(referentials.read("organisations.csv", referential.COLUMNS, folder=referentials.INVENTED))
    referential.bring_up_to_date(by=BY, rows=rows, is_invented=True)
    france = Place.objects.france()
    departement = Place.objects.filter(kind=PlaceKind.DEPARTEMENT, code=DEPARTEMENT).first() or france
    for one in CAST:
        _open(by=BY, one=one, place=france if one.everywhere else departement)
    say(f"{len(CAST)} comptes de démonstration, un par rôle, et {len(rows)} organisations inventées.")


def accounts() -> list[tuple[str, str, str]]:
    """What `tenir demo` prints: role, address, password."""
    return [(str(one.role.label), _address(one.role), PASSWORD) for one in CAST]


@action
def _open(*, by: System, one: Cast, place: Place) -> None:
    organisation = _organisation(one, place, by=by)
    user = User.objects.at(_address(one.role)).first()
    if user is None:
        user = User.objects.create_user(_address(one.role), PASSWORD, name=one.organisation, is_demonstration=True)
        chain.record(chain.created("people.open_account", user), by=by)
    if not Membership.objects.in_force().filter(user=user, role=one.role, place=place).exists():
        actions.grant_role(by=by, user=user, organisation=organisation, role=one.role, place=place)
    chain.nothing_to_record()


def _organisation(one: Cast, place: Place, *, by: System) -> Organisation:
    found = Organisation.objects.filter(name=one.organisation, is_invented=True).first()
    return found or actions.create_organisation(
        by=by, kind=one.kind, name=one.organisation, place=place, is_invented=True
    )


def _address(role: Role) -> str:
    return f"{role.value.replace('_', '-')}@demonstration.invalid"
