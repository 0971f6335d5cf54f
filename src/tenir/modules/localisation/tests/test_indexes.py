"""Indexes follow the contours, are made once, and survive what may happen to a folder."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tenir.core.errors import BadInput
from tenir.core.rights import Role
from tenir.engines.localisation.index import Index
from tenir.modules.localisation import editions, jobs, layers
from tenir.modules.localisation.tests.grounds import a_square, an_import, at
from tenir.modules.territories.models import Boundary
from tenir.modules.territories.tests.builders import file, square
from tests.builders import a_member, france

pytestmark = pytest.mark.django_db


def codes(generation: str = "2024") -> tuple[str, ...]:
    layer = layers.current("qpv", generation)
    return layer.index.codes if layer else ()


def kept(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "localisation").iterdir() if one.name != ".lock")


def test_nothing_installed_is_none(data_folder: Path) -> None:
    assert layers.current("qpv", "2024") is None
    assert list(data_folder.iterdir()) == []


def test_index_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    a_square(an_import(), "Q1", 0, 0)
    assert codes() == ("Q1",)
    layers._loaded.cache_clear()  # another worker
    monkeypatch.setattr(Index, "of", None)
    assert codes() == ("Q1",)


def test_new_contour_is_a_new_index_in_the_place_of_the_old(data_folder: Path) -> None:
    origin = an_import()
    a_square(origin, "Q1", 0, 0)
    assert codes() == ("Q1",)
    before = kept(data_folder)
    a_square(origin, "Q2", 5, 5)
    assert codes() == ("Q1", "Q2")
    assert len(kept(data_folder)) == 1
    assert kept(data_folder) != before


def test_contour_imported_anew_is_followed() -> None:
    place = a_square(an_import(), "Q1", 0, 0)
    layer = layers.current("qpv", "2024")
    place.boundaries.all().delete()
    a_square(an_import(), "Q1", 10, 10)
    moved = layers.current("qpv", "2024")
    assert layer is not None
    assert moved is not None
    assert (layer.index.one(*at(1, 1)), moved.index.one(*at(1, 1)), moved.index.one(*at(11, 11))) == (0, -1, 0)


def test_generations_stand_side_by_side(data_folder: Path) -> None:
    a_square(an_import("2024"), "QN1", 0, 0)
    a_square(an_import("COG 2018"), "QP1", 0, 0)
    assert (codes("2024"), codes("COG 2018")) == (("QN1",), ("QP1",))
    assert len(kept(data_folder)) == 2
    assert layers.installed("qpv", "COG 2018").index.codes == ("QP1",)


def test_damaged_index_is_made_again(data_folder: Path) -> None:
    a_square(an_import(), "Q1", 0, 0)
    codes()
    (data_folder / "localisation" / kept(data_folder)[0] / "manifest.json").write_text("{", encoding="utf-8")
    layers._loaded.cache_clear()
    assert codes() == ("Q1",)


def test_job_makes_what_is_missing_and_twice_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a_square(an_import(), "Q1", 0, 0)
    assert jobs.prepare_indexes() == "Contours prêts pour la recherche par adresse\u202f: 1."
    monkeypatch.setattr(Index, "of", None)
    assert jobs.prepare_indexes().endswith("1.")


def test_two_who_ask_at_once_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    a_square(an_import(), "Q1", 0, 0)
    (edition,) = editions.installed(["qpv"])
    contours, made, of = layers._contours(edition), [], Index.of
    monkeypatch.setattr(layers, "_contours", lambda edition: contours)
    monkeypatch.setattr(Index, "of", lambda *told: made.append(1) or of(*told))
    threads = [threading.Thread(target=layers.of_edition, args=(edition,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert connection.in_atomic_block


def test_command_without_index_says_what_to_do() -> None:
    with pytest.raises(BadInput, match="aucun contour"):
        layers.installed("qpv", "2024")


def test_an_import_leaves_its_index_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    france()
    path = tmp_path / "quartiers.geojson"
    path.write_bytes(file(("QN04101M", square(0))))
    call_command("territories", "import", str(path), "--kind", "qpv", "--generation", "2024")
    monkeypatch.setattr(Index, "of", None)
    assert codes() == ("QN04101M",)


def test_an_import_on_screen_leaves_its_index_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(a_member(Role.ADMINISTRATOR, france()))
    sent = SimpleUploadedFile("quartiers.geojson", file(("QN04101M", square(0))))
    told = {"kind": "qpv", "generation": "2024", "source": "Source inventée", "file": sent}
    report = client.post("/territoires/importer/", told).headers["Location"]
    client.post(report, {"geste": "importer"})
    monkeypatch.setattr(Index, "of", None)
    assert codes() == ("QN04101M",)


def test_an_index_that_cannot_be_made_undoes_no_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    france()
    path = tmp_path / "quartiers.geojson"
    path.write_bytes(file(("QN04101M", square(0))))
    monkeypatch.setattr(jobs.layers, "of_edition", None)
    call_command("territories", "import", str(path), "--kind", "qpv", "--generation", "2024")
    assert Boundary.objects.count() == 1
