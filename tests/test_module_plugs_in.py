"""Adding a module edits only the list of installed apps."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

# A database of its own, in memory, whatever that of the run.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


def seen(settings: str) -> dict[str, object]:
    """What a site with these settings shows of the test module, from a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"DJANGO_SETTINGS_MODULE": settings}
    done = subprocess.run(
        [sys.executable, "-m", "tests.plugged.probe"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_installed_module_is_everywhere() -> None:
    found = seen("tests.plugged.settings")
    assert (found.pop("page"), found.pop("api")) == (200, 200)
    assert found == dict.fromkeys(("documented", "export", "menu", "panel", "rights", "job", "referential"), True)


def test_module_left_out_is_nowhere() -> None:
    found = seen("tests.strict_settings")
    assert (found.pop("page"), found.pop("api")) == (404, 404)
    assert found == dict.fromkeys(("documented", "export", "menu", "panel", "rights", "job", "referential"), False)
