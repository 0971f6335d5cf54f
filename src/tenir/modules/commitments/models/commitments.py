"""Commitments, their levels over time, the indicators that the text announces for them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web.columns import fold
from tenir.modules.commitments.enums import (
    HOLDING,
    TAKEN_BACK,
    Level,
    PartyRole,
    Precision,
    Shown,
    Side,
    State,
    Status,
    Theme,
)
from tenir.modules.commitments.models.frameworks import Framework, Heading
from tenir.modules.commitments.models.levels import declared_after_a_level
from tenir.modules.commitments.models.provisions import Lever, Provision
from tenir.modules.commitments.models.texts import CITED, Cited, Source, lines_in_order
from tenir.modules.commitments.moments import Moment

# Levels that nothing more is awaited of: never late, never silent (docs/decisions/0010).
SETTLED = (Level.ACHIEVED, Level.ABANDONED)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Reads in the field's words."""

    def public(self) -> CommitmentQuerySet:
        """Those of frameworks that everybody may read."""
        return self.filter(framework__state=State.PUBLIC)

    def of_framework(self, framework: Framework) -> CommitmentQuerySet:
        """In the order of the text."""
        return self.filter(framework=framework).order_by("position")

    def counted(self) -> CommitmentQuerySet:
        """Those that enter the framework's counts (1.a and 1.b do not)."""
        return self.filter(counted=True)

    def at_level(self, level: str) -> CommitmentQuerySet:
        """Those that stand at a level today."""
        return self.filter(level=level)

    def late(self, today: date) -> CommitmentQuerySet:
        """Those whose due date is past and that are neither achieved nor abandoned."""
        return self.filter(due_on__lt=today).exclude(level__in=SETTLED)

    def silent_since(self, day: date) -> CommitmentQuerySet:
        """Those that owe news and gave none on or after `day` (muets)."""
        return self.filter(Q(news_on__lt=day) | Q(news_on__isnull=True)).exclude(level__in=SETTLED)

    def held_by(self, organisation: Organisation) -> CommitmentQuerySet:
        """Those that an organisation holds, alone or with others."""
        holding = Party.objects.filter(organisation=organisation, role__in=HOLDING)
        return self.filter(pk__in=holding.values("commitment"))

    def speaking_of(self, words: str) -> CommitmentQuerySet:
        """Those whose number or title holds every word, whatever accents and capitals."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Commitment(Cited):
    """A promise (mesure, engagement, action). `level` and its date repeat the record that stands (`standing.py`), and
    `declared_level` what was declared since and waits to be verified, so that boards count fast.

    `slug` is its address in its framework and never changes; `number` is what the text prints.
    """

    framework = models.ForeignKey(
        Framework,
        on_delete=models.CASCADE,
        related_name="commitments",
        verbose_name="cadre",
        # The indexes below all begin with it; PostgreSQL preferred its own one to those that hold the answer.
        db_index=False,
    )
    heading = models.ForeignKey(
        Heading, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name="partie"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="précisé dans",
        # Indexed below where there is one: most have none, and SQLite then believes that the index tells nothing.
        db_index=False,
    )
    slug = models.CharField("adresse", max_length=100)
    number = models.CharField("numéro", max_length=20, blank=True)
    title = models.CharField("intitulé", max_length=1000)
    side = models.CharField("qui s'engage", max_length=10, choices=Side, blank=True)
    counted = models.BooleanField("compté", default=True)
    position = models.PositiveIntegerField("rang")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="commitments", verbose_name="lieu")
    theme = models.CharField("thème", max_length=20, choices=Theme, blank=True)
    levers = models.ManyToManyField(Lever, blank=True, related_name="commitments", verbose_name="leviers")
    # The last day of what was printed: « 2020 » is due on 31 December 2020.
    due_on = models.DateField("échéance", null=True, blank=True)
    due_precision = models.CharField("précision de l'échéance", max_length=10, choices=Precision, blank=True)
    due_words = models.CharField("échéance en mots", max_length=100, blank=True)
    # ISO 8601 duration: P6M, every six months.
    recurrence = models.CharField("récurrence", max_length=10, blank=True)
    decided_at = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="decided", verbose_name="décidé par"
    )
    revision = models.PositiveIntegerField("révision", default=1)
    level = models.CharField("niveau", max_length=30, choices=Level, blank=True)
    level_on = models.DateField("niveau au", null=True, blank=True)
    level_precision = models.CharField("précision de la date", max_length=10, choices=Precision, blank=True)
    level_status = models.CharField("niveau déclaré ou vérifié", max_length=10, choices=Shown, blank=True)
    # The latest that was said, verified or not: silence is reckoned from it.
    news_on = models.DateField("dernière nouvelle", null=True, blank=True)
    news_precision = models.CharField("précision de la dernière nouvelle", max_length=10, choices=Precision, blank=True)
    declared_level = models.CharField("niveau déclaré depuis", max_length=30, choices=Level, blank=True)
    declared_status = models.CharField("déclaré ou contesté", max_length=10, choices=Shown, blank=True)
    search_text = models.CharField("texte cherché", max_length=1100, editable=False)

    # The lines below a promise that its events tell when it is written by hand (`editing.lines`).
    journal_words: ClassVar[dict[str, str]] = {
        "parties": "porteurs et partenaires",
        "levers": "leviers",
        "places": "lieux d'application",
        "sub_items": "points",
        "figures": "chiffres du texte",
        "indicators": "indicateurs annoncés",
    }

    objects = CommitmentQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("framework", "heading", "parent", "slug", "number", "title", "side", "counted", "position", "place"),
            *("theme", "due_on", "due_precision", "due_words", "recurrence", "decided_at"),
            *("level", "level_on", "level_precision", "level_status"),
            *("news_on", "news_precision", "declared_level", "declared_status"),
            *CITED,
        ),
        technical=("id", "search_text", "revision"),
    )

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        ordering = ("framework", "position")
        indexes = (
            models.Index(fields=("framework", "position"), name="commitment_in_order"),
            models.Index(fields=("parent",), condition=Q(parent__isnull=False), name="commitment_by_parent"),
            models.Index(fields=("framework", "counted", "level", "level_on"), name="commitment_by_level"),
            # Each holds all that one question of a long board asks, so that its 20,000 rows are not read.
            models.Index(fields=("framework", "heading", "counted", "level"), name="commitment_by_heading"),
            models.Index(fields=("framework", "due_on", "level", "counted"), name="commitment_by_due"),
            models.Index(fields=("framework", "side", "theme"), name="commitment_by_side_and_theme"),
        )
        constraints = (
            lines_in_order("commitment_lines_in_order"),
            models.UniqueConstraint(
                fields=("framework", "slug"),
                name="commitment_address_once",
                violation_error_message="Un engagement de ce cadre a déjà cette adresse.",
            ),
            models.CheckConstraint(
                condition=Q(level="", level_on__isnull=True, level_status="", level_precision="")
                | ~Q(level="") & Q(level_on__isnull=False) & ~Q(level_status="") & ~Q(level_precision=""),
                name="commitment_level_is_dated",
                violation_error_message="Un niveau va avec sa date et dit s'il est déclaré ou vérifié.",
            ),
            declared_after_a_level("commitment_declared_since"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_precision="") | Q(due_on__isnull=False) & ~Q(due_precision=""),
                name="commitment_due_says_its_precision",
                violation_error_message="Une échéance dit si elle est au jour, au mois ou à l'année.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Its address, below its framework's."""
        return f"/cadres/{self.framework.slug}/{self.slug}/"

    @property
    def due(self) -> str:
        """When it is due, in words: « 15 mars 2019 », « 2020 », « fin de la démarche », or nothing."""
        return Moment(self.due_on, self.due_precision).words if self.due_on else self.due_words

    def is_late(self, today: date) -> bool:
        """Whether its due date is past, while it is neither achieved nor abandoned."""
        return self.due_on is not None and self.due_on < today and self.level not in SETTLED

    def is_silent(self, before: date) -> bool:
        """Whether it owes news and gave none on or after `before` (`Framework.silent_before`)."""
        return owes_news(self.level, self.news_on, before)

    @property
    def level_moment(self) -> Moment | None:
        """When the level was, with the precision of its source."""
        return Moment(self.level_on, self.level_precision) if self.level_on else None

    @property
    def news_moment(self) -> Moment | None:
        """When the latest was said, verified or not."""
        return Moment(self.news_on, self.news_precision) if self.news_on else None


