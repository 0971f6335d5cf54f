"""Each due job runs once, whoever asks; a failure is told and stops nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from tenir.core.errors import CheckFailed
from tenir.core.modules import Job
from tenir.core.operations import jobs
from tenir.core.operations.models import CacheRow, JobRun, RunState
from tenir.core.operations.serving import JobThread

NOON = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
calls: list[str] = []


def works() -> str:
    calls.append("works")
    return "Deux lignes effacées."


def fails() -> str:
    calls.append("fails")
    raise ValueError("jeanne@example.org")


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make these the only jobs of the site: key and hours between two runs."""
    calls.clear()

    def declare(**hours: int) -> None:
        made = [Job(key=key, title=key, every_hours=every, run=f"{__name__}.{key}") for key, every in hours.items()]
        monkeypatch.setattr("tenir.core.modules.jobs", lambda: made)
        monkeypatch.setattr("tenir.core.operations.jobs.import_string", lambda path: globals()[path.split(".")[-1]])

    return declare


def run(now: datetime = NOON) -> list[tuple[str, RunState]]:
    return [(told.job.key, told.state) for told in jobs.run_due(now=now)]


@pytest.mark.django_db
def test_due_job_runs_once_in_its_slot(declared: Callable[..., None]) -> None:
    declared(works=24)
    assert run() == [("works", RunState.DONE)]
    assert run(NOON + timedelta(hours=11)) == []
    assert run(NOON + timedelta(hours=12)) == [("works", RunState.DONE)]
    assert calls == ["works", "works"]


@pytest.mark.django_db
def test_run_is_told_in_the_table(declared: Callable[..., None]) -> None:
    declared(works=6)
    run()
    told = JobRun.objects.get()
    assert (told.job, told.due, told.state) == ("works", datetime(2026, 11, 21, 12, tzinfo=UTC), "done")
    assert told.sentence == "Deux lignes effacées."
    assert told.finished_at is not None


@pytest.mark.django_db
def test_failing_job_does_not_stop_the_others(declared: Callable[..., None], caplog: Any) -> None:
    declared(fails=1, works=1)
    assert run() == [("fails", RunState.FAILED), ("works", RunState.DONE)]
    assert JobRun.objects.get(job="fails").sentence.startswith("échec (ValueError)")
    assert "jeanne" not in JobRun.objects.get(job="fails").sentence


@pytest.mark.django_db
def test_failed_job_is_tried_again(declared: Callable[..., None]) -> None:
    declared(fails=24, works=24)
    run()
    assert run(NOON + timedelta(hours=1)) == [("fails", RunState.FAILED)]


@pytest.mark.django_db
def test_job_of_a_runner_that_died_is_taken_after_hours(declared: Callable[..., None]) -> None:
    declared(works=24)
    due = jobs.slot(Job("works", "", 24, ""), NOON)
    JobRun.objects.create(job="works", due=due, started_at=NOON)
    assert run(NOON + timedelta(hours=5)) == []
    assert run(NOON + timedelta(hours=7)) == [("works", RunState.DONE)]


@pytest.mark.django_db(transaction=True)
def test_many_runners_at_once_run_each_job_once(declared: Callable[..., None]) -> None:
    declared(works=24)
    start, told = threading.Barrier(6), []

    def runner() -> None:
        start.wait()
        try:
            told.extend(run())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=runner) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [("works", RunState.DONE)]
    assert calls == ["works"]
    assert JobRun.objects.count() == 1


@pytest.mark.parametrize(("every", "start"), [(1, 12), (5, 8), (24, 0)])
def test_slots_are_cut_from_1970(every: int, start: int) -> None:
    # 498684 hours lie between 1970 and this noon: 498684 = 5 x 99736 + 4, so the slot of 5 hours began at 8.
    assert jobs.slot(Job("x", "", every, ""), NOON) == datetime(2026, 11, 21, start, tzinfo=UTC)


@pytest.mark.django_db
def test_command_tells_and_fails(declared: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    declared(works=1, fails=1)
    with pytest.raises(CheckFailed, match="1 tâche sur 2 a échoué\u202f: fails"):
        call_command("jobs", "run", "--format", "csv")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "tache,etat,compte_rendu"
    assert lines[1] == "works,fait,Deux lignes effacées."
    assert lines[2].startswith("fails,échoué,")


@pytest.mark.django_db
def test_clearing_erases_what_expired_and_nothing_else() -> None:
    now = timezone.now()
    for key, delay in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="x", expire_date=now + timedelta(hours=delay))
        CacheRow.objects.create(cache_key=key, value="x", expires=now + timedelta(hours=delay))
        JobRun.objects.create(job=key, due=now + timedelta(days=45 * (delay - 1)), started_at=now)
    JobRun.objects.filter(job="old").update(due=now - timedelta(days=91))
    assert jobs.clear_sessions() == "Sessions échues effacées, 1 ligne de cache en moins."
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert list(CacheRow.objects.values_list("cache_key", flat=True)) == ["new"]
    assert list(JobRun.objects.values_list("job", flat=True)) == ["new"]


@pytest.mark.django_db
def test_clearing_is_declared() -> None:
    declared = {job.key for job in apps.get_app_config("operations").jobs}  # type: ignore[attr-defined]
    assert "operations.clear_sessions" in declared


@pytest.mark.django_db
def test_shared_cache_works_on_its_table() -> None:
    cache.set("limit", 3, 60)
    assert cache.incr("limit") == 4
    assert CacheRow.objects.count() == 1


def test_thread_runs_what_is_due_and_survives_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    passes, enough = [], threading.Event()

    def run_due() -> list[Any]:
        passes.append(1)
        if len(passes) == 1:
            raise RuntimeError("database away")
        enough.set()
        return []

    monkeypatch.setattr(jobs, "run_due", run_due)
    monkeypatch.setattr("tenir.core.operations.serving.connections.close_all", lambda: None)
    thread = JobThread(first=0, every=0.01)
    thread.start()
    assert enough.wait(5)
    thread.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_thread_waits_an_hour_by_default() -> None:
    assert JobThread()._every == 3600
