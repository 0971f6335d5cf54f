"""A pure function in a child process: its answer comes back, its limits hold, nothing of the site is in its reach."""

from __future__ import annotations

import io
import os
import zipfile

import pytest

from tenir.core import sandbox
from tenir.core.errors import BadInput

HERE = "tenir.core.tests.sandboxed"


def run(function: str, data: bytes = b"", **limits: int) -> object:
    return sandbox.run(f"{HERE}:{function}", data, name="fichier", **limits)


def test_answer_comes_back() -> None:
    assert run("size", b"abc") == {"octets": 3}


def test_further_words_reach_the_function_as_they_are() -> None:
    told = ("--memory", "a b\n'")
    assert sandbox.run(f"{HERE}:words", "é".encode(), name="fichier", told=told) == ["é", *told]


def test_refusal_comes_back_with_its_remedy() -> None:
    with pytest.raises(BadInput, match=r"fichier\u202f: ce fichier ne convient pas\. Essayez-en un autre\."):
        run("refuse")


@pytest.mark.parametrize("function", ["open_socket", "write_file", "run_program", "load_library"])
def test_what_is_closed_raises(function: str) -> None:
    with pytest.raises(BadInput, match=r"défaut de Tenir .*PermissionError"):
        run(function)


def test_environment_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert os.environ["SECRET_KEY"] == "secret"
    assert "SECRET_KEY" not in run("environment")  # type: ignore[operator]


def test_too_much_memory_ends_the_child() -> None:
    with pytest.raises(BadInput, match=r"dépassé .*100 Mo"):
        run("swell", memory=100 * 1024 * 1024)


def test_too_long_ends_the_child() -> None:
    with pytest.raises(BadInput, match=r"plus de 1 secondes|dépassé"):
        run("turn", seconds=1)


def test_archive_under_a_password_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", "b")
    data = bytearray(file.getvalue())
    sandbox.check_archive(bytes(data))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(BadInput, match="mot de passe"):
        sandbox.check_archive(bytes(data))
