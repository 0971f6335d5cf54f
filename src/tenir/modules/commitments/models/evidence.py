"""Proof of progress, what was said of it, and deposits of files under way."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation, User
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.evidence.enums import VOID, EvidenceKind, EvidenceState, FileSort
from tenir.modules.commitments.models.commitments import Commitment
from tenir.modules.commitments.models.frameworks import Framework
from tenir.modules.indicators.models import Observation

_FILE = ("file_sha256", "file_sort")
_FIGURE = ("figure_unit", "figure_source")


def _none_of(*names: str) -> Q:
    return Q(**dict.fromkeys(names, ""))


_NO_FILE = _none_of(*_FILE) & Q(file_bytes__isnull=True)
_NO_LINK = Q(link="")
_NO_FIGURE = _none_of(*_FIGURE) & Q(figure_value__isnull=True, observation__isnull=True)
_NO_WORDS = Q(words="")
_STATED = Q(observation__isnull=True, figure_value__isnull=False) & ~Q(figure_unit="") & ~Q(figure_source="")
_OBSERVED = Q(observation__isnull=False, figure_value__isnull=True) & _none_of(*_FIGURE)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads in the field's words."""

    def public(self) -> EvidenceQuerySet:
        """Those that everybody may read: made public, of a public framework."""
        return self.filter(is_public=True, commitment__framework__state=State.PUBLIC)

    def of_framework(self, framework: Framework) -> EvidenceQuerySet:
        """Those of all its promises, in the order of the text."""
        return self.filter(commitment__framework=framework).order_by("commitment__position", "pk")

    def standing(self) -> EvidenceQuerySet:
        """Each knowing whether another that counts replaces it (`was_replaced`)."""
        return self.annotate(was_replaced=_replacing())

    def replaceable(self) -> EvidenceQuerySet:
        """Those that another may replace: neither void nor replaced already."""
        return self.exclude(state__in=VOID).filter(~_replacing())

    def in_full(self) -> EvidenceQuerySet:
        """With its promise, places and organisation, in one query."""
        names = ("organisation", "commitment__framework__place", "commitment__place")
        return self.select_related(*names, "observation__indicator", "observation__place", "replaces")


def _replacing() -> Exists:
    return Exists(Evidence.objects.filter(replaces=OuterRef("pk")).exclude(state__in=VOID))