def owes_news(level: str, news_on: date | None, before: date) -> bool:
    """The one rule of silence (muet): not settled, and nothing said on or after `before`, verified or not."""
    return level not in SETTLED and (news_on is None or news_on < before)


class LevelRecordQuerySet(models.QuerySet["LevelRecord"]):
    """Levels that were said."""

    def telling(self) -> LevelRecordQuerySet:
        """Those that still stand for what somebody says: not what was declared, then sent back or overturned."""
        taken_back = Q(status=Status.DECLARED, report__state__in=TAKEN_BACK)
        return self.exclude(taken_back)


class LevelRecord(Cited):
    """A level at a date, from a source or a declaration: added, never edited; a later one replaces it."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="levels", verbose_name="engagement"
    )
    level = models.CharField("niveau", max_length=30, choices=Level)
    on = models.DateField("au")
    precision = models.CharField("précision de la date", max_length=10, choices=Precision, default=Precision.DAY)
    status = models.CharField("déclaré ou vérifié", max_length=10, choices=Status)
    recorded_at = models.DateTimeField("enregistré le", default=timezone.now)
    # Empty: the level of the promise itself, on its own place. Else its level in this place that applies it.
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lieu d'application"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dit par"
    )
    sentence = models.CharField("en une phrase", max_length=500, blank=True)
    # The progress report that declared it, or whose verification adds it.
    report = models.ForeignKey(
        "commitments.ProgressReport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="levels",
        verbose_name="point d'avancement",
    )
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)
    # A level declared by who holds the promise has no source text.
    source = models.ForeignKey(  # type: ignore[assignment]
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="texte source"
    )

    objects = LevelRecordQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("commitment", "level", "on", "precision", "status", "recorded_at"),
            *("place", "organisation", "sentence", "report", "is_invented", *CITED),
        )
    )

    class Meta:
        verbose_name = "niveau d'engagement"
        verbose_name_plural = "niveaux d'engagement"
        ordering = ("commitment", "on", "id")
        constraints = (lines_in_order("level_record_lines_in_order"),)
        indexes = (
            models.Index(fields=("-on", "-id"), name="level_record_latest"),
            # What was last said in each place that applies a promise.
            models.Index(
                fields=("commitment", "place", "-on", "-id"),
                condition=Q(place__isnull=False),
                name="level_record_of_place",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row can be saved: history is never rewritten."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("a level record is never edited; record a later one")
        super().save(*args, **kwargs)

    @property
    def moment(self) -> Moment:
        """When, with the precision of its source."""
        return Moment(self.on, self.precision)


class PartyQuerySet(models.QuerySet["Party"]):
    """Who is what to promises."""

    def holding(self) -> PartyQuerySet:
        """Those who hold the promise, alone or with others."""
        return self.filter(role__in=HOLDING)


class Party(Cited):
    """An organisation's role in a promise: it carries it, funds it, is a partner of it."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="parties", verbose_name="engagement"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="promises", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=20, choices=PartyRole)
    position = models.PositiveIntegerField("rang")

    objects = PartyQuerySet.as_manager()

    disclosure = Disclosure(public=("commitment", "organisation", "role", "position", *CITED))

    class Meta:
        verbose_name = "rôle dans un engagement"
        verbose_name_plural = "rôles dans des engagements"
        ordering = ("commitment", "position")
        constraints = (
            lines_in_order("party_lines_in_order"),
            models.UniqueConstraint(
                fields=("commitment", "organisation", "role"),
                name="party_once",
                violation_error_message="Cette organisation a déjà ce rôle dans cet engagement.",
            ),
        )
