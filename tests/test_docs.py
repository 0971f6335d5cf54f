"""Docs are held to the code: every command, setting, module and component is documented, and no link is dead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import reference

ROOT = Path(__file__).resolve().parent.parent
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]


@pytest.mark.parametrize("name", list(reference.PAGES))
def test_reference_page_is_what_the_code_says(name: str) -> None:
    written = (reference.FOLDER / name).read_text(encoding="utf-8")
    assert written == reference.NOTICE + reference.PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_links_between_papers_lead_somewhere(paper: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", paper.read_text(encoding="utf-8"))
    assert [target for target in targets if not (paper.parent / target).exists()] == []


def test_commands_promised_by_the_interface_exist() -> None:
    page = reference.commands()
    promised = (
        "demo", "serve", "referentials load", "admin create", "backup create", "backup verify", "backup restore",
        "documents read", "documents adopt", "journal verify", "journal head", "jobs run",
    )  # fmt: skip
    assert [name for name in promised if f"`tenir {name}" not in page] == []


def test_decisions_are_numbered_without_holes() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