class Evidence(models.Model):
    """A proof: a file, a link, a figure or a decision, given for a promise. Only `state` and `is_public` move.

    `state` repeats the latest verdict. A file is kept by its fingerprint (`evidence/files.py`); `file_sha256` is that
    of the bytes kept, which for a picture are those that Tenir wrote anew.
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="evidence", verbose_name="engagement"
    )
    # The progress report that it came with, if any.
    report = models.ForeignKey(
        "commitments.ProgressReport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="point d'avancement",
    )
    kind = models.CharField("sorte", max_length=10, choices=EvidenceKind)
    title = models.CharField("intitulé", max_length=200)
    about_on = models.DateField("date dont elle parle")
    valid_until = models.DateField("valable jusqu'au", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="evidence", verbose_name="donnée par"
    )
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="déposée par le compte"
    )
    given_at = models.DateTimeField("donnée le", default=timezone.now)
    state = models.CharField("état", max_length=10, choices=EvidenceState, default=EvidenceState.GIVEN)
    is_public = models.BooleanField("publique", default=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements", verbose_name="remplace"
    )
    file_sha256 = models.CharField("empreinte du fichier", max_length=64, blank=True)
    file_sort = models.CharField("sorte de fichier", max_length=10, choices=FileSort, blank=True)
    file_bytes = models.PositiveIntegerField("octets", null=True, blank=True)
    # As its owner named it, cleaned: it may name a person, so it never leaves to the public.
    file_name = models.CharField("nom du fichier", max_length=120, blank=True)
    link = models.CharField("lien", max_length=1000, blank=True)
    figure_value = models.DecimalField("chiffre", max_digits=18, decimal_places=4, null=True, blank=True)
    figure_unit = models.CharField("unité", max_length=50, blank=True)
    figure_source = models.CharField("source du chiffre", max_length=300, blank=True)
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="relevé"
    )
    words = models.TextField("décision en mots", max_length=2000, blank=True)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    objects = EvidenceQuerySet.as_manager()

    disclosure = Disclosure(
        internal=(
            *(
                "commitment",
                "report",
                "kind",
                "title",
                "about_on",
                "valid_until",
                "organisation",
                "author",
                "given_at",
                "state",
            ),
            *("is_public", "replaces", "file_sha256", "file_sort", "file_bytes", "link", "figure_value"),
            *("figure_unit", "figure_source", "observation", "words", "is_invented"),
        ),
        personal=("file_name",),
    )

    class Meta:
        verbose_name = "preuve"
        verbose_name_plural = "preuves"
        ordering = ("commitment", "id")
        indexes = (models.Index(fields=("file_sha256",), condition=~Q(file_sha256=""), name="evidence_by_file"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FILE)
                & ~Q(file_sha256="")
                & ~Q(file_sort="")
                & Q(file_bytes__isnull=False)
                & _NO_LINK
                & _NO_FIGURE
                & _NO_WORDS
                | Q(kind=EvidenceKind.LINK) & ~_NO_LINK & _NO_FILE & _NO_FIGURE & _NO_WORDS
                | Q(kind=EvidenceKind.FIGURE) & (_STATED | _OBSERVED) & _NO_FILE & _NO_LINK & _NO_WORDS
                | Q(kind=EvidenceKind.DECISION) & ~_NO_WORDS & _NO_FILE & _NO_LINK & _NO_FIGURE,
                name="evidence_is_of_one_kind",
                violation_error_message="Une preuve est un fichier, un lien, un chiffre ou une décision, et un seul.",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(state__in=VOID),
                name="evidence_void_is_never_public",
                violation_error_message="Une preuve refusée ou retirée n'est pas publique.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("about_on")),
                name="evidence_dates_in_order",
                violation_error_message="Une preuve ne cesse pas de valoir avant la date dont elle parle.",
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                condition=~Q(state__in=VOID),
                name="evidence_replaced_once",
                violation_error_message="Une autre preuve remplace déjà celle-là.",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
                name="evidence_replaces_another",
                violation_error_message="Une preuve ne se remplace pas elle-même.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/preuves/{self.pk}/"

    @property
    def place(self) -> Any:
        """Where its promise is held: rights are asked there."""
        return self.commitment.place

    @property
    def file_url(self) -> str:
        """Where its file is read, for those who may."""
        return f"/preuves/{self.pk}/fichier/"

    @property
    def download_name(self) -> str:
        """« preuve-12-photo-du-chantier.jpg »: of the title, never of the name that its owner gave the file."""
        words = slugify(self.title)[:60].strip("-")
        return f"preuve-{self.pk}{'-' if words else ''}{words}.{self.file_sort}"

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return bool(self.file_sort) and FileSort(self.file_sort).is_picture


class EvidenceVerdict(models.Model):
    """What was said of a proof: added, never edited."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="verdicts", verbose_name="preuve")
    verdict = models.CharField(
        "verdict", max_length=10, choices=[one for one in EvidenceState.choices if one[0] != EvidenceState.GIVEN]
    )
    at = models.DateTimeField("le", default=timezone.now)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rendu par"
    )
    reason = models.CharField("motif", max_length=1000, blank=True)

    disclosure = Disclosure(internal=("evidence", "verdict", "at", "organisation", "reason"))

    class Meta:
        verbose_name = "verdict sur une preuve"
        verbose_name_plural = "verdicts sur des preuves"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict=EvidenceState.ACCEPTED) | ~Q(reason=""),
                name="evidence_verdict_gives_its_reason",
                violation_error_message="Dites pourquoi la preuve est refusée ou retirée.",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row can be saved: what was said is never rewritten."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("a verdict is never edited; give a later one")
        super().save(*args, **kwargs)


class Deposit(models.Model):
    """A file that arrives in pieces, of one person, for one promise; forgotten a day after it began.

    `received` bytes of `length` are surely on the disk: what a piece wrote past it before it was cut is written again.
    """

    token = models.UUIDField("jeton", default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+", verbose_name="engagement")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="compte")
    name = models.CharField("nom du fichier", max_length=120)
    length = models.PositiveIntegerField("octets attendus")
    received = models.PositiveIntegerField("octets reçus", default=0)
    started_at = models.DateTimeField("commencé le", default=timezone.now, db_index=True)

    disclosure = Disclosure(
        internal=("commitment", "user", "length", "started_at"),
        personal=("name",),
        technical=("id", "token", "received"),
    )

    class Meta:
        verbose_name = "dépôt de fichier"
        verbose_name_plural = "dépôts de fichiers"
        ordering = ("-started_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(received__lte=F("length")),
                name="deposit_never_longer_than_said",
                violation_error_message="Un dépôt ne dépasse pas la longueur annoncée.",
            ),
        )

    @property
    def is_whole(self) -> bool:
        """Whether all has arrived."""
        return self.received == self.length
