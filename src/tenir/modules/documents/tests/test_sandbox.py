"""The child process: same reading, hard limits, closed doors."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tenir.core import sandbox_child
from tenir.core.errors import BadInput
from tenir.engines import documents
from tenir.modules.documents import sandbox
from tenir.modules.documents.exchange import from_text, to_text
from tenir.modules.documents.tests.samples import table


def test_child_reads_what_the_engine_reads() -> None:
    data = table(7).encode()
    assert sandbox.read(data, name="x.txt") == documents.read(data, name="x.txt")


def test_reading_survives_its_journey_as_text() -> None:
    reading = documents.read(table(4).encode("cp1252"), name="x.txt")
    assert from_text(to_text(reading)) == reading


def test_name_that_looks_like_an_option_is_only_a_name() -> None:
    assert sandbox.read(table(3).encode(), name="--help").source.name == "--help"


def test_child_out_of_memory_is_told_and_leaves_us_standing() -> None:
    with pytest.raises(BadInput, match="dépassé ce qui lui est permis"):
        sandbox.read(b"a" * 60_000_000, name="x.txt", memory=64 * 1024 * 1024)


def test_child_out_of_time_is_stopped_and_told() -> None:
    with pytest.raises(BadInput, match=r"plus de 0.01 secondes|dépassé"):
        sandbox.read(table(3000).encode(), name="x.txt", seconds=0.01)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/tenir-child', 'w')",
        "import os; os.fork()",
    ],
)
def test_child_cannot_leave_its_room(attempt: str) -> None:
    code = f"import sys; from tenir.core import sandbox_child; sys.addaudithook(sandbox_child.refuse); {attempt}"
    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "PermissionError" in ended.stderr


def test_child_may_read_files_and_modules() -> None:
    sandbox_child.refuse("open", ("/etc/hostname", "r", 0))
    sandbox_child.refuse("import", ("json", None, None, None, None))


def test_defect_of_the_reading_is_not_taken_for_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.CompletedProcess([], 1, b"", b"Traceback\nKeyError: 'x'")
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: ended)
    with pytest.raises(BadInput, match=r"défaut de Tenir \(KeyError: 'x'\)"):
        sandbox.read(b"x", name="x.txt")
