"""A whole installation in a folder of its own, driven as its owner would: by the `tenir` command in a process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

KEY = "a-key-for-tests-only-" * 3


@dataclass
class Site:
    """One installation: its data folder, and the variables that its processes get."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the test's own environment but what finds programs."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
        return kept | {"PYTHONIOENCODING": "utf-8", "TENIR_DATA": str(self.folder)} | self.variables

    def run(self, *arguments: str, seconds: float = 180, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `tenir` and wait."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd=self.folder.parent,
            check=False,
        )

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start `tenir` and go on."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder.parent,
        )

    def python(self, code: str, *arguments: str, stdin: int | None = None, **variables: str) -> subprocess.Popen[str]:
        """Start a Python process with the site loaded."""
        program = f"import sys, django; django.setup()\n{code}"
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "tenir.config.settings"} | variables,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder.parent,
        )

    def command(self, *arguments: str) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "tenir", *arguments]


def production(**changes: str) -> dict[str, str]:
    """The smallest environment that production accepts."""
    return {
        "TENIR_ENV": "production",
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": "tenir.example.org",
        "EMAIL_HOST": "smtp.example.org",
    } | changes
