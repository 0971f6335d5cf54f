"""Who may open accounts, give roles and keep organisations, in sentences; and who may give which role."""

from __future__ import annotations

from dataclasses import dataclass

from tenir.core.modules import Permission
from tenir.core.rights import Role

KEEPERS = (Role.ADMINISTRATOR, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD)

PERMISSIONS = (
    Permission("people.read_accounts", "Lire la liste des comptes et des rôles de son territoire.", roles=KEEPERS),
    Permission(
        "people.open_account", "Ouvrir un compte à une personne, avec un rôle sur son territoire.", roles=KEEPERS
    ),
    Permission(
        "people.grant_role",
        "Donner un rôle ou un mandat sur son territoire, et y mettre fin, dans les limites du tableau des rôles.",
        roles=KEEPERS,
    ),
    Permission(
        "people.close_account",
        "Fermer un compte dont tous les rôles sont de son territoire, le rouvrir, couper ses accès en cas de perte.",
        roles=(Role.ADMINISTRATOR, Role.PREFECTURE),
    ),
    Permission(
        "people.erase_person",
        "Effacer ce qui nomme une personne, à sa demande.",
        roles=(Role.ADMINISTRATOR,),
    ),
    Permission(
        "people.manage_organisations",
        "Créer une organisation sur son territoire et corriger sa fiche.",
        roles=(Role.ADMINISTRATOR, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
)


@dataclass(frozen=True)
class Grant:
    """Which roles a role may give, on the places where it is held and all below them."""

    holder: Role
    gives: tuple[Role, ...]
    sentence: str


# Nobody gives a role above their own, nor outside their places. A role that is not a holder here gives none.
GRANTS = (
    Grant(
        Role.ADMINISTRATOR,
        gives=tuple(Role),
        sentence="L'administration du site donne tous les rôles.",
    ),
    Grant(
        Role.PREFECTURE,
        gives=(Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER, Role.CITIZENS, Role.OBSERVER),
        sentence="La préfecture donne les rôles de son territoire, sauf le sien et ceux d'au-dessus.",
    ),
    Grant(
        Role.DELEGATE,
        gives=(Role.PARTNER, Role.CITIZENS),
        sentence="La ou le délégué du préfet donne les rôles de partenaire et de conseil citoyen.",
    ),
    Grant(
        Role.PROJECT_LEAD,
        gives=(Role.PARTNER, Role.CITIZENS),
        sentence="La ou le chef de projet donne les rôles de partenaire et de conseil citoyen.",
    ),
)


def holders_who_give(role: str) -> tuple[Role, ...]:
    """The roles whose holders may give `role`."""
    return tuple(grant.holder for grant in GRANTS if role in grant.gives)


def roles_given_by(held: set[str]) -> list[Role]:
    """The roles that somebody who holds these may give, in the order of `Role`."""
    given = {role for grant in GRANTS if grant.holder in held for role in grant.gives}
    return [role for role in Role if role in given]
