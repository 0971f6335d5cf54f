"""Drafts: a received text, what was recognised in it, and what people said of each item before adoption.

Nothing here is public, whatever its state: no export, no search, no API reads these tables.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import MembershipQuerySet, Organisation, places_reached_by
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.commitments.enums import FrameworkKind, NameSort, Side
from tenir.modules.commitments.models import Framework, Lever, where_in_source
from tenir.modules.documents.enums import KIND_CHOICES, LEVEL_CHOICES, Decision, DraftState, Gesture


class DraftQuerySet(models.QuerySet["Draft"]):
    """Reads in the field's words."""

    def within_reach_of(self, memberships: MembershipQuerySet) -> DraftQuerySet:
        """Those of places reached by one of these roles."""
        return self.filter(place__in=places_reached_by(memberships))

    def to_compare_with(self, draft: Draft) -> DraftQuerySet:
        """Other texts that say something still: under review, or adopted."""
        return self.filter(state__in=(DraftState.OPEN, DraftState.ADOPTED)).exclude(pk=draft.pk)

    def with_progress(self) -> DraftQuerySet:
        """Each with how many items it has and how many were reviewed, in the same query."""
        reviewed = models.Count("items", filter=~Q(items__decision=Decision.PENDING))
        return self.annotate(items_count=models.Count("items"), reviewed_count=reviewed)


class Draft(models.Model):
    """A text under review. `text` is all that is kept of the file, line ends as they were."""

    slug = models.SlugField("adresse voulue", max_length=100)
    kind = models.CharField("sorte", max_length=30, choices=FrameworkKind)
    title = models.CharField("titre", max_length=300)
    short_title = models.CharField("titre court", max_length=100, blank=True)
    # ISO 8601, whole or cut, as the levels of the text are dated.
    date = models.CharField("date", max_length=10, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="drafts", verbose_name="lieu")
    file_name = models.CharField("nom du fichier", max_length=200)
    sha256 = models.CharField("empreinte du texte", max_length=64)
    encoding = models.CharField("encodage", max_length=20)
    lines = models.PositiveIntegerField("nombre de lignes")
    text = models.TextField("texte")
    # What the reading changed of its lines, or set aside: line, before, after, why.
    repairs = models.JSONField("réparations", default=list, blank=True)
    state = models.CharField("état", max_length=10, choices=DraftState, default=DraftState.OPEN)
    framework = models.ForeignKey(
        Framework, on_delete=models.SET_NULL, null=True, blank=True, related_name="drafts", verbose_name="cadre adopté"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="déposé par"
    )
    copy_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="copie de"
    )
    opened_at = models.DateTimeField("déposé le", default=timezone.now)
    # One more at each change of any item: a page knows by it what the others did since it was shown.
    revision = models.PositiveIntegerField("révision", default=1)

    objects = DraftQuerySet.as_manager()

    disclosure = Disclosure(
        internal=(
            *("slug", "kind", "title", "short_title", "date", "place", "file_name", "sha256", "encoding", "lines"),
            *("state", "framework", "organisation", "opened_at", "copy_of"),
        ),
        # A received text may name persons: it is never copied into the journal.
        personal=("text", "repairs"),
        technical=("id", "revision"),
    )

    class Meta:
        verbose_name = "brouillon de texte"
        verbose_name_plural = "brouillons de textes"
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("sha256", "place"),
                condition=Q(state=DraftState.OPEN),
                name="draft_open_once",
                violation_error_message="Ce texte est déjà en relecture pour ce lieu.",
            ),
            models.CheckConstraint(
                condition=Q(framework__isnull=True) | Q(state=DraftState.ADOPTED),
                name="draft_framework_when_adopted",
                violation_error_message="Seul un brouillon adopté désigne un cadre.",
            ),
            models.CheckConstraint(
                condition=Q(state=DraftState.COPY, copy_of__isnull=False)
                | ~Q(state=DraftState.COPY) & Q(copy_of__isnull=True),
                name="draft_copy_says_of_what",
                violation_error_message="Une copie désigne le texte dont elle est la copie, et elle seule.",
            ),
        )

    def __str__(self) -> str:
        return self.short_title or self.title

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.state == DraftState.OPEN

    @property
    def source_lines(self) -> list[str]:
        """The lines of the text, as citations count them."""
        lines = self.text.split("\n")
        return lines[:-1] if lines[-1] == "" else lines


