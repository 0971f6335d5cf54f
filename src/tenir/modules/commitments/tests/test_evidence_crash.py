"""kill -9 while files of proof are written: what was acknowledged is whole, what has a name is whole."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import tenir
from tenir.modules.commitments.evidence import files

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
ROOT = str(Path(tenir.__file__).resolve().parent.parent)
WRITER = """
import os, sys
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1])
from tenir.modules.commitments.evidence import files
while True:
    print(files.store(os.urandom(20_000_000)), flush=True)
"""


@pytest.mark.parametrize("acknowledged", range(1, 5))
def test_death_leaves_whole_files_only(disk: Path, acknowledged: int) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(disk / "uploads")], stdout=subprocess.PIPE, env={"PYTHONPATH": ROOT}
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline().decode().strip() for _ in range(acknowledged)]
    # In the middle of the next one: as soon as there is a file that was not acknowledged.
    while all(path.name in told for path in files.stored()):
        assert writer.poll() is None
    writer.kill()
    writer.wait()
    writer.stdout.close()
    named = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files.stored()}
    named = {name: digest for name, digest in named.items() if not name.endswith(".part")}
    assert set(told) <= set(named)
    assert all(name == digest for name, digest in named.items())
