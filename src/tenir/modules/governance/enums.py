"""Closed lists of bodies, meetings and decisions, with the words that people read."""

from __future__ import annotations

from django.db import models


class BodyKind(models.TextChoices):
    """Sorts of bodies of the policy for priority neighbourhoods (GLOSSARY.md)."""

    COPIL = "copil", "Comité de pilotage (COPIL)"
    COTEC = "cotec", "Comité technique (COTEC)"
    CITIZENS_COUNCIL = "conseil_citoyen", "Conseil citoyen"
    HEADS_OF_SERVICE = "college_chefs_service", "Collège des chefs de service"
    PAQTE = "comite_paqte", "Comité PAQTE"
    FUNDERS = "comite_financeurs", "Comité des financeurs"
    MATINALES = "matinales", "Matinales"
    CLSPD = "clspd", "Conseil local de sécurité et de prévention de la délinquance (CLSPD)"
    GPO = "gpo", "Groupe de partenariat opérationnel (GPO)"
    CNV = "cnv", "Conseil national des villes (CNV)"
    COMPANY_CLUB = "club_entreprises", "Club d'entreprises"
    OTHER = "autre", "Autre instance"


class SeatRole(models.TextChoices):
    """In which role an organisation sits."""

    CHAIR = "preside", "Préside"
    MEMBER = "membre", "Membre"
    GUEST = "invite", "Invité"
    SECRETARY = "secretariat", "Secrétariat"


class MeetingState(models.TextChoices):
    """What became of a meeting."""

    PLANNED = "planifiee", "Prévue"
    HELD = "tenue", "Tenue"
    CANCELLED = "annulee", "Annulée"


class Presence(models.TextChoices):
    """Whether an organisation came."""

    PRESENT = "present", "Présente"
    EXCUSED = "excuse", "Excusée"
    ABSENT = "absent", "Absente"


class ItemReason(models.TextChoices):
    """Why a point stands on an agenda."""

    LATE = "retard", "En retard"
    CONTESTED = "conteste", "En débat"
    SILENT = "muet", "Sans nouvelles"
    DUE = "echeance", "Bientôt dû"
    DECISION = "decision", "Décision à suivre"
    MINUTES = "compte_rendu", "Compte rendu à approuver"
    ANSWER = "preconisation", "Préconisation sans réponse"
    FREE = "libre", "Proposé par l'instance"


class DecisionKind(models.TextChoices):
    """What a body says."""

    DECISION = "decision", "Décision"
    RECOMMENDATION = "recommandation", "Recommandation"
    OPINION = "avis", "Avis"
    QUESTION = "question", "Question"


class DecisionState(models.TextChoices):
    """How far a decision is."""

    TO_DO = "a_faire", "À faire"
    DONE = "faite", "Faite"
    DROPPED = "abandonnee", "Abandonnée"


class Effect(models.TextChoices):
    """What a decision does to a promise."""

    CONCERNS = "concerne", "Concerne"
    CREATES = "cree", "Crée"
    CHANGES = "modifie", "Modifie"


class Verdict(models.TextChoices):
    """What is answered to a recommendation of an evaluation."""

    RETAINED = "retenue", "Retenue"
    IN_PART = "retenue_en_partie", "Retenue en partie"
    NOT_RETAINED = "non_retenue", "Non retenue"
