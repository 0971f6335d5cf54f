"""The tutorial's commands do what it says, in the order in which it says it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tenir.core.operations.tests.sites import Site

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
ROOT = Path(__file__).resolve().parent.parent
TUTORIAL = (ROOT / "docs/tutorials/from-a-text-to-a-board.md").read_text(encoding="utf-8")


def commands() -> list[list[str]]:
    """Arguments of each `tenir` command of the tutorial."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", TUTORIAL, re.DOTALL)).replace("\\\n", " ")
    return [shlex.split(line, comments=True)[1:] for line in blocks.splitlines() if line.startswith(".venv/bin/tenir")]


def test_tutorial_can_be_followed(tmp_path: Path) -> None:
    site = Site(tmp_path / "data")
    assert site.run("demo", "--load-only").returncode == 0
    for name in ("docs/tutorials", "README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).symlink_to(ROOT / name)
    statuses = [site.run(*command).returncode for command in commands()]
    assert statuses == [0, 2, 2, 0, 0, 0]
    adopt = next(command for command in commands() if "adopt" in command)
    told = site.run(*[word for word in adopt if word != "--dry-run"], "--yes").stdout
    assert "6 engagements" in told
