"""Everything that is due, each thing once, whoever asks.

Hours are cut into slots of `every_hours` since 1970 (UTC). A job is due once a slot; the row (job, start of the slot)
is its lock. A run that failed, or whose runner died, may be taken again in the same slot, by exactly one runner.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from tenir.core import modules
from tenir.core.operations.models import CacheRow, JobRun, RunState

logger = logging.getLogger("tenir.jobs")
# A runner that has said nothing for so long is taken for dead.
ABANDONED_AFTER = timedelta(hours=6)
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Told:
    """What became of one job in this pass."""

    job: modules.Job
    state: RunState
    sentence: str


def run_due(*, now: datetime | None = None) -> Iterator[Told]:
    """Run what is due and not taken; a job that fails does not stop the others."""
    for job in modules.jobs():
        run = _take(job, now or timezone.now())
        if run is not None:
            yield _run(job, run)


def slot(job: modules.Job, now: datetime) -> datetime:
    """The start of the slot of `job` that holds `now`, in UTC."""
    hours = int(now.timestamp()) // 3600
    return datetime.fromtimestamp((hours - hours % job.every_hours) * 3600, UTC)


def _take(job: modules.Job, now: datetime) -> JobRun | None:
    """The row of this slot when it is ours to run; None when another runner has it or it is done."""
    due = slot(job, now)
    mine = JobRun.objects.filter(job=job.key, due=due)
    if not mine.exists():
        try:
            with transaction.atomic():
                return JobRun.objects.create(job=job.key, due=due, started_at=now)
        except IntegrityError:
            return None
    # One statement, so that of two runners exactly one changes the row.
    free = Q(state=RunState.FAILED) | Q(state=RunState.RUNNING, started_at__lt=now - ABANDONED_AFTER)
    if mine.filter(free).update(state=RunState.RUNNING, started_at=now, finished_at=None) == 1:
        return mine.get()
    return None


def run_after(verb: str) -> list[str]:
    """Run at once, besides their turns, the jobs that are asked for after such an event; a sentence each.

    Called after the transaction of whoever recorded it. One that fails undoes nothing: its turn comes.
    """
    return [_ended(job)[1] for job in modules.jobs() if verb in job.after]


def _ended(job: modules.Job) -> tuple[RunState, str]:
    try:
        return RunState.DONE, str(import_string(job.run)())
    except Exception as error:
        logger.exception("job failed", extra={"fields": {"job": job.key}})
        return RunState.FAILED, f"échec ({type(error).__name__}), le détail est dans les journaux techniques"


def _run(job: modules.Job, run: JobRun) -> Told:
    state, sentence = _ended(job)
    JobRun.objects.filter(pk=run.pk).update(state=state, sentence=sentence[:500], finished_at=timezone.now())
    return Told(job, state, sentence)


def clear_sessions() -> str:
    """Erase expired sessions, expired lines of the shared cache, and old rows of this schedule."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    lines, _ = CacheRow.objects.filter(expires__lt=timezone.now()).delete()
    JobRun.objects.filter(due__lt=timezone.now() - KEPT_FOR).delete()
    return f"Sessions échues effacées, {lines} ligne{'s' if lines > 1 else ''} de cache en moins."
