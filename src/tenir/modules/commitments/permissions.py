"""Who may change promises, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission, Scope
from tenir.core.rights import Role

ADOPT = "commitments.adopt"
DECLARE = "commitments.declare_level"
VERIFY = "commitments.verify_level"
CONTEST = "commitments.contest_report"
READ_DRAFTS = "commitments.read_drafts"
AMEND = "commitments.amend"
GIVE_EVIDENCE = "commitments.give_evidence"
JUDGE_EVIDENCE = "commitments.judge_evidence"
READ_EVIDENCE = "commitments.read_evidence"
EXPORT_EVIDENCE = "commitments.export_evidence"
COLLECT = "commitments.collect_signatures"
SIGN = "commitments.sign_framework"

PERMISSIONS = (
    Permission(
        ADOPT,
        "Adopter un cadre et ses engagements, ou les amender.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
    Permission(
        READ_DRAFTS,
        "Lire les cadres en préparation de son territoire.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD),
    ),
    Permission(
        AMEND,
        "Créer un cadre et ses engagements, les corriger, les lier à d'autres et les retirer.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
    # Whoever is no referent, for an organisation that holds the promise only (`actions.reports`): a citizens' council
    # that promised something answers for it like any other holder.
    Permission(
        DECLARE,
        "Déclarer le niveau d'un engagement.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER, Role.CITIZENS),
    ),
    # A holder never verifies what it declared: partners and project leads are not here.
    Permission(VERIFY, "Vérifier le niveau d'un engagement.", (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE)),
    Permission(
        CONTEST,
        "Contester un point d'avancement, avec un motif auquel le porteur répond.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.CITIZENS),
    ),
    Permission(
        GIVE_EVIDENCE,
        "Donner une preuve de l'avancement d'un engagement, et la retirer avant qu'elle soit jugée.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER),
    ),
    # Nobody judges what they gave themselves, whatever their role (`actions.evidence`).
    Permission(
        JUDGE_EVIDENCE,
        "Accepter ou refuser une preuve, et décider si elle est publique.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE),
    ),
    # A partner reads those of its own organisation, and of the promises that it is a party of (`evidence.sight`).
    Permission(
        READ_EVIDENCE,
        "Lire toutes les preuves des engagements de son territoire, publiques ou non.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD),
    ),
    Permission(
        EXPORT_EVIDENCE,
        "Télécharger toutes les preuves d'un engagement ou d'un cadre, pour un contrôle.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD),
    ),
    Permission(
        COLLECT,
        "Demander des signatures d'un cadre de son territoire, et dire si une correction oblige à signer de nouveau.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
    # The role does not say what: an invitation does, to one's own organisation (`actions.signatures`).
    Permission(
        SIGN,
        "Signer un cadre pour son organisation, quand elle y est invitée, ou refuser avec un motif.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER, Role.CITIZENS),
    ),
)

# What a program may be allowed, within what its person may do.
RECORD_SCOPE, WRITE_SCOPE, DRAFTS_SCOPE = "engagements:niveaux", "engagements:ecrire", "lire:brouillons"
SCOPES = (
    Scope(RECORD_SCOPE, "Enregistrer le niveau d'un engagement.", (DECLARE, VERIFY)),
    Scope(WRITE_SCOPE, "Créer des engagements et les corriger.", (AMEND,)),
    Scope(DRAFTS_SCOPE, "Lire les cadres en préparation.", (READ_DRAFTS,)),
)
