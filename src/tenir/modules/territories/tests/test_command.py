"""`tenir territories`: exit statuses and words; the real files agree with their README."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Count

from tenir.core.errors import BadInput
from tenir.core.places.models import Containment, Place
from tenir.modules.territories.models import Boundary, Crosswalk
from tenir.modules.territories.tests.builders import file, square
from tests.builders import france

pytestmark = pytest.mark.django_db


Run = Callable[..., tuple[list[dict[str, object]], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command: rows of its result, and what was said beside."""

    def go(*words: str) -> tuple[list[dict[str, object]], str]:
        capsys.readouterr()
        call_command("territories", *words, "--format", "json")
        told = capsys.readouterr()
        return json.loads(told.out), told.err.replace("\u202f", " ")

    return go


def written(folder: Path, data: bytes) -> str:
    """A file of contours on the disk."""
    path = folder / "lieux.geojson"
    path.write_bytes(data)
    return str(path)


def test_import_tells_what_it_did(tmp_path: Path, run: Run) -> None:
    france()
    path = written(tmp_path, file(("R1", square(0)), ("R2", square(2))))
    rows, _ = run("import", path, "--kind", "qrr", "--generation", "2024", "--since", "2024-01-01")
    assert [(row["lieux"], row["nouveaux"], row["contours"]) for row in rows] == [(2, 2, 2)]
    assert str(Boundary.objects.first().since) == "2024-01-01"


def test_dry_run_writes_nothing(tmp_path: Path, run: Run) -> None:
    france()
    path = written(tmp_path, file(("R1", square(0))))
    rows, beside = run("import", path, "--kind", "qrr", "--generation", "2024", "--dry-run")
    assert rows[0]["lieux"] == 1
    assert "rien n'a été écrit" in beside
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "village", "--generation", "1"), "n'est pas une sorte de lieu"),
        (("--kind", "qrr", "--generation", "1", "--since", "hier"), "n'est pas un jour"),
        (("--kind", "qrr", "--generation", "1", "--code", "insee"), "aucune colonne"),
        (("--kind", "qrr", "--generation", "x" * 21), "un à vingt caractères"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str, run: Run) -> None:
    france()
    with pytest.raises(BadInput, match=sentence):
        run("import", written(tmp_path, file(("R1", square(0)))), *words)


def test_every_fault_is_told_before_the_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    france()
    path = written(tmp_path, file(("R1", square(0)), ("R2", None)))
    with pytest.raises(BadInput, match="ne peuvent pas être importés"):
        call_command("territories", "import", path, "--kind", "qrr", "--generation", "1")
    assert "entité 2 (R2)\u202f: n'a pas de tracé." in capsys.readouterr().err


# On SQLite the test of speed loads all files and asks `agree`; `benchmarks/territories.py` times both databases.
@pytest.mark.postgres
@pytest.mark.shared
@pytest.mark.slow
def test_real_neighbourhoods_agree_with_their_readme(shared: Path, run: Run, tmp_path: Path) -> None:
    france()
    for folder in ("qpv", "qrr", "dispositifs"):
        (tmp_path / folder).symlink_to(shared / "data" / folder)
    run("load", str(tmp_path))
    lines = Boundary.objects.of_kind("qpv")
    assert lines.filter(generation="2024").count() == 1_584
    assert lines.filter(generation="2015").count() == 49 + 105
    counts = {kind: Place.objects.filter(kind=kind).count() for kind in ("qrr", "cite-educative")}
    assert counts == {"qrr": 62, "cite-educative": 208}
    assert Crosswalk.objects.filter(source_generation="2015").values("source").distinct().count() == 154


def agree() -> None:
    """What the official files hold, as the README beside them says."""
    lines = Boundary.objects
    assert lines.of_kind("qpv").filter(generation="2024").count() == 1_584
    assert lines.of_kind("qpv").filter(generation="2015").count() == 49 + 105
    assert lines.filter(generation="2018", place__kind__in=("commune", "commune-ancienne")).count() == 35_357
    counts = {kind: Place.objects.filter(kind=kind).count() for kind in ("qrr", "cite-educative", "contrat", "epci")}
    assert counts == {"qrr": 62, "cite-educative": 208, "contrat": 433, "epci": 1_255}
    people = lines.of_kind("contrat").values_list("population", flat=True)
    assert sum(people) == 5_437_035
    assert Place.objects.filter(kind="commune").count() == 34_969
    # 149 of the QPV of 2024 lie in two communes or more.
    inside = Containment.objects.filter(part__kind="qpv", part__code__startswith="QN").values("part")
    assert inside.annotate(communes=Count("pk")).filter(communes__gt=1).count() == 149
    assert Crosswalk.objects.filter(source_generation="2015").values("source").distinct().count() == 154
