"""Leaflet is the released one: whoever changes a byte of it changes its README too."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static/territories/vendor/leaflet"
LEFT_OUT = b"//# sourceMappingURL=leaflet.js.map"


def test_files_are_those_of_the_release() -> None:
    told = dict(re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (FOLDER / "README.md").read_text(encoding="utf-8")))
    kept = [file for file in FOLDER.rglob("*") if file.suffix in (".js", ".css", ".png")]
    found = {str(file.relative_to(FOLDER)): file.read_bytes() for file in kept}
    found["leaflet.js"] += LEFT_OUT
    assert {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} == told


def test_what_the_style_sheet_names_is_there() -> None:
    named = re.findall(r"url\((images/[^)]+)\)", (FOLDER / "leaflet.css").read_text(encoding="utf-8"))
    assert len(named) == 3
    assert all((FOLDER / name).exists() for name in named)
