"""Texts, headings, commitments, levels over time, announced indicators; each with the lines it stands on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place
from tenir.core.web.columns import fold
from tenir.modules.commitments.enums import (
    FrameworkKind,
    HeadingKind,
    Level,
    Precision,
    Side,
    State,
    Status,
    Wording,
)
from tenir.modules.commitments.moments import Moment, months_before


class Source(models.Model):
    """A text that can be cited. `sha256` and `lines` are those of the plain text whose lines citations count."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("titre", max_length=300)
    number = models.CharField("numéro", max_length=50, blank=True)
    date = models.DateField("date", null=True, blank=True)
    publisher = models.CharField("émetteur", max_length=200, blank=True)
    url = models.URLField("adresse en ligne", blank=True)
    sha256 = models.CharField("empreinte du texte", max_length=64, blank=True)
    lines = models.PositiveIntegerField("nombre de lignes", null=True, blank=True)

    disclosure = Disclosure(public=("slug", "title", "number", "date", "publisher", "url", "sha256", "lines"))

    class Meta:
        verbose_name = "texte source"
        verbose_name_plural = "textes sources"
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",),
                condition=~Q(sha256=""),
                name="source_text_once",
                violation_error_message="Ce texte est déjà connu.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Cited(models.Model):
    """What stands on lines of a source: first and last, counted from 1, both included; or a page of a PDF."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name="texte source")
    first_line = models.PositiveIntegerField("première ligne", null=True, blank=True)
    last_line = models.PositiveIntegerField("dernière ligne", null=True, blank=True)
    page = models.PositiveIntegerField("page", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """« lignes 427 à 428 », « ligne 8 », « page 3 », or nothing when the source gives no place."""
        return where_in_source(self.first_line, self.last_line, self.page)


CITED = ("source", "first_line", "last_line", "page")


def where_in_source(first: int | None, last: int | None, page: int | None) -> str:
    """The words for a place in a source."""
    if first is not None:
        return f"ligne {first}" if first == last else f"lignes {first} à {last}"
    return f"page {page}" if page is not None else ""


def _lines_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(first_line__isnull=True, last_line__isnull=True)
        | Q(first_line__gte=1, last_line__gte=F("first_line")),
        name=name,
        violation_error_message="Les lignes citées se comptent à partir de 1, la première avant la dernière.",
    )


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
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    objects = FrameworkQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("slug", "kind", "title", "short_title", "noun", "signed_on", "since", "until", "place"),
            *("news_due_months", "wording", "state", "is_invented"),
            *CITED,
        )
    )

    class Meta:
        verbose_name = "cadre"
        verbose_name_plural = "cadres"
        ordering = ("-signed_on", "slug")
        constraints = (
            _lines_in_order("framework_lines_in_order"),
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
    position = models.PositiveIntegerField("rang")

    disclosure = Disclosure(public=("framework", "parent", "key", "kind", "number", "title", "position", *CITED))

    class Meta:
        verbose_name = "titre de partie"
        verbose_name_plural = "titres de parties"
        ordering = ("framework", "position")
        constraints = (
            _lines_in_order("heading_lines_in_order"),
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
            _lines_in_order("printed_summary_lines_in_order"),
            models.UniqueConstraint(
                fields=("framework", "level"),
                name="printed_summary_level_once",
                violation_error_message="Le résumé de ce cadre donne déjà ce niveau.",
            ),
        )


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

    def silent_since(self, day: date) -> CommitmentQuerySet:
        """Those without any news on or after `day` (muets)."""
        return self.filter(Q(level_on__lt=day) | Q(level_on__isnull=True))

    def speaking_of(self, words: str) -> CommitmentQuerySet:
        """Those whose number or title holds every word, whatever accents and capitals."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Commitment(Cited):
    """A promise (mesure, engagement, action). `level` and its date repeat the latest record, so that boards count fast.

    `slug` is its address in its framework and never changes; `number` is what the text prints.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="commitments", verbose_name="cadre")
    heading = models.ForeignKey(
        Heading, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name="partie"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="précisé dans"
    )
    slug = models.CharField("adresse", max_length=100)
    number = models.CharField("numéro", max_length=20, blank=True)
    title = models.CharField("intitulé", max_length=1000)
    side = models.CharField("qui s'engage", max_length=10, choices=Side, blank=True)
    counted = models.BooleanField("compté", default=True)
    position = models.PositiveIntegerField("rang")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="commitments", verbose_name="lieu")
    level = models.CharField("niveau", max_length=30, choices=Level, blank=True)
    level_on = models.DateField("niveau au", null=True, blank=True)
    level_precision = models.CharField("précision de la date", max_length=10, choices=Precision, blank=True)
    level_status = models.CharField("niveau déclaré ou vérifié", max_length=10, choices=Status, blank=True)
    search_text = models.CharField("texte cherché", max_length=1100, editable=False)

    objects = CommitmentQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("framework", "heading", "parent", "slug", "number", "title", "side", "counted", "position", "place"),
            *("level", "level_on", "level_precision", "level_status"),
            *CITED,
        ),
        technical=("id", "search_text"),
    )

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        ordering = ("framework", "position")
        indexes = (
            models.Index(fields=("framework", "position"), name="commitment_in_order"),
            models.Index(fields=("framework", "counted", "level", "level_on"), name="commitment_by_level"),
        )
        constraints = (
            _lines_in_order("commitment_lines_in_order"),
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
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Its address, below its framework's."""
        return f"/cadres/{self.framework.slug}/{self.slug}/"

    @property
    def level_moment(self) -> Moment | None:
        """When the level was, with the precision of its source."""
        return Moment(self.level_on, self.level_precision) if self.level_on else None


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
    # A level declared by who holds the promise has no source text.
    source = models.ForeignKey(  # type: ignore[assignment]
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="texte source"
    )

    disclosure = Disclosure(public=("commitment", "level", "on", "precision", "status", "recorded_at", *CITED))

    class Meta:
        verbose_name = "niveau d'engagement"
        verbose_name_plural = "niveaux d'engagement"
        ordering = ("commitment", "on", "id")
        constraints = (_lines_in_order("level_record_lines_in_order"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row can be saved: history is never rewritten."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("a level record is never edited; record a later one")
        super().save(*args, **kwargs)

    @property
    def moment(self) -> Moment:
        """When, with the precision of its source."""
        return Moment(self.on, self.precision)


class AnnouncedIndicator(Cited):
    """The wording of an indicator that the text announces for a commitment; figures belong to `indicators`."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="announced_indicators", verbose_name="engagement"
    )
    number = models.CharField("numéro", max_length=20, blank=True)
    wording = models.CharField("intitulé", max_length=500)
    position = models.PositiveIntegerField("rang")

    disclosure = Disclosure(public=("commitment", "number", "wording", "position", *CITED))

    class Meta:
        verbose_name = "indicateur annoncé"
        verbose_name_plural = "indicateurs annoncés"
        ordering = ("commitment", "position")
        constraints = (
            _lines_in_order("announced_indicator_lines_in_order"),
            models.UniqueConstraint(
                fields=("commitment", "position"),
                name="announced_indicator_rank_once",
                violation_error_message="Deux indicateurs d'un engagement ne peuvent pas avoir le même rang.",
            ),
        )


class LevelTally(models.Model):
    """How many commitments of a framework stand at a level since a date: kept by each write, so that a board of
    20,000 reads a few rows instead of counting them all (`tallies.py`).
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="tallies", verbose_name="cadre")
    counted = models.BooleanField("comptés")
    level = models.CharField("niveau", max_length=30, choices=Level, blank=True)
    level_on = models.DateField("niveau au", null=True, blank=True)
    count = models.PositiveIntegerField("nombre")

    disclosure = Disclosure(public=("framework", "counted", "level", "level_on", "count"))

    class Meta:
        verbose_name = "compte par niveau"
        verbose_name_plural = "comptes par niveau"
        ordering = ("framework", "level", "level_on")
        constraints = (
            # Two constraints, because SQLite has none that takes two empty dates for the same.
            models.UniqueConstraint(
                fields=("framework", "counted", "level", "level_on"),
                condition=Q(level_on__isnull=False),
                name="level_tally_once",
                violation_error_message="Ce compte est déjà tenu.",
            ),
            models.UniqueConstraint(
                fields=("framework", "counted", "level"),
                condition=Q(level_on__isnull=True),
                name="level_tally_once_undated",
                violation_error_message="Ce compte est déjà tenu.",
            ),
        )
