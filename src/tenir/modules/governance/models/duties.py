"""Duties, where they are followed, and their instances by place and period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.dossier import recurrence
from tenir.modules.commitments.models import where_in_source
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order
from tenir.modules.governance.duties.enums import (
    FulfilledBy,
    InstanceState,
    Modality,
    OwedBy,
    Reach,
    Rhythm,
    Standing,
)
from tenir.modules.governance.duties.ladder import Steps, days_late


class DutyQuerySet(models.QuerySet["Duty"]):
    """Reads in the field's words."""

    def of_rhythm(self, rhythm: str) -> DutyQuerySet:
        """Those whose days are known in this way."""
        once, recurring = Q(due_on__isnull=False), Q(first_due__isnull=False)
        return self.filter({Rhythm.ONCE: once, Rhythm.RECURRING: recurring}.get(Rhythm(rhythm), ~once & ~recurring))


class Duty(Cited):
    """Who owes what to whom, by when or how often, and the lines of the text that says so."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    position = models.PositiveSmallIntegerField("rang dans le texte")
    title = models.CharField("titre", max_length=120)
    sentence = models.CharField("ce qui est dû", max_length=600)
    owed_by = models.CharField("due par", max_length=30, choices=OwedBy)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    owed_to = models.CharField("due à", max_length=300, blank=True)
    modality = models.CharField("ce que dit le texte", max_length=10, choices=Modality)
    due_on = models.DateField("échéance", null=True, blank=True)
    # ISO 8601, in months or years; its first day gives all the others (`rhythm.due_day`).
    recurrence = models.CharField("récurrence", max_length=5, blank=True)
    first_due = models.DateField("première échéance", null=True, blank=True)
    due_words = models.CharField("règle de l'échéance", max_length=300, blank=True)
    fulfilled_by = models.CharField("ce qui montre qu'elle est faite", max_length=10, choices=FulfilledBy)
    deliverable = models.CharField("ce qui est attendu", max_length=300, blank=True)
    reach = models.CharField("où elle se suit", max_length=15, choices=Reach)
    # What is read in a copy joined to another text: « Circulaire … du 4 février 2019 ».
    copied_text = models.CharField("texte copié dans la source", max_length=200, blank=True)
    # The same text may say it twice.
    also_first_line = models.PositiveIntegerField("aussi, première ligne", null=True, blank=True)
    also_last_line = models.PositiveIntegerField("aussi, dernière ligne", null=True, blank=True)
    manager_after = models.PositiveSmallIntegerField("responsable prévenu après (jours)", default=7)
    delegate_after = models.PositiveSmallIntegerField("délégué du préfet prévenu après (jours)", default=21)
    prefect_after = models.PositiveSmallIntegerField("préfet prévenu après (jours)", default=45)
    # Of a duty that the services of a territory wrote: it is followed nowhere else. Empty: an official one.
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="territoire"
    )
    revision = models.PositiveIntegerField("révision", default=1)
    is_referential = models.BooleanField("référentiel livré avec Tenir", default=False)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    objects = DutyQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("slug", "position", "title", "sentence", "owed_by", "organisation", "owed_to", "modality", "due_on"),
            *("recurrence", "first_due", "due_words", "fulfilled_by", "deliverable", "reach", *CITED, "copied_text"),
            *("also_first_line", "also_last_line", "manager_after", "delegate_after", "prefect_after"),
            *("place", "is_referential", "is_invented"),
        ),
        technical=("id", "revision"),
    )

    class Meta:
        verbose_name = "obligation"
        verbose_name_plural = "obligations"
        ordering = ("source", "position")
        constraints = (
            lines_in_order("duty_lines_in_order"),
            models.CheckConstraint(
                condition=Q(recurrence="", first_due__isnull=True) | ~Q(recurrence="") & Q(first_due__isnull=False),
                name="duty_recurs_from_a_day",
                violation_error_message="Une obligation qui revient a une récurrence et une première échéance.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(recurrence=""),
                name="duty_once_or_recurring",
                violation_error_message="Une obligation a une date fixe ou une récurrence, pas les deux.",
            ),
            models.CheckConstraint(
                condition=Q(manager_after__gte=1)
                & Q(delegate_after__gt=F("manager_after"))
                & Q(prefect_after__gt=F("delegate_after")),
                name="duty_steps_in_order",
                violation_error_message="On prévient le responsable, puis le délégué du préfet, puis le préfet.",
            ),
            models.CheckConstraint(
                condition=~Q(owed_by=OwedBy.NAMED) | Q(organisation__isnull=False),
                name="duty_owed_by_somebody",
                violation_error_message="Une obligation due par une organisation nommée dit laquelle.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("governance:duty", args=[self.slug])

    @property
    def owner_words(self) -> str:
        """Who owes it: the organisation where one is named, else the role."""
        return self.organisation.name if self.organisation else self.get_owed_by_display()

    @property
    def rhythm(self) -> Rhythm:
        """How its days are known."""
        if self.first_due:
            return Rhythm.RECURRING
        return Rhythm.ONCE if self.due_on else Rhythm.UNDATED

    @property
    def steps(self) -> Steps:
        """When whom is told that it is late."""
        return Steps(self.manager_after, self.delegate_after, self.prefect_after)

    @property
    def how_often(self) -> str:
        """« chaque semestre », or nothing."""
        return recurrence.words(self.recurrence)

    @property
    def text(self) -> str:
        """The title of the text that says it."""
        return self.copied_text or self.source.title

    @property
    def also_where(self) -> str:
        """The other lines of the text that say it."""
        return where_in_source(self.also_first_line, self.also_last_line, None)


class DutyStartQuerySet(models.QuerySet["DutyStart"]):
    """Reads in the field's words."""

    def in_force(self, on: date | None = None) -> DutyStartQuerySet:
        """Those that still open instances."""
        day = on or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class DutyStart(models.Model):
    """`duty` is followed in `place` and all below it for what is due from a day to a day."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="starts", verbose_name="obligation")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="duty_starts", verbose_name="lieu")
    since = models.DateField("suivie depuis")
    until = models.DateField("suivie jusqu'au", null=True, blank=True)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    objects = DutyStartQuerySet.as_manager()

    disclosure = Disclosure(public=("duty", "place", "since", "until", "is_invented"))

    class Meta:
        verbose_name = "suivi d'une obligation"
        verbose_name_plural = "suivis d'obligations"
        ordering = ("duty", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("duty", "place"),
                name="duty_start_once",
                violation_error_message="Cette obligation est déjà suivie dans ce lieu.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="duty_start_dates_in_order",
                violation_error_message="Un suivi ne peut pas finir avant d'avoir commencé.",
            ),
        )


class DutyInstanceQuerySet(models.QuerySet["DutyInstance"]):
    """Reads in the field's words."""

    def late(self, on: date | None = None) -> DutyInstanceQuerySet:
        """Still to do after their day."""
        return self.filter(state=InstanceState.TODO, due_on__lt=on or timezone.localdate())

    def to_do(self) -> DutyInstanceQuerySet:
        """Neither done nor waived."""
        return self.filter(state=InstanceState.TODO)

    def with_standing(self, on: date | None = None) -> DutyInstanceQuerySet:
        """Each with `standing_now`, what `standing` answers, so that a table can sort and filter by it."""
        late = When(state=InstanceState.TODO, due_on__lt=on or timezone.localdate(), then=Value(Standing.LATE.value))
        return self.annotate(standing_now=Case(late, default=F("state"), output_field=models.CharField()))

    def in_full(self) -> DutyInstanceQuerySet:
        """Each with what its line names, in one query."""
        return self.select_related("duty__source", "duty__organisation", "place", "organisation")


