"""Known files as data: every entry can be read, and official lists make a tree without false containment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenir.core.errors import BadInput
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.territories import actions
from tenir.modules.territories.importing import catalogue, preparing
from tenir.modules.territories.tests.builders import BY
from tests.builders import a_place, france

EPCI = [
    {"code": "200000001", "nom": "CC d'un seul", "membres": [{"code": "21001"}]},
    {"code": "200000002", "nom": "CC de deux", "membres": [{"code": "21002"}, {"code": "39001"}]},
]


def test_every_entry_names_kinds_that_exist() -> None:
    found = catalogue.catalogue()
    kinds = {kind for known in found for kind in known.told.kinds}
    kinds |= {kind for known in found for inside in known.inside for kind in inside.kinds}
    assert kinds <= set(PlaceKind.values)
    assert all(known.told.source and known.told.licence for known in found)


def test_folder_without_any_known_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="aucun des fichiers"):
        catalogue.present(tmp_path)


@pytest.mark.django_db
def test_part_of_a_group_over_two_departements_does_not_lie_in_both(tmp_path: Path) -> None:
    departements = {code: a_place(kind="departement", code=code, inside=france()) for code in ("21", "39")}
    for code in ("21001", "21002", "39001"):
        a_place(code=code, inside=departements[code[:2]])
    (tmp_path / "cog").mkdir()
    (tmp_path / "cog/epci.json.gz").write_text(json.dumps(EPCI))
    [known] = catalogue.present(tmp_path)
    actions.import_boundaries(by=BY, prepared=preparing.read_known(known, tmp_path))
    inside = Place.objects.within(departements["21"]).values_list("code", flat=True)
    assert sorted(inside) == ["200000001", "21", "21001", "21002"]
    assert Place.objects.containing(Place.objects.get(code="21002")).filter(code="200000002").exists()
