"""Words of figures: how an indicator counts, adds up, and what became of a value that somebody sent.

The values are those of `engines.rollup`, which knows nothing of Django.
"""

from __future__ import annotations

from django.db import models


class IndicatorKind(models.TextChoices):
    """What an indicator measures."""

    COUNT = "count", "Nombre"
    AMOUNT = "amount", "Montant"
    SHARE = "share", "Part (numérateur sur dénominateur)"
    RATE = "rate", "Taux sans ses deux termes"
    QUALITATIVE = "qualitative", "Suivi en mots"


class OverPlaces(models.TextChoices):
    """How values of several places make one."""

    SUM = "sum", "S'additionnent"
    NONE = "none", "Ne s'additionnent pas"


class OverPeriods(models.TextChoices):
    """How values of several periods make one of a longer period."""

    SUM = "sum", "S'additionnent"
    LAST = "last", "La dernière période vaut pour l'ensemble"
    ALONE = "alone", "Chaque période se demande à part"
    NONE = "none", "Aucune période plus longue n'a de valeur"


class Direction(models.TextChoices):
    """Which way is better."""

    MORE = "more", "Plus, c'est mieux"
    LESS = "less", "Moins, c'est mieux"
    NEITHER = "neither", "Ni l'un ni l'autre"


class Counted(models.TextChoices):
    """What is counted: decides which small counts are withheld (secret statistique)."""

    PERSONS = "persons", "Des personnes ou des ménages"
    COMPANIES = "companies", "Des entreprises"
    OTHER = "other", "Ni personnes ni entreprises (postes, sites, subventions…)"


class Rounding(models.IntegerChoices):
    """To which multiple the shown figures of a release are rounded, half up, in the unit that people read."""

    EXACT = 1, "Chiffres exacts"
    FIVE = 5, "Arrondis à 5"
    TEN = 10, "Arrondis à 10"


class Periodicity(models.TextChoices):
    """How often an indicator is asked for; the values are those of `engines.rollup.model.PeriodKind`."""

    YEAR = "year", "Année"
    HALF_YEAR = "half-year", "Semestre"
    QUARTER = "quarter", "Trimestre"
    MONTH = "month", "Mois"
    SCHOOL_YEAR = "school-year", "Année scolaire"
    DATE = "date", "Date"


class State(models.TextChoices):
    """What became of a value; only an accepted one counts."""

    DECLARED = "declared", "Déclarée"
    SENT_BACK = "sent_back", "Renvoyée avec un commentaire"
    ACCEPTED = "accepted", "Acceptée"
    CONTESTED = "contested", "Contestée"
    WITHDRAWN = "withdrawn", "Retirée"


class Trajectory(models.TextChoices):
    """What is expected between the starting point and the target."""

    LINEAR = "linear", "Droite"
    STEPS = "steps", "Par paliers"
