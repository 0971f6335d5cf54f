"""`tenir indicators import`, as a process; and kill -9 in the middle of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tenir.core.journal.models import Entry
from tenir.core.journal.verify import verify
from tenir.core.places.models import PlaceKind
from tenir.modules.indicators.models import CountedValue, ImportBatch, ImportState, Indicator, Observation, Total
from tenir.modules.indicators.tests.builders import Ground, a_panel, an_indicator, total
from tenir.modules.indicators.tests.sheets import csv, line
from tests.builders import a_place, an_organisation
from tests.running import Run, address_of_test_database, command, environment, sessions, settle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MONTHS = 120
NOTHING = (0, 0, 0, 0)


class Files:
    """A ground, an indicator, a sender, and files of figures about them."""

    def __init__(self, folder: Path) -> None:
        self.ground = Ground()
        self.indicator = an_indicator(self.ground)
        self.sender = an_organisation()
        self.folder = folder

    def write(self, *lines: str, head: str = "indicateur;code;période;valeur;raison") -> str:
        file = self.folder / "chiffres.csv"
        file.write_bytes(csv(*lines, head=head))
        return str(file)


@pytest.fixture
def files(tmp_path: Path, transactional_db: None) -> Files:
    return Files(tmp_path)


def run(tenir: Run, files: Files, path: str, *more: str) -> subprocess.CompletedProcess[str]:
    ended: subprocess.CompletedProcess[str] = tenir("indicators", "import", path, "--sender", files.sender.slug, *more)
    return ended


def test_file_goes_in_once(tenir: Run, files: Files) -> None:
    path = files.write(line(files.indicator, "QN0001A", "10"), line(files.indicator, "QN0002B", "5"))
    looked = run(tenir, files, path, "--accept", "--dry-run", "--format", "json")
    rows: list[dict[str, Any]] = json.loads(looked.stdout)
    assert [(row["nouvelles"], row["total avant"], row["total accepté"]) for row in rows] == [
        (2, "non renseigné", "15")
    ]
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (0, 0)
    assert run(tenir, files, path, "--accept").returncode == 0
    assert total(files.indicator, files.ground.france) == (15, None, 2)
    again = run(tenir, files, path, "--accept")
    assert (again.returncode, Observation.objects.count()) == (0, 2)
    assert "2 déjà enregistrées" in again.stderr


def test_faults_are_told_by_cell_with_exit_status_two(tenir: Run, files: Files) -> None:
    path = files.write(line(files.indicator, "QN0001A", "dix"), line(files.indicator, "QN0009Z", "5"))
    ended = run(tenir, files, path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "D2\u202f: «\u202fdix\u202f» n'est pas un nombre." in ended.stderr
    assert "2 cases sont à corriger. Rien n'a été enregistré." in ended.stderr


def test_columns_and_fixed_answers_of_the_command_line(tenir: Run, files: Files) -> None:
    path = files.write("QN0001A;7", head="quartier;postes")
    told = ("--map", "quartier=place", "--map", "postes=value", "--indicator", files.indicator.slug)
    assert run(tenir, files, path, *told, "--period", "2019-S1").returncode == 0
    assert Observation.objects.get().numerator == 7


@pytest.mark.parametrize("more", [("--sender", "personne"), ("--map", "quartier=lune"), ("--source", "aucune")])
def test_what_is_not_known_is_told(tenir: Run, files: Files, more: tuple[str, str]) -> None:
    ended = run(tenir, files, files.write(line(files.indicator, "QN0001A", "7")), *more)
    assert (ended.returncode, Observation.objects.count()) == (2, 0)
    assert more[1] in ended.stderr


def many(files: Files) -> tuple[Indicator, str]:
    """A month by month file: 40 places, ten years."""
    places = [a_place(kind=PlaceKind.QPV, inside=files.ground.north) for _ in range(40)]
    indicator = an_indicator(files.ground, a_panel(files.ground, places), periodicity="month")
    months = [f"{2010 + month // 12}-{month % 12 + 1:02}" for month in range(MONTHS)]
    return indicator, files.write(*(line(indicator, place.code, "3", month) for place in places for month in months))


def state(events: int) -> tuple[int, int, int, int]:
    done = ImportBatch.objects.filter(state=ImportState.COMMITTED).count()
    told = Entry.objects.filter(verb="indicators.commit_import").count() - events
    return (done, Observation.objects.count(), CountedValue.objects.count(), told)


def launched(files: Files, path: str) -> subprocess.Popen[str]:
    """An import on its way."""
    return subprocess.Popen(
        command("indicators", "import", path, "--sender", files.sender.slug, "--accept"),
        env=environment(files.folder / "data", address_of_test_database()),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def start(files: Files, path: str) -> subprocess.Popen[str]:
    """An import, returned at the moment when it begins to write."""
    process = launched(files, path)
    assert process.stderr is not None
    for told in process.stderr:
        if told.startswith("Écriture"):
            return process
    raise AssertionError(f"the import ended with status {process.wait()} before it wrote")


def test_killed_import_leaves_all_or_nothing(files: Files) -> None:
    """Kills fall all along the write; then the same file goes in once."""
    indicator, path = many(files)
    whole = 40 * MONTHS
    seen = []
    for step in range(12):
        before = sessions()
        process = start(files, path)
        time.sleep(0.25 * step)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        settle(before)
        seen.append(state(0))
        assert seen[-1] in (NOTHING, (1, whole, whole, 1)), f"killed after {step} quarters of a second"
        assert bool(Total.objects.count()) == (seen[-1] != NOTHING)
        if seen[-1] != NOTHING:
            break
    assert seen[0] == NOTHING  # else no kill fell inside the write, and this test showed nothing
    # Once it is in, the same file has nothing to write any more.
    launched(files, path).communicate()
    assert state(0) == (1, whole, whole, 1)
    assert total(indicator, files.ground.france) == (3 * 40 * 6, None, 40 * 6)
    assert verify().broken is None


def test_two_imports_at_once_have_one_effect(files: Files) -> None:
    _, path = many(files)
    both = [launched(files, path) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    # Whether the second looked before the first had written, or after.
    assert sum("rien n'a été changé" in one or "rien à ajouter" in one for one in said) == 1
    assert state(0) == (1, 40 * MONTHS, 40 * MONTHS, 1)
