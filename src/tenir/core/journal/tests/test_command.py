"""`tenir journal` as a script uses it: results, sentences, exit statuses."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from tenir.core.actions import System
from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal import chain, heads
from tenir.core.journal.tests.builders import become_owner_of_the_database, run, write_chain
from tests import migrated

GOOD_HASH = "ab" * 32


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints on stdout."""
    call_command("journal", *arguments)
    return capsys.readouterr().out


@pytest.mark.django_db
def test_verify_says_how_many_and_until_which_hash(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    head = write_chain(3)
    file = tmp_path / "tete.json"
    call_command("journal", "head", "--output", str(file))
    words = said(capsys, "verify", "--head", str(file))
    assert words.startswith("3 événements vérifiés, aucune rupture. La tête publiée (rang 3) s'y retrouve.")
    assert head.hash in words


@pytest.mark.django_db
def test_verify_fails_at_the_first_broken_row() -> None:
    write_chain(3)
    become_owner_of_the_database()
    run("UPDATE journal_entry SET reason = 'autre' WHERE sequence = 2")
    with pytest.raises(CheckFailed, match=r"contenu altéré.* le contenu du rang 2 a été altéré") as caught:
        call_command("journal", "verify")
    assert caught.value.exit_status == 1


@pytest.mark.django_db
def test_head_of_a_longer_journal_tells_a_cut_tail(tmp_path: Path) -> None:
    write_chain(3)
    file = tmp_path / "tete.json"
    file.write_text(json.dumps({"count": 4, "hash": GOOD_HASH}))
    with pytest.raises(CheckFailed, match="fin coupée"):
        call_command("journal", "verify", "--head", str(file))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"pas du JSON",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"{}",
        b'{"count": 1}',
        b'{"count": "1", "hash": "%s"}' % GOOD_HASH.encode(),
        b'{"count": true, "hash": "%s"}' % GOOD_HASH.encode(),
        b'{"count": -1, "hash": "%s"}' % GOOD_HASH.encode(),
        b'{"count": 0, "hash": "%s"}' % GOOD_HASH.encode(),
        b'{"count": 1, "hash": "abc"}',
        b"[" * 60_000,
    ],
)
def test_file_that_is_no_head_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "tete.json"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"tete\.json") as caught:
        heads.read(str(file))
    assert caught.value.exit_status == 2


@pytest.mark.django_db
def test_head_file_can_be_read_back(tmp_path: Path) -> None:
    head = write_chain(2)
    file = tmp_path / "tete.json"
    file.write_text("\ufeff" + heads.as_text(chain.head()))
    assert heads.read(str(file)) == head


@pytest.mark.django_db
def test_head_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="ne peut pas être écrit"):
        call_command("journal", "head", "--output", str(tmp_path / "absent" / "tete.json"))
    (tmp_path / "dossier").mkdir()
    with pytest.raises(BadInput, match="ne peut pas être écrit"):
        call_command("journal", "head", "--output", str(tmp_path / "dossier"))
    assert [file.name for file in tmp_path.iterdir()] == ["dossier"]


@pytest.mark.django_db
def test_list_gives_the_last_events_of_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    write_chain(30)
    rows = json.loads(said(capsys, "list", "--object", "commitments.commitment:4", "--limit", "2", "--format", "json"))
    assert [row["rang"] for row in rows] == [26, 15]


def in_a_shell(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command as somebody types it, with its own SQLite data folder."""
    variables = {**os.environ, "TENIR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tenir.config.settings"}
    variables.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tenir", *arguments]
    return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120)


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Runs a command and gives its exit status and what it said on stderr."""

    def run_it(*arguments: str) -> tuple[int, str]:
        done = in_a_shell("journal", *arguments, data=tmp_path)
        return done.returncode, done.stderr

    migrated.copy(tmp_path / "tenir.sqlite3")
    return run_it


# With a data folder of their own, on SQLite whatever the run.
@pytest.mark.sqlite
@pytest.mark.slow
def test_exit_statuses_of_a_real_process(shell: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert shell("head", "--output", str(tmp_path / "tete.json"))[0] == 0
    assert shell("verify", "--head", str(tmp_path / "tete.json"))[0] == 0
    status, words = shell("verify", "--head", str(tmp_path / "absente.json"))
    assert (status, "ce fichier n'existe pas" in words, words.count("\n")) == (2, True, 1)
    with sqlite3.connect(tmp_path / "tenir.sqlite3") as base:
        base.execute(
            "INSERT INTO journal_entry VALUES (1, '2019-01-22 09:00:00', 'user:1', 'a.b', 'done', '', '', NULL, NULL,"
            " '', 'x', 'y')"
        )
    status, words = shell("verify")
    assert (status, words.count("\n")) == (1, 1)
    assert words.startswith("tenir\u202f: journal\u202f: contenu altéré\u202f: le rang 1 porte le contenu")


WRITER = """
import os, signal, sys, django
django.setup()
from django.db import transaction
from tenir.core.actions import System
from tenir.core.journal import chain
for turn in range(20):
    with transaction.atomic():
        chain.record_all([chain.Event("a.b"), chain.Event("a.c")], by=System("test"))
        if turn == 10 and sys.argv[1] == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.sqlite
@pytest.mark.slow
def test_processes_at_once_one_of_them_killed(shell: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    variables = {**os.environ, "TENIR_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tenir.config.settings"}
    variables.pop("DATABASE_URL", None)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, fate], env=variables) for fate in ("lives", "lives", "dies")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, -9]
    assert shell("verify")[0] == 0
    # Two whole writers of 40 events, and the 20 that the killed one had committed.
    assert json.loads(in_a_shell("journal", "head", data=tmp_path).stdout)["count"] == 100


@pytest.mark.django_db
def test_clock_that_went_back_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    for year in (2020, 2019):
        monkeypatch.setattr(chain.timezone, "now", lambda year=year: datetime(year, 1, 1, tzinfo=UTC))
        with transaction.atomic():
            chain.record(chain.Event("a.b"), by=System("test"))
    call_command("journal", "verify")
    assert "L'horloge a reculé au rang 2" in capsys.readouterr().err
