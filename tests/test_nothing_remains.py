"""Of a file of people that is counted on screen nothing remains: not after an answer, a refusal, nor kill -9.

A marker is planted in every line; then it is looked for in the data folder, the database with its journals, the
temporary folder, the logs, a backup made after it, and in whatever files the server keeps open, deleted or not. Two
servers: the embedded one and gunicorn. The last tests take the guards away, and the same search finds the file.
"""

from __future__ import annotations

import http.client
import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from django.test import Client

from tenir.core.operations.tests.test_serving import free_port
from tenir.core.rights import Role
from tenir.core.web.uploads import LARGEST
from tenir.modules.localisation.tests.drawn import contours
from tests.builders import a_member
from tests.running import address_of_test_database, command, environment
from tests.searching import holders, open_holders

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into processes, which only Linux shows"),
]
ADDRESS = "/adresse/fichier/"
MARKER = b"Qzjx-planted-7f3a"
TITLES = b"nom;nir;longitude;latitude\n"
LINE = MARKER + b";" + MARKER + b";2.05;48.05\n"
# Every place where a number should be holds the marker.
WRONG = MARKER + b";1;" + MARKER + b";48.05\n"
BOUNDARY = "planted"
ROOT = Path(__file__).parent.parent
Start = Callable[[int], list[str]]


def embedded(port: int) -> list[str]:
    return command("serve", "--port", str(port))


def gunicorn(port: int) -> list[str]:
    bound = ("--bind", f"127.0.0.1:{port}", "--workers", "1", "--no-control-socket")
    return [sys.executable, "-m", "gunicorn", "tenir.config.wsgi", *bound]


def spilling(port: int) -> list[str]:
    return [sys.executable, "-m", "tests.spilling", "serve", "--port", str(port)]


@dataclass
class Server:
    """A server, all the folders that it may write to, and somebody who is signed in."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    cookies: str
    token: str = ""

    def left(self) -> list[str]:
        """Where the marker is found."""
        return [*holders(MARKER, [self.folder]), *(open_holders(MARKER, self.process.pid) if self.lives else [])]

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """As a power cut would, workers first: they would live on."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, content: bytes, *, sent: float = 1) -> http.client.HTTPConnection:
        """Send a form with this file, or only the first part of it; the answer is left to be read."""
        body = form(self.token, content)
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.putrequest("POST", ADDRESS)
        wire.putheader("Cookie", self.cookies)
        wire.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        wire.putheader("Content-Length", str(len(body)))
        wire.endheaders(body[: int(len(body) * sent)])
        return wire

    def answer(self, content: bytes) -> tuple[int, str]:
        with closing(self.post(content)) as wire:
            response = wire.getresponse()
            return response.status, response.read().decode()


