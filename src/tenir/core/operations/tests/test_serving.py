"""`tenir serve`, `tenir demo`, `tenir referentials load`: as typed, in processes of their own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from tenir.core.errors import BadInput
from tenir.core.operations.tests.sites import Site, production

pytestmark = pytest.mark.slow
COUNT = """
from django.apps import apps
print({model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed})
"""


@contextmanager
def started(site: Site, *arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A server and the lines that it printed until it was ready."""
    process = site.start(*arguments, **variables)
    lines: list[str] = []
    try:
        assert process.stdout is not None
        while not lines or "Ctrl+C" not in lines[-1]:
            line = process.stdout.readline()
            assert line, process.stderr and process.stderr.read()
            lines.append(line)
        yield process, lines
    finally:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_serve_tells_its_address_and_its_database(site: Site) -> None:
    port = free_port()
    with started(site, "serve", "--port", str(port)) as (_, lines):
        assert f"http://127.0.0.1:{port}/" in lines[0]
        engine = "synchronous FULL" if connection.vendor == "sqlite" else "PostgreSQL "
        assert engine in lines[0]
        status, body = get(port, "/health")
        assert (status, json.loads(body)["status"]) == (200, "ok")


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_cleanly(site: Site, stop: signal.Signals) -> None:
    with started(site, "serve", "--port", str(free_port())) as (process, _):
        process.send_signal(stop)
        _, told = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in told


def test_serve_takes_port_from_the_environment(site: Site) -> None:
    port = free_port()
    with started(site, "serve", PORT=str(port)) as (_, lines):
        assert f":{port}/" in lines[0]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_taken_port_is_one_line(site: Site, command: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = site.run(command, "--port", str(port))
    assert (told.returncode, told.stdout) == (2, "")
    sentence = f"le port {port} est déjà pris par un autre programme. Donnez-en un autre par --port."
    assert told.stderr == f"tenir\u202f: PORT\u202f: {sentence}\n"


def test_answers_do_not_name_their_server(site: Site) -> None:
    port = free_port()
    with (
        started(site, "serve", "--port", str(port)),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer,
    ):
        assert "waitress" not in str(answer.headers)


def test_demo_starts_again_at_once(demonstration: Site) -> None:
    port = free_port()
    start = time.monotonic()
    with started(demonstration, "demo", "--port", str(port)) as (_, lines):
        seconds = time.monotonic() - start
        assert lines[0] == "Démonstration déjà chargée.\n"
        assert any("@demonstration.invalid" in line for line in lines)
        assert get(port, "/")[0] == 200
    # The gate is 5 s on a quiet machine; tests share theirs with other workers.
    assert seconds < 15


def test_demo_loaded_twice_holds_the_same(demonstration: Site) -> None:
    before, _ = demonstration.python(COUNT).communicate(timeout=180)
    forget = "from tenir.core.operations.models import LoadedContent; LoadedContent.objects.all().delete()"
    demonstration.python(forget).communicate(timeout=180)
    again = demonstration.run("demo", "--load-only")
    assert again.stdout == "Démonstration chargée.\n"
    after, _ = demonstration.python(COUNT).communicate(timeout=180)
    assert after == before
    assert "'people.User': 8" in after


def test_demo_is_refused_in_production(bare: Site) -> None:
    told = bare.run("demo", "--load-only", **production())
    assert told.returncode == 2
    assert "la démonstration ne tourne jamais en production" in told.stderr
    assert not bare.folder.exists()


def test_demo_is_refused_on_the_data_of_a_real_site(site: Site) -> None:
    account = "from django.contrib.auth import get_user_model as model; model().objects.create_user('a@b.invalid')"
    site.python(account).communicate(timeout=180)
    told = site.run("demo", "--load-only")
    assert told.returncode == 2
    assert "cette base est celle d'un vrai site" in told.stderr
    counts, _ = site.python(COUNT).communicate(timeout=180)
    assert "'people.User': 1" in counts


def test_demo_goes_on_where_it_opened_accounts_itself(demonstration: Site) -> None:
    account = "from django.contrib.auth import get_user_model as model; model().objects.create_user('a@b.invalid')"
    demonstration.python(account).communicate(timeout=180)
    assert demonstration.run("demo", "--load-only").returncode == 0


@pytest.mark.django_db
def test_demo_is_refused_when_the_process_was_not_started_for_it() -> None:
    with pytest.raises(BadInput, match="tenir demo"):
        call_command("demo", "--load-only")


def test_demonstration_is_on_under_demo_only(site: Site) -> None:
    told, _ = site.python("from django.conf import settings; print(settings.DEMONSTRATION)").communicate(timeout=120)
    assert told == "False\n"


def test_referentials_load_brings_no_account(site: Site) -> None:
    told = site.run("referentials", "load")
    assert (told.returncode, told.stdout) == (0, "Listes officielles chargées.\n"), told.stderr
    counts, _ = site.python(COUNT).communicate(timeout=180)
    assert "'people.User': 0" in counts
    assert "'places.Place': 0" not in counts


def test_referentials_dry_run_writes_nothing(site: Site) -> None:
    before, _ = site.python(COUNT).communicate(timeout=180)
    told = site.run("referentials", "load", "--dry-run")
    assert (told.returncode, told.stdout) == (0, "Rien n'a été écrit.\n"), told.stderr
    assert told.stderr
    after, _ = site.python(COUNT).communicate(timeout=180)
    assert after == before


def test_jobs_run_twice_at_the_command_line(site: Site) -> None:
    first = site.run("jobs", "run", "--format", "json")
    assert first.returncode == 0, first.stderr
    assert "operations.clear_sessions" in [row["tache"] for row in json.loads(first.stdout)]
    again = site.run("jobs", "run", "--format", "json")
    assert (again.returncode, json.loads(again.stdout)) == (0, [])
