"""Closed lists of duties, with the words that people read."""

from __future__ import annotations

from django.db import models

from tenir.core.places.models import PlaceKind


class OwedBy(models.TextChoices):
    """Roles and classes of organisations on whom the texts put a duty."""

    PRIME_MINISTER = "premier_ministre", "Premier ministre"
    LEAD_MINISTRY = "ministere_chef_de_file", "Ministères chefs de file"
    CITY_MINISTER = "ministre_ville", "Ministre chargé de la politique de la ville"
    CGET = "cget", "CGET"
    CGET_SCHOOLS = "cget_dgesco", "CGET et direction de l'enseignement scolaire"
    OBSERVATORY = "onpv", "Observatoire national de la politique de la ville"
    CNV = "cnv", "Conseil national des villes"
    PREFECTS = "prefets", "Préfets de région et de département"
    PREFECT_REGION = "prefet_region", "Préfet de région"
    PREFECT_DEPARTEMENT = "prefet_departement", "Préfet de département"
    RECTORS_HEALTH = "recteurs_ars", "Recteurs et directeurs d'agence régionale de santé"
    STATE_SERVICES = "services_etat", "Services de l'État en région"
    PREFECTS_SIGNATORIES = "prefets_signataires", "Préfets, avec les signataires du contrat de ville"
    EPCI_MAYORS_PREFECT = "epci_maires_prefet", "Président de l'intercommunalité, maires et préfet"
    CITY = "ville", "Ville ou intercommunalité"
    CITE_EDUCATIVE = "cite_educative", "Cité éducative"
    INCLUSION = "haut_commissariat", "Haut-Commissariat aux compétences et à l'inclusion"
    # In duties that a territory writes: the organisation is named beside it.
    NAMED = "organisation_nommee", "Une organisation nommée"


class Modality(models.TextChoices):
    """How strongly the text binds."""

    MUST = "doit", "Doit"
    UNDERTAKES = "s_engage", "S'engage à"
    EXPECTED = "attendu", "Est attendu"
    MAY = "peut", "Peut"


class FulfilledBy(models.TextChoices):
    """What shows that it was done."""

    DOCUMENT = "document", "Un document"
    REPORT = "rapport", "Un rapport que Tenir peut produire"
    FIGURE = "chiffre", "Un chiffre"
    ACT = "acte", "Un acte, dit par une note ou un lien"


class Reach(models.TextChoices):
    """Where a duty has its own instances."""

    NATION = "pays", "Une pour le pays"
    REGION = "region", "Une par région"
    DEPARTEMENT = "departement", "Une par département"
    CONTRACT = "contrat", "Une par contrat de ville"


KINDS = {
    Reach.NATION: PlaceKind.NATION,
    Reach.REGION: PlaceKind.REGION,
    Reach.DEPARTEMENT: PlaceKind.DEPARTEMENT,
    # And the places that a public contrat de ville is about (`opening.places_of`).
    Reach.CONTRACT: PlaceKind.CONTRAT,
}


class Rhythm(models.TextChoices):
    """How the days of a duty are known."""

    ONCE = "une_fois", "À une date fixe"
    RECURRING = "recurrente", "Qui reviennent"
    UNDATED = "sans_date", "Sans date dans le texte"


class InstanceState(models.TextChoices):
    """What became of an instance."""

    TODO = "a_faire", "À faire"
    DONE = "faite", "Faite"
    WAIVED = "dispensee", "Dispensée"


class Standing(models.TextChoices):
    """What people see of an instance: late is a matter of the day, kept nowhere."""

    LATE = "en_retard", "En retard"
    DUE = "a_faire", "À faire"
    DONE = "faite", "Faite"
    WAIVED = "dispensee", "Dispensée"


class Rung(models.TextChoices):
    """Whom a late duty is told, one after the other."""

    HOLDER = "porteur", "qui la doit"
    MANAGER = "responsable", "son responsable"
    DELEGATE = "delegue", "le délégué du préfet"
    PREFECT = "prefet", "le préfet"
