"""The command line: what it lists, and how each trouble ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Error
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError, connection

from tenir import cli
from tenir.core.errors import BadInput, CheckFailed
from tenir.core.operations import overview, troubles
from tenir.core.operations.tests.sites import Site, production


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"], ["-h"]])
def test_list_names_our_commands_then_djangos(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 0
    ours, _, of_django = capsys.readouterr().out.partition("Commandes de Django")
    assert "  backup create " in ours
    assert "  jobs run " in ours
    assert "  migrate " in of_django
    assert "runserver" not in ours + of_django
    assert "sendtestemail" not in ours


def test_every_command_of_ours_has_one_line_of_help() -> None:
    lines = [line for line in overview.text().split("Commandes de Django")[0].splitlines() if line.startswith("  ")]
    assert len(lines) >= 8
    for line in lines:
        assert line.strip().endswith("."), line
        assert len(line) <= 140, line


def test_version_needs_no_settings(bare: Site) -> None:
    told = bare.run("--version", TENIR_ENV="nonsense")
    assert (told.returncode, told.stdout) == (0, "0.1.0\n")


@pytest.mark.parametrize(("typed", "meant"), [("bakcup", "backup"), ("migrat", "migrate"), ("job", "jobs")])
def test_unknown_command_names_the_nearest(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([typed]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"tenir\u202f: la commande «\u202f{typed}\u202f» n'existe pas. Vouliez-vous dire «\u202f{meant}\u202f»\u202f?\n"
    )


def test_help_of_a_command_is_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["help", "jobs"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("usage\u202f: tenir jobs ")
    assert "Montre cette aide." in told
    assert "show this help" not in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["jobs"], "il manque VERBE"),
        (["jobs", "rnu"], "choix inconnu\u202f: 'rnu'"),
        (["jobs", "run", "--fast"], "arguments inconnus\u202f: --fast"),
        (["jobs", "run", "--format"], "une valeur est attendue"),
        (["serve", "--port", "http"], "--port\u202f: «\u202fhttp\u202f» n'est pas un port"),
        (["serve", "--port", "70000"], "de 1 à 65535"),
        (["migrate", "--nonsense"], "arguments inconnus\u202f: --nonsense"),
        (["migrate", "nowhere"], "nowhere"),
    ],
)
@pytest.mark.django_db
def test_malformed_command_ends_in_two(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    assert cli.main(arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (BadInput("non."), BadInput, "non."),
        (CommandError("Error: unrecognized arguments: -x"), BadInput, "arguments inconnus\u202f: -x"),
        (SystemCheckError("tenir.E001"), CheckFailed, "tenir.E001"),
        (OperationalError("no such table: places_place"), BadInput, "Lancez tenir migrate."),
        (OperationalError("connection refused\nIs it running?"), BadInput, "ne répond pas (Is it running?)"),
        (DatabaseError("file is not a database"), BadInput, "ne répond pas"),
    ],
)
def test_expected_trouble_is_explained(error: Exception, kind: type, words: str) -> None:
    told = troubles.explained(error)
    assert type(told) is kind
    assert words in str(told)


def test_unknown_table_of_postgresql_is_a_database_behind() -> None:
    error = ProgrammingError("relation does not exist")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = "42P01"  # type: ignore[attr-defined]
    assert "tenir migrate" in str(troubles.explained(error))


def test_statement_too_large_for_postgresql_is_a_defect() -> None:
    error = OperationalError("stack depth limit exceeded")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = "54001"  # type: ignore[attr-defined]
    assert troubles.explained(error) is None


@pytest.mark.sqlite
@pytest.mark.django_db
def test_statement_too_large_for_sqlite_is_a_defect() -> None:
    with pytest.raises(OperationalError, match="too large") as told, connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(["1"] * 2000))
    assert troubles.explained(told.value) is None


@pytest.mark.parametrize("error", [ValueError("x"), IntegrityError("UNIQUE"), Error("x")])
def test_defect_is_not_explained_away(error: Exception) -> None:
    assert troubles.explained(error) is None


def test_defect_ends_in_70_with_its_detail_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: object, tmp_path: Path
) -> None:
    settings.DATA_FOLDER = tmp_path  # type: ignore[attr-defined]

    def broken() -> str:
        secret = "jeanne"  # noqa: F841
        raise RuntimeError("no room for jeanne@example.org\nDETAIL: Key (name)=(Jeanne)")

    monkeypatch.setattr(overview, "text", broken)
    assert cli.main([]) == 70
    told = capsys.readouterr().err
    assert told.startswith("tenir\u202f: erreur imprévue (RuntimeError)")
    assert "Traceback" not in told
    kept = (tmp_path / "erreurs.log").read_text()
    assert "in broken" in kept
    assert "no room for (adresse)" in kept
    assert "eanne@" not in kept
    assert "DETAIL" not in kept
    assert (tmp_path / "erreurs.log").stat().st_mode & 0o077 == 0


def test_traceback_is_shown_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: object, tmp_path: Path
) -> None:
    settings.DATA_FOLDER = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setenv("TENIR_TRACEBACK", "1")
    monkeypatch.setattr(overview, "text", lambda: 1 / 0)
    assert cli.main([]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_interruption_ends_in_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(overview, "text", interrupted)
    assert cli.main([]) == 130
    assert "Interrompu" in capsys.readouterr().err


def test_reader_that_leaves_is_no_trouble(site: Site) -> None:
    program = "import sys; from tenir.cli import main; from tenir.core.operations import overview\n"
    program += "overview.text = lambda: 'line\\n' * 1_000_000\nsys.exit(main([]))"
    pipe = subprocess.Popen(
        [sys.executable, "-c", program], env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert pipe.stdout is not None
    assert pipe.stdout.readline() == b"line\n"
    pipe.stdout.close()
    assert pipe.wait(timeout=120) == 141
    assert pipe.stderr is not None
    assert pipe.stderr.read() == b""
    pipe.stderr.close()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": ""}, "tenir\u202f: SECRET_KEY\u202f: la clé secrète manque."),
        ({"ALLOWED_HOSTS": ""}, "tenir\u202f: ALLOWED_HOSTS\u202f: les noms"),
        ({"DATABASE_URL": "garbage"}, "tenir\u202f: DATABASE_URL\u202f: l'adresse de la base n'est pas lisible."),
        ({"TENIR_ENV": "prod"}, "tenir\u202f: TENIR_ENV\u202f: la valeur"),
    ],
)
def test_wrong_setting_is_one_line_of_the_command(bare: Site, changes: dict[str, str], words: str) -> None:
    told = bare.run("check", **production(**changes))
    assert told.returncode == 2
    assert told.stderr.startswith(words)
    assert told.stderr.count("\n") == 1
    assert told.stdout == ""


def test_unreachable_database_is_one_line(bare: Site) -> None:
    told = bare.run("jobs", "run", DATABASE_URL="postgres://tenir:s3cr3t@127.0.0.1:1/tenir")
    assert told.returncode == 2
    assert "la base ne répond pas" in told.stderr
    assert "s3cr3t" not in told.stderr
    assert told.stderr.count("\n") == 1


def test_unmigrated_database_is_one_line(bare: Site) -> None:
    for command in (["jobs", "run"], ["serve"], ["referentials", "load"]):
        told = bare.run(*command)
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr.endswith("la base n'est pas à jour. Lancez tenir migrate.\n")


@pytest.mark.sqlite
def test_file_that_is_no_database_is_one_line(bare: Site) -> None:
    bare.folder.mkdir()
    (bare.folder / "tenir.sqlite3").write_bytes(b"not a database at all" * 100)
    told = bare.run("jobs", "run")
    assert told.returncode == 2
    assert "la base ne répond pas (file is not a database)" in told.stderr
