"""Who may change promises, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

ADOPT = "commitments.adopt"
DECLARE = "commitments.declare_level"
VERIFY = "commitments.verify_level"

PERMISSIONS = (
    Permission(
        ADOPT,
        "Adopter un cadre et ses engagements, ou les amender.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
    Permission(
        DECLARE,
        "Déclarer le niveau d'un engagement.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER),
    ),
    # A holder never verifies what it declared: partners and project leads are not here.
    Permission(VERIFY, "Vérifier le niveau d'un engagement.", (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE)),
)
