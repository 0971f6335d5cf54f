"""Who may send figures, say which ones count, and show them, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission, Scope
from tenir.core.rights import Role

DESCRIBE = "indicators.describe"
DECLARE = "indicators.declare"
JUDGE = "indicators.judge"
CONTEST = "indicators.contest"
CLOSE = "indicators.close"
PUBLISH = "indicators.publish"

PERMISSIONS = (
    Permission(
        DESCRIBE,
        "Créer un indicateur, le corriger, fixer ses cibles.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
    Permission(
        DECLARE,
        "Envoyer des chiffres de son territoire.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER),
    ),
    # Whoever sends a figure never accepts it: partners and project leads are not here.
    Permission(JUDGE, "Accepter un chiffre, ou le renvoyer.", (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE)),
    Permission(
        CONTEST,
        "Contester un chiffre, avec un motif et une autre valeur.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER),
    ),
    Permission(CLOSE, "Clore une période, ou la rouvrir.", (Role.MINISTRY, Role.PREFECTURE)),
    Permission(
        PUBLISH,
        "Publier une période d'un indicateur de personnes ou d'entreprises, petits nombres masqués.",
        (Role.MINISTRY, Role.PREFECTURE),
    ),
)

SEND_SCOPE = "chiffres:envoyer"
SCOPES = (Scope(SEND_SCOPE, "Envoyer des chiffres.", (DECLARE,)),)