class DutyInstance(models.Model):
    """What one place owes for one period. Once notified, its day is the one that holds whatever the rule becomes."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="instances", verbose_name="obligation")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="duty_instances", verbose_name="lieu")
    # Which of the duty's instances it is, whatever its day: « P3M-31 », « une_fois », or a day that a person chose.
    period = models.CharField("période", max_length=20)
    due_on = models.DateField("à faire avant le")
    notified_on = models.DateField("échéance notifiée le", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=InstanceState, default=InstanceState.TODO)
    settled_on = models.DateField("faite ou dispensée le", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties_done",
        verbose_name="par",
    )
    file_name = models.CharField("nom du document", max_length=200, blank=True)
    file_sha256 = models.CharField("empreinte du document", max_length=64, blank=True)
    file_size = models.PositiveIntegerField("taille du document (octets)", null=True, blank=True)
    # Made by Tenir from what is public on that day (`duties/report.py`), not handed in.
    is_generated = models.BooleanField("document produit par Tenir", default=False)
    url = models.URLField("lien", max_length=500, blank=True)
    note = models.CharField("note", max_length=1000, blank=True)
    reason = models.CharField("motif de la dispense", max_length=500, blank=True)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    objects = DutyInstanceQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("duty", "place", "period", "due_on", "notified_on", "state", "settled_on", "organisation"),
            *("file_sha256", "file_size", "is_generated", "url", "note", "reason", "is_invented"),
        ),
        # People put names in the names of files.
        internal=("file_name",),
    )

    class Meta:
        verbose_name = "échéance d'une obligation"
        verbose_name_plural = "échéances d'obligations"
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=("state", "due_on"), name="duty_instance_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=("duty", "place", "period"),
                name="duty_instance_once",
                violation_error_message="Cette échéance est déjà ouverte dans ce lieu.",
            ),
            models.CheckConstraint(
                condition=Q(state=InstanceState.TODO, settled_on__isnull=True, organisation__isnull=True)
                | ~Q(state=InstanceState.TODO) & Q(settled_on__isnull=False, organisation__isnull=False),
                name="duty_instance_settled_by_somebody",
                violation_error_message="Une obligation faite ou dispensée dit quand et par quelle organisation.",
            ),
            models.CheckConstraint(
                condition=~Q(state=InstanceState.DONE) | ~Q(file_sha256="") | ~Q(url="") | ~Q(note=""),
                name="duty_instance_done_with_proof",
                violation_error_message="Une obligation faite se montre par un document, un lien ou une note.",
            ),
            models.CheckConstraint(
                condition=Q(state=InstanceState.WAIVED) & ~Q(reason="") | ~Q(state=InstanceState.WAIVED) & Q(reason=""),
                name="duty_instance_waived_with_reason",
                violation_error_message="Une dispense donne son motif.",
            ),
            models.CheckConstraint(
                condition=Q(is_generated=False) | ~Q(file_sha256=""),
                name="duty_instance_generated_is_kept",
                violation_error_message="Un document produit par Tenir est gardé avec son empreinte.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty}, {self.place}"

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("governance:duty-instance", args=[self.pk])

    def standing(self, on: date | None = None) -> Standing:
        """What people see on a day (today)."""
        late = self.state == InstanceState.TODO and self.due_on < (on or timezone.localdate())
        return Standing.LATE if late else Standing(self.state)

    def late_by(self, on: date | None = None) -> int:
        """Days after its day: until it was done, or until a day (today) while it is not; 0 for a waived one."""
        if self.state == InstanceState.WAIVED:
            return 0
        end: Any = self.settled_on or on or timezone.localdate()
        return days_late(self.due_on, end)
