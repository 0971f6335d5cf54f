"""`tenir documents adopt`: shown, confirmed, written once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.builders import france
from tenir.modules.documents.actions import adopt, preview
from tenir.modules.documents.proposal import Wanted, describe
from tenir.modules.documents.tests.samples import SMALL, reading, table
from tests.running import Run

ME = System("test")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "suivi.txt"
    file.write_text(table(3), encoding="utf-8")
    return file


def test_adopt_says_what_it_wrote_and_again_that_nothing_changes(tenir: Run, text: Path) -> None:
    france()
    first = tenir("documents", "adopt", str(text), "--framework", "essai", "--yes")
    assert (first.returncode, first.stdout) == (
        0,
        "essai\u202f; créé\u202f: 1 texte, 1 cadre, 3 engagements, 3 niveaux, 3 indicateurs.\n",
    )
    assert "À vérifier, ligne 1, cadre (70\u202f%)" in first.stderr
    again = tenir("documents", "adopt", str(text), "--framework", "essai", "--yes")
    assert again.stdout == "essai\u202f: déjà adopté à l'identique, rien à changer.\n"
    assert Entry.objects.count() == 11


def test_without_yes_and_without_anyone_nothing_is_written(tenir: Run, text: Path) -> None:
    france()
    ended = tenir("documents", "adopt", str(text), "--framework", "essai", stdin=-3)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "personne n'est là pour confirmer" in ended.stderr
    assert not Framework.objects.exists()


def test_dry_run_tells_the_same_counts_and_writes_nothing(tenir: Run, text: Path) -> None:
    france()
    ended = tenir("documents", "adopt", str(text), "--framework", "essai", "--dry-run")
    assert "à créer\u202f: 1 texte, 1 cadre, 3 engagements" in ended.stdout
    assert "rien n'a été écrit" in ended.stdout
    assert not Framework.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--framework", "Mon Pacte"], "ne peut pas servir d'adresse"),
        (["--framework", "essai", "--kind", "loi"], "n'existe pas"),
        (["--framework", "essai", "--place", "FR"], "SORTE:CODE"),
        (["--framework", "essai", "--place", "commune:99999"], "referentials load"),
        (["--framework", "essai", "--date", "hier"], "n'est pas une date"),
    ],
)
def test_wrong_option_is_exit_2_and_nothing_written(
    tenir: Run, text: Path, arguments: list[str], sentence: str
) -> None:
    france()
    ended = tenir("documents", "adopt", str(text), "--yes", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert sentence in ended.stderr
    assert not Framework.objects.exists()


@pytest.mark.django_db
def test_preview_leaves_no_trace() -> None:
    france()
    assert preview(by=ME, description=describe(reading(*SMALL), Wanted("essai"))).created["commitment"] == 3
    assert not Framework.objects.exists()


@pytest.mark.django_db
def test_framework_in_our_words_keeps_them_when_the_text_agrees() -> None:
    france()
    described = describe(reading(*SMALL), Wanted("essai"))
    ours = tuple(replace(one, title=f"Nos mots, {one.number}") for one in described.commitments)
    adopt_framework(by=ME, description=replace(described, wording="own", commitments=ours))
    assert not adopt(by=ME, description=described).changed_anything
    assert Commitment.objects.get(slug="2").title == "Nos mots, 2"


@pytest.mark.django_db
def test_framework_in_our_words_refuses_a_text_that_disagrees_and_says_where() -> None:
    france()
    described = describe(reading(*SMALL), Wanted("essai"))
    adopt_framework(by=ME, description=replace(described, wording="own"))
    other = describe(reading(*SMALL[:-3], *SMALL[-2:]), Wanted("essai", date="2022"))
    with pytest.raises(BadInput, match=r"1, niveau.*2021-03.*2022") as error:
        adopt(by=ME, description=other)
    assert "2, nombre d'indicateurs\u202f: 1 dans le cadre, 0 dans le texte" in str(error.value)


@pytest.mark.django_db
def test_other_text_under_a_taken_address_is_refused() -> None:
    france()
    described = describe(reading(*SMALL), Wanted("essai"))
    adopt(by=ME, description=described)
    other = replace(described, source=replace(described.source, slug="autre", sha256="d" * 64))
    with pytest.raises(BadInput, match="vient d'un autre texte"):
        adopt(by=ME, description=other)
