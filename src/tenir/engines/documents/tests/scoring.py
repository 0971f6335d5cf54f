"""The scorer of the reference material, run on a reading."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tenir.engines.documents import Reading


def scored(shared: Path, reading: Reading, reference: Path, folder: Path) -> str:
    """What the scorer prints: a line for each kind, then the mean."""
    (folder / "read.json").write_text(json.dumps(reading.to_json()), encoding="utf-8")
    command = [sys.executable, shared / "tools/score_documents.py", folder / "read.json", reference]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def mean_of(told: str) -> float:
    match = re.search(r"^mean F1 ([\d.]+)$", told, re.MULTILINE)
    assert match, told
    return float(match[1])
