"""A backup made while others write, restored on a machine that has nothing but the file; both databases."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tenir.core.operations.tests.sites import Site

pytestmark = pytest.mark.slow

# Each transaction adds one place, its journal row, and (before it) the upload it speaks of.
WRITER = """
import pathlib
from django.conf import settings
from django.db import transaction
from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.places.models import Place
folder = pathlib.Path(settings.MEDIA_ROOT)
folder.mkdir(exist_ok=True)
for number in range(int(sys.argv[1]), int(sys.argv[2])):
    (folder / f"{number}.txt").write_text(f"texte {number}")
    with transaction.atomic():
        place = Place.objects.create(kind="commune", code=f"X{number}", name=f"Inventée {number}", is_invented=True)
        chain.record(chain.created("places.create", place), by=System("test"))
    print(number, flush=True)
"""
# Every row of every table, as text, table by table; and whether the site can work with them.
CONTENT = """
import json
from django.db import connection
from tenir.core.journal.verify import verify
tables = {}
with connection.cursor() as cursor:
    for name in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT * FROM "{name}"')
        tables[name] = sorted(map(repr, cursor.fetchall()))
print(json.dumps({"tables": tables, "broken": verify().broken is not None}))
"""


# What nobody may do to the journal; the second form first takes its guard away, as the owner of the machine could.
ALTER = """
from django.db import connection
with connection.cursor() as cursor:
    if sys.argv[1] == "forced" and connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
    cursor.execute("UPDATE journal_entry SET actor = 'system:other' WHERE sequence = 2")
print("altered")
"""


def content(site: Site) -> dict:
    told, trouble = site.python(CONTENT).communicate(timeout=180)
    assert told, trouble
    found = json.loads(told)
    assert found["broken"] is False
    return found["tables"]


def write(site: Site, first: int, last: int) -> None:
    done, trouble = site.python(WRITER, str(first), str(last)).communicate(timeout=180)
    assert len(done.split()) == last - first, trouble


def uploads(site: Site) -> dict[str, str]:
    return {file.name: file.read_text() for file in (site.folder / "uploads").glob("*")}


def test_quiet_backup_is_restored_whole(site: Site, bare: Site, tmp_path: Path) -> None:
    write(site, 0, 20)
    made = site.run("backup", "create", str(tmp_path / "b"))
    assert (made.returncode, made.stderr) == (0, "")
    put = bare.run("backup", "restore", str(tmp_path / "b"))
    assert put.returncode == 0, put.stderr
    assert "journal vérifié" in put.stdout
    assert content(bare) == content(site)
    assert uploads(bare) == uploads(site)
    assert len(uploads(bare)) == 20


def test_restored_site_goes_on(site: Site, bare: Site, tmp_path: Path) -> None:
    """Identifiers continue after the restored ones, and the journal's chain too."""
    write(site, 0, 5)
    site.run("backup", "create", str(tmp_path / "b"))
    bare.run("backup", "restore", str(tmp_path / "b"))
    write(bare, 5, 10)
    assert len(content(bare)["places_place"]) == 10
    assert bare.run("migrate", "--check").returncode == 0


def test_backup_under_writes_is_of_one_instant(site: Site, bare: Site, tmp_path: Path) -> None:
    writers = [site.python(WRITER, str(start), str(start + 100_000)) for start in (0, 200_000, 400_000)]
    try:
        assert all(writer.stdout and writer.stdout.readline() for writer in writers)
        for number in range(3):
            made = site.run("backup", "create", str(tmp_path / f"{number}"))
            assert (made.returncode, made.stderr) == (0, "")
        assert all(writer.poll() is None for writer in writers)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    put = bare.run("backup", "restore", str(tmp_path / "2"))
    assert put.returncode == 0, put.stderr
    found = content(bare)
    assert len(found["places_place"]) == len(found["journal_entry"]) > 3
    # Every place was committed after its upload was whole.
    assert len(uploads(bare)) >= len(found["places_place"])


def test_site_with_data_is_not_overwritten_unasked(site: Site, tmp_path: Path) -> None:
    write(site, 0, 3)
    site.run("backup", "create", str(tmp_path / "b"))
    write(site, 3, 5)
    before = content(site)
    refused = site.run("backup", "restore", str(tmp_path / "b"))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert (content(site), len(uploads(site))) == (before, 5)
    assert site.run("backup", "restore", "--force", str(tmp_path / "b")).returncode == 0
    assert (len(content(site)["places_place"]), len(uploads(site))) == (3, 3)