class DraftItem(models.Model):
    """One thing recognised in a draft, or added by hand; a tree by `parent`, in the order of `position`."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="items", verbose_name="brouillon")
    key = models.CharField("clé", max_length=100)
    kind = models.CharField("sorte", max_length=20, choices=KIND_CHOICES)
    number = models.CharField("numéro", max_length=20, blank=True)
    text = models.TextField("texte")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="sous"
    )
    level = models.CharField("niveau", max_length=30, choices=LEVEL_CHOICES, blank=True)
    side = models.CharField("qui s'engage", max_length=10, choices=Side, blank=True)
    first_line = models.PositiveIntegerField("première ligne", null=True, blank=True)
    last_line = models.PositiveIntegerField("dernière ligne", null=True, blank=True)
    page = models.PositiveIntegerField("page", null=True, blank=True)
    # Of a Word document, which has neither lines nor pages: « paragraphe 5, sous « Logement » ».
    printed_at = models.CharField("place dans le document", max_length=200, blank=True)
    confidence = models.FloatField("confiance")
    why = models.TextField("raison", blank=True)
    # The item whole, as the engine gave it; empty when a person added it.
    original = models.JSONField("lecture d'origine", default=dict, blank=True)
    decision = models.CharField("décision", max_length=10, choices=Decision, default=Decision.PENDING)
    # Steps of 1,000, so that an added item finds room between two others.
    position = models.PositiveIntegerField("rang")
    # One more at each change of this item: a write says which one it saw.
    revision = models.PositiveIntegerField("révision", default=1)

    disclosure = Disclosure(
        internal=(
            *("draft", "key", "kind", "number", "text", "parent", "level", "side", "first_line", "last_line", "page"),
            *("printed_at", "decision", "position"),
        ),
        technical=("id", "original", "confidence", "why", "revision"),
    )

    class Meta:
        verbose_name = "élément d'un brouillon"
        verbose_name_plural = "éléments de brouillons"
        ordering = ("draft", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "key"),
                name="draft_item_key_once",
                violation_error_message="Ce brouillon a déjà un élément de cette clé.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="draft_item_not_under_itself",
                violation_error_message="Un élément ne peut pas être rangé sous lui-même.",
            ),
        )

    @property
    def where(self) -> str:
        """« lignes 12 à 14 », « page 3, lignes 12 à 14 », « paragraphe 5, sous « Logement » », or nothing."""
        if self.printed_at:
            return self.printed_at
        page = f"page {self.page}, " if self.page and self.first_line else ""
        return page + where_in_source(self.first_line, self.last_line, self.page)

    @property
    def name(self) -> str:
        """« mesure 14 », « titre »: how the item is called in a sentence."""
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def also_said(self) -> list[tuple[str, str]]:
        """What else was read of it: deadline, rhythm; not for people to correct here."""
        read = self.original or {}
        told = (
            ("Échéance", read.get("due") or ""),
            ("Périodicité", read.get("periodicity") or ""),
        )
        return [(name, words) for name, words in told if words]

    @property
    def points(self) -> list[str]:
        """What details it, line by line."""
        return list((self.original or {}).get("sub_items") or ())

    @property
    def said_in_short(self) -> str:
        """The beginning of its words, for lists and selects."""
        return self.text if len(self.text) <= 80 else f"{self.text[:79].rsplit(' ', 1)[0]}…"


class DraftName(models.Model):
    """What a person said of a partner or a lever that the text prints: which one it is, or that its words stay."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="names", verbose_name="brouillon")
    sort = models.CharField("sorte", max_length=10, choices=NameSort)
    words = models.CharField("nom, tel qu'imprimé", max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    lever = models.ForeignKey(
        Lever, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="levier"
    )
    # One more at each choice: a write says which one it saw.
    revision = models.PositiveIntegerField("révision", default=1)

    disclosure = Disclosure(internal=("draft", "sort", "words", "organisation", "lever"), technical=("id", "revision"))

    class Meta:
        verbose_name = "nom d'un brouillon"
        verbose_name_plural = "noms de brouillons"
        ordering = ("draft", "sort", "words")
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "sort", "words"),
                name="draft_name_once",
                violation_error_message="Ce nom a déjà reçu une réponse.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(sort=NameSort.PARTNER),
                name="draft_name_partner_is_organisation",
                violation_error_message="Seul un partenaire est une organisation.",
            ),
            models.CheckConstraint(
                condition=Q(lever__isnull=True) | Q(sort=NameSort.LEVER),
                name="draft_name_lever_is_lever",
                violation_error_message="Seul un levier désigne un levier.",
            ),
        )

    def __str__(self) -> str:
        return self.words


class DraftChange(models.Model):
    """One gesture on one item, with what the item was before: what the others are told, and what undoing restores."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes", verbose_name="brouillon")
    item = models.ForeignKey(DraftItem, on_delete=models.CASCADE, related_name="changes", verbose_name="élément")
    revision = models.PositiveIntegerField("révision du brouillon")
    item_revision = models.PositiveIntegerField("révision de l'élément")
    gesture = models.CharField("geste", max_length=10, choices=Gesture)
    before = models.JSONField("état d'avant", default=dict, blank=True)
    actor = models.CharField("auteur", max_length=100)
    # Whom the others read: an office and its role, never a person.
    role = models.CharField("rôle", max_length=30, choices=Role, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    at = models.DateTimeField("le", default=timezone.now)
    # Undone, or itself the undoing of another: nothing to come back on.
    settled = models.BooleanField("réglé", default=False)

    disclosure = Disclosure(
        internal=("draft", "item", "revision", "gesture", "role", "organisation", "at"),
        technical=("id", "before", "actor", "settled", "item_revision"),
    )

    class Meta:
        verbose_name = "geste sur un brouillon"
        verbose_name_plural = "gestes sur des brouillons"
        ordering = ("draft", "revision")
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "revision"),
                name="draft_change_revision_once",
                violation_error_message="Ce brouillon a déjà un geste de cette révision.",
            ),
        )

    @property
    def who(self) -> str:
        """« Préfecture inventée (Préfecture, sous-préfecture) »."""
        if self.organisation is None:
            return "Une commande du site"
        return f"{self.organisation.name} ({self.get_role_display()})"
