"""The official places: right, loaded once, corrected, and never undoing what a person recorded."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.places import actions, official, referential
from tenir.core.places.models import Containment, Place, PlaceName
from tenir.core.places.official import OfficialContainment, OfficialName, OfficialPlace
from tenir.core.referentials import parse

D = date.fromisoformat
ME = System("test")


def kinds() -> dict[str, int]:
    found: dict[str, int] = {}
    for place in official.read():
        found[place.kind] = found.get(place.kind, 0) + 1
    return found


def test_lists_hold_what_the_readme_says() -> None:
    assert kinds() == {"nation": 1, "region": 18 + 16, "departement": 101, "outre-mer": 8, "epci": 1, "commune": 1}
    assert [place.code for place in official.read() if not place.source] == []


@pytest.mark.shared
def test_lists_agree_with_the_official_geography(shared: Path) -> None:
    rows = json.loads(gzip.decompress((shared / "data/cog/departements.json.gz").read_bytes()))
    theirs = {row["code"]: (row["nom"], row["region"]) for row in rows if row["zone"] != "com"}
    ours = {
        place.code: (place.name, next(inside.whole[1] for inside in place.inside if inside.until is None))
        for place in official.read()
        if place.kind == "departement"
    }
    assert ours == theirs
    overseas = {row["code"]: row["nom"] for row in rows if row["zone"] == "com"}
    assert {place.code: place.name for place in official.read() if place.kind == "outre-mer"} == overseas


@pytest.mark.django_db
def test_load_then_ask() -> None:
    said: list[str] = []
    referential.load(said.append)
    assert said == ["Lieux officiels\u202f: 146 mis à jour."]
    france = Place.objects.france()
    today = Place.objects.within(france)
    assert [today.filter(kind=kind).count() for kind in ("region", "departement", "outre-mer")] == [18, 101, 8]
    before = Place.objects.within(france, on=D("2015-12-31"))
    assert [before.filter(kind=kind).count() for kind in ("region", "departement")] == [27, 101]
    assert set(Containment.objects.values_list("share", flat=True)) == {1}


@pytest.mark.django_db
def test_load_knows_the_region_of_a_day() -> None:
    referential.load_referential(by=ME)
    dijon = Place.objects.get(kind="departement", code="21")
    assert [place.name for place in dijon.breadcrumb(on=D("2015-12-31"))] == ["France", "Bourgogne", "Côte-d'Or"]
    assert [place.name for place in dijon.breadcrumb()] == ["France", "Bourgogne-Franche-Comté", "Côte-d'Or"]
    assert Place.objects.get(code="22", kind="departement").named_on(D("1990-03-07")) == "Côtes-du-Nord"
    assert Place.objects.get(code="32", kind="region").named_on(D("2016-09-29")) == "Nord-Pas-de-Calais-Picardie"


@pytest.mark.django_db
def test_load_twice_changes_nothing() -> None:
    assert referential.load_referential(by=ME) == 146
    assert Entry.objects.count() == 146
    said: list[str] = []
    referential.load(said.append)
    assert said == ["Lieux officiels\u202f: déjà à jour."]
    assert Entry.objects.count() == 146


@pytest.mark.django_db
def test_load_again_on_a_site_that_knows_all_communes() -> None:
    referential.load_referential(by=ME)
    parts, wholes = (
        [Place(kind=kind, code=f"X{n:05}", name=kind) for n in range(1_100)] for kind in ("commune", "epci")
    )
    Place.objects.bulk_create([*parts, *wholes])
    Containment.objects.bulk_create(
        Containment(part=one, whole=other) for one, other in zip(parts, wholes, strict=True)
    )
    assert referential.load_referential(by=ME) == 0


@pytest.mark.django_db
def test_load_journals_one_event_a_place() -> None:
    referential.load_referential(by=ME)
    entry = Entry.objects.about(Place.objects.get(kind="departement", code="44")).get()
    assert (entry.verb, entry.before, entry.actor) == ("places.load", None, "system:test")
    assert entry.after["names"] == [
        ["Loire-Inférieure", None, "1957-03-08"],
        ["Loire-Atlantique", "1957-03-09", None],
    ]
    assert entry.after["inside"] == [["region", "52", "1", None, None]]
    assert "INSEE" in entry.reason


@pytest.mark.django_db
def test_load_corrects_what_the_list_says_otherwise() -> None:
    referential.load_referential(by=ME)
    place = Place.objects.get(kind="departement", code="21")
    place.names.update(name="Côte d'Or")
    Place.objects.filter(pk=place.pk).update(name="Côte d'Or")
    assert referential.load_referential(by=ME) == 1
    assert Place.objects.get(pk=place.pk).name == "Côte-d'Or"
    last = Entry.objects.last()
    assert last is not None
    assert (last.before["name"], last.after["name"]) == ("Côte d'Or", "Côte-d'Or")


@pytest.mark.django_db
def test_load_keeps_what_a_person_recorded_since() -> None:
    referential.load_referential(by=ME)
    place = Place.objects.get(kind="departement", code="21")
    actions.rename_place(by=ME, place=place, name="Côte-d'Or nouvelle", since=D("2025-01-01"))
    row = place.containments.get(until=None)
    actions.end_containment(by=ME, containment=row, until=D("2025-12-31"))
    assert referential.load_referential(by=ME) == 0
    assert Place.objects.get(pk=place.pk).name == "Côte-d'Or nouvelle"
    assert Containment.objects.get(pk=row.pk).until == D("2025-12-31")


@pytest.mark.django_db
def test_load_takes_a_newer_list(monkeypatch: pytest.MonkeyPatch) -> None:
    nation = OfficialPlace("nation", "FR", "France", "essai", [OfficialName("France", None, None)])
    inside = [OfficialContainment(("nation", "FR"), None, None, None)]
    part = OfficialPlace("region", "1", "Un", "essai", [OfficialName("Un", None, None)], inside)
    monkeypatch.setattr(official, "read", lambda: [nation, part])
    assert referential.load_referential(by=ME) == 2
    part.names = [OfficialName("Un", None, D("2019-12-31")), OfficialName("Deux", D("2020-01-01"), None)]
    part.inside[0] = OfficialContainment(("nation", "FR"), None, None, D("2020-12-31"))
    assert referential.load_referential(by=ME) == 1
    assert Place.objects.get(code="1").name == "Deux"
    assert PlaceName.objects.filter(place__code="1").count() == 2
    assert Containment.objects.get().until == D("2020-12-31")


@pytest.mark.django_db
def test_load_with_a_wrong_line_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: str, columns: tuple[str, ...]) -> Any:
        texts = {
            "places/places.csv": "kind,code,name,source\nnation,FR,France,essai\n",
            "places/names.csv": "kind,code,name,since,until,source\nregion,99,X,,,essai\n",
        }
        return parse(texts[path], columns, name=path)

    monkeypatch.setattr("tenir.core.referentials.read", read)
    with pytest.raises(BadInput) as refusal:
        referential.load_referential(by=ME)
    assert str(refusal.value) == (
        "places/names.csv, ligne 2, colonne code\u202f: aucun lieu «\u202fregion 99\u202f» dans places.csv. "
        "Corrigez le fichier et recommencez."
    )
    assert not Place.objects.exists()
