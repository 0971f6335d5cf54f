"""The journal's one table. Rows are added by `chain.record`, changed by nobody.

Three guards, from the nearest to the strongest: the ORM refuses (here), PostgreSQL's trigger refuses (migration 0002),
and the application's own role has no such right (`tenir journal protect`). What passes all three is seen by `verify`.
SQLite has no roles, and whoever can write the file can drop a trigger: there, only the chain and a published head hold.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from tenir.core.disclosure import Disclosure


class Outcome(models.TextChoices):
    """Whether what was asked was done."""

    DONE = "done", "fait"
    REFUSED = "refused", "refusé"


class JournalIsAppendOnly(TypeError):
    """Somebody tried to change or delete a journal row through the ORM."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads; the two bulk writes that Django offers are closed."""

    def about(self, instance: models.Model) -> EntryQuerySet:
        """History of one object, oldest first."""
        return self.about_key(instance._meta.label_lower, str(instance.pk)).order_by("sequence")

    def about_key(self, object_type: str, object_id: str) -> EntryQuerySet:
        """Events of an object named by its sort and key, be it gone or not."""
        return self.filter(object_type=object_type, object_id=object_id)

    def refusals(self) -> EntryQuerySet:
        """What signed-in people were refused."""
        return self.filter(outcome=Outcome.REFUSED)

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: the journal is append-only."""
        raise JournalIsAppendOnly("update")

    def delete(self) -> NoReturn:
        """Refuse: the journal is append-only."""
        raise JournalIsAppendOnly("delete")


class Entry(models.Model):
    """Who did what, on what, when, from what to what; and the hash that ties the row to all rows before it.

    No foreign keys: the journal must outlive what it speaks of and never stand in the way of it.
    """

    sequence = models.BigIntegerField("rang", primary_key=True)
    at = models.DateTimeField("date et heure")
    actor = models.CharField("auteur", max_length=100)
    verb = models.CharField("verbe", max_length=100)
    outcome = models.CharField("issue", max_length=10, choices=Outcome, default=Outcome.DONE)
    object_type = models.CharField("type d'objet", max_length=100, blank=True)
    object_id = models.CharField("objet", max_length=100, blank=True)
    before = models.JSONField("avant", null=True)
    after = models.JSONField("après", null=True)
    reason = models.TextField("motif", blank=True)
    previous_hash = models.CharField("empreinte précédente", max_length=64)
    hash = models.CharField("empreinte", max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    disclosure = Disclosure(
        public=("sequence", "at", "outcome", "previous_hash", "hash"),
        internal=("actor", "verb", "object_type", "object_id", "before", "after", "reason"),
        technical=(),
    )

    class Meta:
        verbose_name = "événement du journal"
        verbose_name_plural = "journal"
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=("object_type", "object_id", "sequence"), name="journal_by_object"),
            models.Index(fields=("verb", "sequence"), name="journal_by_verb"),
            # Asked at each refusal: what was this person refused in the last hour?
            models.Index(
                fields=("actor", "at"), name="journal_refusals", condition=models.Q(outcome=Outcome.REFUSED.value)
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: rows enter through `chain.record`, which computes their hash under a lock."""
        raise JournalIsAppendOnly("save")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the journal is append-only."""
        raise JournalIsAppendOnly("delete")
