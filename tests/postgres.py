"""A real PostgreSQL cluster in a temporary directory, stopped and removed at the end.

    python -m tests.postgres COMMAND [ARGUMENT ...]     runs COMMAND with DATABASE_URL set, and exits as it does

`initdb` refuses root: the cluster then runs as the unprivileged user `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "tenir"
STARTS_WITHIN_SECONDS = 60


@contextmanager
def cluster() -> Iterator[str]:
    """Address of a fresh, empty database that its owner `tenir` may do everything with."""
    with tempfile.TemporaryDirectory(prefix="tenir-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        _run(
            "initdb",
            "--pgdata",
            folder / "data",
            "--username",
            OWNER,
            "--auth",
            "trust",
            "--no-sync",
            "--encoding=UTF8",
        )
        port = _free_port()
        server = _start(folder, port)
        try:
            _wait(port)
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=30)


def program(name: str) -> str:
    """Full path of a PostgreSQL program; Debian keeps the server's off the PATH."""
    found = shutil.which(name) or next(
        iter(sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")))[::-1]), ""
    )
    if not found:
        raise SystemExit(f"{name} est introuvable : installez le paquet postgresql (make test le fait).")
    return found


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    # Durability is SQLite's and PostgreSQL's business, not the tests': fsync off makes them several times faster.
    options = [
        "-c",
        "fsync=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "max_connections=60",
    ]
    command = [program("postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), *options]
    log = (folder / "log").open("wb")
    return subprocess.Popen(command, preexec_fn=_unprivileged, stdout=log, stderr=log)


def _run(name: str, *arguments: object) -> None:
    done = subprocess.run(
        [program(name), *map(str, arguments)], preexec_fn=_unprivileged, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name} a échoué : {done.stderr.decode(errors='replace')[-500:]}")


def _unprivileged() -> None:
    os.chdir("/")
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        command = [program("pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-q"]
        if subprocess.run(command, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit("PostgreSQL ne démarre pas.")


def main() -> int:
    """Run the command given with `DATABASE_URL` set."""
    with cluster() as address:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
