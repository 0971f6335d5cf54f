"""Frameworks, their headings, what their source prints as its own count, and the counts kept for boards."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place
from tenir.modules.commitments.enums import FrameworkKind, HeadingKind, Level, Shown, Side, State, Wording
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order
from tenir.modules.commitments.moments import months_before


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Reads in the field's words."""

    def public(self) -> FrameworkQuerySet:
        """Those that everybody may read."""
        return self.filter(state=State.PUBLIC)

    def national(self) -> FrameworkQuerySet:
        """Those of the whole country."""
        return self.filter(place__kind="nation")

    def reaching(self, place: Place) -> FrameworkQuerySet:
        """Those of `place` or of a place that contains it: a national promise reaches every place."""
        return self.filter(place__in=Place.objects.containing(place))


class Framework(Cited):
    """A signed or published text (cadre) that carries promises on a place."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    kind = models.CharField("sorte", max_length=30, choices=FrameworkKind)
    title = models.CharField("titre", max_length=300)
    short_title = models.CharField("titre court", max_length=100)
    # « mesure », « engagement », « action »: what this text calls its promises.
    noun = models.CharField("nom d'un engagement", max_length=30, default="engagement")
    signed_on = models.DateField("signé ou publié le", null=True, blank=True)
    since = models.DateField("en vigueur depuis", null=True, blank=True)
    until = models.DateField("en vigueur jusqu'au", null=True, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="frameworks", verbose_name="lieu")
    news_due_months = models.PositiveSmallIntegerField("nouvelles dues tous les (mois)", default=6)
    wording = models.CharField("rédaction", max_length=10, choices=Wording, default=Wording.SOURCE)
    state = models.CharField("état", max_length=10, choices=State, default=State.PUBLIC)
    note = models.CharField("note de lecture", max_length=1000, blank=True)
    # Shipped with Tenir: its words are corrected in `referentials/`, not by form.
    is_referential = models.BooleanField("référentiel livré avec Tenir", default=False)
    # One more at each amendment: two people who amend at once are told apart by it.
    revision = models.PositiveIntegerField("révision", default=1)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    # What its events tell besides its columns when it is written by hand.
    journal_words: ClassVar[dict[str, str]] = {
        "signatories": "signataires",
        "links": "liens avec d'autres cadres",
    }

    objects = FrameworkQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("slug", "kind", "title", "short_title", "noun", "signed_on", "since", "until", "place"),
            *("news_due_months", "wording", "state", "note", "is_referential", "is_invented"),
            *CITED,
        ),
        technical=("id", "revision"),
    )

    class Meta:
        verbose_name = "cadre"
        verbose_name_plural = "cadres"
        ordering = ("-signed_on", "slug")
        constraints = (
            lines_in_order("framework_lines_in_order"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="framework_dates_in_order",
                violation_error_message="Un cadre ne peut pas finir avant d'avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(news_due_months__gte=1),
                name="framework_news_due",
                violation_error_message="Des nouvelles sont dues au moins une fois par période d'un mois ou plus.",
            ),
        )

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        """Address of its board."""
        return f"/cadres/{self.slug}/"

    def silent_before(self, today: date | None = None) -> date:
        """News older than this day leave a commitment silent (muet)."""
        return months_before(today or timezone.localdate(), self.news_due_months)


class Heading(Cited):
    """A section title of a framework: programme, axe, enjeu, thème, objectif; a tree by `parent`."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="headings", verbose_name="cadre")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="titre au-dessus"
    )
    key = models.CharField("clé", max_length=100)
    kind = models.CharField("sorte", max_length=20, choices=HeadingKind)
    number = models.CharField("numéro", max_length=20, blank=True)
    title = models.CharField("titre", max_length=300)
    side = models.CharField("qui s'engage", max_length=10, choices=Side, blank=True)
    position = models.PositiveIntegerField("rang")
    # Parts of other texts that this one carries out: « Axe du Pacte de Dijon ».
    declines = models.ManyToManyField("self", symmetrical=False, related_name="declined_by", verbose_name="décline")

    disclosure = Disclosure(
        public=("framework", "parent", "key", "kind", "number", "title", "side", "position", *CITED)
    )

    class Meta:
        verbose_name = "titre de partie"
        verbose_name_plural = "titres de parties"
        ordering = ("framework", "position")
        constraints = (
            lines_in_order("heading_lines_in_order"),
            models.UniqueConstraint(
                fields=("framework", "key"),
                name="heading_key_once",
                violation_error_message="Ce cadre a déjà un titre de cette clé.",
            ),
        )


class PrintedSummary(Cited):
    """What the source itself prints as its count at a level (empty level: its total), to hold against ours."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="printed_summary", verbose_name="cadre"
    )
    level = models.CharField("niveau", max_length=30, choices=Level, blank=True)
    count = models.PositiveIntegerField("nombre imprimé")
    percent = models.DecimalField("part imprimée (%)", max_digits=5, decimal_places=2, null=True, blank=True)

    disclosure = Disclosure(public=("framework", "level", "count", "percent", *CITED))

    class Meta:
        verbose_name = "résumé imprimé"
        verbose_name_plural = "résumés imprimés"
        ordering = ("framework", "id")
        constraints = (
            lines_in_order("printed_summary_lines_in_order"),
            models.UniqueConstraint(
                fields=("framework", "level"),
                name="printed_summary_level_once",
                violation_error_message="Le résumé de ce cadre donne déjà ce niveau.",
            ),
        )


class LevelTally(models.Model):
    """How many commitments under a heading of a framework stand at a level, verified or not, with their latest news of
    a day: kept by each write, so that a board of 20,000 reads a few rows instead of counting them all (`tallies.py`).
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="tallies", verbose_name="cadre")
    heading = models.ForeignKey(
        Heading, on_delete=models.CASCADE, null=True, blank=True, related_name="tallies", verbose_name="partie"
    )
    counted = models.BooleanField("comptés")
    level = models.CharField("niveau", max_length=30, choices=Level, blank=True)
    level_status = models.CharField("niveau déclaré ou vérifié", max_length=10, choices=Shown, blank=True)
    news_on = models.DateField("dernière nouvelle", null=True, blank=True)
    count = models.PositiveIntegerField("nombre")

    disclosure = Disclosure(public=("framework", "heading", "counted", "level", "level_status", "news_on", "count"))

    class Meta:
        verbose_name = "compte par niveau"
        verbose_name_plural = "comptes par niveau"
        ordering = ("framework", "level", "level_status", "news_on")
        constraints = (
            # By expressions: SQLite has no constraint that takes two empty values for the same.
            models.UniqueConstraint(
                F("framework"),
                F("counted"),
                F("level"),
                F("level_status"),
                Coalesce("heading", 0),
                Coalesce("news_on", date.min, output_field=models.DateField()),
                name="level_tally_once",
                violation_error_message="Ce compte est déjà tenu.",
            ),
        )


class TrendStep(models.Model):
    """How many more (or fewer) promises of a framework stand at a level from a day on: kept by each write, so that the
    trend of 20,000 promises is a sum of a few rows (`trends.py`).
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="trend", verbose_name="cadre")
    on = models.DateField("depuis le")
    level = models.CharField("niveau", max_length=30, choices=Level)
    change = models.IntegerField("en plus ou en moins")

    disclosure = Disclosure(public=("framework", "on", "level", "change"))

    class Meta:
        verbose_name = "pas de la tendance"
        verbose_name_plural = "pas de la tendance"
        ordering = ("framework", "on", "level")
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "on", "level"),
                name="trend_step_once",
                violation_error_message="Ce pas de la tendance est déjà tenu.",
            ),
        )