def form(token: str, content: bytes) -> bytes:
    fields = {"csrfmiddlewaretoken": token, "generation": "2024"}
    told = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()
    )
    head = f'{told}--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="gens.csv"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def people(size: int, line: bytes = LINE) -> bytes:
    """A file of about so many bytes."""
    return TITLES + line * (size // len(line))


@contextmanager
def served(folder: Path, start: Start, **variables: str) -> Iterator[Server]:
    """The site of this test on a port of its own, until the end of the block or its death."""
    contours()
    client, port = Client(), free_port()
    client.force_login(a_member(Role.PARTNER, contours()))
    for name in ("data", "temporary", "logs"):
        (folder / name).mkdir()
    told = environment(folder / "data", address_of_test_database()) | {"TMPDIR": str(folder / "temporary")} | variables
    # Its own key would not know our session.
    told["SECRET_KEY"] = settings.SECRET_KEY
    told["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with (folder / "logs" / "server").open("wb") as log:
        process = subprocess.Popen(start(port), env=told, stdout=log, stderr=log, cwd=folder, start_new_session=True)
        try:
            yield entered(Server(process, port, folder, f"sessionid={client.cookies['sessionid'].value}"))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def entered(server: Server) -> Server:
    """Once it answers, with the token of its form."""
    until = time.monotonic() + 60
    while (page := asked(server)) is None:
        assert time.monotonic() < until, (server.folder / "logs" / "server").read_text()
        time.sleep(0.1)
    server.token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]  # type: ignore[index]
    return server


def asked(server: Server) -> str | None:
    """The page with the form, whose cookie is kept; None as long as the server is not there."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as wire:
        try:
            wire.request("GET", ADDRESS, headers={"Cookie": server.cookies})
            response = wire.getresponse()
        except OSError:
            return None
        assert response.status == 200
        given = [value.split(";")[0] for name, value in response.getheaders() if name.lower() == "set-cookie"]
        server.cookies = "; ".join([server.cookies, *given])
        return response.read().decode()


def backed_up(server: Server) -> None:
    """A backup of the site, unpacked where the search looks."""
    file = server.folder / "site.tenir-backup"
    told = environment(server.folder / "data", address_of_test_database()) | {"SECRET_KEY": settings.SECRET_KEY}
    subprocess.run(command("backup", "create", str(file)), env=told, check=True, capture_output=True)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(server.folder / "backup")


SERVERS = pytest.mark.parametrize("start", [embedded, gunicorn])


@SERVERS
def test_nothing_remains_of_what_was_counted_or_refused(tmp_path: Path, start: Start) -> None:
    with served(tmp_path, start) as server:
        status, page = server.answer(people(LARGEST - 1000))
        assert (status, MARKER.decode() in page) == (200, False)
        assert server.left() == []
        status, page = server.answer(people(5_000_000, WRONG))
        assert (status, MARKER.decode() in page) == (422, False)
        assert "aucune ligne n" in page
        assert server.left() == []
        backed_up(server)
        assert server.left() == []


def workbook(rows: int) -> bytes:
    """A workbook of people, packed without compression so that the marker can be found in it."""
    packed, stored = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for rank, line in enumerate([TITLES, *[LINE] * rows]):
            sheet.write_row(rank, 0, line.decode().strip().split(";"))
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
    return stored.getvalue()


@SERVERS
def test_nothing_remains_of_a_workbook(tmp_path: Path, start: Start) -> None:
    content = workbook(20_000)
    assert MARKER in content
    with served(tmp_path, start) as server:
        status, page = server.answer(content)
        assert (status, MARKER.decode() in page) == (200, False)
        assert server.left() == []
        with closing(server.post(content)):
            time.sleep(0.3)
            server.kill()
        assert server.left() == []


@SERVERS
def test_nothing_remains_of_what_is_too_large(tmp_path: Path, start: Start) -> None:
    with served(tmp_path, start) as server:
        status, page = server.answer(people(3 * LARGEST))
        assert status == 422
        assert "tenir localisation count" in page
        assert server.left() == []


@SERVERS
def test_nothing_remains_of_what_was_on_its_way(tmp_path: Path, start: Start) -> None:
    with served(tmp_path, start) as server, half_sent(server):
        assert server.left() == []
        server.kill()
        assert server.left() == []


@SERVERS
def test_nothing_remains_of_what_was_being_counted(tmp_path: Path, start: Start) -> None:
    with served(tmp_path, start) as server, closing(server.post(people(LARGEST - 1000))):
        for _ in range(5):
            time.sleep(0.05)
            assert server.left() == []
        server.kill()
        assert server.left() == []


@contextmanager
def half_sent(server: Server) -> Iterator[None]:
    """Most of a file has arrived, and the server waits for the rest."""
    with closing(server.post(people(LARGEST - 1000), sent=0.8)):
        time.sleep(1)
        yield


def test_search_finds_what_waitress_spills_by_default(tmp_path: Path) -> None:
    with served(tmp_path, spilling) as server, half_sent(server):
        assert server.left() != []


def test_search_finds_what_django_spills_by_default(tmp_path: Path) -> None:
    with served(tmp_path, gunicorn, DJANGO_SETTINGS_MODULE="tests.spilling") as server, half_sent(server):
        assert server.left() != []
        server.kill()
        assert server.left() != []