def test_upload_of_the_same_name_is_not_lost(site: Site, bare: Site, tmp_path: Path) -> None:
    write(site, 0, 1)
    site.run("backup", "create", str(tmp_path / "b"))
    (bare.folder / "uploads").mkdir(parents=True)
    (bare.folder / "uploads" / "0.txt").write_text("autre chose")
    refused = bare.run("backup", "restore", "--force", str(tmp_path / "b"))
    assert (refused.returncode, uploads(bare)) == (2, {"0.txt": "autre chose"})
    assert "un autre fichier porte déjà ce nom" in refused.stderr


def test_damaged_backup_leaves_the_site_untouched(site: Site, tmp_path: Path) -> None:
    write(site, 0, 3)
    site.run("backup", "create", str(tmp_path / "b"))
    before = content(site)
    whole = (tmp_path / "b").read_bytes()
    dice = random.Random(11)
    for _ in range(3):
        altered = bytearray(whole)
        altered[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        (tmp_path / "b").write_bytes(altered)
        for verb in (["verify"], ["restore", "--force"]):
            refused = site.run("backup", *verb, str(tmp_path / "b"))
            assert refused.returncode == 1
            assert refused.stderr.count("\n") == 1
    assert content(site) == before


@pytest.mark.parametrize("delay", [0.05, 0.4])
def test_killed_restore_leaves_old_or_new(site: Site, tmp_path: Path, delay: float) -> None:
    write(site, 0, 200)
    site.run("backup", "create", str(tmp_path / "b"))
    new = content(site)
    write(site, 200, 210)
    old = content(site)
    restoring = site.start("backup", "restore", "--force", str(tmp_path / "b"))
    _wait_for(site.folder, ".restore-*")
    time.sleep(delay)
    restoring.kill()
    restoring.communicate()
    assert content(site) in (old, new)
    again = site.run("backup", "restore", "--force", str(tmp_path / "b"))
    assert again.returncode == 0, again.stderr
    assert content(site) == new
    assert not list(site.folder.glob(".restore-*"))


def test_killed_creation_leaves_no_half_backup(site: Site, tmp_path: Path) -> None:
    write(site, 0, 50)
    (tmp_path / "b").write_text("older")
    making = site.start("backup", "create", "--force", str(tmp_path / "b"))
    _wait_for(tmp_path, ".b.*.part")
    making.kill()
    making.communicate()
    assert (tmp_path / "b").read_text() == "older"


def test_backup_of_a_newer_version_is_refused(site: Site, bare: Site, tmp_path: Path) -> None:
    site.run("backup", "create", str(tmp_path / "b"))
    resealed(tmp_path / "b", '"places.0001_initial"', '"places.0999_of_tomorrow"')
    refused = bare.run("backup", "restore", str(tmp_path / "b"))
    assert refused.returncode == 2
    assert "version plus récente" in refused.stderr


def test_journal_that_is_not_the_one_told_is_refused(site: Site, bare: Site, tmp_path: Path) -> None:
    """The seal is right, the manifest lies: what counts is what the database holds."""
    write(site, 0, 3)
    site.run("backup", "create", str(tmp_path / "b"))
    resealed(tmp_path / "b", '"journal_count": 3', '"journal_count": 4')
    refused = bare.run("backup", "restore", str(tmp_path / "b"))
    assert refused.returncode == 1
    assert "ne contient pas ce que son manifeste annonce" in refused.stderr
    assert bare.run("migrate", "--check").returncode == 1  # still nothing there


def test_journal_broken_before_the_backup_is_refused(site: Site, bare: Site, tmp_path: Path) -> None:
    """Counts and head are those of the manifest; only the chain itself shows the row that was altered."""
    write(site, 0, 3)
    told, trouble = site.python(ALTER, "forced").communicate(timeout=180)
    assert told == "altered\n", trouble
    site.run("backup", "create", str(tmp_path / "b"))
    refused = bare.run("backup", "restore", str(tmp_path / "b"))
    assert refused.returncode == 1
    assert "le journal de la sauvegarde est rompu" in refused.stderr
    assert bare.run("migrate", "--check").returncode == 1  # still nothing there


@pytest.mark.postgres
def test_restored_journal_is_still_guarded(site: Site, bare: Site, tmp_path: Path) -> None:
    write(site, 0, 3)
    site.run("backup", "create", str(tmp_path / "b"))
    bare.run("backup", "restore", str(tmp_path / "b"))
    told, trouble = bare.python(ALTER, "plainly").communicate(timeout=180)
    assert told == ""
    assert "journal" in trouble


def test_existing_file_is_kept_unless_forced(site: Site, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("older")
    refused = site.run("backup", "create", str(tmp_path / "b"))
    assert (refused.returncode, (tmp_path / "b").read_text()) == (2, "older")
    assert site.run("backup", "create", "--force", str(tmp_path / "b")).returncode == 0
    assert (tmp_path / "b").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("target", ["nowhere/b", "."])
def test_impossible_target_is_bad_input(site: Site, tmp_path: Path, target: str) -> None:
    assert site.run("backup", "create", str(tmp_path / target)).returncode == 2


def test_unmigrated_site_has_nothing_to_back_up(bare: Site, tmp_path: Path) -> None:
    refused = bare.run("backup", "create", str(tmp_path / "b"))
    assert refused.returncode == 2
    assert "tenir migrate" in refused.stderr
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


@pytest.mark.postgres
def test_absent_pg_dump_is_explained(site: Site, tmp_path: Path) -> None:
    refused = site.run("backup", "create", str(tmp_path / "b"), TENIR_PG_BIN=str(tmp_path))
    assert refused.returncode == 2
    assert "TENIR_PG_BIN\u202f: pg_dump est introuvable." in refused.stderr


@pytest.mark.sqlite
def test_unreadable_database_is_set_aside(site: Site, tmp_path: Path) -> None:
    write(site, 0, 3)
    site.run("backup", "create", str(tmp_path / "b"))
    good = content(site)
    (site.folder / "tenir.sqlite3").write_bytes(b"burnt " * 1000)
    assert site.run("backup", "restore", str(tmp_path / "b")).returncode == 2
    assert site.run("backup", "restore", "--force", str(tmp_path / "b")).returncode == 0
    assert content(site) == good
    (aside,) = site.folder.glob("tenir.sqlite3.illisible-*")
    assert aside.read_bytes().startswith(b"burnt ")


@pytest.mark.sqlite
def test_open_site_sees_the_restored_data(site: Site, tmp_path: Path) -> None:
    """A server keeps its connection: it must see the new data, not write into a file that is gone."""
    write(site, 0, 3)
    site.run("backup", "create", str(tmp_path / "b"))
    write(site, 3, 5)
    reader = site.python(
        "from tenir.core.places.models import Place\nfor line in sys.stdin: print(Place.objects.count(), flush=True)",
        stdin=subprocess.PIPE,
    )
    assert ask(reader) == "5"
    assert site.run("backup", "restore", "--force", str(tmp_path / "b")).returncode == 0
    assert ask(reader) == "3"
    reader.communicate()


def ask(process: subprocess.Popen[str]) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("?\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def resealed(file: Path, before: str, after: str) -> None:
    """The same backup with another manifest, its seal right."""
    from tenir.core.operations.backup import archive

    with zipfile.ZipFile(file) as whole:
        kept = {name: whole.read(name) for name in whole.namelist()}
    text = kept.pop(archive.MANIFEST).decode()
    assert before in text
    file.unlink()
    with archive.writing(file) as zipped:
        for name, data in kept.items():
            zipped.writestr(name, data)
        zipped.writestr(archive.MANIFEST, text.replace(before, after))


def _wait_for(folder: Path, pattern: str) -> None:
    deadline = time.monotonic() + 60
    while not list(folder.glob(pattern)):
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_signal_of_a_polite_stop_ends_creation(site: Site, tmp_path: Path) -> None:
    """Ctrl+C: nothing half-made stays, the exit status says so."""
    write(site, 0, 50)
    making = site.start("backup", "create", str(tmp_path / "b"))
    _wait_for(tmp_path, ".b.*.part")
    making.send_signal(signal.SIGINT)
    making.communicate()
    if making.returncode == 130:
        assert not list(tmp_path.glob(".b.*")) + list(tmp_path.glob("b"))
    else:  # it was quicker than the signal
        assert (making.returncode, (tmp_path / "b").exists()) == (0, True)
