"""Sheets: written, corrected, read in a child process, compared, committed whole or not at all."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.modules.commitments import actions, jobs
from tenir.modules.commitments.actions.sheets import AS_STORED, OF_THE_SHEET
from tenir.modules.commitments.editing.contents import PartyLine
from tenir.modules.commitments.models import Commitment, Framework, LevelTally, SheetProposal
from tenir.modules.commitments.sheets import workbook
from tenir.modules.commitments.sheets.columns import HEAD
from tenir.modules.commitments.sheets.comparison import Comparison, compare
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tests.builders import a_place, an_organisation, france

pytestmark = pytest.mark.django_db
READER = "tenir.modules.commitments.sheets.reading:read"
Rows = list[list[str]]


def out(framework: Framework) -> bytes:
    file = io.BytesIO()
    workbook.write(framework, file)
    return file.getvalue()


def back(data: bytes) -> Rows:
    found: Rows = sandbox.run(READER, data, name="feuille.xlsx")["rows"]
    return found


def sheet_of(framework: Framework) -> Rows:
    return back(out(framework))


def row(**cells: str) -> list[str]:
    """A row by the titles of its columns."""
    titles = {"adresse": "Adresse", "numero": "Numéro", "intitule": "Intitulé", "precise": "Précise"}
    named = {titles.get(name, name.replace("_", " ").capitalize()): value for name, value in cells.items()}
    assert set(named) <= set(HEAD), set(named) - set(HEAD)
    return [named.get(title, "") for title in HEAD]


def two() -> Framework:
    """A framework of two promises, the first with everything that a sheet holds."""
    draft, town = a_draft(), a_place(inside=france())
    holder, partner = an_organisation(name="Ville de Valmérac"), an_organisation(name="Bailleur inventé")
    axe = actions.create_heading(by=ME, framework=draft, content=actions.HeadingContent("Emploi", "axe", "1"))
    full = promise(
        "1",
        heading=axe.key,
        side="city",
        theme="emploi",
        due="2026-12",
        recurrence="P6M",
        counted=False,
        parties=(PartyLine(holder.slug, "porteur"), PartyLine(partner.slug, "partenaire")),
        places=(f"commune/{town.code}",),
    )
    actions.create_commitment(by=ME, framework=draft, content=full)
    actions.create_commitment(by=ME, framework=draft, content=promise("1.10", parent="1"))
    return draft


def put(rows: Rows, number: int, title: str, value: str) -> Rows:
    rows[number][HEAD.index(title)] = value
    return rows


def commit(framework: Framework, rows: Rows, *, reason: str = "avenant", **choices: str) -> actions.Committed:
    proposal = actions.propose_sheet(
        by=ME, framework=framework, name="f.xlsx", sha256="a" * 64, sheet="Engagements", rows=rows
    )
    state = compare(framework, "Engagements", rows).state
    return actions.commit_sheet(by=ME, proposal=proposal, state=state, choices=choices, reason=reason)


def compared(framework: Framework, rows: Rows) -> Comparison:
    return compare(framework, "Engagements", rows)


def told(found: Comparison) -> list[tuple[str, str]]:
    return [(error.cell.partition("!")[2], error.sentence) for error in found.errors]


def test_sheet_comes_back_as_it_left() -> None:
    draft = two()
    found = compared(draft, sheet_of(draft))
    assert (found.unchanged, found.lines, found.errors, found.absent) == (2, [], [], [])


def test_workbook_has_lists_help_and_a_hidden_revision() -> None:
    data = out(two())
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Engagements", "Listes", "Lisez-moi"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'hidden="1"' in xml
    assert xml.count("<dataValidation ") == 5


def test_corrections_and_new_rows_are_committed_with_one_reason() -> None:
    draft = two()
    rows = put(put(sheet_of(draft), 1, "Intitulé", "Ouvrir"), 1, "Porteurs", "Bailleur inventé")
    rows += [row(numero="2", intitule="Former", precise="3"), row(numero="3", intitule="Accueillir", échéance="2027")]
    done = commit(draft, rows)
    assert done == actions.Committed(created=2, amended=1, left=0)
    assert [(one.number, one.parent and one.parent.number) for one in Commitment.objects.of_framework(draft)] == [
        ("1", None),
        ("1.10", "1"),
        ("2", "3"),
        ("3", None),
    ]
    changed = Commitment.objects.get(slug="1")
    assert [party.organisation.name for party in changed.parties.order_by("position")] == ["Bailleur inventé"] * 2
    assert {event.reason for event in Entry.objects.order_by("-sequence")[:3]} == {"avenant"}
    assert sum(one.count for one in LevelTally.objects.filter(framework=draft)) == 4
    assert not SheetProposal.objects.exists()


def test_the_same_sheet_twice_adds_nothing() -> None:
    draft = two()
    rows = [*sheet_of(draft), row(numero="2", intitule="Former")]
    commit(draft, rows)
    events = Entry.objects.count()
    assert commit(draft, rows) == actions.Committed(0, 0, 0)
    assert Entry.objects.count() == events + 1  # the proposal alone


def test_every_fault_is_told_by_its_cell_and_nothing_is_written() -> None:
    draft = two()
    rows = put(sheet_of(draft), 1, "Précise", "1.10")
    rows += [
        row(numero="1.10", intitule="Double"),
        row(numero="4", intitule="", partie="rien"),
        row(numero="5", intitule="Tard", échéance="2018-02"),
        row(numero="6", intitule="Dates", échéance="31/02/2027"),
        row(numero="7", intitule="Qui", partenaires="Bailleur inventé ; inconnue"),
        row(numero="8", intitule="Thème", thème="Poésie"),
        row(adresse="99", numero="9", intitule="Ailleurs"),
    ]
    found = compared(draft, rows)
    cells = dict(told(found))
    assert list(cells) == ["E2", "B4", "C5", "D5", "I6", "I7", "N8", "H9", "A10"]
    assert "revient à son départ" in cells["E2"]
    assert "porte déjà le numéro 1.10" in cells["B4"]
    assert "avant le début du cadre" in cells["I6"]
    assert "n'est pas une date" in cells["I7"]
    assert "inconnue" in cells["N8"]
    assert "aucun engagement de ce cadre" in cells["A10"]
    with pytest.raises(BadInput, match="autres erreurs"):
        commit(draft, rows)
    assert Commitment.objects.count() == 2


def test_circle_through_a_new_row_is_seen() -> None:
    draft = two()
    rows = [
        *sheet_of(draft),
        row(numero="2", intitule="Deux", precise="3"),
        row(numero="3", intitule="Trois", precise="2"),
    ]
    assert [cell for cell, _ in told(compared(draft, rows))] == ["E4", "E5"]


def test_number_given_twice_in_the_sheet_is_told_at_both() -> None:
    draft = two()
    rows = [*sheet_of(draft), row(numero="2", intitule="Deux"), row(numero="2", intitule="Encore deux")]
    assert [cell for cell, _ in told(compared(draft, rows))] == ["B4", "B5"]


def test_row_amended_by_somebody_else_shows_both_and_waits_for_a_choice() -> None:
    draft = two()
    rows = put(sheet_of(draft), 2, "Intitulé", "De la feuille")
    other = Commitment.objects.get(slug="1.10")
    actions.amend_commitment(
        by=ME, commitment=other, content=promise("1.10", parent="1", title="D'un autre"), revision=1
    )
    found = compared(draft, rows)
    assert [(line.slug, line.changes[0].before, line.changes[0].after) for line in found.stale] == [
        ("1.10", "D'un autre", "De la feuille")
    ]
    with pytest.raises(BadInput, match="reste à choisir"):
        commit(draft, rows)
    assert commit(draft, rows, **{"1.10": AS_STORED}) == actions.Committed(0, 0, 1)
    assert commit(draft, rows, **{"1.10": OF_THE_SHEET}) == actions.Committed(0, 1, 0)
    assert Commitment.objects.get(slug="1.10").title == "De la feuille"


def test_what_moved_since_the_preview_is_shown_again() -> None:
    draft = two()
    rows = put(sheet_of(draft), 2, "Intitulé", "De la feuille")
    proposal = actions.propose_sheet(by=ME, framework=draft, name="f", sha256="", sheet="E", rows=rows)
    state = compare(draft, "E", rows).state
    other = Commitment.objects.get(slug="1.10")
    actions.amend_commitment(by=ME, commitment=other, content=promise("1.10", title="D'un autre"), revision=1)
    with pytest.raises(actions.Moved):
        actions.commit_sheet(by=ME, proposal=proposal, state=state, choices={}, reason="")
    assert Commitment.objects.get(slug="1.10").title == "D'un autre"


def test_column_taken_out_leaves_what_it_said_and_rows_taken_out_delete_nothing() -> None:
    draft = two()
    whole = sheet_of(draft)
    kept = [whole[0].index(title) for title in ("Adresse", "Intitulé")]
    found = compared(draft, [[one[rank] for rank in kept] for one in whole[:2]])
    assert (found.unchanged, found.absent, found.errors) == (1, ["1.10"], [])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 rien", "abîmé"),
        (b"\xff\xfe\x00\x01", "classeur lisible"),
        (b"", ""),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, told: str) -> None:
    if told:
        with pytest.raises(BadInput, match=told):
            back(data)
    else:
        assert back(data) == []


def test_archive_that_would_swell_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with pytest.raises(BadInput, match="au-delà"):
        back(file.getvalue())


def test_csv_of_a_french_spreadsheet_is_read() -> None:
    rows = back("Numéro;Intitulé\r\n1;Créer « un lieu »\r\n".encode("cp1252"))
    assert rows == [["Numéro", "Intitulé"], ["1", "Créer « un lieu »"]]


def test_sheet_without_its_heading_says_what_to_do() -> None:
    draft = a_draft()
    assert told(compared(draft, [["a", "b"], ["1", "2"]]))[0][1].startswith("la colonne « Intitulé » manque")
    assert told(compared(draft, [])) == [("A1", "la feuille est vide.")]


def test_forgotten_sheets_are_erased_after_a_day() -> None:
    draft = a_draft()
    for _ in range(2):
        actions.propose_sheet(by=ME, framework=draft, name="f", sha256="", sheet="E", rows=[])
    SheetProposal.objects.filter(pk=SheetProposal.objects.first().pk).update(created_at="2020-01-01T00:00Z")  # type: ignore[union-attr]
    assert jobs.forget_sheets().endswith(" 1.")
    assert SheetProposal.objects.count() == 1


@pytest.mark.slow
def test_ten_thousand_rows_are_read_compared_and_committed_in_time() -> None:
    draft = a_draft()
    holder = an_organisation(name="Ville de Valmérac")
    rows: Rows = [list(HEAD)]
    rows += [row(numero=str(n), intitule=f"Ouvrir {n} lieux", porteurs=holder.name) for n in range(1, 10_001)]
    data = "\n".join(";".join(one) for one in rows).encode()
    seconds: dict[str, float] = {}

    def timed(name: str, work: Any) -> Any:
        begun = time.perf_counter()
        answer = work()
        seconds[name] = time.perf_counter() - begun
        return answer

    parsed = timed("read", lambda: back(data))
    found = timed("compare", lambda: compared(draft, parsed))
    assert (len(found.new), found.errors) == (10_000, [])
    timed("commit", lambda: commit(draft, parsed))
    again = timed("write out", lambda: sheet_of(draft))
    assert timed("compare again", lambda: compared(draft, again)).unchanged == 10_000
    wrong = [*again[:1], *([*one[:2], "", *one[3:]] for one in again[1:])]
    assert len(timed("compare wrong", lambda: compared(draft, wrong)).errors) == 10_000
    assert seconds["read"] + seconds["compare again"] < 20
