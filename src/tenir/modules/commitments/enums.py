"""Closed lists of this module, with the words that each audience reads."""

from __future__ import annotations

from django.db import models


class FrameworkKind(models.TextChoices):
    """Sorts of signed or published texts that carry promises (GLOSSARY.md)."""

    ROADMAP = "feuille_de_route", "Feuille de route nationale"
    PACT = "pacte", "Pacte"
    CIEC = "ciec", "Comité interministériel (CIEC)"
    PLAN = "plan", "Plan d'action"
    CONTRAT_DE_VILLE = "contrat_de_ville", "Contrat de ville"
    PERR = "perr", "Protocole d'engagements renforcés et réciproques (PERR)"
    NPNRU = "npnru", "Convention de renouvellement urbain (NPNRU)"
    CITE_EDUCATIVE = "cite_educative", "Cité éducative"
    PAQTE = "paqte", "Convention PAQTE"
    OTHER = "autre", "Autre texte"


class State(models.TextChoices):
    """Whether a framework is open to everybody."""

    DRAFT = "draft", "En préparation"
    PUBLIC = "public", "Public"


class Wording(models.TextChoices):
    """Whose words the titles are: the source's own, or ours (official lists shipped with Tenir are reworded)."""

    SOURCE = "source", "Mots du texte"
    OWN = "own", "Rédaction de Tenir, d'après le texte"


class HeadingKind(models.TextChoices):
    """Sorts of section titles."""

    PROGRAMME = "programme", "Programme"
    AXE = "axe", "Axe"
    ENJEU = "enjeu", "Enjeu"
    THEME = "theme", "Thème"
    OBJECTIVE = "objectif", "Objectif"
    SECTION = "section", "Partie"


class Side(models.TextChoices):
    """Who commits, where a text has two sides."""

    STATE = "state", "L'État s'engage"
    CITY = "city", "La collectivité s'engage"


class Level(models.TextChoices):
    """Levels of progress: the four official ones (circulaire n° 6057/SG, annexe 3), then the three that Tenir adds."""

    ACHIEVED = "objectif_atteint", "Objectif atteint"
    NEARING = "en_voie_de_finalisation", "En voie de finalisation"
    ROLLED_OUT = "en_cours_de_deploiement", "En cours de déploiement"
    LAUNCHING = "en_cours_de_lancement", "En cours de lancement"
    NOT_STARTED = "non_demarre", "Non démarré"
    SUSPENDED = "suspendu", "Suspendu"
    ABANDONED = "abandonne", "Abandonné"

    def clause(self, count: int, *, feminine: bool) -> str:
        """The end of a sentence about `count` commitments: « sont en cours de déploiement »."""
        singular, plural = _CLAUSES[self]
        return (plural if count > 1 else singular).replace("(e)", "e" if feminine else "")


OFFICIAL = (Level.ACHIEVED, Level.NEARING, Level.ROLLED_OUT, Level.LAUNCHING)

_CLAUSES = {
    Level.ACHIEVED: ("a atteint son objectif", "ont atteint leur objectif"),
    Level.NEARING: ("est en voie de finalisation", "sont en voie de finalisation"),
    Level.ROLLED_OUT: ("est en cours de déploiement", "sont en cours de déploiement"),
    Level.LAUNCHING: ("est en cours de lancement", "sont en cours de lancement"),
    Level.NOT_STARTED: ("n'a pas démarré", "n'ont pas démarré"),
    Level.SUSPENDED: ("est suspendu(e)", "sont suspendu(e)s"),
    Level.ABANDONED: ("est abandonné(e)", "sont abandonné(e)s"),
}


class Status(models.TextChoices):
    """Whether a level was only said by who holds the promise, or checked by the framework's referent."""

    DECLARED = "declared", "Déclaré, pas encore vérifié"
    VERIFIED = "verified", "Vérifié"

    @property
    def label_for_verifiers(self) -> str:
        """What the person who must check reads."""
        return "À vérifier" if self is Status.DECLARED else "Vérifié"


class Shown(models.TextChoices):
    """What a promise shows of its level: declared or verified, or declared while a contradictory phase is open."""

    DECLARED = "declared", "Déclaré, pas encore vérifié"
    VERIFIED = "verified", "Vérifié"
    CONTESTED = "contested", "Déclaré, contesté"


