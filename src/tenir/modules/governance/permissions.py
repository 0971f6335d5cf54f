"""Who may keep the life of the bodies and of the duties, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role
from tenir.modules.governance.duties.permissions import DUTIES

MANAGE = "governance.manage_bodies"
MEET = "governance.hold_meetings"
DECIDE = "governance.record_decisions"
FOLLOW = "governance.follow_decisions"

_DECIDERS = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD)

BODIES = (
    Permission(
        MANAGE,
        "Créer une instance sur son territoire, dire qui y siège et la corriger.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
    Permission(
        MEET,
        "Planifier les réunions d'une instance, en tenir l'ordre du jour, les présences et le compte rendu.",
        (Role.ADMINISTRATOR, *_DECIDERS),
    ),
    Permission(DECIDE, "Inscrire les décisions d'une instance et répondre aux préconisations.", _DECIDERS),
    Permission(
        FOLLOW,
        "Dire ce que devient une décision\u202f; pour un partenaire, celles que son organisation doit tenir.",
        (*_DECIDERS, Role.PARTNER),
    ),
)

PERMISSIONS: tuple[Permission, ...] = (*BODIES, *DUTIES)
