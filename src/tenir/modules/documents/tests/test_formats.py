"""PDF, Word and OpenDocument through the child process, the command, adoption and the screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.core import sandbox as core_sandbox
from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines import documents
from tenir.engines.documents.tests import files, long_files
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.tests.builders import france
from tenir.modules.documents import actions, drafting, sandbox
from tenir.modules.documents.drafting import placed, reading_of
from tenir.modules.documents.models import Draft
from tenir.modules.documents.proposal import Wanted, describe
from tenir.modules.documents.tests.drafts import a_lead, a_town
from tenir.modules.documents.tests.test_review_pages import handed
from tests.running import Run

TITLE = "PLAN DES RIVES - MARS 2021"
ROWS = [
    ("N°", "Mesure", "Niveau d'engagement", "Indicateurs"),
    ("1", "Semer un pré", "Objectif atteint", "Nombre de prés"),
    ("2", "Curer le gué", "En cours de lancement", "Nombre de gués"),
    ("3", "Ouvrir un abri", "En cours de déploiement", "Nombre d'abris"),
]


def as_pdf() -> bytes:
    places = (60, 100, 260, 420, 540)
    text = files.grid(places, [80 + 30 * rank for rank in range(len(ROWS) + 1)])
    for rank, row in enumerate(ROWS):
        text += "".join(files.show(x + 4, 100 + 30 * rank, words) for x, words in zip(places, row, strict=False))
    return files.pdf(files.show(60, 60, TITLE), text)


def as_docx() -> bytes:
    return files.docx(files.heading(TITLE) + files.table(*ROWS), styles=files.HEADINGS)


def as_odt() -> bytes:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in ROWS)
    return files.odt(f"<text:h>{TITLE}</text:h><table:table>{rows}</table:table>")


@pytest.fixture
def town(db: None) -> Place:
    return a_town()


@pytest.fixture
def lead(town: Place, client: Client) -> User:
    lead = a_lead(town)
    client.force_login(lead)
    return lead


FORMATS = {"pdf": as_pdf, "docx": as_docx, "odt": as_odt}


@pytest.mark.parametrize("name", FORMATS)
def test_child_reads_what_the_engine_reads(name: str) -> None:
    data = FORMATS[name]()
    reading = sandbox.read(data, name=f"rives.{name}")
    assert reading == documents.read(data, name=f"rives.{name}")
    assert [item.number for item in reading.items if item.kind is documents.Kind.MEASURE] == ["1", "2", "3"]


@pytest.mark.parametrize(("name", "shown"), [("pdf", "p. 2"), ("docx", "tableau 1, ligne 2, colonne 2")])
def test_command_says_the_page_or_the_cell(nowhere: Run, tmp_path: Path, name: str, shown: str) -> None:
    file = tmp_path / f"rives.{name}"
    file.write_bytes(FORMATS[name]())
    assert shown in nowhere("documents", "read", str(file)).stdout
    ended = nowhere("documents", "read", str(file), "--format", "json")
    items = [one for one in json.loads(ended.stdout)["items"] if one["kind"] == "measure"]
    assert all(one["lines"] is None and (one["page"] or one["where"]) for one in items)
    assert ("PDF\u202f: 2 pages lues." in ended.stderr) == (name == "pdf")


def test_command_refuses_a_scan_with_what_to_do(nowhere: Run, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(files.pdf("0 0 500 500 re f\n"))
    ended = nowhere("documents", "read", str(file))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "«\u202fscan.pdf\u202f» est un PDF sans texte" in ended.stderr
    assert "OCR" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_pdf_has_more_time_the_more_pages_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def run(function: str, data: bytes, **limits: Any) -> Any:
        asked.append((function.rsplit(":", 1)[1], limits["seconds"]))
        return core_run(function, data, **limits)

    core_run = core_sandbox.run
    monkeypatch.setattr(core_sandbox, "run", run)
    with pytest.raises(BadInput):
        sandbox.read(files.pdf(*["BT ET"] * 35), name="blanc.pdf")
    assert asked == [("count", 10), ("read", 14)]


@pytest.mark.django_db
def test_adopted_pdf_cites_pages_and_no_lines() -> None:
    france()
    wanted = Wanted(slug="rives", kind="plan", place=("nation", "FR"))
    actions.adopt(by=actions.System("test"), description=describe(sandbox.read(as_pdf(), name="rives.pdf"), wanted))
    assert set(Commitment.objects.values_list("first_line", "last_line", "page")) == {(None, None, 2)}


@pytest.mark.parametrize(
    ("name", "where"), [("pdf", "page 2, ligne"), ("docx", "tableau 1, ligne 2"), ("odt", "tableau 1, ligne 2")]
)
def test_file_becomes_a_draft_that_shows_its_lines(
    client: Client, lead: User, town: Place, name: str, where: str
) -> None:
    file = SimpleUploadedFile(f"rives.{name}", FORMATS[name]())
    answer = client.post("/textes/deposer/", handed(town, file=file), follow=True)
    draft = Draft.objects.get()
    assert answer.status_code == 200
    assert draft.lines == len(draft.source_lines)
    first = draft.items.filter(kind="measure").order_by("position")[0]
    assert first.first_line
    assert "Semer un pré" in draft.source_lines[first.first_line - 1 : first.last_line]
    assert first.where.startswith(where)
    assert where[1:] in answer.content.decode()


def test_draft_of_a_file_is_described_as_its_reading(client: Client, lead: User, town: Place) -> None:
    for name, made in FORMATS.items():
        data = made()
        reading = sandbox.read(data, name=f"rives.{name}")
        wanted = Wanted(slug=f"rives-{name}", kind="plan", place=(town.kind, town.code))
        text = drafting.text_of(data, reading)
        draft = actions.open_draft(by=lead, place=town, reading=reading, text=text, wanted=wanted)
        assert describe(reading_of(draft, placed(draft.items.all())), wanted) == describe(reading, wanted)


@pytest.mark.parametrize("made", [long_files.as_pdf, long_files.as_docx, long_files.as_txt])
def test_three_hundred_pages_hold_in_the_memory_of_the_child(made: Callable[[int], bytes]) -> None:
    reading = sandbox.read(made(300), name="long")
    assert sum(item.kind is documents.Kind.MEASURE for item in reading.items) == 2_000