class ReportState(models.TextChoices):
    """Where a progress report stands between who declares and who verifies."""

    DECLARED = "declared", "Déclaré, à vérifier"
    SENT_BACK = "sent_back", "Renvoyé avec un commentaire"
    CONTESTED = "contested", "Contesté"
    VERIFIED = "verified", "Vérifié"
    OVERTURNED = "overturned", "Écarté après débat"
    REPLACED = "replaced", "Remplacé par un plus récent"


# What such a report declared no longer counts as news.
TAKEN_BACK = (ReportState.SENT_BACK, ReportState.OVERTURNED)


class StepKind(models.TextChoices):
    """What happened to a progress report after it was sent; steps are added, never edited."""

    VERIFIED = "verified", "Vérifié"
    SENT_BACK = "sent_back", "Renvoyé"
    CONTESTED = "contested", "Contesté"
    ANSWERED = "answered", "Réponse du porteur"
    UPHELD = "upheld", "Maintenu après débat"
    OVERTURNED = "overturned", "Écarté après débat"
    COUNTERSIGNED = "countersigned", "Contresigné"


class SigningState(models.TextChoices):
    """What an organisation that is asked to sign a framework answered."""

    WAITING = "waiting", "Attendue"
    SIGNED = "signed", "Signé"
    REFUSED = "refused", "Refusé"


class Theme(models.TextChoices):
    """What a promise is about, across all frameworks; each text's own headings stay as it prints them."""

    SECURITY = "securite", "Sécurité et tranquillité"
    JUSTICE = "justice", "Justice et accès au droit"
    EDUCATION = "education", "Éducation et jeunesse"
    EMPLOYMENT = "emploi", "Emploi et formation"
    ENTERPRISE = "entreprises", "Entreprises et commerce"
    HOUSING = "habitat", "Habitat et cadre de vie"
    MOBILITY = "mobilite", "Mobilités"
    HEALTH = "sante", "Santé"
    SOCIAL = "lien_social", "Lien social et associations"
    CULTURE = "culture_sport", "Culture et sport"
    DIGITAL = "numerique", "Numérique"
    EQUALITY = "egalite", "Égalité, laïcité, discriminations"
    PARTICIPATION = "participation", "Participation des habitants"
    STEERING = "pilotage", "Pilotage et suivi"


class PartyRole(models.TextChoices):
    """What an organisation is to a promise."""

    HOLDER = "porteur", "Porte"
    CO_HOLDER = "copilote", "Copilote"
    PARTNER = "partenaire", "Partenaire"
    FUNDER = "financeur", "Finance"
    OPERATOR = "operateur", "Met en œuvre"


class NameSort(models.TextChoices):
    """What a name that a text prints stands for, before anybody says which one it is."""

    PARTNER = "partenaire", "Partenaire"
    LEVER = "levier", "Levier"


HOLDING = (PartyRole.HOLDER, PartyRole.CO_HOLDER)


class LinkKind(models.TextChoices):
    """How a promise stands to another: it carries it out, or it depends on it."""

    DECLINES = "decline", "Décline"
    CONDITIONAL_ON = "conditionne", "Dépend de"


class FrameworkLinkKind(models.TextChoices):
    """How a text stands to another."""

    AMENDS = "amende", "Amende"
    EXTENDS = "prolonge", "Prolonge"
    DECLINES = "decline", "Décline"
    REPLACES = "remplace", "Remplace"


class ProvisionKind(models.TextChoices):
    """What a text says beside its promises."""

    OBJECTIVE = "objectif", "Objectif"
    STRATEGIC_AXIS = "axe_strategique", "Axe stratégique"
    PRIORITY = "priorite", "Priorité"
    RECOMMENDATION = "preconisation", "Préconisation"
    BODY = "instance", "Instance"
    THEME = "theme", "Thème"
    FINDING = "constat", "Constat"


class FigureKind(models.TextChoices):
    """What a printed figure is; the values are those of `tenir documents read`."""

    TARGET = "target", "Cible"
    MINIMUM = "minimum", "Au moins"
    BASELINE = "baseline", "Point de départ"
    AMOUNT = "amount", "Montant"
    RELATIVE = "relative", "Évolution visée"
    FACT = "fact", "Constat"


class Precision(models.TextChoices):
    """How much of a date its source printed."""

    DAY = "day", "au jour"
    MONTH = "month", "au mois"
    YEAR = "year", "à l'année"
