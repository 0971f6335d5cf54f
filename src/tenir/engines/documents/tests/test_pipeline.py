"""The pipeline is a list that one can read: each step is documented and tells what it did."""

from pathlib import Path

from tenir.engines.documents import read
from tenir.engines.documents.french import counted, fold, printed_date, typeset
from tenir.engines.documents.pipeline import STAGES
from tenir.engines.documents.tests.test_layouts import PAGES

README = Path(__file__).resolve().parent.parent / "README.md"


def test_every_step_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [step.__name__ for _, steps in STAGES for step in steps if f"`{step.__name__}`" not in text] == []


def test_steps_tell_what_they_did_in_order() -> None:
    notes = read(PAGES.encode(), name="inventé.txt").steps
    order = [step.__name__ for _, steps in STAGES for step in steps]
    assert [note.step for note in notes] == [name for name in order if name in {note.step for note in notes}]
    assert all(note.sentence.endswith(".") for note in notes)
    assert "2 numéros de page écartés." in [note.sentence for note in notes]


def test_source_tells_name_hash_and_lines() -> None:
    source = read(PAGES.encode(), name="inventé.txt").to_json()["source"]
    assert source["name"] == "inventé.txt"
    assert source["lines"] == PAGES.count("\n")
    assert len(source["sha256"]) == 64


def test_items_have_the_published_keys() -> None:
    keys = "id kind number text parent side level partners levers due periodicity figures lines page where"
    keys += " confidence why sub_items"
    for item in read(PAGES.encode(), name="inventé.txt").to_json()["items"]:
        assert set(keys.split()) <= set(item)


def test_fold_keeps_the_length() -> None:
    assert fold("ÉTÉ – L’Œuvre İ\u00a0ﬁ") == "ete - l'œuvre i ﬁ"


def test_dates_are_iso_to_the_precision_printed() -> None:
    assert printed_date(fold("Paris, le 1er août 2019")) == "2019-08-01"
    assert printed_date(fold("SUIVI - FÉVRIER 2021")) == "2021-02"
    assert printed_date("en 2021") is None


def test_sentences_are_typeset() -> None:
    assert typeset("« a » : 3 % ; b") == "«\u202fa\u202f»\u202f: 3\u202f%\u202f; b"
    assert [counted(number, "ligne") for number in (0, 1, 2)] == ["0 ligne", "1 ligne", "2 lignes"]
