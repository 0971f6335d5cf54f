"""The wheel holds what the site needs and nothing of the tests, and works where only it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tenir.core.operations.tests.sites import production

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    (built,) = folder.glob("tenir-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment where Tenir comes from the wheel, and the rest from this one."""
    folder = tmp_path_factory.mktemp("machine") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    run([sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)])
    (own,) = folder.glob("lib/python*/site-packages")
    # A path in a .pth file is searched, but its own .pth files are not read: the clone's `tenir` stays out of reach.
    (own / "others.pth").write_text(sysconfig.get_paths()["purelib"])
    return folder / "bin"


def run(command: list[str], **variables: str) -> str:
    """Run a program; its output, or the failure of the test with what it said."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        command, env=environment | variables, capture_output=True, text=True, check=False, timeout=180
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "needed",
    [
        "tenir/core/web/templates/web/base.html",
        "tenir/core/web/static/web/tenir.css",
        "tenir/core/operations/migrations/0001_initial.py",
        "tenir/core/journal/migrations/0001_initial.py",
    ],
)
def test_wheel_holds_what_the_site_needs(wheel: Path, needed: str) -> None:
    assert needed in zipfile.ZipFile(wheel).namelist()


def test_wheel_holds_every_file_of_the_package_but_tests(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("tenir/")}
    here = {
        file.relative_to(ROOT / "src").as_posix()
        for file in (ROOT / "src" / "tenir").rglob("*")
        if file.is_file() and not {"tests", "__pycache__"} & set(file.parts)
    }
    assert packed == here
    assert any(name.startswith("tenir/referentials/") for name in packed)


def test_installed_command_is_the_wheels(installed: Path) -> None:
    told = run([str(installed / "python"), "-c", "import tenir; print(tenir.__file__)"])
    assert told.startswith(str(installed.parent))
    assert "backup create" in run([str(installed / "tenir"), "--help"], TENIR_DATA=str(installed.parent / "var"))


def test_installed_demo_loads_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    told = run([str(installed / "tenir"), "demo", "--load-only"], TENIR_DATA=str(tmp_path / "data"))
    assert told == "Démonstration chargée.\n"


def test_installed_site_is_clean_in_production(installed: Path, tmp_path: Path) -> None:
    variables = production(TENIR_DATA=str(tmp_path / "data"))
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        run([str(installed / "tenir"), *command], **variables)
    assert "(0 silenced)" in run([str(installed / "tenir"), "check", "--deploy"], **variables)
