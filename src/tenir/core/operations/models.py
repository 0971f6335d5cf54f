"""Tables that running the site needs. None holds anything about a person but the shared cache's opaque keys."""

from __future__ import annotations

from django.db import models

from tenir.core.disclosure import Disclosure


class RunState(models.TextChoices):
    """How a run of a job stands."""

    RUNNING = "running", "en cours"
    DONE = "done", "fait"
    FAILED = "failed", "échoué"


class JobRun(models.Model):
    """One job at one due hour. The unique pair is the lock: of two runners, one creates the row and runs."""

    job = models.CharField("tâche", max_length=100)
    due = models.DateTimeField("échéance")
    state = models.CharField("état", max_length=10, choices=RunState, default=RunState.RUNNING)
    started_at = models.DateTimeField("commencé le")
    finished_at = models.DateTimeField("fini le", null=True)
    # What the job said of itself, or the sort of its failure; never data.
    sentence = models.CharField("compte rendu", max_length=500, blank=True)

    disclosure = Disclosure(internal=("job", "due", "state", "started_at", "finished_at", "sentence"))

    class Meta:
        verbose_name = "passage d'une tâche"
        verbose_name_plural = "passages des tâches"
        ordering = ("-due", "job")
        constraints = (
            models.UniqueConstraint(
                fields=("job", "due"),
                name="job_once_per_due_hour",
                violation_error_message="Cette tâche a déjà été prise pour cette échéance.",
            ),
        )


class LoadedContent(models.Model):
    """Which version of the shipped content a database holds, so that an unchanged one is not loaded again.

    Kept in the database and not beside it: a restored or replaced database then tells the truth about itself.
    """

    kind = models.CharField("sorte", max_length=30, primary_key=True)
    fingerprint = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le", auto_now=True)

    disclosure = Disclosure(internal=("kind", "fingerprint", "loaded_at"), technical=())

    class Meta:
        verbose_name = "contenu chargé"
        verbose_name_plural = "contenus chargés"


class CacheRow(models.Model):
    """The table of Django's database cache, declared here so that `migrate` makes it on both databases."""

    cache_key = models.CharField("clé", max_length=255, primary_key=True)
    value = models.TextField("valeur")
    expires = models.DateTimeField("expire le", db_index=True)

    disclosure = Disclosure(technical=("cache_key", "value", "expires"))

    class Meta:
        db_table = "operations_cache"
        verbose_name = "ligne du cache"
        verbose_name_plural = "lignes du cache"
